import type { Criterion } from "../../shapes/common.ts";
import { criteria as criteriaNames, softCriteria } from "../know/lists.ts";
import type { Terms } from "../know/pack.ts";
import { moneyOf } from "./money.ts";
import { planCost } from "./plan-cost.ts";
import type { Rates } from "./rates.ts";
import type { Row, Table } from "./table.ts";
import type { NeedValues } from "./value.ts";
import type { Valued } from "./valued.ts";

/** An option, or a set of options, with a candidate for each need. */
export interface Plan {
  /** Bits by place in `options`. */
  readonly set: number;
  readonly picks: readonly Valued[];
  /** $ a month if the first picks hold, shared machines counted once; and over both tries. */
  readonly usd: number;
  readonly expectedUsd: number;
  /** Share of the work whose pick nobody measured for it. */
  readonly imputedShare: number;
  /** And whose pick waits for somebody's answer. */
  readonly askedShare: number;
  /** How many models it takes, second tries aside. */
  readonly models: number;
  /** Each criterion, before weights, and the value of all, at expected values. */
  readonly criteria: Readonly<Record<Criterion, number>>;
  readonly value: number;
}

/** P(bar) of its least likely pick, which carries it. */
export const chanceOf = ({ picks }: Pick<Plan, "picks">): number =>
  Math.min(...picks.map(({ row }) => row.chance));

export const sizeOfSet = (set: number): number => (set & 1) + ((set >> 1) & 1) + ((set >> 2) & 1);

/** What plans are made from. */
export interface Field {
  readonly tables: readonly Table[];
  /** By need. */
  readonly values: readonly NeedValues[];
  readonly rates: Rates;
  /** By need, its part of what all the work is worth. */
  readonly stakes: readonly number[];
  readonly terms: Terms;
}

/** The best plan of each set of options, those over a cap left out; by value, the best first. */
export function plansOf(field: Field): Plan[] {
  const found = new Map<number, Plan>();
  const keep = (plan: Plan) => {
    const held = found.get(plan.set);
    if (held === undefined || plan.value > held.value + 1e-12) found.set(plan.set, plan);
  };
  const known: (readonly PerOption[])[] = [];
  /** Of sets that have no plan yet; true where the cap takes some again. */
  const climbs = (best: (one: NeedValues) => (option: number) => Valued | undefined): boolean => {
    const ofNeeds = field.values.map((one) => [0, 1, 2].map(best(one)));
    known.unshift(ofNeeds);
    let isShort = false;
    for (let set = 1; set < 8; set++) {
      const plan = found.has(set) ? undefined : climb(set, ofNeeds, field);
      if (plan === undefined) continue;
      if (isWithinBudget(plan, field)) keep(relaxed(plan, known, field));
      else isShort = true;
    }
    return isShort;
  };
  let isShort = climbs((one) => (option) => one.best(option));
  // Where a cap leaves a set without a plan, one in which money counts for more may fit, and at last the cheapest.
  for (let times = 2; isShort && times <= mostPressed; times *= 2)
    isShort = climbs((one) => one.underPressure(times));
  if (isShort) climbs((one) => (option) => one.cheapest(option));
  if (field.tables.length > 1)
    for (const plan of [...found.values()].map((one) => onFewerModels(one, field)))
      if (isWithinBudget(plan, field)) keep(plan);
  return [...found.values()].sort((a, b) => b.value - a.value || a.set - b.set);
}

/** Under a cap needs move back, one after the other, to what is worth more there and still fits. */
function relaxed(plan: Plan, known: readonly (readonly PerOption[])[], field: Field): Plan {
  let held = plan;
  for (let moved = known.length > 1; moved; ) {
    moved = false;
    for (const ofNeeds of known) {
      for (const [need, { row }] of held.picks.entries()) {
        const other = ofNeeds[need]?.[row.option];
        const changed = other && planOf(held.picks.with(need, other), field);
        if (changed === undefined || changed.value <= held.value + 1e-12) continue;
        if (isWithinBudget(changed, field)) [held, moved] = [changed, true];
      }
    }
  }
  return held;
}

