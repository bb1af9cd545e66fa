import type { Listed } from "../../../shapes/route.ts";
import { quantilesOf } from "../../choose/quality.ts";
import type { Row } from "../../choose/table.ts";
import type { Judged } from "../../gate/judge.ts";
import { fill } from "../../gate/rules/trace.ts";
import { outcomes } from "../../know/lists.ts";
import { usd } from "../../know/money.ts";
import { nameOf } from "../candidate.ts";
import { evidenceFor, unique } from "../evidence.ts";
import { namedRow, type Settled, settle } from "./outcome.ts";
import { picksOf, type View } from "./view.ts";

/** All candidates of a need, each with its outcome. */
export const listedIn = (view: View): Listed[] =>
  view.candidates.map((judged) => listedOf(judged, view));

function listedOf(judged: Judged, view: View): Listed {
  const { question, need, head } = view;
  const { place, boundedBy } = judged.candidate;
  const settled = settle(judged, view);
  const row = view.rowOf(judged);
  const value = settled.plan?.value ?? null;
  return {
    ...nameOf(row),
    need: need.state.need.id,
    kind: place.kind === "none" ? "claim" : place.kind,
    offers: [...new Set(place.offers.map((one) => one.provider))],
    boundedBy: boundedBy?.id ?? null,
    quality: quantilesOf(row.prospect.quality, question.knowledge.pack.evidence.anchor),
    clearsBar: row.chance,
    outcome: settled.outcome,
    rules: rulesOf(judged, settled).map((rule) => rule.id),
    text: textOf(judged, row, settled, view),
    value,
    behind: value === null || head === undefined ? null : head.value - value,
    by: namedRow(settled.by),
    evidence: [],
  };
}

/** What the first rule against it rests on, or else its scores and its price. */
export function evidenceOf(judged: Judged, { need, question }: View): Listed["evidence"] {
  const [rule] = judged.vetoes;
  const names = rule?.evidence ?? ["scores", "price"];
  return unique(evidenceFor(names, judged.candidate, need.state, question));
}

const rulesOf = ({ vetoes, asks }: Judged, { outcome }: Settled) =>
  outcome === "gate" ? vetoes : outcome === "ask" ? asks : [];

/** A model at a place, in a sentence; the effort is told where the model is the same. */
const placed = ({ candidate: { model, offer, option } }: Row): string =>
  `${model?.id ?? "what is claimed"}${offer === undefined ? (option === "self-host" ? " on own machines" : "") : ` at ${offer.provider}`}`;

function textOf(judged: Judged, row: Row, settled: Settled, view: View): string {
  const { need, question, head } = view;
  const { outcome, by, plan } = settled;
  const { belief, pack } = { belief: judged.candidate.belief, pack: question.knowledge.pack };
  const behind = head === undefined || plan === undefined ? 0 : head.value - plan.value;
  const chosen = picksOf(view)[0]?.pick.row;
  switch (outcome) {
    case "chosen":
      return "the first pick";
    case "fallback":
      return `the second try, where ${by === undefined ? "the first" : placed(by)} misses the bar`;
    case "even":
      return "the pick of a plan that is even with the verdict";
    case "best-of-option":
      return `the best ${row.candidate.option}, ${pointsText(behind)} behind ${chosen === undefined ? "the verdict" : placed(chosen)}`;
    case "tie":
      return `ties with ${by === undefined ? "the pick" : placed(by)}, which is first by name`;
    case "effort":
      return `${by?.candidate.effort ?? "another"} effort is the lowest that is worth as much within half a point, and costs no more`;
    case "outvalued":
      return `${pointsText(behind)} behind ${chosen === undefined ? "the verdict" : placed(chosen)}`;
    case "dominated":
      return dominatedText(row, by);
    case "over-budget":
      return `a plan with it costs more than the cap of ${usd(question.useCase.budget.usdPerMonth ?? 0)}, the fallback included`;
    case "ask":
      return firstText(judged.asks, judged) ?? "somebody has to be asked first";
    case "unproven":
      return `${(belief?.own ?? 0) + (belief?.others ?? 0)} scores are too little evidence for a bar of ${need.state.threshold.share.toFixed(2)}`;
    case "bar":
      return `clears the bar in ${Math.floor(100 * row.chance)} of 100; ${need.table.status === "below-bar" ? "others come nearer" : `those with ${100 * pack.evidence.belief.takesPart} take part`}`;
    case "gate":
      return judged.vetoes[0] === undefined ? "" : fill(judged.vetoes[0].because, judged.context);
    case "no-price":
      return "nobody states a price, and others have one";
    case "no-evidence":
      return `no public board measures ${need.state.profile.title}`;
    case "no-plan":
      return "it takes part, but for another need nothing stands";
  }
}

function firstText(rules: Judged["asks"], { context }: Judged): string | undefined {
  const [first] = rules;
  return first && fill(first.remedy ?? first.because, context);
}

function dominatedText(row: Row, by: Row | undefined): string {
  if (by === undefined) return "several are no worse at anything";
  const same = by.candidate.model === row.candidate.model && by.rank === row.rank;
  const what = same ? `the same at ${by.candidate.offer?.provider ?? "own machines"}` : placed(by);
  const cost = by.candidate.cost === undefined ? "" : `, for ${usd(by.usd)}`;
  return `${what} is no worse at anything${cost}`;
}

/** Points of value, to a tenth. */
export const pointsText = (value: number): string => {
  const points = Math.abs(100 * value).toFixed(1);
  return `${points} ${points === "1.0" ? "point" : "points"}`;
};

/** By what became of it, then by what it is worth, then by its chance; a price that nobody knows is not the least. */
export const byNearness = (a: Listed, b: Listed): number =>
  outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
  (a.behind ?? Number.POSITIVE_INFINITY) - (b.behind ?? Number.POSITIVE_INFINITY) ||
  a.rules.length - b.rules.length ||
  b.clearsBar - a.clearsBar ||
  (a.usdPerMonth ?? Number.POSITIVE_INFINITY) - (b.usdPerMonth ?? Number.POSITIVE_INFINITY) ||
  (keyOf(a) < keyOf(b) ? -1 : 1);

const keyOf = ({ model, kind, effort, offer, option }: Listed): string =>
  `${model}|${kind}|${effort}|${offer}|${option}`;
