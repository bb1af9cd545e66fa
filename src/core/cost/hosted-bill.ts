import type { Offer, Price } from "../know/knowledge.ts";
import { type Conditions, capabilityFactor, isStill } from "./conditions.ts";
import { batchFactorOf, type HostedWork, onSale } from "./hosted.ts";
import { type Request, type RequestItems, requestItems } from "./request-items.ts";

/** Somebody else's API with all that its bill depends on. */
export interface HostedPlan {
  readonly kind: "hosted";
  /** $ of each month by line item, retries left out. */
  readonly months: readonly HostedItems[];
  /** Mean of them. */
  readonly mean: HostedItems;
  readonly prices: readonly Price[];
  readonly request: Request;
}

export type HostedItem = keyof RequestItems | "retries";
type HostedItems = Readonly<Record<HostedItem, number>>;

/** $ per month, mean over the horizon. */
export interface HostedBill {
  readonly items: HostedItems;
  readonly usd: number;
}

const itemNames = ["input", "cacheReads", "output", "speech", "batch"] as const;

/** Undefined where no price is known. */
export function hostedPlan(
  offer: Offer,
  { request, volume, serving, asOf }: HostedWork,
  factor = 1,
): HostedPlan | undefined {
  const prices = onSale(offer, asOf, volume.length).prices.slice(0, volume.length);
  if (prices.length === 0) return undefined;
  const batchFactor = batchFactorOf(offer, serving);
  const months = prices.map((price, month) => {
    const items = { ...requestItems(price, request, batchFactor), retries: 0 };
    return scaled(items, (volume[month] ?? 0) * factor);
  });
  return { kind: "hosted", months, mean: meanOf(months), prices: [...new Set(prices)], request };
}

const scaled = (items: HostedItems, by: number): HostedItems => ({
  input: items.input * by,
  cacheReads: items.cacheReads * by,
  output: items.output * by,
  speech: items.speech * by,
  batch: items.batch * by,
  retries: items.retries * by,
});

function meanOf(months: readonly HostedItems[]): HostedItems {
  const sum = { input: 0, cacheReads: 0, output: 0, speech: 0, batch: 0, retries: 0 };
  for (const one of months) for (const name of itemNames) sum[name] += one[name] / months.length;
  return sum;
}

export function hostedBill(plan: HostedPlan, conditions: Conditions): HostedBill {
  const { price, volume, retries, drift } = conditions;
  const base = isStill(drift)
    ? plan.mean
    : meanOf(plan.months.map((one, month) => scaled(one, capabilityFactor(month, conditions))));
  const once = scaled(base, price * volume);
  const { input, cacheReads, output, speech, batch } = once;
  const paid = input + cacheReads + output + speech + batch;
  const items = { input, cacheReads, output, speech, batch, retries: retries * paid };
  return { items, usd: paid + items.retries };
}
