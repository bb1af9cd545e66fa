import type { Choice, Criterion } from "../../shapes/common.ts";
import type { Flip } from "../../shapes/decision.ts";
import { choiceOf } from "../choose/choice.ts";
import { type Chosen, choose } from "../choose/choose.ts";
import type { Plan } from "../choose/plans.ts";
import {
  askAtFront,
  askBriefly,
  askChanged,
  type Changed,
  type Question,
} from "../choose/question.ts";
import type { Rates } from "../choose/rates.ts";
import { byKey } from "../know/by-key.ts";
import { criteria } from "../know/lists.ts";
import type { UseCase } from "../know/use-case.ts";
import { digitOf, edgeOn, tidy } from "./edge.ts";
import {
  type ChoiceLever,
  currentValue,
  type Lever,
  leversFor,
  type NumberLever,
  type Value,
} from "./levers.ts";

const most = 3;
/** How far a listed value counts, beside the share of a number's range. */
const choiceDistance = 0.25;

type TurnedChoice = Choice | "below-bar";

/** What is no turn: the verdict, and what is even with it, since either may be taken; below the bar, whatever does not clear it. */
type HeldChoices = ReadonlySet<TurnedChoice>;

const heldBy = ({ choice, status, even }: Chosen): HeldChoices =>
  new Set(
    status === "below-bar"
      ? ["below-bar", "none"]
      : [choice, ...even.map(({ plan }) => choiceOf(plan))],
  );

const turnOf = ({ choice, status }: Chosen, held: HeldChoices): TurnedChoice =>
  status === "below-bar" && held.has(status) ? status : choice;

/** What comes out at a value: looked at briefly at expected values, or decided whole, as the answer itself was. */
interface Look {
  readonly briefly: (value: Value) => Chosen;
  readonly wholly: (value: Value) => Chosen;
}

/**
 * A way along one input, which looks at one value after the other. Before each it yields how near a flip on it may still be,
 * and a flip when it has come to one that a whole decision confirms.
 */
interface Walk {
  readonly path: string;
  readonly found: Iterator<number | Flip>;
}

/** The use case as it would be with one input changed. */
export type ChangedTo = (path: string, value: Value) => Changed;

/**
 * The nearest single changes that turn the verdict: numbers by scan and bisection, listed inputs by trying their values, and
 * each weight against all others in their proportion. They are found at expected values and confirmed by a whole decision.
 */
export function flips(question: Question, chosen: Chosen, changedTo: ChangedTo): Flip[] {
  const { useCase } = question;
  const count = chosen.draws?.count ?? 0;
  const brief = askBriefly(question);
  const walks = leversFor(useCase, chosen).flatMap((lever) => {
    const changed = (value: Value): Changed =>
      lever.market === undefined
        ? changedTo(lever.path, value)
        : { useCase: { ...useCase, market: lever.market(Number(value)) } };
    const asked = (value: Value): Question => askChanged(changed(value), question);
    const look: Look = {
      briefly: (value) => {
        if (lever.changes === "candidates") return choose(asked(value), 0);
        const to = changed(value).useCase;
        const at =
          lever.changes === "prices" ? askAtFront(question, to) : { ...brief, useCase: to };
        return choose(at, 0);
      },
      wholly: (value) => choose(asked(value), count),
    };
    return walksOf(lever, useCase, chosen, look);
  });
  const found = nearest([...walks, ...weightWalks(question, brief, chosen)]);
  return found.map((flip) => ({ ...flip, month: monthOf(flip, useCase) }));
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
    // That nothing passes any more is worth one line.
    else if (value.verdict !== "none" || found.every(({ verdict }) => verdict !== "none"))
      found.push(value);
  }
  return found.sort(byDistance);
}

const byDistance = (
  a: { distance: number; path: string },
  b: { distance: number; path: string },
): number => a.distance - b.distance || (a.path < b.path ? -1 : 1);

