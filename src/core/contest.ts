import { options } from "./candidates/candidate.ts";
import { type Contender, clearsAt, type Field, qualityValue } from "./contender.ts";
import type { Configuration } from "./cost/configuration.ts";
import { fixedCost } from "./cost/fixed.ts";
import { type FleetCost, fleetSize } from "./cost/fleet.ts";
import type { Option } from "./knowledge.ts";
import type { Knowledge } from "./pack.ts";
import { qualityAt } from "./quality.ts";
import type { Criterion, UseCase } from "./use-case.ts";

/** One state of the world: the expected one, or a draw. The same z holds for all models of an option. */
export interface Scene {
  readonly weights: Readonly<Record<Criterion, number>>;
  /** Standard normal per need and option; undefined in the expected scene, where the bar is judged by probability. */
  readonly z: ((need: number, option: number) => number) | undefined;
  /** Standard normal behind throughput and rent; each fleet has its own spread. */
  readonly throughput: number;
  readonly rent: number;
}

export interface Pick {
  readonly contender: Contender;
  readonly option: Option;
  readonly quality: number;
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

export interface Arena {
  readonly fields: readonly Field[];
  readonly useCase: UseCase;
  readonly knowledge: Knowledge;
  /** False: the bar does not count, to see who stands but for it. */
  readonly withBar: boolean;
}

interface Scored extends Pick {
  /** Worth to the plan if nothing is shared. */
  readonly worth: number;
}

const sets = [1, 2, 3, 4, 5, 6, 7] as const;
/** Options in each set: fewer needs than options cannot use them all. */
const sizes = [1, 1, 2, 1, 2, 2, 3] as const;

/**
 * The best plan for each non-empty set of options, from the best candidate per need and option; undefined: none. What
 * needs share (spares, a cap) is looked at afterwards, since it ties the needs together.
 */
export function plansFor(arena: Arena, scene: Scene): (Plan | undefined)[] {
  const best = bestPerOption(arena, scene);
  return sets.map((set) => {
    if ((sizes[set - 1] ?? 1) > arena.fields.length) return undefined;
    const picks = picksFrom(best, set);
    if (picks === undefined) return undefined;
    const plan = settle(set, picks, arena, scene) ?? withinCap(set, arena, scene);
    return plan && onOneModel(plan, arena, scene);
  });
}

const bestPerOption = (arena: Arena, scene: Scene) =>
  arena.fields.map((field, need) =>
    field.contenders.map((all, option) => bestOf(all, field, need, option, arena, scene)),
  );

/** Undefined where a need has no candidate, or an option of the set no need. */
function picksFrom(
  best: readonly (readonly (Scored | undefined)[])[],
  set: number,
): Scored[] | undefined {
  const picks = best.map((perOption) => choose(perOption, set));
  const chosen = picks.filter((one) => one !== undefined);
  return chosen.length < picks.length || usedBy(chosen) !== set ? undefined : chosen;
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
  const cheapest = picksFrom(bestPerOption(cheapestOf(arena, scene), scene), set);
  return cheapest && settle(set, cheapest, arena, scene);
}

/** The same arena with one contender per need and option: the cheapest that clears the bar. */
function cheapestOf(arena: Arena, scene: Scene): Arena {
  const { anchor } = arena.knowledge.pack.evidence;
  const usd = (one: Contender) => marginalOf(one, scene) + spareOf(one, scene);
  const fields = arena.fields.map((field, need) => ({
    ...field,
    contenders: field.contenders.map((all, option) => {
      const z = scene.z === undefined ? 0 : scene.z(need, option);
      const clear = all.filter((one) => !arena.withBar || clears(one, z, field, scene, anchor));
      return clear.toSorted((a, b) => usd(a) - usd(b)).slice(0, 1);
    }),
  }));
  return { ...arena, fields };
}

/** Own machines of one model share their spares, so that one model for several needs may beat the best for each. */
function onOneModel(plan: Plan, arena: Arena, scene: Scene): Plan {
  if (plan.picks.length < 2) return plan;
  const machines = new Set(plan.picks.flatMap(({ contender }) => machineOf(contender) ?? []));
  let top = plan;
  if (machines.size < 2) return top;
  for (const key of machines) {
    const picks = plan.picks.map((pick, need) => {
      const field = arena.fields[need];
      if (pick.option !== "self-host" || field === undefined) return pick;
      const same = field.own.filter((one) => machineOf(one) === key);
      return bestOf(same, field, need, 0, arena, scene) ?? pick;
    });
    top = betterPlan(settle(plan.set, picks, arena, scene), top) ?? top;
  }
  return top;
}

/** Model and machine on which needs can share; undefined elsewhere than on own machines. */
const machineOf = ({ candidate, cost }: Contender): string | undefined =>
  candidate.option === "self-host" && cost?.kind === "fleet"
    ? keyOf(candidate.model?.id, cost)
    : undefined;

function usedBy(picks: readonly Pick[]): number {
  let used = 0;
  for (const one of picks) used |= 1 << options.indexOf(one.option);
  return used;
}

function choose(perOption: readonly (Scored | undefined)[], set: number): Scored | undefined {
  let top: Scored | undefined;
  for (const [index, one] of perOption.entries()) {
    if (one === undefined || (set & (1 << index)) === 0) continue;
    if (top === undefined || beats(one, top)) top = one;
  }
  return top;
}

const beats = (one: Scored, held: Scored): boolean =>
  one.tier < held.tier || (one.tier === held.tier && one.worth > held.worth + 1e-12);

function bestOf(
  all: readonly Contender[],
  field: Field,
  need: number,
  option: number,
  arena: Arena,
  scene: Scene,
): Scored | undefined {
  const { anchor } = arena.knowledge.pack.evidence;
  const z = scene.z === undefined ? 0 : scene.z(need, option);
  let top: Contender | undefined;
  let topTier = Number.POSITIVE_INFINITY;
  let topWorth = Number.NEGATIVE_INFINITY;
  let topQuality = 0;
  for (const contender of all) {
    const tier = tierOf(contender, field);
    if (tier > topTier || (arena.withBar && !clears(contender, z, field, scene, anchor))) continue;
    const quality =
      scene.z === undefined ? medianOf(contender, anchor) : qualityAt(contender.quality, z, anchor);
    const worth = worthOf(contender, quality, field, arena, scene);
    if (tier < topTier || worth > topWorth + 1e-12) {
      top = contender;
      topTier = tier;
      topWorth = worth;
      topQuality = quality;
    }
  }
  if (top === undefined) return undefined;
  const { option: name } = top.candidate;
  return {
    contender: top,
    option: name,
    quality: topQuality,
    tier: topTier,
    worth: topWorth,
  };
}

const tierOf = (contender: Contender, field: Field): number =>
  (contender.unknown && field.measured ? 2 : 0) + (contender.unpriced ? 1 : 0);

/** At expected values the bar asks for a probability, in a draw for the quality drawn. */
const clears = (
  contender: Contender,
  z: number,
  field: Field,
  scene: Scene,
  anchor: number,
): boolean =>
  scene.z === undefined ? contender.passesBar : clearsAt(contender, z, field.bar, anchor);

/** A contender whose quality was changed for a what-if has its median worked out anew. */
const medianOf = ({ quality, candidate }: Contender, anchor: number): number =>
  quality === candidate.quality ? candidate.clearing.median : qualityAt(quality, 0, anchor);

/** What a pick adds to a plan if nothing is shared. */
function worthOf(
  contender: Contender,
  quality: number,
  field: Field,
  arena: Arena,
  scene: Scene,
): number {
  const usd = aloneOf(contender, arena, scene);
  return (
    field.need.share * merit(contender, quality, arena, scene) -
    (scene.weights.cost * usd) / arena.useCase.budget.hurtsAtUsdPerMonth
  );
}

/** $ per month of a pick alone. Staff and gateway count where one need pays for all of them: a larger fleet needs more hands. */
function aloneOf(
  contender: Contender,
  { fields, useCase, knowledge }: Arena,
  scene: Scene,
): number {
  const { candidate, cost, usdOffset } = contender;
  if (cost?.kind !== "fleet") return marginalOf(contender, scene);
  const size = sizeIn(scene, cost);
  const usd = size.usdPerMonth + size.spareUsdPerMonth + usdOffset;
  if (fields.length > 1 || candidate.option !== "self-host") return usd;
  const replicas = size.peakReplicas + cost.spares;
  const gpus = replicas * cost.configuration.gpusPerReplica;
  return usd + fixedCost("self-host", replicas, gpus, knowledge.serving, useCase.horizonMonths);
}

/** Weighted value of everything but cost. */
function merit(contender: Contender, quality: number, arena: Arena, { weights }: Scene): number {
  const { privacy, ops, control, speed } = contender.values;
  const worth = qualityValue(contender, quality, arena.knowledge.pack.scales.qualityWorst);
  return (
    weights.quality * worth +
    weights.privacy * privacy +
    weights.ops * ops +
    weights.control * control +
    weights.speed * speed
  );
}

/** $ per month that grow with the volume. */
function marginalOf({ cost, usdOffset }: Contender, scene: Scene): number {
  if (cost === undefined) return usdOffset;
  return (cost.kind === "hosted" ? cost.usdPerMonth : sizeIn(scene, cost).usdPerMonth) + usdOffset;
}

const spareOf = ({ cost }: Contender, scene: Scene): number =>
  cost?.kind === "fleet" && cost.spares > 0 ? sizeIn(scene, cost).spareUsdPerMonth : 0;

const sizeIn = (scene: Scene, cost: FleetCost) =>
  scene.z === undefined
    ? fleetSize(cost)
    : fleetSize(
        cost,
        Math.exp(cost.lnSd.throughput * scene.throughput),
        Math.exp(cost.lnSd.rent * scene.rent),
      );

function settle(set: number, picks: readonly Pick[], arena: Arena, scene: Scene): Plan | undefined {
  const usdPerMonth = planCost(picks, arena, scene);
  const cap = arena.useCase.budget.usdPerMonth;
  if (cap !== undefined && usdPerMonth > cap) return undefined;
  const { hurtsAtUsdPerMonth } = arena.useCase.budget;
  let value = scene.weights.cost * (1 - usdPerMonth / hurtsAtUsdPerMonth);
  let tier = 0;
  for (const [need, one] of picks.entries()) {
    value +=
      (arena.fields[need]?.need.share ?? 0) * merit(one.contender, one.quality, arena, scene);
    tier = Math.max(tier, one.tier);
  }
  value -= arena.knowledge.pack.scales.overheadPerOption * ((sizes[set - 1] ?? 1) - 1);
  return { set, picks, usdPerMonth, value, tier };
}

/** Marginal costs, spares once per model and machine, and staff, gateway and building once per option. */
export function planCost(picks: readonly Pick[], arena: Arena, scene: Scene): number {
  let total = 0;
  let own = false;
  for (const { contender, option } of picks) {
    total += marginalOf(contender, scene);
    own ||= option === "self-host" && contender.cost !== undefined;
  }
  return own ? total + sharedCost(picks, arena, scene) : total;
}

/** What machines of one's own cost beside the replicas that carry load. */
function sharedCost(picks: readonly Pick[], { useCase, knowledge }: Arena, scene: Scene): number {
  let spares = 0;
  let replicas = 0;
  let gpus = 0;
  const spared = new Set<string>();
  for (const { contender, option } of picks) {
    const { cost, candidate } = contender;
    if (option !== "self-host" || cost?.kind !== "fleet") continue;
    const key = keyOf(candidate.model?.id, cost);
    const first = !spared.has(key);
    spared.add(key);
    if (first) spares += spareOf(contender, scene);
    const here = sizeIn(scene, cost).peakReplicas + (first ? cost.spares : 0);
    replicas += here;
    gpus += here * cost.configuration.gpusPerReplica;
  }
  return spares + fixedCost("self-host", replicas, gpus, knowledge.serving, useCase.horizonMonths);
}

const keys = new WeakMap<Configuration, string>();

function keyOf(model: string | undefined, { configuration }: FleetCost): string {
  const known = keys.get(configuration);
  if (known !== undefined) return known;
  const { gpu, gpusPerReplica, precision } = configuration;
  const key = `${model}|${gpu.id}|${gpusPerReplica}|${precision}`;
  keys.set(configuration, key);
  return key;
}

/** The better of two plans: known before unknown, priced before unpriced, then value; an exact tie goes to the first. */
export function betterPlan(one: Plan | undefined, held: Plan | undefined): Plan | undefined {
  if (one === undefined || held === undefined) return held ?? one;
  return one.tier < held.tier || (one.tier === held.tier && one.value > held.value + 1e-12)
    ? one
    : held;
}
