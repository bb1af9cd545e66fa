import type { Model } from "../know/knowledge.ts";
import { softCriteria } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import type { UseCase } from "../know/use-case.ts";
import { mayFollow } from "./fallback.ts";
import type { Row, Table } from "./table.ts";

/** So many undominated models that outdo another leave it no use, not even as a fallback, if one maker has not made them all. */
const deepFrom = 3;

const isOfOther = (one: Model | undefined) => (other: Model | undefined) =>
  other?.vendor !== one?.vendor;

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
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as Row;
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
  const write = (row: Row, into: Float64Array, at: number) => {
    const { points, soft } = row;
    writeOdds(row, into, at);
    let own = weights.quality * points.quality + weights.cost * points.cost;
    for (const criterion of softCriteria) own += weights[criterion] * soft[criterion];
    into[at + 4] = own;
  };
  const outdone = outdoneIn(free, { width: 5, write }, pack.choice.effortSlack).dominated;
  return free.filter((row) => !outdone.has(row));
}

/** All that a team could care for beside the bill, each the higher the better: written at a place of one column for all rows. */
interface Merits {
  readonly width: number;
  readonly write: (row: Row, into: Float64Array, at: number) => void;
}

function writeOdds({ chance, prospect, open, imputed }: Row, into: Float64Array, at: number): void {
  into[at] = chance;
  into[at + 1] = prospect.mean;
  into[at + 2] = -open;
  into[at + 3] = imputed ? 0 : 1;
}

const everyMerit: Merits = {
  width: 11,
  write: (row, into, at) => {
    const { points, soft } = row;
    writeOdds(row, into, at);
    into[at + 4] = points.quality;
    into[at + 5] = points.cost;
    into[at + 6] = soft.privacy;
    into[at + 7] = soft.latency;
    into[at + 8] = soft.ops;
    into[at + 9] = soft.control;
    into[at + 10] = soft.speed;
  },
};

interface Outdone {
  readonly dominated: Set<Row>;
  readonly useless: Set<Row>;
}

function outdoneIn(rows: readonly Row[], merits: Merits, slack: number): Outdone {
  const found: Outdone = { dominated: new Set(), useless: new Set() };
  const columns = columnsOf(rows, merits);
  for (const option of [0, 1, 2]) {
    const front = new Front(columns, slack);
    for (const at of byBill(columns, option)) front.meet(at, found);
  }
  return found;
}

/** Merits of rows, row after row, and their sums. */
interface Columns {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly merits: Float64Array;
  readonly sums: Float64Array;
}

function columnsOf(rows: readonly Row[], { width, write }: Merits): Columns {
  const merits = new Float64Array(rows.length * width);
  const sums = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const from = row * width;
    write(rows[row] as Row, merits, from);
    let sum = 0;
    for (let at = from; at < from + width; at++) sum += merits[at] as number;
    sums[row] = sum;
  }
  return { rows, width, merits, sums };
}

/** Rows of an option, the cheapest first, and of equally dear ones the better: whoever dominates comes before whom it dominates. */
function byBill({ rows, sums }: Columns, option: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < rows.length; at++) if (rows[at]?.option === option) found.push(at);
  return found.sort(
    (a, b) =>
      (rows[a] as Row).usd - (rows[b] as Row).usd || (sums[b] as number) - (sums[a] as number),
  );
}

/** Rows of an option that nobody dominates, met in the order of their bills. */
class Front {
  readonly #columns: Columns;
  readonly #met: number[] = [];
  /** Who is worse by less is no worse. */
  readonly #slack: number;

  constructor(columns: Columns, slack: number) {
    this.#columns = columns;
    this.#slack = slack;
  }

  meet(at: number, { dominated, useless }: Outdone): void {
    const { rows } = this.#columns;
    const row = rows[at] as Row;
    let models: readonly (Model | undefined)[] = none;
    for (const other of this.#met) {
      if (!isNoWorse(this.#columns, other, at, this.#slack)) continue;
      dominated.add(row);
      const { candidate, prospect } = rows[other] as Row;
      if (!models.includes(candidate.model)) models = [...models, candidate.model];
      // The same model thinking as hard, had elsewhere for no more: nobody would fall back on the worse place.
      const isDeep = models.length >= deepFrom && models.some(isOfOther(models[0]));
      if (!isDeep && prospect !== row.prospect) continue;
      useless.add(row);
      return;
    }
    if (models.length === 0) this.#met.push(at);
  }
}

const none: readonly never[] = [];

/** Values are sums of products, and the last digits of equal ones may differ. */
const hair = 1e-9;

function isNoWorse(columns: Columns, one: number, other: number, slack: number): boolean {
  const { width, merits, sums } = columns;
  // Who is nowhere worse is not worse in sum, which tells most of them at once.
  if ((sums[one] as number) < (sums[other] as number) - width * slack) return false;
  const from = one * width;
  const against = other * width;
  for (let at = 0; at < width; at++)
    if ((merits[from + at] as number) < (merits[against + at] as number) - slack) return false;
  return true;
}

/** A candidate of the option is no worse at anything, its bill included. */
export const outdoes = (one: Row, other: Row): boolean =>
  one.option === other.option &&
  one.usd <= other.usd &&
  isNoWorse(columnsOf([one, other], everyMerit), 0, 1, hair);
