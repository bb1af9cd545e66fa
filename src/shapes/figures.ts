import * as z from "zod";
import { rentTerms } from "../core/know/lists.ts";
import { nonNegative, type Of, positive, share, text } from "./common.ts";

const usd = nonNegative.max(1e12);
/** Names of the market are checked against the pack, which alone knows them. */
const byName = <T extends z.ZodType>(value: T) => z.record(text, value);
const months = positive.max(1200);

export const rentTerm = z.enum(rentTerms);

const rent = z.strictObject({ usdPerHour: usd.max(1e4), term: rentTerm.optional() });

/** $ per million tokens. What is left out keeps its ratio to the list price. */
const price = z.strictObject({
  input: usd.max(1e6),
  output: usd.max(1e6),
  cacheRead: usd.max(1e6).optional(),
});

/** How the team's own engine serves; the precision of the weights is the machine's (`--gpu`). */
const engine = z.strictObject({
  /** 1 where the KV cache is kept at 8 bits, 2 at 16. */
  kvElementBytes: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Tokens that a decode step yields with speculative decoding, in the mean, drafting paid. */
  tokensPerStep: z.number().min(1).max(8).optional(),
});

/**
 * What a team knows better than the pack: its own rents, prices and costs, of a use case or of the configuration. A figure
 * that is given replaces the pack's and is shown with the basis `user`; nothing is averaged.
 */
export const figures = z.strictObject({
  /** By GPU: what an hour of one costs, owned machines of that kind included. */
  rents: byName(rent).optional(),
  /** By `model` or `model@provider`. */
  prices: byName(price).optional(),
  /** By provider: share taken off its list prices. */
  discounts: byName(share).optional(),
  /** By GPU or provider: $ per month that are paid whether they are used or not. */
  committed: byName(usd).optional(),
  staff: z
    .strictObject({
      usdPerYear: usd.optional(),
      /** Holds for a fleet of any size. */
      fte: nonNegative.max(1000).optional(),
      buildWeeks: nonNegative.max(520).optional(),
      refreshWeeks: nonNegative.max(52).optional(),
      refreshesPerYear: nonNegative.max(52).optional(),
      gatewayUsdPerMonth: usd.optional(),
    })
    .optional(),
  fleet: z
    .strictObject({
      hoursPerMonth: positive.max(744).optional(),
      maxLoad: positive.max(1).optional(),
      spareReplicas: nonNegative.max(1000).optional(),
      stagingReplicas: nonNegative.max(1000).optional(),
    })
    .optional(),
  network: z
    .strictObject({
      egressUsdPerGb: nonNegative.max(100).optional(),
      storageUsdPerGbMonth: nonNegative.max(100).optional(),
    })
    .optional(),
  hosted: z
    .strictObject({ retryShare: share.optional(), batchFactor: share.optional() })
    .optional(),
  owned: z
    .strictObject({
      capexUsd: usd.optional(),
      networkShare: share.optional(),
      lifeMonths: months.optional(),
      residualShare: share.optional(),
      interestPerYear: share.optional(),
      supportShare: share.optional(),
      kilowatts: nonNegative.max(1000).optional(),
      colocationUsdPerKw: usd.optional(),
      loadShare: share.optional(),
      pue: z.number().min(1).max(10).optional(),
      usdPerKwh: nonNegative.max(100).optional(),
    })
    .optional(),
  labels: z
    .strictObject({
      usdPerLabel: nonNegative.max(1e6).optional(),
      officeUsdPerHour: nonNegative.max(1e4).optional(),
      expertUsdPerHour: nonNegative.max(1e4).optional(),
      wordsPerMinute: positive.max(1e4).optional(),
      leastMinutes: nonNegative.max(600).optional(),
      mostMinutes: nonNegative.max(6000).optional(),
      taskMinutes: nonNegative.max(6000).optional(),
    })
    .optional(),
  engine: engine.optional(),
});

export type Figures = Of<typeof figures>;
export type OwnPrice = Of<typeof price>;
export type RentTerm = Of<typeof rentTerm>;
