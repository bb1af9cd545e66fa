import type { ImportedRates } from "./row.ts";

/** A rate that is another one than before: null where there was none. */
export interface Move {
  readonly rate: string;
  readonly before: number | null;
  readonly after: number;
  /** What the tokens of a plain request cost that it is for. */
  readonly plain: number;
}

/** Half as much again, or less by that: mostly a slip of units, a promotion or another model of that name. */
export const largestJump = 0.5;

/**
 * Rates of caches and batches move in larger steps: written for five minutes 1.25 times the input, for an hour twice. So do
 * changes that are announced with a day, which nobody writes by a slip.
 */
const largestStep = 1;

/** Hosts of one model are seldom more than five times apart. */
const farFromOthers = 4;

type BaseRates = Pick<ImportedRates, "input" | "output">;

/** A price over what is known: what a file leaves out it does not deny. */
export function over(
  before: ImportedRates | undefined,
  { from, note, ...now }: ImportedRates,
): ImportedRates {
  const { input, output, cacheRead, cacheWrite, batch, tiers } = { ...before, ...now };
  return {
    ...(from === undefined ? {} : { from }),
    input,
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
    ...(batch === undefined ? {} : { batch }),
    ...(tiers === undefined ? {} : { tiers: tiers.map((one) => withCache(one, before)) }),
    ...(note === undefined ? {} : { note }),
  };
}

type RateTier = NonNullable<ImportedRates["tiers"]>[number];

const withCache = (tier: RateTier, before: ImportedRates | undefined): RateTier => ({
  ...tierAt(before, tier.above + slack),
  ...tier,
});

/** Lists name the last token below a limit or the first above it: one limit, a token apart. */
const slack = 2;

const tierAt = (price: ImportedRates | undefined, tokens: number): RateTier | undefined =>
  price?.tiers?.findLast((one) => tokens > one.above);

/** Every rate that a request meets at some length, and that is not what it was. */
export function movesBetween(before: ImportedRates | undefined, now: ImportedRates): Move[] {
  const limits = [...(before?.tiers ?? []), ...(now.tiers ?? [])].map((one) => one.above);
  const apart = limits
    .toSorted((a, b) => a - b)
    .filter(
      (one, index, all) => all[index + 1] === undefined || (all[index + 1] ?? 0) - one >= slack,
    );
  return [0, ...apart].flatMap((limit) => {
    const was = before && ratesAt(before, limit);
    return Object.entries(ratesAt(now, limit)).flatMap(([name, { value, plain }]) => {
      const known = was?.[name]?.value;
      if (value === undefined || value === known) return [];
      const rate = limit === 0 ? name : `${name} above ${limit}`;
      return [{ rate, before: known ?? null, after: value, plain }];
    });
  });
}

type Sides = Record<string, { readonly value: number | undefined; readonly plain: number }>;

/** The rates of a request that is longer than a limit; 0 for the shortest. */
function ratesAt(price: ImportedRates, limit: number): Sides {
  const tier = limit === 0 ? undefined : tierAt(price, limit + slack);
  const { input, output }: BaseRates = tier ?? price;
  const [plain, plainOutput] = [price.input, price.output];
  const { cacheWrite, batch } = limit === 0 ? price : { ...tier };
  return {
    input: { value: input, plain },
    output: { value: output, plain: plainOutput },
    "cache read": { value: tier?.cacheRead ?? price.cacheRead, plain },
    "cache write": { value: cacheWrite, plain },
    "batch input": { value: batch?.input, plain },
    "batch output": { value: batch?.output, plain: plainOutput },
  };
}

/** Doubling and halving are the same distance: both are 1. */
export const relative = (one: number, other: number): number =>
  one === other ? 0 : Math.max(one, other) / Math.max(Math.min(one, other), 1e-9) - 1;

/** A rate that nobody stated before is a jump only where it is dearer than twice what it stands for. */
export const jumpOf = ({ before, after, plain }: Move): number =>
  before === null ? Math.max(0, after / Math.max(2 * plain, 1e-9) - 1) : relative(before, after);

/** Why a price, after the one that is known and each one announced after the other, is not taken unseen; undefined where it is. */
export function oddity(
  [before, ...following]: readonly [ImportedRates | undefined, ...ImportedRates[]],
  usual: BaseRates | undefined,
): { readonly state: "held"; readonly why: string } | undefined {
  let last = before;
  for (const [index, price] of following.entries()) {
    const moves = movesBetween(last, price);
    const why =
      jumps(moves, index === 0 ? largestJump : largestStep) ??
      emptySide(price, last) ??
      stray(price, last, usual);
    if (why !== undefined) return { state: "held", why };
    last = price;
  }
  return undefined;
}

function jumps(moves: readonly Move[], largest: number): string | undefined {
  const far = moves.filter((one) => {
    if (one.before === null) return jumpOf(one) > 0;
    // Exactly half as much again is a jump, whatever floats make of it.
    return jumpOf(one) > (/^(input|output)/.test(one.rate) ? largest : largestStep) - 1e-6;
  });
  return far.length === 0 ? undefined : `too far at once: ${far.map((one) => one.rate).join(", ")}`;
}

const hasEmptySide = ({ input, output }: BaseRates): boolean => input === 0 || output === 0;

const emptySide = (now: ImportedRates, before: ImportedRates | undefined): string | undefined =>
  hasEmptySide(now) && !(before && hasEmptySide(before)) ? "one side of it is 0" : undefined;

function stray(
  now: ImportedRates,
  before: ImportedRates | undefined,
  usual: BaseRates | undefined,
): string | undefined {
  if (usual === undefined) return undefined;
  const isFar = ({ input, output }: BaseRates) =>
    Math.max(relative(input, usual.input), relative(output, usual.output)) > farFromOthers;
  if (!isFar(now) || (before && isFar(before))) return undefined;
  return `other hosts of the model take ${usual.input}/${usual.output} $`;
}
