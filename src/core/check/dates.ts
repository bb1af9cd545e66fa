import type { Day } from "../../shapes/common.ts";
import type { DecisionRecord } from "../../shapes/record.ts";
import { plural } from "../know/money.ts";
import { daysBetween, monthsBetween } from "../know/months.ts";
import { own } from "../know/own.ts";
import { carryingFacts, factAt } from "./facts.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";
import type { Redecision } from "./redecide.ts";
import type { CheckThresholds, Severity } from "./rules.ts";

/** What the calendar alone brings: reviews, old evidence, models that go. */
export function datedFindings(
  record: DecisionRecord,
  now: Redecision,
  limits: CheckThresholds,
  maxAgeDays: number | undefined,
): RawFinding[] {
  return [
    ...review(record, now.question.asOf, limits),
    ...profiles(now, limits),
    ...oldFacts(now, shorter(maxAgeDays, record.maxAgeDays)),
    ...retirements(record, now, limits),
  ];
}

/** Days compare as text, and the day itself still counts. */
export function review(
  { reviewBy, owners }: DecisionRecord,
  asOf: Day,
  { reviewDueDays }: CheckThresholds,
): RawFinding[] {
  if (reviewBy === undefined) return [];
  const days = daysBetween(asOf, reviewBy);
  const asked = owners.length === 0 ? "" : ` (${owners.join(", ")})`;
  if (days < 0)
    return [
      finding(
        "check.review-overdue",
        ["reviewBy"],
        `the review was due by ${reviewBy}, ${plural(-days, "day")} ago${asked}`,
      ),
    ];
  if (days > reviewDueDays) return [];
  const when = days === 0 ? "today" : `in ${plural(days, "day")}`;
  return [
    finding("check.review-due", ["reviewBy"], `the review is due ${when}, on ${reviewBy}${asked}`),
  ];
}

const shorter = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other);

function profiles(
  { question }: Redecision,
  { staleDays, hardStaleDays }: CheckThresholds,
): RawFinding[] {
  return question.needs.flatMap(({ state }): RawFinding[] => {
    const { profile, need } = state;
    const age = daysBetween(profile.reviewed, question.asOf);
    if (age <= staleDays) return [];
    return [
      finding(
        "check.stale-evidence",
        ["choice"],
        `the profile of ${profile.id} was last looked at on ${profile.reviewed}, ${plural(age, "day")} ago`,
        { need: need.id, severity: age > hardStaleDays ? "warning" : "note" },
      ),
    ];
  });
}

const shown = 3;

function oldFacts({ question, chosen, useCase }: Redecision, maxAge: number | undefined) {
  if (maxAge === undefined) return [];
  const { knowledge, asOf } = question;
  const old = carryingFacts(question, chosen)
    .flatMap((id) => factAt(id, useCase, knowledge, asOf) ?? [])
    .filter(({ published }) => published !== null && daysBetween(published, asOf) > maxAge)
    .sort((a, b) => ((a.published ?? "") < (b.published ?? "") ? -1 : 1));
  if (old.length === 0) return [];
  const names = old.slice(0, shown).map((one) => `${one.title} (${one.published})`);
  const more = old.length > shown ? ` and ${old.length - shown} more` : "";
  const are =
    old.length === 1 ? "1 fact under the verdict is" : `${old.length} facts under the verdict are`;
  return [
    finding(
      "check.stale-evidence",
      ["choice"],
      `${are} older than ${maxAge} days: ${names.join("; ")}${more}`,
      { subject: "max-age" },
    ),
  ];
}

function retirements(
  { routes }: DecisionRecord,
  { question, useCase }: Redecision,
  { soonRetired }: CheckThresholds,
): RawFinding[] {
  const { knowledge, asOf } = question;
  return routes.flatMap(({ need, model: id, option }, index): RawFinding[] => {
    const model = id === undefined ? undefined : own(knowledge.models, id);
    // Weights that a team holds do not go away.
    if (model?.retires === undefined || option === "self-host") return [];
    const months = monthsBetween(asOf, model.retires);
    if (months > useCase.horizonMonths) return [];
    const gone = model.retires <= asOf;
    const severity: Severity = gone ? "error" : months <= soonRetired ? "warning" : "note";
    const message = gone
      ? `${model.title} was retired on ${model.retires}`
      : `${model.title} will be retired on ${model.retires}, in ${plural(daysBetween(asOf, model.retires), "day")}`;
    return [
      finding("check.model-deprecated", ["routes", index, "model"], message, {
        severity,
        need,
        subject: model.id,
      }),
    ];
  });
}
