import type { Price } from "../know/knowledge.ts";
import { normalCdf } from "../know/special.ts";
import { type Request, requestCost } from "./request-items.ts";
import { lnSdOf } from "./spill.ts";

/** The largest request that somebody plans for is taken as one in a thousand. */
const zLargest = 3.090232306167813;

/** Requests above a limit: which share of them, and how long they are in the mean. */
export interface Beyond {
  readonly share: number;
  readonly inputTokens: number;
}

/**
 * Input lengths as a lognormal around their mean, with the largest as the 99.9th percentile. Public traces are longer-tailed
 * than that (Azure 2023, Mooncake), so the share is the least that one should reckon with.
 */
export function beyond(limit: number, mean: number, largest: number): Beyond {
  const sd = largest > mean && mean > 0 ? lnSdOf(largest / mean, zLargest) : 0;
  if (sd === 0) return { share: mean > limit ? 1 : 0, inputTokens: mean };
  const z = Math.log(limit / mean) / sd;
  const share = normalCdf(-z - sd / 2);
  if (share < 1e-9) return { share: 0, inputTokens: mean };
  return { share, inputTokens: (mean * normalCdf(sd / 2 - z)) / share };
}

/** What the requests above a price's next limit add to the bill of the mean request. */
export interface LongRequests extends Beyond {
  readonly above: number;
  /** $ per month. */
  readonly usd: number;
}

/** Undefined where no limit lies between the mean request and the largest. */
export function longRequests(
  price: Price,
  request: Request,
  { requests, largest }: { readonly requests: number; readonly largest: number },
  batchFactor: number,
): LongRequests | undefined {
  const { inputTokens } = request;
  const next = price.tiers?.find(({ above }) => above >= inputTokens && above < largest);
  if (next === undefined) return undefined;
  const found = beyond(next.above, inputTokens, largest);
  const long = { ...request, inputTokens: found.inputTokens };
  const tiers = price.tiers?.filter(({ above }) => above < next.above);
  const dearer =
    requestCost(price, long, batchFactor) - requestCost({ ...price, tiers }, long, batchFactor);
  return { ...found, above: next.above, usd: requests * found.share * dearer };
}
