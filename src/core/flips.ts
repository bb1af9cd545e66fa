import { complete } from "./assume.ts";
import type { Flip } from "./decision.ts";
import { edgeBetween, firstTurn, tidy } from "./edge.ts";
import type { Day } from "./knowledge.ts";
import { currentValue, type Lever, leversFor, type NumberLever, type Value } from "./levers.ts";
import type { Choice } from "./outcome.ts";
import type { Knowledge } from "./pack.ts";
import { type Answer, answer, type Brief, pose, type Question } from "./question.ts";
import { settledFor } from "./settled.ts";
import { type Criterion, criteria, type UseCase, type WrittenUseCase } from "./use-case.ts";

const most = 3;
/** How many of the nearest suspects are traced to their exact edge. */
const refined = 5;
/** How far a listed value counts, beside the share of a number's range. */
const choiceDistance = 0.25;

/** A change that turns the verdict somewhere; `trace` finds where exactly, and confirms it by deciding again. */
interface Suspect {
  readonly path: string;
  /** The verdict on the other side, as far as it is known before the edge is traced. */
  readonly turned: string;
  /** No nearer than this. */
  readonly distance: number;
  readonly trace: () => Flip | undefined;
}

/** The verdict at a value; the old one where the changed use case cannot be asked. */
type Verdict = (value: Value) => Choice;

/**
 * The nearest single changes that turn the verdict at expected values: numbers by scan and bisection, listed inputs by
 * trying their values, and each weight against all others in their proportion.
 */
export function flips(written: WrittenUseCase, question: Question, found: Answer): Flip[] {
  const { useCase, knowledge, asOf } = question;
  const { choice } = found;
  const briefFor = settledFor(question);
  const suspects = [
    ...leversFor(useCase, found).flatMap((lever) => {
      const brief = briefFor(lever);
      const verdict: Verdict = (value) => {
        const changed = changedBy(lever, value, written, useCase, knowledge);
        return choiceOf(changed, knowledge, asOf, brief);
      };
      return suspectsOf(lever, useCase, choice, verdict);
    }),
    ...weightSuspects(question, choice),
  ];
  const traced = nearestOfEach(suspects)
    .sort(byDistance)
    .slice(0, refined)
    .flatMap((one) => one.trace() ?? []);
  return traced.sort(byDistance).slice(0, most);
}

/** Two values of one input on the same side of where it stands are one change: the nearer one. */
function nearestOfEach(suspects: readonly Suspect[]): Suspect[] {
  const nearest = new Map<string, Suspect>();
  for (const one of suspects) {
    const key = `${one.path} ${one.turned}`;
    const held = nearest.get(key);
    if (held === undefined || one.distance < held.distance) nearest.set(key, one);
  }
  return [...nearest.values()];
}

const byDistance = (
  a: { distance: number; path: string },
  b: { distance: number; path: string },
): number => a.distance - b.distance || (a.path < b.path ? -1 : 1);

function suspectsOf(lever: Lever, useCase: UseCase, choice: Choice, verdict: Verdict): Suspect[] {
  const from = lever.from ?? currentValue(lever.path, useCase);
  if (from === undefined) return [];
  if (lever.kind === "number")
    return typeof from === "number" ? numberSuspects(lever, from, choice, verdict) : [];
  const at = lever.values.indexOf(from);
  return lever.values.flatMap((to, index): Suspect[] => {
    const turned = to === from ? choice : verdict(to);
    if (turned === choice) return [];
    const distance = choiceDistance * (at < 0 ? 1 : Math.abs(index - at));
    return [
      {
        path: lever.path,
        distance,
        turned,
        trace: () => ({
          path: lever.path,
          from,
          to,
          verdict: turned,
          distance,
        }),
      },
    ];
  });
}

function numberSuspects(
  lever: NumberLever,
  from: number,
  choice: Choice,
  verdict: Verdict,
): Suspect[] {
  const scale = (x: number) => (lever.log ? Math.log(Math.max(x, 1e-9)) : x);
  const back = (x: number) => (lever.log ? Math.exp(x) : x);
  const start = scale(from);
  const span = Math.abs(scale(lever.high) - scale(lever.low));
  const turnedAt = (x: number) => verdict(back(x)) !== choice;
  return [lever.low, lever.high].flatMap((end): Suspect[] => {
    const turn = firstTurn(start, scale(end), turnedAt);
    if (turn === undefined) return [];
    const trace = (): Flip | undefined => {
      const edge = edgeBetween(turn, turnedAt);
      const to = tidy(back(edge), from, lever.whole === true);
      const turned = verdict(to);
      if (turned === choice) return undefined;
      return {
        path: lever.path,
        from: rounded(from),
        to,
        verdict: turned,
        distance: Math.abs(edge - start) / span,
      };
    };
    const side = turn.other > start ? "above" : "below";
    return [
      { path: lever.path, turned: side, distance: Math.abs(turn.same - start) / span, trace },
    ];
  });
}

const rounded = (value: number): number => Number(value.toPrecision(3));

function changedBy(
  lever: Lever,
  value: Value,
  written: WrittenUseCase,
  useCase: UseCase,
  knowledge: Knowledge,
): UseCase {
  if (lever.market !== undefined) return { ...useCase, market: lever.market(Number(value)) };
  const changed = withValue(written, lever.path.split("."), value) as WrittenUseCase;
  return complete(changed, knowledge).useCase;
}

function choiceOf(useCase: UseCase, knowledge: Knowledge, asOf: Day, brief: Brief): Choice {
  const briefly = answer(pose(useCase, knowledge, asOf, brief)).choice;
  return briefly === "none" ? answer(pose(useCase, knowledge, asOf)).choice : briefly;
}

/** A copy with one value replaced; missing parents are made. */
function withValue(target: unknown, [key, ...rest]: readonly string[], value: Value): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) => (String(index) === key ? withValue(one, rest, value) : one));
  const record = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}

/** Weights change no candidate, so the question is posed once for all of them. */
function weightSuspects(question: Question, choice: Choice): Suspect[] {
  const { useCase } = question;
  return criteria.flatMap((criterion) => {
    const verdict: Verdict = (share) =>
      answer({
        ...question,
        useCase: reweighted(useCase, criterion, Number(share)),
      }).choice;
    const lever: NumberLever = {
      kind: "number",
      path: `weights.${criterion}`,
      low: 0,
      high: 0.95,
      log: false,
    };
    return numberSuspects(lever, useCase.weights[criterion], choice, verdict);
  });
}

export function reweighted(useCase: UseCase, criterion: Criterion, share: number): UseCase {
  const rest = 1 - useCase.weights[criterion];
  const factor = rest === 0 ? 0 : (1 - share) / rest;
  const weights = Object.fromEntries(
    criteria.map((one) => [one, one === criterion ? share : useCase.weights[one] * factor]),
  ) as UseCase["weights"];
  return { ...useCase, weights };
}
