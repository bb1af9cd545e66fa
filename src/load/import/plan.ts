import { priceOn, pricesAt } from "../../core/cost/hosted.ts";
import type { Day, GpuOffer, Model, Offer, Price } from "../../core/knowledge.ts";
import type { Knowledge } from "../../core/pack.ts";
import { modelName, providerName } from "./names.ts";
import type { Imported, PriceRow, Rates, RentRow } from "./row.ts";

/** What an import does to one offer or rent. `held`: too far from what is known to be taken unseen. */
export interface Change {
  readonly what: string;
  readonly state: "changed" | "new" | "held" | "ambiguous";
  readonly before: string | null;
  readonly after: string;
  /** Largest relative change of a rate; 0.5 is half as much again, or half. */
  readonly jump: number | null;
  readonly entry: Entry;
}

export type Entry =
  | {
      readonly kind: "price";
      readonly model: string;
      readonly provider: string;
      readonly prices: readonly Rates[];
    }
  | { readonly kind: "rent"; readonly offer: Omit<GpuOffer, "source" | "basis"> };

export interface ImportPlan {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  /** Rows about models, GPUs or hosts that moat does not follow. */
  readonly unmatched: number;
  /** Rents that are not newer than what is known. */
  readonly older: number;
}

/** A price that more than doubles or halves is mostly a slip of units, a promotion or another model of that name. */
export const largestJump = 0.5;

/** Compares what a file says with what is known as of a day. */
export function planImport(read: Imported, knowledge: Knowledge, asOf: Day): ImportPlan {
  const prices = planPrices(read.prices, knowledge, asOf);
  const rents = planRents(read.rents, knowledge);
  return {
    changes: [...prices.changes, ...rents.changes].toSorted((a, b) => (a.what < b.what ? -1 : 1)),
    unchanged: prices.unchanged + rents.unchanged,
    unmatched: prices.unmatched + rents.unmatched,
    older: rents.older,
  };
}

interface Target {
  readonly model: Model;
  readonly offer: Offer;
}

function planPrices(rows: readonly PriceRow[], knowledge: Knowledge, asOf: Day) {
  const index = offersByName(knowledge);
  const matched = new Map<string, { readonly target: Target; readonly rows: PriceRow[] }>();
  let unmatched = 0;
  for (const row of rows) {
    const targets = index.get(`${providerName(row.provider)} ${modelName(row.model)}`) ?? [];
    if (targets.length === 0) unmatched++;
    for (const target of targets) {
      const key = `${target.model.id} at ${target.offer.provider}`;
      const held = matched.get(key) ?? { target, rows: [] };
      held.rows.push(row);
      matched.set(key, held);
    }
  }
  const planned = [...matched].map(([what, one]) => changeOf(what, one.target, one.rows, asOf));
  const changes = planned.filter((one) => one !== undefined);
  return { changes, unchanged: planned.length - changes.length, unmatched };
}

/** An offer goes by the id that its price record has, and by the names of its model. */
function offersByName({ models }: Knowledge): ReadonlyMap<string, readonly Target[]> {
  const index = new Map<string, Target[]>();
  for (const model of Object.values(models))
    for (const offer of model.offers) {
      if (offer.kind === "router" || offer.free) continue;
      const [provider = "", ...rest] = (offer.priceId ?? "").split(":");
      const names = new Set([
        ...(rest.length > 0 ? [`${providerName(provider)} ${modelName(rest.join(":"))}`] : []),
        ...[model.id, ...model.aliases].map((one) => `${offer.provider} ${modelName(one)}`),
      ]);
      for (const name of names) index.set(name, [...(index.get(name) ?? []), { model, offer }]);
    }
  return index;
}

function changeOf(
  what: string,
  { model, offer }: Target,
  rows: readonly PriceRow[],
  asOf: Day,
): Change | undefined {
  const known = pricesAt(offer, asOf);
  const before = known.backcast ? undefined : priceOn(known.prices, asOf);
  const plain = plainRows(rows, offer);
  const [first] = plain;
  const prices = first === undefined ? [] : fromDay(first.prices, asOf);
  const now = prices[0];
  if (now === undefined) return undefined;
  const ambiguous = plain.some((one) => show(fromDay(one.prices, asOf)[0]) !== show(now));
  const jump = before === undefined ? null : jumpOf(before, now);
  const announced = prices.slice(1).every((one) => isKnown(one, known.prices));
  if (!ambiguous && jump === 0 && sameRest(before, now) && announced) return undefined;
  const state = ambiguous
    ? "ambiguous"
    : jump === null
      ? "new"
      : jump > largestJump
        ? "held"
        : "changed";
  return {
    what,
    state,
    before: before === undefined ? null : show(before),
    after: prices.map((one) => show(one)).join(", then "),
    jump,
    entry: { kind: "price", model: model.id, provider: offer.provider, prices },
  };
}