/** The best plan, whatever its options, in which a need is served so. */
export function planWith(need: number, pick: Valued, field: Field): Plan | undefined {
  const best = field.values.map((one, at) =>
    [0, 1, 2].map((option) => {
      if (at !== need) return one.best(option);
      return option === pick.row.option ? pick : undefined;
    }),
  );
  return [1, 2, 3, 4, 5, 6, 7]
    .flatMap((set) => climb(set, best, field) ?? [])
    .filter((plan) => isWithinBudget(plan, field))
    .reduce<Plan | undefined>(
      (held, one) => (held === undefined || one.value > held.value + 1e-12 ? one : held),
      undefined,
    );
}

/** So many times as much, the cheapest is picked with a fallback that costs next to nothing. */
const mostPressed = 256;

type PerOption = readonly (Valued | undefined)[];

/**
 * The best assignment of a set's options to the needs. Values add up but for what is shared, so it begins where each need is
 * served best and goes on while moving one need pays.
 */
function climb(set: number, best: readonly PerOption[], field: Field): Plan | undefined {
  const inSet = [0, 1, 2].filter((option) => (set & (1 << option)) !== 0);
  const start = best.map((perOption) =>
    inSet.reduce<Valued | undefined>((held, option) => {
      const one = perOption[option];
      return one !== undefined && (held === undefined || one.value > held.value + 1e-12)
        ? one
        : held;
    }, undefined),
  );
  if (start.some((one) => one === undefined)) return undefined;
  let plan = planOf(start as Valued[], field);
  for (let moved = inSet.length > 1; moved; ) {
    moved = false;
    for (const [need, perOption] of best.entries()) {
      for (const option of inSet) {
        const other = perOption[option];
        if (other === undefined || other === plan.picks[need]) continue;
        const changed = planOf(plan.picks.with(need, other), field);
        if (changed.value > plan.value + 1e-12) [plan, moved] = [changed, true];
      }
    }
  }
  return split(plan, inSet, best, field);
}

/** With every option of the set in it: of those that are left out each is given the need that loses least by it. */
function split(
  plan: Plan,
  inSet: readonly number[],
  best: readonly PerOption[],
  field: Field,
): Plan | undefined {
  const option = inSet.find((one) => (plan.set & (1 << one)) === 0);
  if (option === undefined || plan.picks.length < inSet.length) return plan;
  const ways = best.flatMap((perOption, need) => {
    const other = perOption[option];
    const changed = other && planOf(plan.picks.with(need, other), field);
    return changed !== undefined && sizeOfSet(changed.set) > sizeOfSet(plan.set) ? [changed] : [];
  });
  const [first, ...others] = ways;
  if (first === undefined) return plan;
  return split(
    others.reduce((held, one) => (one.value > held.value + 1e-12 ? one : held), first),
    inSet,
    best,
    field,
  );
}

/**
 * Needs move to a model that another need has while that pays: a model less is less to evaluate and to watch, and own machines of one
 * model share their fleet, for which all needs of an option may have to move together.
 */
function onFewerModels(plan: Plan, field: Field): Plan {
  let least = plan;
  for (let moved = true; moved; ) {
    moved = false;
    const { picks } = least;
    for (const model of new Set(picks.map(({ row }) => row.candidate.model))) {
      const others = picks.map((pick, need) =>
        pick.row.candidate.model === model
          ? pick
          : field.values[need]?.ofModel(model, pick.row.option),
      );
      const together = [0, 1, 2].map((option) => picks.map(({ row }) => row.option === option));
      const alone = picks.map((_, need) => picks.map((__, at) => at === need));
      for (const isMoved of [...together, ...alone]) {
        const changed = picks.map((pick, need) => (isMoved[need] ? others[need] : pick));
        if (!changed.every((one) => one !== undefined)) continue;
        const next = planOf(changed, field);
        if (next.value > least.value + 1e-12) [least, moved] = [next, true];
      }
    }
  }
  return least;
}

