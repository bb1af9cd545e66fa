import type { FactChange } from "../../shapes/check.ts";
import type { Choice, Day } from "../../shapes/common.ts";
import type { DecisionRecord, RecordedFact } from "../../shapes/record.ts";
import { isPriced } from "../choose/choose.ts";
import { usd } from "../know/money.ts";
import type { Knowledge } from "../know/pack.ts";
import { isEven, planFor } from "./chosen.ts";
import { carryingFacts, factAt } from "./facts.ts";
import type { RawFinding } from "./finding.ts";
import { finding } from "./raw.ts";
import type { Redecision } from "./redecide.ts";

/** The state of things on the day of the decision: as recorded, or worked out again from the dated facts. */
export interface Then {
  readonly asOf: Day;
  readonly choice: Choice;
  readonly usdPerMonth: number | null;
  readonly facts: readonly RecordedFact[];
  readonly changes: readonly FactChange[];
}

/** From the record itself. */
export function recordedThen(record: DecisionRecord, sha256: string): Then | undefined {
  const { basis } = record;
  if (basis === undefined) return undefined;
  return {
    asOf: basis.asOf,
    choice: basis.verdict.choice,
    usdPerMonth: basis.verdict.usdPerMonth ?? null,
    facts: basis.facts,
    changes:
      basis.useCase === undefined || basis.useCase === sha256
        ? []
        : [plainChange("use-case", "The use case itself", basis.useCase, sha256)],
  };
}

/** From what was public on the day, where the record says no more than its date. */
export function derivedThen(decision: Redecision, knowledge: Knowledge): Then {
  const { question, chosen, useCase } = decision;
  const facts = carryingFacts(question, chosen).flatMap(
    (id) => factAt(id, useCase, knowledge, question.asOf) ?? [],
  );
  return {
    asOf: question.asOf,
    choice: chosen.choice,
    usdPerMonth: usdOf(chosen.choice, decision) ?? null,
    facts: facts.map(({ id, value, source, published }) => ({
      id,
      value,
      source: source ?? undefined,
      published: published ?? undefined,
    })),
    changes: [],
  };
}

const plainChange = (id: string, title: string, from: string, to: string): FactChange => ({
  id,
  title,
  from,
  to,
  source: null,
  url: null,
  published: null,
});

/** Facts that are others now than then, in the order of the record. */
export function changesSince(then: Then, now: Redecision): FactChange[] {
  const { useCase, question } = now;
  const { knowledge, asOf } = question;
  const moved = then.facts.flatMap((fact): FactChange[] => {
    const today = factAt(fact.id, useCase, knowledge, asOf);
    if (today !== undefined && isSame(fact.value, today.value)) return [];
    const source = today?.source ?? null;
    return [
      {
        id: fact.id,
        title: today?.title ?? fact.id,
        from: fact.value,
        to: today?.value ?? null,
        source,
        url: source === null ? null : (knowledge.sources[source]?.url ?? null),
        published: today?.published ?? null,
      },
    ];
  });
  return [...then.changes, ...moved];
}

const isSame = (a: string | number, b: string | number): boolean =>
  typeof a === "number" && typeof b === "number"
    ? Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a))
    : String(a) === String(b);

export function driftFindings(record: DecisionRecord, then: Then, now: Redecision): RawFinding[] {
  const changes = changesSince(then, now);
  return [
    ...verdictDrift(record, then, now, changes),
    ...licences(changes),
    ...prices(record, now),
  ];
}

function verdictDrift(
  record: DecisionRecord,
  then: Then,
  now: Redecision,
  changes: readonly FactChange[],
): RawFinding[] {
  const { choice } = now.chosen;
  const at = ["choice"];
  if (then.choice === choice || then.choice === "none") {
    const parts = [moved(changes), costDrift(then, now)].filter((one) => one !== "");
    if (parts.length === 0) return [];
    const message = `the verdict is ${choice} as on ${then.asOf}, but ${parts.join(", and ")}`;
    return [finding("check.drifted", at, message, { severity: "note", changes, remedy: later })];
  }
  const message = `the verdict was ${then.choice} on ${then.asOf}; today it is ${choice}${why(now)}`;
  return [
    finding("check.drifted", at, message, {
      severity: severityOf(record, now),
      changes,
    }),
  ];
}

