import * as z from "zod";
import type { Figures } from "../core/know/figures.ts";
import { nonNegative, positive, share, text } from "./common.ts";

const usd = nonNegative.max(1e12);
/** Names of the market are checked against the pack, which alone knows them. */
const byName = <T extends z.ZodType>(value: T) => z.record(text, value);
const months = positive.max(1200);

/** A team's own rents, prices and costs: of a use case, or of the configuration. */
export const figures = z.strictObject({
  rents: byName(
    z.strictObject({
      usdPerHour: usd.max(1e4),
      term: z.enum(["on-demand", "1-year", "3-year"]).optional(),
    }),
  ).optional(),
  prices: byName(
    z.strictObject({
      input: usd.max(1e6),
      output: usd.max(1e6),
      cacheRead: usd.max(1e6).optional(),
    }),
  ).optional(),
  discounts: byName(share).optional(),
  committed: byName(usd).optional(),
  staff: z
    .strictObject({
      usdPerYear: usd.optional(),
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
  engine: z
    .strictObject({
      kvElementBytes: z.union([z.literal(1), z.literal(2)]).optional(),
      tokensPerStep: z.number().min(1).max(8).optional(),
    })
    .optional(),
}) satisfies z.ZodType<Figures>;
