import type { Day } from "../../shapes/common.ts";
import type { Action, NeedOutlook, ReviewPolicy } from "../../shapes/timeline.ts";
import { type DatedEvent, datedEvents, evidenceExpires, nextReview } from "../answer/review.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { Candidate } from "../gate/candidate.ts";
import { medianOf } from "../gate/need.ts";
import { usd } from "../know/money.ts";
import { addMonths, earlier } from "../know/months.ts";
import { small } from "../know/printable.ts";
import type { PlanOverTime } from "../what-if/over-time.ts";

const daysPerMonth = 30.4375;

/** When to look again and why, with every dated event that is known. */
export function reviewPolicy(
  question: Question,
  chosen: Chosen,
  marginUsdPerMonth: number | null,
  contractEnds: Day | undefined,
): ReviewPolicy {
  const { asOf, knowledge, useCase } = question;
  const { reviewUsd } = knowledge.pack.scales;
  const own = contractEnds === undefined ? [] : [contractEvent(contractEnds, question)];
  const { by, because } = nextReview(question, chosen, marginUsdPerMonth, own);
  const loss = marginUsdPerMonth === null ? null : Math.abs(marginUsdPerMonth);
  const medianFlipMonths = medianOf(question);
  // A review that is never sooner than a month must still come before the contract is over.
  const day = contractEnds === undefined ? by : earlier(by, contractEnds);
  const events = [...datedEvents(chosen, asOf, useCase.horizonMonths), ...own]
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ id, day: on }) => ({ day: on, text: id }));
  const policy = {
    by: day,
    because,
    reviewUsd,
    lossUsdPerMonth: loss,
    medianFlipMonths,
    evidenceExpires: evidenceExpires(question),
    events,
  };
  return { ...policy, text: reviewText(policy, asOf) };
}

/** The day by which the decision must stand, so that a move is done when the contract ends. */
function contractEvent(ends: Day, { knowledge, asOf }: Question): DatedEvent {
  const { weeksToStart } = knowledge.pack.scales;
  const weeks = Math.min(weeksToStart["hosted-open"], weeksToStart["self-host"]);
  const due = addMonths(ends, -(weeks * 7) / daysPerMonth);
  return {
    day: due < asOf ? asOf : due,
    id: `your contract ends on ${ends}, and a move to open weights takes about ${weeks} weeks`,
  };
}

function reviewText(policy: Omit<ReviewPolicy, "text">, asOf: Day): string {
  const { by, because, reviewUsd, lossUsdPerMonth: loss, medianFlipMonths } = policy;
  if (because === "evidence")
    return policy.evidenceExpires < asOf
      ? `Look again by ${by}: a profile behind this answer has been due for a review since ${policy.evidenceExpires}.`
      : `Look again by ${by}: the profiles behind this answer are due for a review then.`;
  if (because !== "cost") return `Look again by ${by}: ${because}.`;
  const flip =
    medianFlipMonths === null
      ? "nothing in sight turns the answer"
      : medianFlipMonths === 0
        ? "open weights are there already, so the answer may turn at any time"
        : `half of such gaps close within ${medianFlipMonths.toFixed(1)} months`;
  const cost =
    loss === null || loss === 0
      ? "nobody has said what a wrong answer costs"
      : `a wrong answer costs about ${usd(loss)} a month and a review about ${usd(reviewUsd)}`;
  return `Look again by ${by}: ${cost}, and ${flip}.`;
}

/** What was asked and chosen, and how that goes on over time. */
interface ChosenOverTime {
  readonly question: Question;
  readonly chosen: Chosen;
  readonly timing: PlanOverTime;
}

