import { item, text } from "../know/page.ts";
import { share, type Topic, topic } from "./topic.ts";

/** Words about candidates of one need. */
export const choiceTopics: readonly Topic[] = [
  topic(
    "options, option, self-host, hosted-open, proprietary-api",
    "The three options",
    "Each need goes to one of three options; using more than one is a hybrid.",
    () => [
      item("self-host", "open weights on machines that you own or rent by the hour"),
      item("hosted-open", "open weights that somebody else serves, paid per token"),
      item("proprietary-api", "a model whose weights are closed, through its maker or a cloud"),
      text(
        "Waiting and bridging are plans (moat explain plan-over-time). Licensing your data to a lab is advice.",
      ),
    ],
  ),
  topic(
    "gates, gate, veto",
    "Gates",
    "A gate removes a candidate. Gates come before points, and no number of points buys a candidate back.",
    ({ rules }) => [
      ...rules.filter((one) => one.effect.kind === "veto").map((one) => item(one.id, one.title)),
      text(
        "A gate passes, fails, or asks where a fact is missing (moat explain ask). The bar is no gate.",
      ),
    ],
  ),
  topic(
    "ask, asks, price.unknown",
    "Ask",
    "A fact that a gate needs is documented nowhere: the answer says whom to ask what.",
    () => [
      text(
        "Within an option, a candidate that has to be asked for stands only where no documented one takes part; the status of the verdict is then ask. Others are listed where the answer would make them cheaper or open an option.",
      ),
      text("An unknown is neither a yes nor a no: it is never guessed, and never $0."),
    ],
  ),
  topic(
    "candidate, first pick, pick",
    "Candidate and first pick",
    "A model at an effort, at a host or on a fleet, for one need. The first pick is the one that a plan takes.",
    () => [
      text(
        "A candidate that another of its option matches or beats at everything is dominated: it is never a first pick, though it may be a fallback.",
      ),
    ],
  ),
  topic(
    "passes, takes part, cheapest",
    "Passes, and takes part",
    "It passes if no gate removes it; it takes part if it also clears the bar likely enough.",
    ({ pack }) => [
      item("takes part", `P(bar) of at least ${pack.evidence.belief.takesPart}`),
      item("cheapest", "the cheapest candidate that takes part, where it is not the pick"),
    ],
  ),
  topic(
    "try first",
    "Try first, else",
    "A first pick that is more of an experiment than a promise; what to do if it misses is said beside it.",
    ({ pack }) => [
      text(
        `Said where P(bar) is under ${pack.evidence.belief.tryFirstUnder}, where the model was not measured on the boards of the capability, where the team has to measure something first, and where nobody wrote down whether its host takes the personal data that the requests hold.`,
      ),
    ],
  ),
  topic(
    "fallback, else",
    "Fallback",
    "The candidate to which a team moves when its first choice misses the bar, chosen beforehand.",
    ({ pack: { choice } }) => [
      text(
        `Chosen for the worlds in which the first missed: another model, or the same thinking harder. A miss costs ${choice.noticeMonths} month worth nothing, then the switch, of ${choice.weeksToSwap} week between hosts and APIs. If the fallback misses too, only the bill is left; a miss never pays.`,
      ),
      text(
        `It passes the same gates, within the options of the plan. One of another option is taken where its own has none. On own machines it takes at most ${choice.fallbackGpus} GPUs, or twice those of the first.`,
      ),
    ],
  ),
  topic(
    "expected bill, expected, both tries, trial, bill",
    "Expected bill",
    "The mean monthly bill over both tries: the first pick while it holds, then the switch and the fallback; and the trial, spread over the horizon.",
    ({ pack: { choice } }) => [
      text(
        "Sentences, ties, regret and the ranking use it. The bill if the first picks hold is printed beside it.",
      ),
      text(
        `A try is charged with a trial: ${choice.trialRequests} of your requests, each judged by a person who is paid for it, unless you have a golden set. A pick that is surer to clear the bar is charged with less of one, since fewer teams would make it.`,
      ),
    ],
  ),
  topic(
    "near miss, near misses",
    "Near miss",
    "Much cheaper than the pick of its option, and just short of taking part: worth an evaluation of your own.",
    ({ pack }) => [
      item(
        "short of the bar",
        `P(bar) from ${pack.choice.nearMiss.from} to ${pack.evidence.belief.takesPart}, and at least ${share(pack.choice.nearMiss.saving)} cheaper`,
      ),
      item("too few scores", "the bar is high, and nobody independent has measured it enough"),
    ],
  ),
  topic(
    "short-list, outcome, outcomes, tie, ties, outdone, outvalued, dominated",
    "Why not",
    "moat why says of every candidate what became of it, exactly one thing each.",
    ({ pack }) => [
      item("chosen, second try", "the first pick of the verdict, and what it falls back on"),
      item(
        "even, best of its option",
        "the pick of a plan that is even with the verdict, or of the best plan of another option",
      ),
      item("tie", "no printed number tells it from the pick of its option but the name"),
      item(
        "another effort",
        `the pick is this model there at another effort: the lowest within ${100 * pack.choice.effortSlack} points whose expected bill is not higher`,
      ),
      item("worth less", "it takes part, and the best plan with it is so many points behind"),
      item("outdone", "another of its option is no worse at anything, its bill included"),
      item("over the cap", "every plan with it costs more than the cap, or would after a miss"),
      item("ask first", "its host documents less than is asked, and another documents it"),
      item("too few scores", "the bar is high, and too little was measured of it"),
      item("below the bar", `P(bar) is less than ${pack.evidence.belief.takesPart}`),
      item("removed by a gate", "a rule removes it; moat explain has each"),
      item("no price, no evidence", "nobody states what it costs, or nobody measured it"),
      text(
        "The short-list is made by taking models away: each line is what would be chosen, at expected values, if none above it could be had, while its scores, the yardstick and the bill that hurts stay as they are. What would let a candidate in is the least change of one input that a gate asks for, of the bar, or of its price; it was decided again, whole.",
      ),
    ],
  ),
  topic(
    "unpriced, cost.unpriced, cost.bounded, no-price",
    "Unknown prices",
    "An unknown price is not $0.",
    () => [
      text(
        "Own fleets of a model of unknown size are billed as the smallest larger model that is known, a hosted model as its dearest peer of that size; the answer names it. A need with no price anywhere is not decided in money, and no dollars are claimed over it.",
      ),
    ],
  ),
  topic(
    "fleet, configuration, cost.multi-node, cost.tuned-stack",
    "Fleet",
    "Machines of your own: replicas, spares, the machine of one replica, and the precision of the weights.",
    () => [
      text(
        "2+1 replicas of 2 x h100-sxm, fp8: two that the busiest hour needs, one spare, two GPUs each. Throughput is estimated; measure yours before you buy (moat cost --measured), above all where a replica spans several machines or the estimate is that of tuned stacks.",
      ),
    ],
  ),
];