function walksOf(lever: Lever, useCase: UseCase, chosen: Chosen, look: Look): Walk[] {
  const { path } = lever;
  const from = lever.from ?? currentValue(path, useCase, chosen);
  if (from === undefined) return [];
  if (lever.kind === "choice") return [{ path, found: listed(lever, from, heldBy(chosen), look) }];
  return typeof from === "number" ? numberWalks({ lever, from, held: heldBy(chosen), look }) : [];
}

/** Of two values that lead to one verdict, the nearer one is the change. */
function* listed(
  { path, values }: ChoiceLever,
  from: Value,
  held: HeldChoices,
  look: Look,
): Generator<number | Flip> {
  const at = values.indexOf(from);
  const seen = new Set(held);
  const distanceOf = (to: Value) =>
    choiceDistance * (at < 0 ? 1 : Math.abs(values.indexOf(to) - at));
  const others = values.filter((one) => one !== from);
  for (const to of others.sort((a, b) => distanceOf(a) - distanceOf(b))) {
    const distance = distanceOf(to);
    yield distance;
    const turned = turnOf(look.briefly(to), held);
    if (seen.has(turned)) continue;
    const flip = confirmed({ path, from, to, distance }, held, look);
    if (flip !== undefined && !seen.has(flip.verdict)) yield flip;
    seen.add(flip?.verdict ?? turned);
  }
}

/** A change of one value, and how far it goes. */
type TurnedValue = Pick<Flip, "path" | "from" | "to" | "distance">;

function confirmed(turn: TurnedValue, held: HeldChoices, look: Look): Flip | undefined {
  const turned = look.wholly(turn.to);
  if (held.has(turnOf(turned, held))) return undefined;
  const plan = turned.ranked[0]?.plan;
  const models = (plan?.picks ?? []).flatMap(({ row }) => row.candidate.model?.id ?? []);
  const isPriced = turned.field.tables.every(({ priced }) => priced);
  const old = turned.ranked.find((one) => held.has(choiceOf(one.plan)))?.plan;
  return {
    ...turn,
    verdict: turned.choice,
    belowBar: turned.status === "below-bar",
    month: null,
    models: [...new Set(models)],
    usdPerMonth: plan === undefined || !isPriced ? null : plan.usd,
    againstUsdPerMonth: old === undefined || !isPriced ? null : old.usd,
    criterion: plan && old ? tellingCriterion(plan, old, turned.field.rates) : null,
  };
}

/** What speaks most for a plan against another. */
function tellingCriterion(plan: Plan, other: Plan, { weights }: Rates): Criterion | null {
  const lead = (one: Criterion) => weights[one] * (plan.criteria[one] - other.criteria[one]);
  const best = criteria.reduce((held, one) => (lead(one) > lead(held) ? one : held));
  return lead(best) > 0 ? best : null;
}

/** A number that is turned from where it stands. */
interface TurnedNumber {
  readonly lever: NumberLever;
  readonly from: number;
  readonly held: HeldChoices;
  readonly look: Look;
}

/** Down and up from there. */
function numberWalks(way: TurnedNumber): Walk[] {
  const { lever, from } = way;
  // Other work than what was asked about is no turn of the answer.
  const [least, most] =
    lever.log && from > 0 ? [from / farthest, from * farthest] : [lever.low, lever.high];
  return [Math.max(lever.low, least), Math.min(lever.high, most)].map((end) => ({
    path: lever.path,
    found: towards(end, way),
  }));
}

/** So many times as much, or as little. */
const farthest = 100;

/** How much further than at expected values a flip may lie that draws and ties hold back, as a share of the range. */
const beyond = [0, 0.05, 0.15];

const scaled = (x: number, { log }: NumberLever): number => (log ? Math.log(Math.max(x, 1e-9)) : x);

const unscaled = (x: number, { log }: NumberLever): number => (log ? Math.exp(x) : x);

const spanOf = (lever: NumberLever): number =>
  Math.abs(scaled(lever.high, lever) - scaled(lever.low, lever));

/** Of a point on the scale, as a share of the range. */
const distanceOf = (at: number, { lever, from }: TurnedNumber): number =>
  Math.abs(at - scaled(from, lever)) / spanOf(lever);

