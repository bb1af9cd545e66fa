import type { Price, SpeechUnit, TokenPrices } from "../know/knowledge.ts";

/** One request as it is billed. Output tokens include reasoning. */
export interface Request {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputShare: number;
  readonly batchShare: number;
  /** Of work that is sold by the minute or the character, beside its tokens. */
  readonly speech?: { readonly unit: SpeechUnit; readonly amount: number } | undefined;
}

/** $ of one request by line; the sum of them is what it costs. */
export interface RequestItems {
  readonly input: number;
  readonly cacheReads: number;
  readonly output: number;
  /** Minutes heard or characters read aloud; no list of them has a cheaper rate for what may wait. */
  readonly speech: number;
  /** Everything of the share that may wait, at the cheaper of the two ways. */
  readonly batch: number;
}

const perMillion = 1e-6;

/** The rates that a request of such a length is billed at: a tier holds for the whole request once its input is above the limit. */
export function ratesAt(price: Price, inputTokens: number): TokenPrices {
  const tier = price.tiers?.findLast((one) => inputTokens > one.above);
  if (tier === undefined) return price;
  // What a tier does not state moves as the side that it belongs to.
  const [input, output] = [ratio(tier.input, price.input), ratio(tier.output, price.output)];
  const { cacheRead, cacheWrite, batch } = price;
  return {
    input: tier.input,
    output: tier.output,
    cacheRead: tier.cacheRead ?? (cacheRead && cacheRead * input),
    cacheWrite: tier.cacheWrite ?? (cacheWrite && cacheWrite * input),
    batch: tier.batch ?? (batch && { input: batch.input * input, output: batch.output * output }),
  };
}

const ratio = (of: number, to: number): number => (to === 0 ? 1 : of / to);

/** `batchFactor`: what work that may wait costs of the usual price, where a price states no rates for it. */
export function requestItems(price: Price, request: Request, batchFactor: number): RequestItems {
  const rates = ratesAt(price, request.inputTokens);
  const { inputTokens, outputTokens, batchShare } = request;
  const cached = request.cachedInputShare * inputTokens;
  // A cache is written by the requests that miss it; hosts that sell no cache bill every token in full.
  const write = cached > 0 ? (rates.cacheWrite ?? rates.input) : rates.input;
  const input = perMillion * (inputTokens - cached) * write;
  const cacheReads = perMillion * cached * (rates.cacheRead ?? rates.input);
  const output = perMillion * outputTokens * rates.output;
  const speech = speechUsd(price, request);
  if (batchShare === 0) return { input, cacheReads, output, speech, batch: 0 };
  const batchInput = rates.batch?.input ?? rates.input * batchFactor;
  const batchOutput = rates.batch?.output ?? rates.output * batchFactor;
  const offline = perMillion * (inputTokens * batchInput + outputTokens * batchOutput);
  const online = 1 - batchShare;
  return {
    input: online * input,
    cacheReads: online * cacheReads,
    output: online * output,
    speech,
    // Batch is optional for the user, so the dearer way is never taken.
    batch: batchShare * Math.min(input + cacheReads + output, offline),
  };
}

function speechUsd(price: Price, { speech }: Request): number {
  if (speech === undefined) return 0;
  return speech.unit === "audioMinutes"
    ? speech.amount * (price.perMinute ?? 0)
    : perMillion * speech.amount * (price.perMillionCharacters ?? 0);
}

export function requestCost(price: Price, request: Request, batchFactor: number): number {
  const { input, cacheReads, output, speech, batch } = requestItems(price, request, batchFactor);
  return input + cacheReads + output + speech + batch;
}
