import { item, text } from "../know/page.ts";
import { share, type Topic, topic } from "./topic.ts";

/** Words about the comparison of plans. */
export const planTopics: readonly Topic[] = [
  topic(
    "plan, plans",
    "Plan",
    "An option, or a set of options, with a candidate for each need. Plans compete.",
    () => [
      text(
        "All sets of options are looked at, each with its best candidate per need; what needs share is paid once, and needs on the same weights share machines. Plans that win at least one draw in twenty are listed, the verdict first.",
      ),
    ],
  ),
  topic(
    "hybrid, split, criterion.overhead, overhead",
    "Hybrid",
    "Different needs go to different options, where that beats every single option.",
    ({ pack }) => [
      text(
        `Each option beyond the first costs ${100 * pack.scales.overheadPerOption} point, each model beyond the first ${100 * pack.scales.overheadPerModel}, and staff, gateway and spares once more.`,
      ),
      text(
        "A fleet of your own that sends its peaks to an API is self-host, not hybrid: hybrid means that needs differ.",
      ),
    ],
  ),
  topic(
    "value, points, adjust",
    "Value and points",
    "What plans are compared on. A value of 1 is 100 points in print.",
    () => [
      text(
        "Each criterion is a scale from 0 (worst) to 1 (best) times its weight; value is their sum, in the mean of what may come, the fallback included. moat explain quality, cost and so on say how each is reckoned.",
      ),
      text(
        "Rules may adjust a criterion by a little (points in a rule file); they never move a gate.",
      ),
    ],
  ),
  topic(
    "margin, why",
    "The margin",
    "The lead of the verdict over the next plan, in points; the terms that are listed sum to it.",
    () => [
      text(
        "It is negative where the next plan has the higher mean and both are even. In money it is what the lead is worth on the scale of cost, and never more than the largest difference of expected bills.",
      ),
    ],
  ),
  topic(
    "draws, draw, wins",
    "Draws and wins",
    "Worlds that are still possible; a plan wins those in which its value is the highest.",
    ({ pack }) => [
      text(
        `${pack.choice.draws} of them (--draws): weights vary around yours (Dirichlet, concentration ${pack.scales.weightConcentration.preset} for a preset, ${pack.scales.weightConcentration.own} for your own), and quality, throughput and rents within their doubt. They are keyed by name, so an added need or offer moves nothing else.`,
      ),
      text(
        "The plan of the highest mean value leads. One may win more draws and still lose more in the others.",
      ),
    ],
  ),
  topic(
    "even",
    "Even",
    "Nothing that is known decides between these plans. That is an answer: take either, or evaluate their picks against each other.",
    ({ pack: { choice } }) => [
      text(
        `Even with the highest mean is a plan that wins at least a third as often as the most frequent and lies within a lead that shrinks from ${100 * choice.even.lead} points, where the best wins ${share(choice.even.from)} of the draws or fewer, to ${100 * choice.even.clearLead}, where it wins ${share(choice.even.clearFrom)}.`,
      ),
      text(
        `Of even plans within ${100 * choice.even.naming} points is named first: whose picks wait for no answer, then whose picks all have P(bar) of at least .5, then what is measured, then fewer options and vendors, then who wins most often of those within ${100 * choice.even.clearLead} points, then the highest mean; and before it one of all even plans whose expected bill is lower by more than ${share(choice.even.cheaper)}, if it wins as often.`,
      ),
    ],
  ),
  topic(
    "confidence, robustness, likely",
    "Confidence",
    "The share of the draws that the verdict wins; where plans are even, these together.",
    ({ pack: { choice } }) => [
      text(
        `Rounded to 5 %, never above ${share(choice.mostConfident)}, and never above ${share(choice.mostImputed)} where a model that was not measured at the work carries it.`,
      ),
      item("preference robustness", "the share where only weights vary"),
      item("evidence robustness", "the share where only evidence varies"),
      text("Words: very likely from 90 %, likely from 66 %, more likely than not from 50 %."),
    ],
  ),
  topic(
    "regret",
    "Regret",
    "What choosing a plan may cost against the best plan of each draw, in $ a month, in the mean.",
    () => [
      text(
        "What perfect foresight would be worth: the most that an evaluation can pay for. moat cost prints the same of bills alone.",
      ),
    ],
  ),
  topic(
    "status, verdict, decided, below-bar, no-evidence, infeasible",
    "Status of a verdict",
    "What kind of answer it is.",
    () => [
      item("decided", "one plan leads"),
      item("even", "two or more plans are as good, as far as anybody knows"),
      item("ask", "the plan stands once somebody has answered what is not documented"),
      item("below-bar", "nothing is likely to clear the bar; the nearest is named"),
      item("no-evidence", "nobody measured it, nor anything of its kind: run your own evaluation"),
      item("no-price", "something that is needed has no known price"),
      item("infeasible", "nothing passes the gates"),
    ],
  ),
  topic(
    "flips, flip, turned by",
    "Flips",
    "Single changes that turn the verdict, nearest first, at most three.",
    () => [
      text(
        "Numbers of the use case, weights, prices and rents are moved, listed values toggled, and each flip is confirmed by deciding again as a whole. Said beside it: the month in which the stated growth reaches it, and that nothing clears the bar there.",
      ),
      text("No flip found within the plausible range is an answer, too: nothing single turns it."),
    ],
  ),
  topic("next, next-steps, steps", "Next steps", "What to do, in order: one way forward.", () => [
    item("settle", "which gate may give, where nothing stands"),
    item(
      "ask",
      "what the verdict hangs on, and where to go if the answer is no; or what may save money",
    ),
    item(
      "evaluate",
      "two or three models, on so many requests that the standard error of what is counted is half of what is in doubt between them (50 to 1,000), with the cost of labels and tokens",
    ),
    item("agree", "what to sign, what terms leave open, previews, ends and prices that are known"),
    item("prepare", "people, machines and labels that the team lacks"),
    item("keep-open", "who can take its place, and for how long to sign"),
    item("review", "the day to look again, and why"),
  ]),
  topic(
    "volumes, volume",
    "Volume not given",
    "Where nobody states requests a month, the answer is worked out at several volumes.",
    ({ pack }) => [
      text(
        `At ${pack.choice.volumes.join(", ")} requests a month; the verdict is that of the middle one, and where they differ the answer leads with where it turns.`,
      ),
    ],
  ),
];