/** The plan in sentences that a team can act on. */
export function actionOf(
  { question, chosen, timing }: ChosenOverTime,
  needs: readonly NeedOutlook[],
  review: ReviewPolicy,
): Action {
  const { choice, status } = chosen;
  const picks = picksOf(question, chosen);
  const first = firstStep(picks, chosen, timing);
  const unreached = needs.find(({ target }) => target.unreached === true);
  if (unreached !== undefined)
    return { plan: "wait", choice, status, steps: unreachedSteps(unreached, first, review) };
  const steps =
    choice === "none"
      ? waitingSteps(chosen, review)
      : [first, `Look again on ${review.by}.`, ...switchSteps(picks, needs)];
  return { plan: timing.plan, choice, status, steps };
}

/** Who was chosen for each need; needs that nobody measured have nobody. */
const picksOf = (question: Question, { ranked }: Chosen): ReadonlyMap<string, Candidate> =>
  new Map(
    answerable(question).flatMap(({ state }, at) => {
      const candidate = ranked[0]?.plan.picks[at]?.row.candidate;
      return candidate === undefined ? [] : [[state.need.id, candidate] as const];
    }),
  );

function waitingSteps({ status }: Chosen, review: ReviewPolicy): string[] {
  return [
    status === "no-evidence"
      ? "Decide nothing yet: nobody measured this. Run your own evaluation first."
      : "Nothing stands today: change a gate, or wait for an option that passes it.",
    `Look again on ${review.by}, or sooner when your evaluation is done.`,
  ];
}

/** The verdict answers the bar of the use case; nothing answers a level that no model has shown. */
function unreachedSteps(
  { target, bar }: NeedOutlook,
  first: string,
  review: ReviewPolicy,
): string[] {
  return [
    `Nothing to buy or to run is at ${target.text}: ask for a level that a model has reached, or wait.`,
    ...(first === ""
      ? []
      : [
          `Only if your bar (${bar.name}) is enough after all, and not the target: ${small(first)}`,
        ]),
    `Look again on ${review.by}.`,
  ];
}

const ways = {
  "self-host": "Run open weights on your own machines",
  "hosted-open": "Use open weights at a host",
  "proprietary-api": "Buy the API",
  hybrid: "Split the work",
} as const;

function firstStep(
  picks: ReadonlyMap<string, Candidate>,
  { choice }: Chosen,
  timing: PlanOverTime,
): string {
  if (choice === "none") return "";
  const names = Array.from(picks).flatMap(([need, { model, option }]) => {
    if (choice === "hybrid") return [`${need}: ${model?.title ?? "as claimed"} (${option})`];
    return model === undefined ? [] : [model.title];
  });
  const what = names.length === 0 ? "" : ` (${[...new Set(names)].join(", ")})`;
  return timing.plan === "bridge"
    ? `${ways[choice]} now${what}, behind a provider-neutral client.`
    : `${ways[choice]} now${what}${choice === "proprietary-api" ? ", behind a provider-neutral client, which costs little and keeps the way open" : ""}.`;
}

/** For each need that is bought: what an open model must show before the team moves. */
function switchSteps(
  picks: ReadonlyMap<string, Candidate>,
  needs: readonly NeedOutlook[],
): string[] {
  return needs.flatMap((need) => {
    if (picks.get(need.need)?.option !== "proprietary-api") return [];
    const where = needs.length > 1 ? `${need.title}: ` : "";
    const { switchAt, moving, name, reach } = need.bar;
    if (switchAt === null)
      return [
        `${where}No public score can tell when to switch; repeat your own evaluation when a candidate comes out.`,
      ];
    const score = `${round(switchAt.score)} on ${switchAt.title}`;
    if (reach?.reached != null)
      return [
        `${where}By the scores of the day open weights that you may use clear the bar (${name}) already: ${reach.reached.title}, since ${reach.reached.on}. A gate, the cost, or scores too few to be believed keep you with the API; moat advise tells which.`,
      ];
    return [
      moving
        ? `${where}Do not wait for a switch: your bar moves with the frontier. An open model would need ${score} today, and more later.`
        : `${where}Switch when an open model that you may use scores at least ${score} (bar ${name}), and passes your own tests.`,
    ];
  });
}

const round = (score: number): string => String(Math.round(score * 10) / 10);
