import type { Option } from "../../shapes/common.ts";
import type { Veto } from "../../shapes/decision.ts";
import type { DecisionRecord, RecordedRoute } from "../../shapes/record.ts";
import { vetoesOf } from "../answer/vetoes.ts";
import { answerable, isPriced } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { Judged } from "../gate/judge.ts";
import { monthlyUsd } from "../gate/monthly.ts";
import { pathsOf } from "../gate/rules/paths.ts";
import { fill } from "../gate/rules/trace.ts";
import { options } from "../know/lists.ts";
import { percent, usd } from "../know/money.ts";
import { own } from "../know/own.ts";
import type { Rule } from "../know/pack.ts";
import { isEven, planFor, winShare } from "./chosen.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";
import type { Redecision } from "./redecide.ts";
import type { CheckThresholds } from "./rules.ts";

/** Does the recorded choice still stand, with its models, within its budget, and do the draws bear it out? */
export function standingFindings(
  record: DecisionRecord,
  now: Redecision,
  limits: CheckThresholds,
): RawFinding[] {
  const models = record.routes.flatMap((route, index) => routeFindings(route, index, record, now));
  const stands = planFor(record.choice, now) !== undefined;
  const gone = stands ? [] : optionFindings(record, now);
  if (gone.length === 0) return [...models, ...contradicted(record, now, limits)];
  // An option that is shut takes its models with it, and wins nothing: one finding says so, not three.
  return [...gone, ...models.filter((one) => one.severity !== "error")];
}

function optionFindings(
  { choice }: DecisionRecord,
  { chosen, question }: Redecision,
): RawFinding[] {
  if (chosen.status === "no-evidence") return [];
  const wanted = options.filter((one) => one === choice);
  const reasons = wanted.flatMap((option) => mainVetoes(option, question));
  if (reasons.length === 0) {
    const capped = question.useCase.budget.usdPerMonth;
    if (choice !== "hybrid" && capped !== undefined)
      return [
        finding(
          "check.over-budget",
          ["choice"],
          `${choice}: what it takes for all needs together costs more than the cap of ${usd(capped)} a month`,
        ),
      ];
    return [
      finding("check.vetoed", ["choice"], `${choice} does not stand: no such split passes today`),
    ];
  }
  return reasons.map(({ need, rule, text, removes, of }) => {
    const isBudget = isAboutBudget(question.knowledge.rules.find((one) => one.id === rule));
    return finding(
      isBudget ? "check.over-budget" : "check.vetoed",
      ["choice"],
      `${choice} does not stand for ${need}: ${clause(text)} (${rule} removes ${removes} of ${of} candidates)`,
      { need, subject: rule },
    );
  });
}

/** Per need the gate that shuts the option: alone if one gate removes everything, otherwise the one that removes most. */
function mainVetoes(option: Option, question: Question): Veto[] {
  const standing = new Set(
    question.needs.flatMap(({ state, places }) =>
      places.some(({ place, told }) => place.option === option && told.some(([one]) => one.passes))
        ? [state.need.id]
        : [],
    ),
  );
  const vetoes = vetoesOf(option, question).filter((one) => !standing.has(one.need));
  const needs = [...new Set(vetoes.map((one) => one.need))];
  return needs.flatMap((need) => vetoes.find((one) => one.need === need) ?? []);
}

const isAboutBudget = (rule: Rule | undefined): boolean =>
  rule !== undefined && pathsOf(rule.when).includes("budget.usdPerMonth");

function routeFindings(
  route: RecordedRoute,
  index: number,
  record: DecisionRecord,
  { question }: Redecision,
): RawFinding[] {
  if (route.model === undefined) return [];
  const { knowledge, asOf } = question;
  const at = ["routes", index, "model"];
  const about = { need: route.need, subject: route.model };
  const model = own(knowledge.models, route.model);
  // A model that is unknown, or gone, has a finding of its own.
  if (model === undefined) return [];
  if (model.retires !== undefined && model.retires <= asOf) return [];
  const here = judgedFor(route, record, question);
  if (here === undefined) return [];
  if (here.length === 0)
    return [
      finding(
        "check.unknown-model",
        at,
        `nothing is known of ${model.title} as ${route.option ?? record.choice}${route.offer === undefined ? "" : ` at ${route.offer}`} for ${route.need}: no public score, or nobody offers it there`,
        { ...about, severity: "warning" },
      ),
    ];
  if (here.some((one) => one.passes)) return [];
  return [modelVeto(here.reduce(nearer), model.title, at, about)];
}

