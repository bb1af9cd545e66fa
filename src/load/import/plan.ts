import { priceOn, pricesAt } from "../../core/cost/hosted.ts";
import type { GpuOffer, Model, Offer, Price } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import type { Day } from "../../shapes/common.ts";
import type { PriceChange, Update } from "../../shapes/update.ts";
import { failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { jumpOf, largestJump, movesBetween, oddity, over, relative } from "./moves.ts";
import { modelName, providerName } from "./names.ts";
import type { Imported, ImportedRates, PriceRow, RentRow, Skip, Unread } from "./row.ts";

export interface ImportChange extends PriceChange {
  readonly entry: ImportedEntry;
}

export type ImportedEntry =
  | {
      readonly kind: "price";
      readonly model: string;
      readonly provider: string;
      readonly prices: readonly ImportedRates[];
    }
  | { readonly kind: "rent"; readonly offer: Omit<GpuOffer, "source" | "basis"> };

export interface ImportPlan extends Pick<Update, "unchanged" | "unmatched" | "older"> {
  readonly changes: readonly ImportChange[];
}

/** Compares what a file says with what is known as of a day; a row about what moat follows has to be one that can be read. */
export function planImport(read: Imported, knowledge: Knowledge, asOf: Day): Loaded<ImportPlan> {
  const index = offersByName(knowledge);
  const stops = read.unread.filter((one) => isFollowed(one, index));
  if (stops.length > 0) return failed(...stops.map((one) => one.trouble));
  const prices = planPrices(read.prices, index, asOf);
  const rents = planRents(read.rents, knowledge);
  return loaded({
    changes: [...prices.changes, ...rents.changes].toSorted((a, b) => (a.what < b.what ? -1 : 1)),
    unchanged: prices.unchanged + rents.unchanged,
    unmatched: prices.unmatched + rents.unmatched,
    older: rents.older,
  });
}

/** Why rows were left out and how many, those that could not be read among them. */
export function skipsOf({ skipped, unread }: Imported): ReadonlyMap<Skip, number> {
  const counts = new Map(skipped);
  for (const { why } of unread) counts.set(why, (counts.get(why) ?? 0) + 1);
  return counts;
}

interface OfferTarget {
  readonly model: Model;
  readonly offer: Offer;
}

type Index = ReadonlyMap<string, readonly OfferTarget[]>;

/** Whether a row would be taken if it could be read; of a provider without a model, whether moat follows any of its. */
function isFollowed({ provider, model }: Unread, index: Index): boolean {
  const host = providerName(provider);
  if (model !== undefined) return index.has(`${host} ${modelName(model)}`);
  return [...index.keys()].some((one) => one.startsWith(`${host} `));
}

function planPrices(rows: readonly PriceRow[], index: Index, asOf: Day) {
  const matched = new Map<string, { readonly target: OfferTarget; readonly rows: PriceRow[] }>();
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
function offersByName({ models }: Knowledge): Index {
  const index = new Map<string, OfferTarget[]>();
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
  target: OfferTarget,
  rows: readonly PriceRow[],
  asOf: Day,
): ImportChange | undefined {
  const { model, offer } = target;
  const known = pricesAt(offer, asOf);
  const before = known.backcast ? undefined : priceOn(known.prices, asOf);
  const stated = plainRows(rows, offer).map((one) => fromDay(pricesIn(one, before), asOf));
  const [first, ...others] = stated.flatMap(([one]) => one ?? []);
  if (first === undefined) return undefined;
  const now = over(before, { ...others.reduce((all, one) => over(one, all), first), from: asOf });
  const announced = announcedAfter(now, stated[0]?.slice(1) ?? []);
  const news = announced.filter((one) => !isKnown(one, known.prices));
  const moved = movesBetween(before, now);
  const isAmbiguous = others.some(
    (one) => movesBetween(over(one, first), over(first, one)).length > 0,
  );
  if (before !== undefined && !isAmbiguous && moved.length === 0 && news.length === 0)
    return undefined;
  const held = isAmbiguous
    ? ({ state: "ambiguous", why: "the file states several prices for it" } as const)
    : ((moved.length > 0 ? olderThanKnown(first.from ?? asOf, offer) : undefined) ??
      oddity([before, now, ...news], usualPrice(target, asOf)));
  const prices = [now, ...announced];
  return {
    what,
    ...(held ?? { state: before === undefined ? "new" : "changed", why: null }),
    before: before === undefined ? null : show(before),
    after: prices.map((one) => show(one)).join(", then "),
    moved: moved.map(({ plain: _plain, ...one }) => one),
    jump: before === undefined ? null : Math.max(0, ...moved.map(jumpOf)),
    entry: { kind: "price", model: model.id, provider: offer.provider, prices },
  };
}

/** A list that is not of today would put its price over one that was published since: it begins later. */
function olderThanKnown(dated: Day, { prices }: Offer) {
  const newest = prices
    .map((one) => one.published)
    .toSorted()
    .at(-1);
  return newest === undefined || newest <= dated
    ? undefined
    : ({ state: "older", why: `it is of ${dated}, and what is known is of ${newest}` } as const);
}

/** Whether a change that the file announces is announced already. */
const isKnown = (one: ImportedRates, known: readonly Price[]): boolean =>
  known.some((price) => price.from === one.from && movesBetween(price, one).length === 0);

/** Of several rows the one that the offer's own record is, else those with the plainest name: regions stand further down a path. */
function plainRows(rows: readonly PriceRow[], { priceId }: Offer): readonly PriceRow[] {
  const own = rows.filter((one) => `${one.provider}:${one.model}` === priceId);
  if (own.length > 0) return own;
  const shortest = Math.min(...rows.map((one) => one.model.split("/").length));
  return rows.filter((one) => one.model.split("/").length === shortest);
}

/** A limit that the file leaves open is the one that is known. */
function pricesIn(
  { prices, isLimitOpen }: PriceRow,
  before: Price | undefined,
): readonly ImportedRates[] {
  const above = before?.tiers?.[0]?.above;
  if (isLimitOpen !== true || above === undefined) return prices;
  return prices.map(({ tiers = [], ...one }) => ({
    ...one,
    ...(tiers.length > 0 && { tiers: tiers.map((tier) => ({ ...tier, above })) }),
  }));
}

/** The price that holds on the day, and those that the file announces for later. */
function fromDay(prices: readonly ImportedRates[], asOf: Day): ImportedRates[] {
  const now = prices.findLast((one) => (one.from ?? "") <= asOf);
  const later = prices.filter((one) => (one.from ?? "") > asOf);
  return [...(now === undefined ? [] : [now]), ...later];
}

/** Each announced price over the one before it. */
function announcedAfter(now: ImportedRates, later: readonly ImportedRates[]): ImportedRates[] {
  let last = now;
  return later.map((one) => {
    last = over(last, one);
    return last;
  });
}

function show(price: ImportedRates | undefined): string {
  if (price === undefined) return "no price";
  const later = price.from === undefined ? "" : ` from ${price.from}`;
  return `${price.input}/${price.output} $${later}`;
}

function planRents(rows: readonly RentRow[], { gpus, gpuOffers, providers }: Knowledge) {
  let [unchanged, unmatched, older] = [0, 0, 0];
  const changes: ImportChange[] = [];
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

function rentChange(row: RentRow, before: GpuOffer | undefined): ImportChange {
  const jump = before === undefined ? null : relative(before.usdPerGpuHour, row.usdPerGpuHour);
  const isHeld = jump !== null && jump >= largestJump;
  const size = row.minGpus === 1 ? "" : `-${row.minGpus}x`;
  const { note, ...offer } = row;
  return {
    what: `${row.gpu} at ${row.provider}, ${row.mode}${row.minGpus === 1 ? "" : `, ${row.minGpus} GPUs`}`,
    state: isHeld ? "held" : jump === null ? "new" : "changed",
    why: isHeld ? "half as much again, or more" : null,
    moved: [],
    before: before === undefined ? null : `${before.usdPerGpuHour} $ of ${before.published}`,
    after: `${row.usdPerGpuHour} $ of ${row.published}`,
    jump,
    entry: {
      kind: "rent",
      offer: {
        ...offer,
        available: true,
        id: `${row.provider}-${row.gpu}-${row.mode}${size}-${row.published}`,
        ...(note === undefined ? {} : { note }),
      },
    },
  };
}

/** The middle of what other hosts take for the model; undefined where there is none. */
function usualPrice({ model, offer }: OfferTarget, asOf: Day) {
  const others = model.offers.filter(
    (one) => one.kind !== "router" && !one.free && one.provider !== offer.provider,
  );
  const prices = others.flatMap((one) => priceOn(pricesAt(one, asOf).prices, asOf) ?? []);
  if (prices.length === 0) return undefined;
  const middle = (side: "input" | "output") =>
    prices.map((one) => one[side]).toSorted((a, b) => a - b)[prices.length >> 1] ?? 0;
  return { input: middle("input"), output: middle("output") };
}
