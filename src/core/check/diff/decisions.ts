import type { Decision } from "../../../shapes/decision.ts";
import type { DiffItem, DiffLine } from "../../../shapes/diff.ts";
import type { Route } from "../../../shapes/route.ts";
import { keysIn } from "../../know/by-key.ts";
import { line, paired } from "./report.ts";

/** Use cases are paired by name; one on each side is a pair whatever they are called. */
export function diffDecisions(base: readonly Decision[], head: readonly Decision[]): DiffItem[] {
  const [a, b] = [base[0], head[0]];
  if (base.length === 1 && head.length === 1 && a !== undefined && b !== undefined)
    return [itemOf(b.useCase.name, a, b)];
  return paired(base, head, (one) => one.useCase.name).map(({ name, from, to }) =>
    itemOf(name, from, to),
  );
}

function itemOf(name: string, from: Decision | undefined, to: Decision | undefined): DiffItem {
  if (from === undefined || to === undefined)
    return {
      name,
      kind: from === undefined ? "added" : "removed",
      from: from?.verdict.choice ?? null,
      to: to?.verdict.choice ?? null,
      lines: [],
    };
  const lines = [...verdictLines(from, to), ...causes(from, to)];
  const flipped = from.verdict.choice !== to.verdict.choice;
  return {
    name,
    kind: flipped ? "flip" : lines.length > 0 ? "change" : "same",
    from: from.verdict.choice,
    to: to.verdict.choice,
    lines,
  };
}

const leastShare = 0.049;
const leastPoints = 0.01;

function verdictLines(from: Decision, to: Decision): DiffLine[] {
  const routes = paired(picksOf(from), picksOf(to), (one) => one.need).flatMap((pair) => [
    ...line(`${pair.name}: model`, pair.from?.model ?? null, pair.to?.model ?? null),
    ...line(`${pair.name}: effort`, pair.from?.effort ?? null, pair.to?.effort ?? null),
    ...line(
      `${pair.name}: where`,
      pair.from?.configuration ?? pair.from?.offer ?? null,
      pair.to?.configuration ?? pair.to?.offer ?? null,
    ),
    ...costLine(`${pair.name}: $ a month`, pair.from?.usdPerMonth, pair.to?.usdPerMonth),
    ...line(
      `${pair.name}: P(bar)`,
      pair.from?.clearsBar ?? null,
      pair.to?.clearsBar ?? null,
      leastShare,
    ),
    ...line(
      `${pair.name}: fallback`,
      pair.from?.fallback?.model ?? null,
      pair.to?.fallback?.model ?? null,
    ),
  ]);
  const even = ({ verdict }: Decision) => verdict.evenWith.join(", ") || null;
  return [
    ...line("status", from.verdict.status, to.verdict.status),
    ...line("even with", even(from), even(to)),
    ...line("confidence", from.verdict.confidence, to.verdict.confidence, leastShare),
    ...line("plan", from.verdict.plan, to.verdict.plan),
    ...routes,
    ...line("look again by", from.review.by, to.review.by),
  ];
}

const picksOf = ({ plans }: Decision): readonly Route[] => plans[0]?.routes ?? [];

/** A cent on a large bill is rounding. */
function costLine(what: string, from: number | null | undefined, to: number | null | undefined) {
  const least = 0.01 * Math.max(Math.abs(from ?? 0), Math.abs(to ?? 0));
  return line(what, from ?? null, to ?? null, least);
}

/** What was put in, what is known, and which criterion and gate it moved. */
function causes(from: Decision, to: Decision): DiffLine[] {
  const assumed = paired(from.useCase.assumed, to.useCase.assumed, (one) => one.path);
  return [
    ...line("use case", from.useCase.sha256, to.useCase.sha256),
    ...assumed.flatMap((pair) =>
      line(`assumed ${pair.name}`, cell(pair.from?.value), cell(pair.to?.value)),
    ),
    ...paired(from.packs, to.packs, (one) => one.id).flatMap((pair) =>
      line(`pack ${pair.name}`, pair.from?.version ?? null, pair.to?.version ?? null),
    ),
    ...line("as of", from.asOf, to.asOf),
    ...laterFacts(from, to),
    ...frontier(from, to),
    ...gates(from, to),
    ...criteria(from, to),
  ];
}

/** What the later answer stands on and nobody could know at the day of the earlier one. */
function laterFacts(from: Decision, to: Decision): DiffLine[] {
  const cited = to.reasons.flatMap((one) => one.evidence);
  const later = cited.filter(({ published }) => published !== null && published > from.asOf);
  const facts = later.map(
    ({ published, value, source }) => `${published} ${value ?? "claim"} [${source}]`,
  );
  return [...new Set(facts)].sort().flatMap((fact) => line("published since", null, fact));
}

const cell = (value: unknown): string | null =>
  value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);

function frontier(from: Decision, to: Decision): DiffLine[] {
  const any = ({ timeline }: Decision) => timeline.filter((one) => one.sizeClass === "any");
  return paired(any(from), any(to), (one) => one.need).flatMap((pair) => [
    ...line(`${pair.name}: best open weights`, pair.from?.open ?? null, pair.to?.open ?? null),
    ...line(
      `${pair.name}: best proprietary model`,
      pair.from?.proprietary ?? null,
      pair.to?.proprietary ?? null,
    ),
    ...line(`${pair.name}: gap`, pair.from?.gap ?? null, pair.to?.gap ?? null, leastPoints),
  ]);
}

function gates(from: Decision, to: Decision): DiffLine[] {
  const shut = ({ options }: Decision) =>
    options.flatMap(({ option, vetoes }) =>
      vetoes
        .filter((one) => one.removes === one.of)
        .map((one) => ({ name: `${option} for ${one.need}`, rule: one.rule })),
    );
  const standing = paired(from.options, to.options, (one) => one.option).flatMap((pair) =>
    line(`${pair.name} stands`, pair.from?.eligible ?? null, pair.to?.eligible ?? null),
  );
  const rules = paired(shut(from), shut(to), (one) => one.name).flatMap((pair) =>
    line(`gate that shuts ${pair.name}`, pair.from?.rule ?? null, pair.to?.rule ?? null),
  );
  return [...standing, ...rules];
}

/** Of the plans that both name. */
function criteria(from: Decision, to: Decision): DiffLine[] {
  return paired(from.plans, to.plans, (one) => one.plan).flatMap(({ name, from: a, to: b }) => {
    if (a === undefined || b === undefined) return [];
    return keysIn(a.criteria).flatMap((criterion) => {
      // Another version may lack it.
      const other: number | undefined = b.criteria[criterion];
      const text = `${name}: ${criterion}`;
      return other === undefined ? [] : line(text, a.criteria[criterion], other, leastPoints);
    });
  });
}
