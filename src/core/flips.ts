import { complete } from "./assume.ts";
import type { Flip } from "./decision.ts";
import type { Day } from "./knowledge.ts";
import type { Choice } from "./outcome.ts";
import type { Knowledge } from "./pack.ts";
import { answer, pose } from "./question.ts";
import { read } from "./rules/evaluate.ts";
import { criteria, type UseCase, type WrittenUseCase } from "./use-case.ts";

type Value = string | number | boolean;

/** An input that can be turned alone. Numbers have a plausible range, the rest a list of other values. */
type Lever =
  | {
      readonly kind: "number";
      readonly path: string;
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
    }
  | { readonly kind: "choice"; readonly path: string; readonly values: readonly Value[] };

const levers: readonly Lever[] = [
  { kind: "number", path: "workload.requestsPerMonth", low: 100, high: 1e10, log: true },
  { kind: "number", path: "workload.inputTokens", low: 50, high: 200_000, log: true },
  { kind: "number", path: "workload.outputTokens", low: 5, high: 50_000, log: true },
  { kind: "number", path: "workload.peakToMean", low: 1, high: 10, log: true },
  { kind: "number", path: "workload.batchShare", low: 0, high: 1, log: false },
  { kind: "number", path: "budget.hurtsAtUsdPerMonth", low: 1_000, high: 1e7, log: true },
  { kind: "number", path: "budget.usdPerMonth", low: 100, high: 1e7, log: true },
  { kind: "number", path: "team.mlEngineers", low: 0, high: 20, log: false },
  { kind: "number", path: "horizonMonths", low: 1, high: 36, log: false },
  {
    kind: "choice",
    path: "data.sensitivity",
    values: ["public", "internal", "confidential", "regulated"],
  },
  {
    kind: "choice",
    path: "data.boundary",
    values: ["anywhere", "vendor-agreement", "own-cloud", "own-premises"],
  },
  { kind: "choice", path: "team.onCall", values: [true, false] },
  { kind: "choice", path: "team.fineTuning", values: [true, false] },
  { kind: "choice", path: "evaluation", values: ["none", "golden-set"] },
  { kind: "choice", path: "data.domainData", values: ["none", "labelled"] },
  { kind: "choice", path: "policy.licence", values: ["permissive", "commercial", "any"] },
  { kind: "choice", path: "workload.reasoning", values: ["none", "medium", "high"] },
];

const bars = ["commodity", "strong", "parity", "frontier"];

/** How far a change of a listed value counts, beside the share of a number's range. */
const choiceDistance = 0.25;
const scanSteps = 8;
const bisections = 14;
const most = 3;

/** Decides again with one input changed; undefined where the changed use case cannot be asked. */
type Ask = (path: string, value: Value) => Choice | undefined;

/**
 * The nearest single changes that turn the verdict, at expected values: numbers by scan and bisection, other inputs by
 * trying their values, weights by their own scan. Each is confirmed by deciding again.
 */
export function flips(
  written: WrittenUseCase,
  useCase: UseCase,
  choice: Choice,
  knowledge: Knowledge,
  asOf: Day,
): Flip[] {
  const ask: Ask = (path, value) => choiceWith(written, path, value, knowledge, asOf);
  const found = [
    ...leversFor(useCase).flatMap((lever) => nearest(lever, useCase, choice, ask)),
    ...weightFlips(useCase, choice, knowledge, asOf),
  ];
  return found
    .sort((a, b) => a.distance - b.distance || a.path.localeCompare(b.path, "en"))
    .slice(0, most);
}

function leversFor(useCase: UseCase): Lever[] {
  const perNeed = useCase.needs.map(
    (_, index): Lever => ({ kind: "choice", path: `needs.${index}.bar`, values: bars }),
  );
  const capped = levers.filter(
    (one) => one.path !== "budget.usdPerMonth" || useCase.budget.usdPerMonth !== undefined,
  );
  return [...capped, ...perNeed];
}

function nearest(lever: Lever, useCase: UseCase, choice: Choice, ask: Ask): Flip[] {
  const from = current(lever.path, useCase);
  if (from === undefined) return [];
  if (lever.kind === "number")
    return typeof from === "number" ? numberFlips(lever, from, choice, ask) : [];
  const at = lever.values.indexOf(from);
  return lever.values.flatMap((to, index): Flip[] => {
    const verdict = to === from ? choice : ask(lever.path, to);
    if (verdict === undefined || verdict === choice) return [];
    const steps = at < 0 ? 1 : Math.abs(index - at);
    return [{ path: lever.path, from, to, verdict, distance: choiceDistance * steps }];
  });
}

