import type { Knowledge } from "../pack.ts";
import { type Block, item, text } from "../page.ts";

/** Terms of the answer in prose. Numbers come from the pack or the fit wherever they stand there; this file holds words. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  readonly group: "term" | "command line";
  readonly lead: string;
  readonly blocks: (knowledge: Knowledge) => readonly Block[];
}

const topic = (
  name: string,
  title: string,
  lead: string,
  blocks: Topic["blocks"],
  group: Topic["group"] = "term",
): Topic => ({ name, title, group, lead, blocks });

const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;

export const topics: readonly Topic[] = [
  topic(
    "options",
    "The three options",
    "Each need goes to one of three options; using more than one is a hybrid.",
    () => [
      item("self-host", "open weights on machines that you own or rent by the hour"),
      item("hosted-open", "open weights that somebody else serves, paid per token"),
      item("proprietary-api", "a model whose weights are closed, through its maker or a cloud"),
      text(
        "Waiting and bridging are plans (moat explain plan). Licensing your data to a lab is advice.",
      ),
    ],
  ),
  topic(
    "gates",
    "Gates",
    "A gate removes a candidate. Gates come before points, and no number of points buys a candidate back.",
    ({ rules }) => [
      ...rules.filter((one) => one.effect.kind === "veto").map((one) => item(one.id, one.title)),
      text(
        "A gate passes, fails, or is unknown where a fact is missing; an unknown gate is named in the answer, not guessed.",
      ),
    ],
  ),
  topic(
    "bars",
    "Quality bars",
    "How good is good enough, as a share of what the best proprietary model reaches.",
    ({ pack }) => [
      ...Object.entries(pack.bars).map(([name, value]) =>
        item(name, name === "frontier" ? `${value}, and the reference moves on` : `${value}`),
      ),
      item("0.9", "any share of the reference"),
      item("{ benchmark, score }", "a score on one board of the profile"),
      text(
        `A candidate clears a bar where P(quality >= bar) is at least ${pack.parameters.barProbability ?? "two thirds"}: a bar is a promise. From ${pack.evidence.parityFrom} on, vendor-run scores alone do not clear it. Where every other gate leaves one option that misses the bar, it is chosen with status below-bar.`,
      ),
    ],
  ),
  topic(
    "unknown-evidence",
    "Unknown evidence",
    "A model that nobody measured is not bad and not good: its quality is unknown.",
    ({ pack }) => [
      text(
        `Where a model's boards weigh less than ${pack.evidence.minimumSupport} (${pack.evidence.minimumSupportAtParity} from a bar of ${pack.evidence.parityFrom} on), its quality is drawn evenly from ${pack.evidence.unknownQuality.join(" to ")}, the bar is unknown for it, and confidence stays below 0.90.`,
      ),
      text(
        "One such survivor alone is decided by elimination. Where only unknown candidates are left on both sides, the answer is insufficient-evidence, and the choice none: run your own evaluation.",
      ),
      text(
        "In an answer, evidence.thin says that a rival lost for this reason whatever its points; evidence.unpriced, that nobody knows its price.",
      ),
    ],
  ),
  topic(
    "tuned",
    "Tuned candidates",
    "For a bounded task with data of its own, a team can tune open weights and serve them itself.",
    ({ pack }) => [
      text(
        `They stand where the task is bounded, domainData is labelled or exclusive, evaluation is golden-set and team.fineTuning is true, for open models of at most ${pack.evidence.tunedMaxBillions} billion parameters.`,
      ),
      text(
        `Their quality is drawn evenly from ${pack.evidence.tunedQuality.join(" to ")}, basis assumed. Tuning costs once and per refresh; they run on machines of your own or a dedicated deployment, never at the shared price per token.`,
      ),
    ],
  ),
  topic(
    "confidence",
    "Confidence",
    "The share of plausible weights and evidence with which the same choice wins.",
    ({ pack }) => [
      text(
        `2,000 draws (--draws): weights vary around yours (Dirichlet, concentration ${pack.scales.weightConcentration.preset} for a preset, ${pack.scales.weightConcentration.own} for your own), and quality, throughput and rents vary within their noise. Every option meets the same draws.`,
      ),
      item(
        "wins",
        "the share of draws that an option wins; what is left went to a split, or to nobody",
      ),
      item("preference robustness", "the share where only weights vary"),
      item("evidence robustness", "the share where only evidence varies"),
      text(
        `It is rounded to 5 % and never above 95 %. Under ${share(pack.scales.tooCloseUnder)} of draws against the runner-up the call is too-close. A margin under ${100 * pack.scales.immaterialMargin} points is immaterial: either will do.`,
      ),
      text("Words: very likely from 90 %, likely from 66 %, more likely than not from 50 %."),
    ],
  ),
  topic("status", "Status of a verdict", "What kind of answer it is.", () => [
    item("decided", "one choice leads, and the draws bear it out"),
    item("too-close", "it leads at expected values, but hardly more often than the runner-up"),
    item("below-bar", "the only way that stands, though it misses your bar"),
    item("insufficient-evidence", "nothing public tells the options apart"),
    item("infeasible", "no option passes its gates"),
  ]),
  topic(
    "margin",
    "Points and the margin",
    "One point is a hundredth of the value V; the margin is the lead over the runner-up.",
    () => [
      text(
        "V adds the criteria, each on a scale from 0 (worst) to 1 (best) times its weight. The contributions that are listed sum to the margin exactly.",
      ),
      text(
        "In money: the margin times the spend that hurts, divided by the weight of cost. It is what the lead would be worth to you a month.",
      ),
      text(
        "criterion.NAME in an answer is the part of one criterion; moat explain NAME says how it is reckoned.",
      ),
    ],
  ),
  topic(
    "regret",
    "Regret",
    "What an option costs over the one that turns out to be cheapest, mean of the draws of moat cost.",
    () => [
      text(
        "In each draw of volume, rents, speed, prices and staff it is the option's bill less that of the cheapest priced one, in $ a month. Where only money counts, the option of least regret is the safest.",
      ),
    ],
  ),
  topic(
    "forecast",
    "When the gap closes",
    "The probability that open weights reach today's reference by some month.",
    ({ forecast }) => {
      const { trackRecord, sizeClasses, fits } = forecast;
      const fit = fits.at(-1);
      return [
        text(
          "Two views are joined as a mean of log-odds: how long levels of this class took to be reached, given the age of this one, and how fast the open record moves now (a gamma process: upwards, in jumps).",
        ),
        text(
          `A window that an expert published is a third view of little weight (${fit?.window.weight ?? "none"} against 1 each): such windows were far too narrow.`,
        ),
        ...sizeClasses.map((one) =>
          item(
            one.id,
            one.lagFactor === 1
              ? "lags as the class does"
              : `lags ${Math.round(one.lagFactor * 100) / 100} times as long`,
          ),
        ),
        text(
          `In a back-test on ${trackRecord.series} public series the 80 % interval held ${share(trackRecord.interval80Held)} of outcomes; Brier score at six months ${trackRecord.brierSixMonths}.`,
        ),
        text(
          "A fixed level can be reached; the frontier moves on. With a frontier bar the forecast changes nothing, since the reference moves too.",
        ),
      ];
    },
  ),
  topic(
    "hybrid",
    "Hybrid",
    "Different needs go to different options, where that beats every single option.",
    ({ pack }) => [
      text(
        `All seven sets of options are reckoned exactly. Each option beyond the first costs ${100 * pack.scales.overheadPerOption} point, and staff, gateway and spares once more; what is shared is paid once.`,
      ),
      text(
        "A fleet of your own that sends its peaks to an API is self-host, not hybrid: hybrid means that needs differ.",
      ),
    ],
  ),
  topic("plan", "Plan", "What to do with the verdict over time.", ({ pack }) => [
    item("act", "do it: waiting gains nothing"),
    item(
      "bridge",
      "buy the API now behind a provider-neutral client, and decide again on a date: open weights are expected to reach your bar within the horizon, and the switch pays",
    ),
    item("wait", "nothing stands today, or nothing is known: measure first"),
    text(`A switch is reckoned at ${pack.scales.switchingMonths} months of score.`),
  ]),
  topic("review", "The review date", "When to look again, and why then.", ({ pack }) => [
    text(
      `The soonest of three: the interval that is cheapest when a review costs $${pack.scales.reviewUsd} and a wrong answer loses the margin; the day on which a profile is ${pack.scales.staleMonths} months past its review; and a dated event, such as a price that changes or a model that retires. Never sooner than one month, never later than six.`,
    ),
  ]),
  topic("flips", "Flips", "Single changes that would turn the verdict, nearest first.", () => [
    text(
      "Numbers of the use case are scanned and bisected, weights are solved for, booleans and enums toggled, prices and rents moved. Each flip is confirmed by deciding again; at most three are shown.",
    ),
    text("No flip found within the plausible range is an answer, too: nothing single turns it."),
  ]),
  topic(
    "scenarios",
    "Scenarios",
    "What if something happened that the base does not expect.",
    ({ profiles }) => [
      item("base", "no scenario"),
      item("contrarian", "every scenario of the profile at once"),
      ...Object.values(profiles)
        .flatMap((one) => one.scenarios.map((scenario) => ({ profile: one.id, ...scenario })))
        .map((one) => item(one.id, `${one.title} (${one.profile})`)),
    ],
  ),
  topic(
    "as-of",
    "The as-of date",
    "The only clock: a run sees nothing that was published later.",
    () => [
      text(
        "--as-of DAY, or MOAT_AS_OF, or SOURCE_DATE_EPOCH, else today. The same input and day give the same bytes.",
      ),
      text(
        "Scores, claims, models and prices of later days are not seen. Where no price, rent or fit is that old, the earliest serves and the answer says so (market.backcast); never so for scores or claims. A frozen pack answers for its own day only.",
      ),
    ],
  ),
  topic(
    "exit-codes",
    "Exit codes",
    "The code says whether to look, never how many findings there are.",
    () => [
      item("0", "it ran, and there is nothing at or above the threshold"),
      item("1", "it ran, and there is a finding"),
      item("2", "wrong input, flag, configuration or data; 2 wins over 1"),
      item("3", "a bug in moat"),
      item("130, 143", "stopped by a signal"),
    ],
    "command line",
  ),
  topic(
    "waivers",
    "Waivers",
    "moat.waivers.yaml lists findings of moat check that somebody answers for, each until a day. A waived finding fails nothing.",
    () => [
      item("kind", "moat/waivers@1"),
      item("waivers[].id", "your name for it; a record may list it under moat.waive"),
      item("waivers[].rule", "the rule of the finding, such as check.review-overdue"),
      item("waivers[].match.path", "the file of the finding, from the root of the repository"),
      item("waivers[].match.need", "optional: only the finding about this need"),
      item("waivers[].fingerprint", "optional: only this finding, as moat check --json prints it"),
      item("waivers[].reason", "why, in at least ten characters"),
      item("waivers[].approvedBy", "who answers for it"),
      item("waivers[].ticket", "optional: where it is discussed"),
      item("waivers[].createdOn", "the first day, YYYY-MM-DD"),
      item("waivers[].expiresOn", "the last day on which it holds, in UTC"),
      item("policy.maxDays", "optional: the longest that a waiver may hold, in days (180)"),
      item("policy.warnDaysBefore", "optional: days before the last one on which it warns (14)"),
      item("policy.allowGlob", "optional: a star may stand for part of a rule or a path (false)"),
      text(
        "moat check takes the file from the folder it runs in and those under its paths, or --waivers FILE. A waiver that has expired or matches nothing is a finding of its own; one that is written wrong waives nothing.",
      ),
    ],
    "command line",
  ),
  topic(
    "environment",
    "Environment variables",
    "A flag wins over the environment, and the environment over a file.",
    () => [
      item("MOAT_AS_OF", "the as-of day, as --as-of"),
      item("MOAT_PACK", "the pack, as --pack"),
      item("MOAT_PRESET", "the preset of use cases that name none"),
      item("MOAT_MARKET", "folder of imported prices that are laid over the shipped ones"),
      item("SOURCE_DATE_EPOCH", "seconds since 1970: what today is, for builds that must repeat"),
      item("NO_COLOR", "any value: no colour"),
      item("FORCE_COLOR", "any value but 0: colour, also into a pipe; wins over NO_COLOR"),
      item("TERM", "dumb: no colour"),
      item("COLUMNS", "width of text output, 40 to 110 columns"),
      item(
        "XDG_CACHE_HOME",
        "folder under which moat/ keeps compiled code between runs; usually ~/.cache, %LOCALAPPDATA% on Windows",
      ),
      item("NODE_DISABLE_COMPILE_CACHE", "1: keep no compiled code"),
    ],
    "command line",
  ),
  topic(
    "formats",
    "Output formats",
    "-f NAME writes to standard output, -f NAME=FILE to a file; repeat it for more.",
    () => [
      item("text", "for people; the default"),
      item(
        "json",
        "for programs: one document with format and formatVersion; --json is the same. moat schema prints the schemas",
      ),
      item("markdown", "for a pull request"),
      item("ndjson", "for batches: one document per line"),
      item("sarif, junit, github, gitlab, csv", "for findings, where a command has them"),
      text(
        "Standard output carries one complete document; messages go to standard error. Wrong input with json gives one document of format moat.error.",
      ),
    ],
    "command line",
  ),
];