/**
 * $ per month of what was recorded: the plan of the choice where it takes the recorded models, otherwise the recorded
 * model alone, whether it stands or not. Null where several needs would share costs that nobody has worked out.
 */
export function recordedCost(record: DecisionRecord, now: Redecision): number | null {
  const { useCase, knowledge } = now.question;
  const plan = planFor(record.choice, now);
  const routes = answerable(now.question).map(
    ({ state: { need, profile } }) =>
      record.routes.find((one) => one.need === need.id) ??
      record.routes.find((one) => one.need === profile.id),
  );
  const takesThem = plan?.picks.every(({ row }, index) => {
    const route = routes[index];
    return route?.model === undefined || isRecorded(row.judged, route, record);
  });
  if (plan !== undefined && takesThem) return isPriced(now.question) ? plan.usd : null;
  const [only, ...more] = routes;
  if (only?.model === undefined || more.length > 0) return null;
  const known = judgedFor(only, record, now.question) ?? [];
  const passing = known.filter((one) => one.passes);
  const costs = (passing.length > 0 ? passing : known).flatMap(
    ({ candidate }) => monthlyUsd(candidate, knowledge.serving, useCase.horizonMonths) ?? [],
  );
  return costs.length === 0 ? null : Math.min(...costs);
}

/** Candidates that a route names; undefined where the use case has no such need. */
function judgedFor(
  route: RecordedRoute,
  record: DecisionRecord,
  { needs, knowledge }: Question,
): readonly Judged[] | undefined {
  const need = needs.find(
    ({ state }) => state.need.id === route.need || state.profile.id === route.need,
  );
  if (need === undefined) return undefined;
  const judged = need.places
    .filter(({ place }) => place.model?.id === route.model)
    .flatMap(({ all }) => all);
  const exactly = judged.filter((one) => isRecorded(one, route, record));
  if (exactly.length > 0) return exactly;
  // Of hosts that differ in price alone a candidate names the cheapest, or one of those that are.
  const offers = own(knowledge.models, route.model ?? "")?.offers ?? [];
  const anywhere = { ...route, offer: undefined };
  return offers.some((one) => one.provider === route.offer)
    ? judged.filter((one) => isRecorded(one, anywhere, record))
    : [];
}

const isRecorded = ({ candidate }: Judged, route: RecordedRoute, { choice }: DecisionRecord) => {
  const option = route.option ?? (choice === "hybrid" ? undefined : choice);
  return (
    candidate.model?.id === route.model &&
    (option === undefined || candidate.option === option) &&
    (route.effort === undefined || candidate.effort === route.effort) &&
    (route.offer === undefined || candidate.offer?.provider === route.offer)
  );
};

const nearer = (held: Judged, one: Judged): Judged =>
  one.vetoes.length < held.vetoes.length ? one : held;

function modelVeto(
  { vetoes, context }: Judged,
  title: string,
  at: readonly (string | number)[],
  about: { need: string; subject: string },
): RawFinding {
  const [rule] = vetoes;
  const text = rule === undefined ? "" : clause(fill(rule.because, context));
  const id = vetoes.every(isAboutBudget) ? "check.over-budget" : "check.vetoed";
  return finding(id, at, `${title} does not stand for ${about.need}: ${text} (${rule?.id})`, about);
}

/** A sentence as a part of another one. */
const clause = (sentence: string): string => sentence.replace(/\.$/, "");

/** Only where draws were made: the share of them that the recorded choice wins. */
function contradicted(
  { choice }: DecisionRecord,
  now: Redecision,
  { contradictedUnder }: CheckThresholds,
): RawFinding[] {
  const share = winShare(choice, now);
  if (now.chosen.status === "no-evidence")
    return [
      finding(
        "check.contradicted",
        ["choice"],
        `nothing public bears ${choice} out: nobody measured what it has to do`,
        { severity: "warning" },
      ),
    ];
  if (share === null || share >= contradictedUnder || isEven(choice, now)) return [];
  const { choice: leader } = now.chosen;
  return [
    finding(
      "check.contradicted",
      ["choice"],
      `${choice} wins in ${percent(share)} of draws, under the ${percent(contradictedUnder)} that it takes; ${leader} wins in ${percent(winShare(leader, now) ?? 0)}`,
    ),
  ];
}
