import type { Model } from "../know/knowledge.ts";
import { softCriteria } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import { mayFollow } from "./fallback.ts";
import type { Row, Table } from "./table.ts";

/** So many undominated models that outdo another leave it no use, not even as a fallback. */
const deepFrom = 3;

/** Rows that may be a first pick or a fallback, whatever the weights are; other places in it are named by their number. */
export class Standing {
  readonly rows: readonly Row[];
  /** Another of its option is no worse at anything. */
  readonly dominated: ReadonlySet<Row>;
  /** By option, those who may be first picks. */
  readonly firsts: readonly (readonly number[])[];
  readonly #ofModel = new Map<Model, number[]>();
  readonly #followers: (readonly number[] | undefined)[] = [];

  constructor(rows: readonly Row[], dominated: ReadonlySet<Row>) {
    this.rows = rows;
    this.dominated = dominated;
    const firsts: number[][] = [[], [], []];
    for (const [at, row] of rows.entries()) {
      if (!dominated.has(row)) firsts[row.option]?.push(at);
      const { model } = row.candidate;
      if (model === undefined) continue;
      const held = this.#ofModel.get(model);
      if (held === undefined) this.#ofModel.set(model, [at]);
      else held.push(at);
    }
    this.firsts = firsts;
  }

  /** Those of the same model that may follow where one missed. */
  followersOf(at: number): readonly number[] {
    const known = this.#followers[at];
    if (known !== undefined) return known;
    const first = this.rows[at] as Row;
    const { model } = first.candidate;
    const all = model === undefined ? [] : (this.#ofModel.get(model) ?? []);
    const found = all.filter((one) => mayFollow(first, this.rows[one] as Row));
    this.#followers[at] = found;
    return found;
  }
}

export const standingIn = remembering(({ rows }: Table): Standing => {
  const { dominated, useless } = outdoneIn(rows, everyMerit, hair);
  return new Standing(
    useless.size === 0 ? rows : rows.filter((row) => !useless.has(row)),
    dominated,
  );
}, new WeakMap());

/**
 * Those of them whom nobody of their option outdoes at such weights, by which what is no more than a preference is one sum; who
 * is worth more by less than the slack of efforts outdoes nobody.
 */
export function frontAt(
  weights: UseCase["weights"],
  table: Table,
  { pack }: Knowledge,
): readonly Row[] {
  const { rows, dominated } = standingIn(table);
  const free = rows.filter((row) => !dominated.has(row));
  const share = table.state.need.share;
  const merits: Merits = (row) => {
    const { chance, prospect, imputed, points, soft } = row;
    let own = share * weights.quality * points.quality + weights.cost * points.cost;
    for (const criterion of softCriteria) own += share * weights[criterion] * soft[criterion];
    return Float64Array.of(chance, prospect.mean, -row.open, imputed ? 0 : 1, own);
  };
  const outdone = outdoneIn(free, merits, pack.choice.effortSlack).dominated;
  return free.filter((row) => !outdone.has(row));
}

/** All that a team could care for beside the bill, each the higher the better. */
type Merits = (row: Row) => Float64Array;

const everyMerit: Merits = (row) => {
  const { chance, prospect, imputed, points, soft } = row;
  return Float64Array.of(
    chance,
    prospect.mean,
    -row.open,
    imputed ? 0 : 1,
    points.quality,
    points.cost,
    soft.privacy,
    soft.latency,
    soft.ops,
    soft.control,
    soft.speed,
  );
};

interface Outdone {
  readonly dominated: Set<Row>;
  readonly useless: Set<Row>;
}

function outdoneIn(rows: readonly Row[], meritsOf: Merits, slack: number): Outdone {
  const found: Outdone = { dominated: new Set(), useless: new Set() };
  for (const option of [0, 1, 2]) {
    const front = new Front(slack);
    for (const ranked of byBill(rows, option, meritsOf)) front.meet(ranked, found);
  }
  return found;
}

interface Ranked {
  readonly row: Row;
  readonly merits: Float64Array;
  readonly sum: number;
}

/** The cheapest first, and of equally dear ones the better: whoever dominates comes before whom it dominates. */
function byBill(rows: readonly Row[], option: number, meritsOf: Merits): Ranked[] {
  const found: Ranked[] = [];
  for (const row of rows) {
    if (row.option !== option) continue;
    const merits = meritsOf(row);
    let sum = 0;
    for (let at = 0; at < merits.length; at++) sum += merits[at] as number;
    found.push({ row, merits, sum });
  }
  return found.sort((a, b) => a.row.usd - b.row.usd || b.sum - a.sum);
}

/** Rows of an option that nobody dominates, met in the order of their bills. */
class Front {
  readonly #rows: Ranked[] = [];
  /** Who is worse by less is no worse. */
  readonly #slack: number;

  constructor(slack: number) {
    this.#slack = slack;
  }

  meet(one: Ranked, { dominated, useless }: Outdone): void {
    const models: (Model | undefined)[] = [];
    for (const other of this.#rows) {
      if (!isNoWorse(other.merits, one.merits, this.#slack)) continue;
      dominated.add(one.row);
      const { model } = other.row.candidate;
      if (!models.includes(model)) models.push(model);
      // The same model thinking as hard, had elsewhere for no more: nobody would fall back on the worse place.
      if (models.length < deepFrom && other.row.prospect !== one.row.prospect) continue;
      useless.add(one.row);
      return;
    }
    if (models.length === 0) this.#rows.push(one);
  }
}

/** Values are sums of products, and the last digits of equal ones may differ. */
const hair = 1e-9;

function isNoWorse(one: Float64Array, other: Float64Array, slack: number): boolean {
  for (let at = 0; at < one.length; at++)
    if ((one[at] as number) < (other[at] as number) - slack) return false;
  return true;
}

/** A candidate of the option is no worse at anything, its bill included. */
export const outdoes = (one: Row, other: Row): boolean =>
  one.option === other.option &&
  one.usd <= other.usd &&
  isNoWorse(everyMerit(one), everyMerit(other), hair);
