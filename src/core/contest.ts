import type { Arena, Contender } from "./contender.ts";
import type { Option } from "./knowledge.ts";
import { machineOf, planCost } from "./plan-cost.ts";
import { type Lane, Showing } from "./showing.ts";
import type { Criterion } from "./use-case.ts";

export type Weights = Readonly<Record<Criterion, number>>;

/** What counts, and what contenders show. */
export interface Scene {
  readonly weights: Weights;
  readonly showing: Showing;
}

export const expectedScene = (arena: Arena, weights: Weights): Scene => ({
  weights,
  showing: new Showing(arena).show(undefined),
});

export interface Pick {
  readonly contender: Contender;
  readonly option: Option;
  readonly quality: number;
  /** Value of the quality on its scale. */
  readonly worth: number;
  /** $ per month for this need alone. */
  readonly usd: number;
  readonly tier: number;
}

/** A set of options used, with the best candidate for each need. */
export interface Plan {
  /** Bit per option, in the order of `options`. */
  readonly set: number;
  readonly picks: readonly Pick[];
  readonly usdPerMonth: number;
  readonly value: number;
  /** 0 priced and known, 1 unpriced, 2 and 3 the same on unknown evidence: a lower tier wins whatever the value. */
  readonly tier: number;
}

interface Scored extends Pick {
  readonly adds: number;
}

/** Options in each set but the empty one. */
const sizes = [1, 1, 2, 1, 2, 2, 3] as const;

/** Best candidate per need and option, in one scene. */
type Best = readonly (readonly (Scored | undefined)[])[];

/**
 * The best plan for a set of options; undefined: none. What needs share (spares, a cap) is looked at after the best
 * candidates were taken, since it ties the needs together.
 */
export function bestPlan(set: number, best: Best, arena: Arena, scene: Scene): Plan | undefined {
  const picks = picksFrom(best, set);
  if (picks === undefined) return undefined;
  const plan = settle(set, picks, arena, scene) ?? withinCap(set, arena, scene);
  return plan && onOneModel(plan, arena, scene);
}

export function bestPerOption(arena: Arena, scene: Scene): Best {
  const best: (Scored | undefined)[][] = [];
  for (let need = 0; need < arena.fields.length; need++) {
    const here: (Scored | undefined)[] = [];
    for (const lane of scene.showing.lanes(need)) here.push(bestOf(lane, need, arena, scene));
    best.push(here);
  }
  return best;
}

/** Undefined where a need has no candidate, or an option of the set no need. */
function picksFrom(best: Best, set: number): Scored[] | undefined {
  if (best.length === 1) {
    // The sets of one option are 1, 2 and 4.
    const only = best[0]?.[set >> 1];
    return only && [only];
  }
  let used = 0;
  const picks: Scored[] = [];
  for (const perOption of best) {
    const option = choose(perOption, set);
    if (option < 0) return undefined;
    used |= 1 << option;
    picks.push(perOption[option] as Scored);
  }
  return used === set ? picks : undefined;
}

/** Ever more weight on money, for picks that fit under the cap together. */
const thrift = [4, 16, 64, 256, 4096] as const;

/**
 * Each of the best picks may fit under the cap and all of them not: cheaper ones are taken before the option is given
 * up, in the end the cheapest of all, measured or not.
 */
function withinCap(set: number, arena: Arena, scene: Scene): Plan | undefined {
  for (const factor of thrift) {
    const weights = { ...scene.weights, cost: (scene.weights.cost + 0.01) * factor };
    const picks = picksFrom(bestPerOption(arena, { ...scene, weights }), set);
    const plan = picks && settle(set, picks, arena, scene);
    if (plan !== undefined) return plan;
  }
  const cheapest = picksFrom(
    arena.fields.map((_, need) =>
      scene.showing.lanes(need).map((lane) => cheapestOf(lane, need, arena, scene)),
    ),
    set,
  );
  return cheapest && settle(set, cheapest, arena, scene);
}

/** Own machines of one model share their spares, so that one model for several needs may beat the best for each. */
function onOneModel(plan: Plan, arena: Arena, scene: Scene): Plan {
  if (plan.picks.length < 2) return plan;
  const machines = machinesOf(plan.picks);
  if (machines.length < 2) return plan;
  let top = plan;
  for (const machine of machines) {
    const picks = plan.picks.map((pick, need) => {
      const lane = pick.option === "self-host" ? scene.showing.machines(need) : undefined;
      return (lane && bestOf(lane, need, arena, scene, machine)) ?? pick;
    });
    top = betterPlan(settle(plan.set, picks, arena, scene), top) ?? top;
  }
  return top;
}

/** Each once. */
function machinesOf(picks: readonly Pick[]): string[] {
  const found: string[] = [];
  for (const { contender } of picks) {
    const machine = machineOf(contender);
    if (machine !== undefined && !found.includes(machine)) found.push(machine);
  }
  return found;
}