/** The best plan that serves all needs with one model; undefined where no model takes part in all of them, or none fits the cap. */
export function planOnOneModel(field: Field): Plan | undefined {
  const [first, ...others] = field.tables.map(
    ({ rows }) => new Set(rows.flatMap(({ candidate }) => candidate.model ?? [])),
  );
  const models = [...(first ?? [])].filter((model) => others.every((one) => one.has(model)));
  return models
    .flatMap((model) => {
      const picks = field.values.map((one) => one.ofModel(model, undefined));
      return picks.every((one) => one !== undefined) ? [planOf(picks, field)] : [];
    })
    .filter((plan) => isWithinBudget(plan, field))
    .reduce<Plan | undefined>(
      (held, one) => (held === undefined || one.value > held.value + 1e-12 ? one : held),
      undefined,
    );
}

function planOf(picks: readonly Valued[], field: Field): Plan {
  const { terms, rates, stakes } = field;
  const set = picks.reduce((bits, { row }) => bits | (1 << row.option), 0);
  const usd = planCost(
    picks.map(({ row }) => row.candidate),
    terms,
  );
  const expectedUsd = picks.reduce((sum, one) => sum + one.expectedUsd - one.row.usd, usd);
  const criteria = expectedCriteria(picks, expectedUsd, field);
  const askedShare = shareOf(picks, stakes, isAsked);
  const imputedShare = shareOf(picks, stakes, ({ imputed }) => imputed);
  const models = new Set(picks.map(({ row }) => row.candidate.model)).size;
  let value = -overheadOf({ set, models, askedShare }, rates);
  for (const criterion of criteriaNames) value += rates.weights[criterion] * criteria[criterion];
  return { set, picks, usd, expectedUsd, imputedShare, askedShare, models, criteria, value };
}

/** Share of the work, by what it is worth, whose picks are such. */
const shareOf = (
  picks: readonly Valued[],
  stakes: Field["stakes"],
  is: (row: Row) => boolean,
): number => picks.reduce((sum, { row }, at) => sum + (is(row) ? (stakes[at] ?? 0) : 0), 0);

/**
 * Each option beyond the first is one more thing to run, and each model one more to evaluate and to watch; and where somebody has to
 * be asked, the answer takes about as long as it takes to notice a miss, and nothing serves until then.
 */
export function overheadOf(
  { set, models, askedShare }: Pick<Plan, "set" | "models" | "askedShare">,
  { knowledge, wait }: Rates,
): number {
  const { overheadPerOption, overheadPerModel } = knowledge.pack.scales;
  return (
    overheadPerOption * (sizeOfSet(set) - 1) + overheadPerModel * (models - 1) + wait * askedShare
  );
}

/** Somebody has to be asked before it can be chosen. */
export const isAsked = ({ open }: Pick<Row, "open">): boolean => open >= 2;

/** Somebody has to be asked before it can be had, or before the first personal data is sent. */
export const isAsking = ({ askedShare, picks }: Pick<Plan, "askedShare" | "picks">): boolean =>
  askedShare > 0 || picks.some(({ row }) => row.silent);

/** What each criterion comes to over both tries; cheap counts only as far as the work is done, dear counts whole. */
function expectedCriteria(
  picks: readonly Valued[],
  usd: number,
  { stakes, rates }: Field,
): Record<Criterion, number> {
  const found = { quality: 0, cost: 0, privacy: 0, latency: 0, ops: 0, control: 0, speed: 0 };
  let usable = 0;
  for (const [need, { row, fallback, quality, served, taken }] of picks.entries()) {
    const stake = stakes[need] ?? 0;
    found.quality += stake * quality;
    found.cost += stake * row.points.cost;
    usable += stake * (served + taken);
    for (const criterion of softCriteria)
      found[criterion] +=
        stake * (served * row.soft[criterion] + taken * (fallback?.row.soft[criterion] ?? 0));
  }
  const saved = moneyOf(Math.max(0, usd), rates.hurtsAt);
  found.cost += saved > 0 ? saved * usable : saved;
  return found;
}

/** The whole bill, and that after a fallback which is more than a far chance. */
function isWithinBudget({ picks, usd }: Plan, { terms }: Field): boolean {
  const cap = terms.useCase.budget.usdPerMonth;
  if (cap === undefined) return true;
  if (usd > cap) return false;
  return picks.every(
    ({ row, moves, fallback }) =>
      moves <= farChance || fallback === undefined || usd + fallback.row.usd - row.usd <= cap,
  );
}

/** Of a second try. */
export const farChance = 0.1;
