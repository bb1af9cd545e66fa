import { item, text } from "../know/page.ts";
import { share, type Topic, topic } from "./topic.ts";

/** Words about what is believed of models. */
export const beliefTopics: readonly Topic[] = [
  topic(
    "belief",
    "Belief",
    "What is believed of a model at an effort on a capability: how far below the yardstick, and with how much doubt.",
    ({ pack }) => [
      text(
        `Each board's scores become log-odds. A vendor's own run is taken down by ${pack.evidence.belief.vendorBias} and counts half. The model's ability gives its level on the capability's boards; ${share(pack.evidence.belief.habit)} of what it shows there beside that ability is kept.`,
      ),
      text(
        "The doubt joins that of the ability, of the line of each board, of the effort and of the boards' noise. Boards that share no models with others (speech, images, video, embeddings) are read by themselves.",
      ),
      text(
        "Where neither the capability nor its kin has scores, nothing is believed and nothing chosen.",
      ),
    ],
  ),
  topic(
    "ability",
    "Ability",
    "The one number per model and effort that explains its scores on all linked boards, with its doubt.",
    ({ pack }) => [
      text(
        `Each board is a line: score in log-odds = its level + its slope times the ability + noise. Lines and abilities are fitted together from what the as-of day shows; a board takes part from ${pack.evidence.ability.minLinked} linked models on.`,
      ),
      text("npm run backtest leaves scores out, predicts them, and prints how far off it was."),
    ],
  ),
  topic(
    "yardstick, reference",
    "The yardstick",
    "The best mean belief on a capability among models on sale that have a score of their own on it, of either side.",
    ({ pack }) => [
      text(
        `It is a level, not a model: who holds it keeps its own doubt. It is taken to succeed ${Math.round(100 * pack.evidence.anchor)} times in 100; a quality of 1 is as good as it.`,
      ),
    ],
  ),
  topic(
    "bar, bars, commodity, strong, parity, frontier",
    "The bar",
    "How good is good enough, as a share of the yardstick's success.",
    ({ pack }) => [
      ...Object.entries(pack.bars).map(([name, value]) =>
        item(name, name === "frontier" ? `${value}, and the yardstick moves on` : `${value}`),
      ),
      item("0.9", "any share of the yardstick"),
      item(
        "{ benchmark, score }",
        "a score on one board of the profile, judged by that board alone",
      ),
      text(
        `A bar removes nobody. P(bar) says how likely a candidate is to clear it: under ${pack.evidence.belief.takesPart} it does not take part, under ${pack.evidence.belief.tryFirstUnder} it is only to be tried first. From ${pack.evidence.belief.provenFrom} on a pick needs ${pack.evidence.belief.provenScores} scores, or twice as many where all are on other boards, one of them independent.`,
      ),
    ],
  ),
  topic(
    "p-bar, p(bar), clears the bar, chance",
    "P(bar): clears the bar in 84 of 100",
    "How likely it is that the quality of a candidate turns out at the bar or above it.",
    () => [
      text(
        "From the gap to the yardstick and its doubt. It is about what is known, not about single requests: of 100 candidates with such evidence, 84 would do the work well enough.",
      ),
    ],
  ),
  topic(
    "effort, xhigh",
    "Effort",
    "How much a model thinks: none, low, medium, high, xhigh, max. Part of a candidate, chosen by moat.",
    ({ pack }) => [
      text(
        `Per model and offer it is the lowest effort whose value is within ${100 * pack.choice.effortSlack} points of the best and whose expected bill is not higher, within latency and workload.reasoning. P(bar) and price of the next effort up are printed beside it.`,
      ),
      text(
        `Less effort costs ability, by pairs of runs of one model; bounded tasks feel ${share(pack.evidence.belief.boundedLoss)} of that (assumed). Less effort never counts as better.`,
      ),
    ],
  ),
  topic(
    "thinking tokens, thinking, cost.thinking, evidence.effort",
    "Thinking tokens",
    "What a model thinks before it answers; billed as output, on top of what is seen.",
    ({ efforts }) => [
      ...Object.entries(efforts.thinking).map(([work, { value }]) =>
        item(work, `${value} a request at high effort, of the median model`),
      ),
      text(
        `As a share of that at high: ${Object.entries(efforts.share)
          .map(([effort, { value }]) => `${effort} ${value}`)
          .join(", ")}. A model's own measured tokens scale it, else those of its vendor.`,
      ),
    ],
  ),
  topic(
    "estimated, imputed, evidence.estimated",
    "Estimated from other boards",
    "The model has no score of its own on the boards of the capability; its ability on others speaks for it.",
    ({ pack }) => [
      text(
        `Its doubt is ${pack.evidence.belief.imputedFactor} times as wide, it is at most to be tried first, and an answer that it carries is at most ${share(pack.choice.mostImputed)} confident. Of even plans, those that are measured are named first.`,
      ),
    ],
  ),
  topic(
    "kin, evidence.none",
    "Kin",
    "A capability without boards of its own reads those of its kin, named in its profile.",
    ({ profiles }) =>
      Object.values(profiles).flatMap(({ id, kin }) =>
        kin === undefined ? [] : [item(id, `reads the boards of ${kin}`)],
      ),
  ),
  topic(
    "tuned",
    "Tuned candidates",
    "For a bounded task with data of its own, a team can tune open weights and serve them itself.",
    ({ pack: { choice } }) => [
      text(
        `They stand where the task is bounded and team.fineTuning is true, for scored text models of at most ${choice.tuned.maxBillions} billion parameters.`,
      ),
      text(
        `A success has a quality drawn evenly from ${choice.tuned.low} to ${choice.tuned.high}, and never less than its base; ${share(choice.tuned.fails)} of tunings fail (${share(choice.tuned.failsKnown)} with a golden set and own data). Where domainData is none, ${choice.tuned.labels} labels are paid for (moat explain labels).`,
      ),
    ],
  ),
];