function* towards(limit: number, way: TurnedNumber): Generator<number | Flip> {
  const { lever, from, held, look } = way;
  const [start, end] = [scaled(from, lever), scaled(limit, lever)];
  const isTurned = (x: number) => !held.has(turnOf(look.briefly(unscaled(x, lever)), held));
  // A load or a price works one way: what turns nothing all the way turns nothing before.
  if (lever.changes === "prices" && !isTurned(end)) return;
  const walk = edgeOn(start, end, isTurned);
  let { done, value } = walk.next();
  for (; done !== true; { done, value } = walk.next()) yield distanceOf(Number(value), way);
  if (value === undefined) return;
  const sign = Math.sign(end - start);
  for (const further of beyond) {
    const at = value + sign * further * spanOf(lever);
    if (sign * (at - end) > 1e-9) return;
    const distance = distanceOf(at, way);
    yield distance;
    const to = tidy(unscaled(at, lever), from, lever.whole === true);
    const flip = turnAt(to, distance, way);
    if (flip === undefined) continue;
    yield nearer(flip, way);
    return;
  }
}

const turnAt = (to: number, distance: number, { lever, from, held, look }: TurnedNumber) =>
  confirmed({ path: lever.path, from: rounded(from), to, distance }, held, look);

/** Whole looks that are spent on a turn which looks at expected values have missed. */
const lookedBack = 5;

/** Looks at expected values leave candidates out, so a whole decision looks a little way back, and from there halves the way. */
function nearer(flip: Flip, way: TurnedNumber): Flip {
  const { lever, from } = way;
  const middle = (one: number, other: number) =>
    unscaled((scaled(one, lever) + scaled(other, lever)) / 2, lever);
  let [same, found] = [from, flip];
  for (let i = 0; i < lookedBack; i++) {
    const turned = Number(found.to);
    const back = Math.sign(from - turned);
    const at = i === 0 ? turned + back * 4 * digitOf(turned) : middle(same, turned);
    const to = tidy(at, from, lever.whole === true);
    if (back * (same - to) <= 0 || to === turned) return found;
    const one = turnAt(to, distanceOf(scaled(to, lever), way), way);
    if (one !== undefined) found = one;
    else if (i === 0) return found;
    else same = to;
  }
  return found;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** Weights change no candidate, so the question is asked once for all of them. */
function weightWalks(question: Question, brief: Question, chosen: Chosen): Walk[] {
  const { useCase } = question;
  return criteria.flatMap((criterion) => {
    const at = (asked: Question, share: Value): Question => ({
      ...asked,
      useCase: reweighted(useCase, criterion, Number(share)),
    });
    const look: Look = {
      briefly: (share) => choose(at(brief, share), 0),
      wholly: (share) => choose(at(question, share), chosen.draws?.count ?? 0),
    };
    const path = `weights.${criterion}`;
    const lever: NumberLever = {
      ...{ kind: "number", path, low: 0, high: 0.95, log: false, changes: "weights" },
    };
    return numberWalks({ lever, from: useCase.weights[criterion], held: heldBy(chosen), look });
  });
}

export function reweighted(useCase: UseCase, criterion: Criterion, share: number): UseCase {
  const rest = 1 - useCase.weights[criterion];
  const factor = rest === 0 ? 0 : (1 - share) / rest;
  const weights = byKey(criteria, (one) =>
    one === criterion ? share : useCase.weights[one] * factor,
  );
  return { ...useCase, weights };
}

/** A volume that growth will reach is reached in a month. */
function monthOf({ path, to }: Flip, { workload }: UseCase): number | null {
  const { requestsPerMonth, growthPerMonth } = workload;
  if (path !== "workload.requestsPerMonth" || growthPerMonth === 0) return null;
  const months = Math.log(Number(to) / requestsPerMonth) / Math.log(1 + growthPerMonth);
  return months > 0 && months <= 120 ? Math.ceil(months) : null;
}