function current(path: string, useCase: UseCase): Value | undefined {
  const need = /^needs\.(\d+)\.bar$/.exec(path);
  if (need !== null) return useCase.needs[Number(need[1])]?.bar.name;
  return read(useCase, path) as Value | undefined;
}

function numberFlips(
  lever: Extract<Lever, { kind: "number" }>,
  from: number,
  choice: Choice,
  ask: Ask,
): Flip[] {
  const scale = (x: number) => (lever.log ? Math.log(Math.max(x, lever.low)) : x);
  const back = (x: number) => (lever.log ? Math.exp(x) : x);
  const start = scale(from);
  const span = scale(lever.high) - scale(lever.low);
  return [scale(lever.low), scale(lever.high)].flatMap((end): Flip[] => {
    const edge = edgeOf(start, end, (x) => ask(lever.path, back(x)) ?? choice, choice);
    if (edge === undefined) return [];
    const to = tidy(back(edge), from);
    const verdict = ask(lever.path, to);
    if (verdict === undefined || verdict === choice) return [];
    return [{ path: lever.path, from, to, verdict, distance: Math.abs(edge - start) / span }];
  });
}

/** The first point, going from start to end, at which the verdict is another one; just beyond the edge. */
function edgeOf(
  start: number,
  end: number,
  verdictAt: (x: number) => Choice,
  choice: Choice,
): number | undefined {
  for (let step = 1; step <= scanSteps; step++) {
    // Steps grow: what is near matters more than what is far.
    const at = (n: number) => start + (end - start) * (n / scanSteps) ** 2;
    if (verdictAt(at(step)) === choice) continue;
    let [same, other] = [at(step - 1), at(step)];
    for (let i = 0; i < bisections; i++) {
      const middle = (same + other) / 2;
      if (verdictAt(middle) === choice) same = middle;
      else other = middle;
    }
    return other;
  }
  return undefined;
}

/** Two significant digits, rounded away from where the input stands, so that the rounded value flips too. */
function tidy(value: number, from: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const rounded =
    (value > from ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9)) * unit;
  return Number(rounded.toPrecision(3));
}

function choiceWith(
  written: WrittenUseCase,
  path: string,
  value: Value,
  knowledge: Knowledge,
  asOf: Day,
): Choice | undefined {
  const changed = withValue(written, path.split("."), value) as WrittenUseCase;
  return answer(pose(complete(changed, knowledge).useCase, knowledge, asOf)).choice;
}

/** A copy with one value replaced; missing parents are made. */
function withValue(target: unknown, [key, ...rest]: readonly string[], value: Value): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) => (String(index) === key ? withValue(one, rest, value) : one));
  const record = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}

/** Weight of one criterion against all others in their proportion, 0 to 1. */
function weightFlips(useCase: UseCase, choice: Choice, knowledge: Knowledge, asOf: Day): Flip[] {
  const question = pose(useCase, knowledge, asOf);
  return criteria.flatMap((criterion): Flip[] => {
    const from = useCase.weights[criterion];
    const verdictAt = (share: number) =>
      answer({ ...question, useCase: reweighted(useCase, criterion, share) }).choice;
    return [0, 0.95].flatMap((end): Flip[] => {
      const edge = edgeOf(from, end, verdictAt, choice);
      if (edge === undefined) return [];
      const to = Number(edge.toFixed(3));
      const verdict = verdictAt(to);
      return verdict === choice
        ? []
        : [
            {
              path: `weights.${criterion}`,
              from: Number(from.toFixed(3)),
              to,
              verdict,
              distance: Math.abs(edge - from),
            },
          ];
    });
  });
}

function reweighted(useCase: UseCase, criterion: keyof UseCase["weights"], share: number): UseCase {
  const rest = 1 - useCase.weights[criterion];
  const factor = rest === 0 ? 0 : (1 - share) / rest;
  const scaled = Object.fromEntries(
    criteria.map((one) => [one, one === criterion ? share : useCase.weights[one] * factor]),
  );
  return { ...useCase, weights: scaled as UseCase["weights"] };
}