/** The option of the set that does best for a need; -1: none. */
function choose(perOption: readonly (Scored | undefined)[], set: number): number {
  let top: Scored | undefined;
  let option = -1;
  for (let index = 0; index < perOption.length; index++) {
    const one = perOption[index];
    if (one === undefined || (set & (1 << index)) === 0) continue;
    if (top !== undefined && !beats(one, top)) continue;
    top = one;
    option = index;
  }
  return option;
}

const beats = (one: Scored, held: Scored): boolean =>
  one.tier < held.tier || (one.tier === held.tier && one.adds > held.adds + 1e-12);

/** The best of those that clear the bar, on one machine where it is named: known before unknown, then what it adds. */
function bestOf(
  lane: Lane,
  need: number,
  arena: Arena,
  { weights }: Scene,
  machine?: string,
): Scored | undefined {
  const { tiers } = lane;
  const places = machine === undefined ? lane.live : lane.on(machine);
  const count = machine === undefined ? lane.count : places.length;
  const rates = ratesOf(need, arena, weights);
  let top = -1;
  let topTier = Number.POSITIVE_INFINITY;
  let topAdds = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const i = places[at] as number;
    const tier = tiers[i] as number;
    if (tier > topTier || (machine !== undefined && !lane.clears(i))) continue;
    const adds = addsAt(lane, i, rates);
    if (tier < topTier || adds > topAdds + 1e-12) {
      top = i;
      topTier = tier;
      topAdds = adds;
    }
  }
  return scoredAt(lane, top, topAdds);
}

/** The cheapest of those that clear the bar, whatever else it is worth. */
function cheapestOf(
  lane: Lane,
  need: number,
  arena: Arena,
  { weights }: Scene,
): Scored | undefined {
  let top = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const i of lane.live.slice(0, lane.count)) {
    const usd = lane.usd[i] as number;
    if (usd < least) [top, least] = [i, usd];
  }
  if (top < 0) return undefined;
  return scoredAt(lane, top, addsAt(lane, top, ratesOf(need, arena, weights)));
}

/** What one of each value, and one dollar a month, adds to a plan. */
function ratesOf(need: number, { fields, useCase }: Arena, weights: Weights): Weights {
  const share = fields[need]?.need.share ?? 0;
  return {
    quality: share * weights.quality,
    privacy: share * weights.privacy,
    ops: share * weights.ops,
    control: share * weights.control,
    speed: share * weights.speed,
    cost: -weights.cost / useCase.budget.hurtsAtUsdPerMonth,
  };
}

/** What a contender adds to a plan if nothing is shared. */
const addsAt = (lane: Lane, index: number, rates: Weights): number =>
  rates.quality * (lane.worth[index] as number) +
  rates.privacy * (lane.privacy[index] as number) +
  rates.ops * (lane.ops[index] as number) +
  rates.control * (lane.control[index] as number) +
  rates.speed * (lane.speed[index] as number) +
  rates.cost * (lane.usd[index] as number);

function scoredAt(lane: Lane, index: number, adds: number): Scored | undefined {
  const contender = lane.contenders[index];
  if (contender === undefined) return undefined;
  return {
    contender,
    option: contender.candidate.option,
    quality: lane.quality[index] ?? 0,
    worth: lane.worth[index] ?? 0,
    usd: lane.usd[index] ?? 0,
    tier: lane.tiers[index] ?? 0,
    adds,
  };
}

/** Weighted value of everything but cost. */
function merit({ values }: Contender, worth: number, weights: Weights): number {
  return (
    weights.quality * worth +
    weights.privacy * values.privacy +
    weights.ops * values.ops +
    weights.control * values.control +
    weights.speed * values.speed
  );
}

function settle(set: number, picks: readonly Pick[], arena: Arena, scene: Scene): Plan | undefined {
  const { weights, showing } = scene;
  const [only] = picks;
  // What one need costs alone is known already.
  const usdPerMonth =
    only !== undefined && picks.length === 1 ? only.usd : planCost(picks, arena, showing.luck);
  const cap = arena.useCase.budget.usdPerMonth;
  if (cap !== undefined && usdPerMonth > cap) return undefined;
  const { hurtsAtUsdPerMonth } = arena.useCase.budget;
  let value = weights.cost * (1 - usdPerMonth / hurtsAtUsdPerMonth);
  let tier = 0;
  for (let need = 0; need < picks.length; need++) {
    const one = picks[need] as Pick;
    value += (arena.fields[need]?.need.share ?? 0) * merit(one.contender, one.worth, weights);
    tier = Math.max(tier, one.tier);
  }
  value -= arena.knowledge.pack.scales.overheadPerOption * ((sizes[set - 1] ?? 1) - 1);
  return { set, picks, usdPerMonth, value, tier };
}

/** The better of two plans: known before unknown, priced before unpriced, then value; an exact tie goes to the first. */
export function betterPlan(one: Plan | undefined, held: Plan | undefined): Plan | undefined {
  if (one === undefined || held === undefined) return held ?? one;
  return one.tier < held.tier || (one.tier === held.tier && one.value > held.value + 1e-12)
    ? one
    : held;
}