/** Of several rows the one that the offer's own record is, else those with the plainest name: regions stand further down a path. */
function plainRows(rows: readonly PriceRow[], { priceId }: Offer): readonly PriceRow[] {
  const own = rows.filter((one) => `${one.provider}:${one.model}` === priceId);
  if (own.length > 0) return own;
  const shortest = Math.min(...rows.map((one) => one.model.split("/").length));
  return rows.filter((one) => one.model.split("/").length === shortest);
}

/** The price that holds on the day, as of that day, and those that the file announces for later. */
function fromDay(prices: readonly Rates[], asOf: Day): Rates[] {
  const now = prices.findLast((one) => (one.from ?? "") <= asOf);
  const later = prices.filter((one) => (one.from ?? "") > asOf);
  return [...(now === undefined ? [] : [{ ...now, from: asOf }]), ...later];
}

/** Whether a change that the file announces is announced already. */
const isKnown = (one: Rates, known: readonly Price[]): boolean =>
  known.some((price) => price.from === one.from && jumpOf(price, one) === 0);

const jumpOf = (before: Price, now: Rates): number =>
  Math.max(relative(before.input, now.input), relative(before.output, now.output));

/** Doubling and halving are the same distance: both are 1. */
const relative = (one: number, other: number): number =>
  one === other ? 0 : Math.max(one, other) / Math.max(Math.min(one, other), 1e-9) - 1;

function sameRest(before: Price | undefined, now: Rates): boolean {
  const rest = (one: Rates | undefined) =>
    JSON.stringify([
      one?.cacheRead ?? null,
      one?.tiers?.map((tier) => [tier.above, tier.input, tier.output]) ?? [],
    ]);
  // What a file leaves out it does not deny.
  return (
    rest(before) ===
    rest({
      ...now,
      cacheRead: now.cacheRead ?? before?.cacheRead,
      tiers: now.tiers ?? before?.tiers,
    })
  );
}

function show(price: Rates | undefined): string {
  if (price === undefined) return "no price";
  const later = price.from === undefined ? "" : ` from ${price.from}`;
  return `${price.input}/${price.output} $${later}`;
}

function planRents(rows: readonly RentRow[], { gpus, gpuOffers, providers }: Knowledge) {
  let [unchanged, unmatched, older] = [0, 0, 0];
  const changes: Change[] = [];
  for (const row of rows) {
    const same = gpuOffers.filter(
      (one) =>
        one.provider === row.provider &&
        one.gpu === row.gpu &&
        one.mode === row.mode &&
        one.minGpus === row.minGpus,
    );
    const newest = same.toSorted((a, b) => (a.published < b.published ? 1 : -1))[0];
    if (!Object.hasOwn(gpus, row.gpu) || !Object.hasOwn(providers, row.provider)) unmatched++;
    else if (newest !== undefined && newest.published >= row.published) older++;
    else if (newest?.usdPerGpuHour === row.usdPerGpuHour) unchanged++;
    else changes.push(rentChange(row, newest));
  }
  return { changes, unchanged, unmatched, older };
}

function rentChange(row: RentRow, before: GpuOffer | undefined): Change {
  const jump = before === undefined ? null : relative(before.usdPerGpuHour, row.usdPerGpuHour);
  const size = row.minGpus === 1 ? "" : `-${row.minGpus}x`;
  const { note, ...offer } = row;
  return {
    what: `${row.gpu} at ${row.provider}, ${row.mode}${row.minGpus === 1 ? "" : `, ${row.minGpus} GPUs`}`,
    state: jump === null ? "new" : jump > largestJump ? "held" : "changed",
    before: before === undefined ? null : `${before.usdPerGpuHour} $ of ${before.published}`,
    after: `${row.usdPerGpuHour} $ of ${row.published}`,
    jump,
    entry: {
      kind: "rent",
      offer: {
        ...offer,
        id: `${row.provider}-${row.gpu}-${row.mode}${size}-${row.published}`,
        ...(note === undefined ? {} : { note }),
      },
    },
  };
}
