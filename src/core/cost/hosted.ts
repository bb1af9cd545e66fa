import type { Basis, Day } from "../../shapes/common.ts";
import type { ServingFacts } from "../../shapes/serving.ts";
import type { Offer, Price } from "../know/knowledge.ts";
import { monthOf, visible } from "../know/months.ts";
import { type Request, requestCost } from "./request-items.ts";

/** Volume over the horizon: requests in each of its months, of which there is one at least. */
export type Volume = readonly number[];

/** The price that holds on the first day, and the one that follows it within the horizon, if any. */
interface PriceSpan {
  readonly price: Price;
  readonly next: Price | undefined;
  /** No price was public at the as-of day; the earliest known one stands in. */
  readonly backcast: boolean;
}

/** A class for the sake of V8's collector, as Judged is. */
export class HostedCost implements PriceSpan {
  readonly kind = "hosted";
  /** Mean over the horizon. */
  readonly usdPerMonth: number;
  readonly usdPerRequest: number;
  readonly price: Price;
  readonly next: Price | undefined;
  readonly basis: Basis;
  readonly backcast: boolean;
  /** First day within the horizon on which the price changes. */
  readonly changes: Day | undefined;

  constructor(usdPerMonth: number, usdPerRequest: number, { price, next, backcast }: PriceSpan) {
    this.usdPerMonth = usdPerMonth;
    this.usdPerRequest = usdPerRequest;
    this.price = price;
    this.next = next;
    this.basis = backcast ? "assumed" : (price.basis ?? "measured");
    this.backcast = backcast;
    this.changes = next?.from;
  }
}

/** Prices that were public at the as-of day, oldest start first; or the earliest one where none was. */
export function pricesAt(offer: Offer, asOf: Day): { prices: readonly Price[]; backcast: boolean } {
  const known = offer.prices.filter((one) => visible(one.published, asOf));
  if (known.length > 0) return { prices: known, backcast: false };
  const earliest = offer.prices.reduce<Price | undefined>(
    (first, one) => (first === undefined || one.published < first.published ? one : first),
    undefined,
  );
  return { prices: earliest === undefined ? [] : [earliest], backcast: earliest !== undefined };
}

/** The price that holds on a day: the latest start, and among equal starts the newest publication. */
export function priceOn(prices: readonly Price[], day: Day): Price | undefined {
  const begun = prices.filter((one) => (one.from ?? "") <= day);
  const candidates = begun.length > 0 ? begun : prices.slice(0, 1);
  return candidates.reduce<Price | undefined>(
    (held, one) => (held === undefined || isLater(one, held) ? one : held),
    undefined,
  );
}

const isLater = (one: Price, held: Price): boolean =>
  (one.from ?? "") > (held.from ?? "") ||
  ((one.from ?? "") === (held.from ?? "") && one.published > held.published);

/** What work that may wait costs of the usual price, where a provider states none for it. */
export const batchFactorOf = ({ provider }: Offer, { hosted }: ServingFacts): number =>
  hosted.batchVendors.includes(provider) ? hosted.batchFactor.value : 1;

/** What an offer costs from a day on. */
interface OnSale {
  readonly asOf: Day;
  readonly backcast: boolean;
  /** How many months somebody has asked for, at most. */
  readonly horizon: number;
  /** The price of each of them: the one that holds on its first day. Empty where the offer has no price at all. */
  readonly prices: readonly Price[];
}

const onSaleAt = new WeakMap<Offer, OnSale>();

/** For so many months at least; the same for every use case of a day. */
export function onSale(offer: Offer, asOf: Day, horizon: number): OnSale {
  const known = onSaleAt.get(offer);
  if (known?.asOf === asOf && known.horizon >= horizon) return known;
  const { prices, backcast } = pricesAt(offer, asOf);
  const each = Array.from({ length: horizon }, (_, month) => priceOn(prices, monthOf(asOf, month)));
  const found = { asOf, backcast, horizon, prices: each.filter((one) => one !== undefined) };
  onSaleAt.set(offer, found);
  return found;
}

/** What an offer is asked to serve, and the facts and the day that price it. */
export interface HostedWork {
  readonly request: Request;
  readonly volume: Volume;
  readonly serving: ServingFacts;
  readonly asOf: Day;
}

/**
 * $ a month of an offer over the horizon, each month at that month's price times the factor of a what-if; undefined where no price
 * is known. Most offers are only compared, so this makes no object.
 */
export function hostedUsd(
  offer: Offer,
  { request, volume, serving, asOf }: HostedWork,
  factor = 1,
): number | undefined {
  const { prices } = onSale(offer, asOf, volume.length);
  if (prices.length === 0) return undefined;
  const batchFactor = batchFactorOf(offer, serving);
  const attempts = factor * (1 + serving.hosted.retryShare.value);
  let total = 0;
  let price: Price | undefined;
  let each = 0;
  for (let month = 0; month < volume.length; month++) {
    const now = prices[month] as Price;
    if (now !== price) {
      price = now;
      each = attempts * requestCost(price, request, batchFactor);
    }
    total += (volume[month] ?? 0) * each;
  }
  return total / volume.length;
}

/** The same with the prices that it stands on; `usd` where it has been worked out. */
export function hostedCost(
  offer: Offer,
  work: HostedWork,
  factor = 1,
  usd = hostedUsd(offer, work, factor),
): HostedCost | undefined {
  const { request, volume, serving, asOf } = work;
  const { prices, backcast } = onSale(offer, asOf, volume.length);
  const [first] = prices;
  if (first === undefined || usd === undefined) return undefined;
  const attempts = factor * (1 + serving.hosted.retryShare.value);
  const usdPerRequest = attempts * requestCost(first, request, batchFactorOf(offer, serving));
  const next = prices.find((one, month) => month < volume.length && one !== first);
  return new HostedCost(usd, usdPerRequest, { price: first, next, backcast });
}

/** Requests in each month of the horizon. */
export function volumeOver(
  requestsPerMonth: number,
  growthPerMonth: number,
  months: number,
): Volume {
  return Array.from(
    { length: Math.max(1, Math.round(months)) },
    (_, month) => requestsPerMonth * (1 + growthPerMonth) ** month,
  );
}
