import { complete } from "./assume.ts";
import { briefsFor } from "./brief.ts";
import type { Flip } from "./decision.ts";
import { edgeOn, tidy } from "./edge.ts";
import {
  type ChoiceLever,
  currentValue,
  type Lever,
  leversFor,
  type NumberLever,
  type Value,
} from "./levers.ts";
import type { Choice } from "./outcome.ts";
import type { Knowledge } from "./pack.ts";
import { type Answer, answer, choiceAt, type Question } from "./question.ts";
import { type Criterion, criteria, type UseCase, type WrittenUseCase } from "./use-case.ts";

const most = 3;
/** How far a listed value counts, beside the share of a number's range. */
const choiceDistance = 0.25;

/** The verdict at a value; the old one where the changed use case cannot be asked. */
type Verdict = (value: Value) => Choice;

/**
 * A way along one input, which decides again at one value after the other. Before each it yields how near a flip on it
 * may still be, and a flip when it has come to it.
 */
interface Walk {
  readonly path: string;
  readonly found: Iterator<number | Flip>;
}

/**
 * The nearest single changes that turn the verdict at expected values: numbers by scan and bisection, listed inputs by
 * trying their values, and each weight against all others in their proportion.
 */
export function flips(written: WrittenUseCase, question: Question, found: Answer): Flip[] {
  const { useCase, knowledge, asOf } = question;
  const { choice } = found;
  const briefFor = briefsFor(question);
  const walks = leversFor(useCase, found).flatMap((lever) => {
    const brief = briefFor(lever);
    const verdict: Verdict = (value) => {
      const changed = changedBy(lever, value, written, useCase, knowledge);
      return choiceAt(changed, knowledge, asOf, brief);
    };
    return walksOf(lever, useCase, choice, verdict);
  });
  return nearest([...walks, ...weightWalks(question, choice)]);
}

/** Goes on where the nearest flip may be, so that what is far is looked at only where little is near. */
function nearest(walks: readonly Walk[]): Flip[] {
  const found: Flip[] = [];
  const open = walks.map((walk) => ({ ...walk, distance: 0 }));
  while (found.length < most && open.length > 0) {
    const next = open.reduce((held, one) => (byDistance(one, held) < 0 ? one : held));
    const { done, value } = next.found.next();
    if (done) open.splice(open.indexOf(next), 1);
    else if (typeof value === "number") next.distance = value;
    else found.push(value);
  }
  return found;
}

const byDistance = (
  a: { distance: number; path: string },
  b: { distance: number; path: string },
): number => a.distance - b.distance || (a.path < b.path ? -1 : 1);

function walksOf(lever: Lever, useCase: UseCase, choice: Choice, verdict: Verdict): Walk[] {
  const { path } = lever;
  const from = lever.from ?? currentValue(path, useCase);
  if (from === undefined) return [];
  if (lever.kind === "choice") return [{ path, found: listed(lever, from, choice, verdict) }];
  return typeof from === "number" ? numberWalks(lever, from, choice, verdict) : [];
}

/** Of two values that lead to one verdict, the nearer one is the change. */
function* listed(
  { path, values }: ChoiceLever,
  from: Value,
  choice: Choice,
  verdict: Verdict,
): Generator<number | Flip> {
  const at = values.indexOf(from);
  const seen = new Set([choice]);
  const distanceOf = (to: Value) =>
    choiceDistance * (at < 0 ? 1 : Math.abs(values.indexOf(to) - at));
  const others = values.filter((one) => one !== from);
  for (const to of others.sort((a, b) => distanceOf(a) - distanceOf(b))) {
    const distance = distanceOf(to);
    yield distance;
    const turned = verdict(to);
    if (!seen.has(turned)) yield { path, from, to, verdict: turned, distance };
    seen.add(turned);
  }
}

/** Down and up from where the number stands. */
const numberWalks = (lever: NumberLever, from: number, choice: Choice, verdict: Verdict): Walk[] =>
  [lever.low, lever.high].map((end) => ({
    path: lever.path,
    found: towards(end, lever, from, choice, verdict),
  }));

function* towards(
  end: number,
  lever: NumberLever,
  from: number,
  choice: Choice,
  verdict: Verdict,
): Generator<number | Flip> {
  const scale = (x: number) => (lever.log ? Math.log(Math.max(x, 1e-9)) : x);
  const back = (x: number) => (lever.log ? Math.exp(x) : x);
  const start = scale(from);
  const span = Math.abs(scale(lever.high) - scale(lever.low));
  const distanceOf = (x: number) => Math.abs(x - start) / span;
  const look = edgeOn(start, scale(end), (x) => verdict(back(x)) !== choice);
  let { done, value } = look.next();
  for (; done !== true; { done, value } = look.next()) yield distanceOf(Number(value));
  if (value === undefined) return;
  const distance = distanceOf(value);
  yield distance;
  const to = tidy(back(value), from, lever.whole === true);
  const turned = verdict(to);
  if (turned !== choice)
    yield { path: lever.path, from: rounded(from), to, verdict: turned, distance };
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

/** A copy with one value replaced; missing parents are made. */
function withValue(target: unknown, [key, ...rest]: readonly string[], value: Value): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) => (String(index) === key ? withValue(one, rest, value) : one));
  const record = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}

/** Weights change no candidate, so the question is posed once for all of them. */
function weightWalks(question: Question, choice: Choice): Walk[] {
  const { useCase } = question;
  return criteria.flatMap((criterion) => {
    const verdict: Verdict = (share) => {
      const weighed = reweighted(useCase, criterion, Number(share));
      return answer({ ...question, useCase: weighed }).choice;
    };
    const path = `weights.${criterion}`;
    const lever: NumberLever = { kind: "number", path, low: 0, high: 0.95, log: false };
    return numberWalks(lever, useCase.weights[criterion], choice, verdict);
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