const later = "Nothing yet; look at them at the next review.";

function moved({ length }: readonly FactChange[]): string {
  if (length === 0) return "";
  return length === 1 ? "1 fact under it moved" : `${length} facts under it moved`;
}

function why(now: Redecision): string {
  const { choice, status, ranked } = now.chosen;
  const [head] = ranked;
  if (head === undefined)
    return status === "no-evidence"
      ? ": nobody measured what it has to do"
      : ": nothing passes its gates";
  const names = head.plan.picks.flatMap(({ row }) => row.candidate.model?.title ?? []);
  const cost = usdOf(choice, now);
  const bill = cost === undefined ? [] : [`${usd(cost)} a month`];
  const parts = [...new Set(names), ...bill];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

/** $ a month of the best plan of a choice; undefined where it does not stand or nobody knows its price. */
function usdOf(choice: Choice, decision: Redecision): number | undefined {
  return isPriced(decision.question) ? planFor(choice, decision)?.usd : undefined;
}

/** A verdict that turned towards the record, or between equals, is no reason to fail a build. */
function severityOf({ choice }: DecisionRecord, now: Redecision): RawFinding["severity"] {
  if (now.chosen.choice === choice) return "note";
  return isEven(choice, now) || now.chosen.status === "no-evidence" ? "warning" : "error";
}

/** Costs that doubled or halved are worth a word even where the verdict holds. */
function costDrift(then: Then, now: Redecision): string {
  const cost = usdOf(then.choice, now);
  if (then.usdPerMonth === null || cost === undefined || then.usdPerMonth <= 0) return "";
  const ratio = cost / then.usdPerMonth;
  if (ratio < 2 && ratio > 0.5) return "";
  return `the cost went from ${usd(then.usdPerMonth)} to ${usd(cost)} a month`;
}

const licences = (changes: readonly FactChange[]): RawFinding[] =>
  changes
    .filter((one) => one.id.startsWith("licence/"))
    .map((one) =>
      finding(
        "check.licence-changed",
        ["choice"],
        `${one.title}: ${one.from} when this was decided, ${one.to ?? "unknown"} now`,
        { subject: one.id.slice("licence/".length), changes: [one] },
      ),
    );

/** Prices and rents that lie beyond the point at which the verdict would have turned on the day of the decision. */
function prices({ basis }: DecisionRecord, now: Redecision): RawFinding[] {
  const { useCase, question } = now;
  return (basis?.flips ?? []).flatMap((flip, index): RawFinding[] => {
    const id = factOfFlip(flip.path);
    if (id === undefined || typeof flip.from !== "number" || typeof flip.to !== "number") return [];
    const today = factAt(id, useCase, question.knowledge, question.asOf);
    // Embeddings have no output: what turned was their input, of which nothing is looked up.
    if (typeof today?.value !== "number" || today.value === 0) return [];
    const passed = flip.to > flip.from ? today.value >= flip.to : today.value <= flip.to;
    if (!passed) return [];
    return [
      finding(
        "check.price-moved",
        ["basis", "flips", index],
        `${today.title} went from ${flip.from} to ${today.value}, past ${flip.to}, where the verdict turned to ${flip.verdict}`,
        { subject: id },
      ),
    ];
  });
}

function factOfFlip(path: string): string | undefined {
  // The first records wrote "output" into the path.
  const price = /^price\.(?:output\.)?(.+)$/.exec(path)?.[1];
  if (price !== undefined) return `price/${price}/output`;
  const gpu = /^rent\.(.+)$/.exec(path)?.[1];
  return gpu === undefined ? undefined : `rent/${gpu}`;
}
