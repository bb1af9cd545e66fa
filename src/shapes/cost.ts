import * as z from "zod";
import { basis, day, option } from "./common.ts";

/** Contract v1 of the cost document. Open: readers ignore names that they do not know. */

const share = z.number().min(0).max(1);
const amount = z.looseObject({
  expected: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
});
const crossings = z.array(
  z.looseObject({ volume: z.number(), cheaper: z.enum(["own", "hosted"]), fleet: z.string() }),
);

/** Volumes are in requests per month. */
const breakEven = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("never"), crossings }),
  z.looseObject({ kind: z.literal("already"), since: z.number(), crossings }),
  z.looseObject({ kind: z.literal("at"), volume: z.number(), crossings }),
  z.looseObject({
    kind: z.literal("band"),
    from: z.number(),
    to: z.number(),
    after: z.enum(["own", "hosted"]),
    crossings,
  }),
  z.looseObject({
    kind: z.literal("infeasible"),
    needsReplicas: z.number(),
    fleet: z.string(),
    crossings,
  }),
]);

const fleet = z.looseObject({
  configuration: z.string(),
  gpu: z.string(),
  gpusPerReplica: z.number().int(),
  precision: z.string(),
  replicas: z.number(),
  peakReplicas: z.number(),
  spares: z.number(),
  gpus: z.number(),
  fte: z.number(),
  utilisation: z.number(),
  rent: z.looseObject({
    usdPerGpuHour: z.number(),
    mode: z.string(),
    basis,
    sources: z.array(z.string()),
    published: day.nullable(),
  }),
  serving: z.looseObject({
    requestsPerSecond: z.number(),
    outputTokensPerSecond: z.number(),
    concurrency: z.number(),
    perTokenMs: z.number(),
    firstTokenMs: z.number(),
    maturity: z.number(),
    maturityKind: z.string(),
    correction: z.number(),
    basis,
    lnError80: z.number(),
  }),
  verify: z.array(z.string()),
  runnersUp: z.array(
    z.looseObject({ configuration: z.string(), usdPerMonth: z.number(), because: z.string() }),
  ),
  ways: z.array(
    z.looseObject({
      kind: z.enum(["spill", "spot", "term", "serverless"]),
      usdPerMonth: z.number(),
      replicas: z.number(),
      ownShare: share,
      utilisation: z.number(),
      elsewhereUsd: z.number(),
      note: z.string(),
    }),
  ),
  owned: z.looseObject({ usdPerGpuHour: z.number(), note: z.string() }).nullable(),
});

const arm = z.looseObject({
  option,
  standing: z.enum(["stands", "below-bar", "gated", "named", "none"]),
  because: z.array(z.string()),
  model: z.string().nullable(),
  offer: z.string().nullable(),
  effort: z.string().nullable(),
  thinkingTokens: z.number(),
  usdPerMonth: amount.nullable(),
  perMillion: z.looseObject({ input: amount, output: amount, blended: amount }).nullable(),
  items: z.record(z.string(), z.number()),
  cash: z
    .looseObject({
      usdPerMonth: z.number(),
      paid: z.array(z.looseObject({ what: z.string(), usdPerMonth: z.number() })),
    })
    .nullable(),
  presentValueUsd: z.number().nullable(),
  price: z
    .looseObject({
      input: z.number(),
      output: z.number(),
      cacheRead: z.number().nullable(),
      basis,
      source: z.string(),
      published: day,
      changes: day.nullable(),
    })
    .nullable(),
  fleet: fleet.nullable(),
});

const parameter = {
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  value: z.number(),
};

const against = z.looseObject({
  against: option,
  model: z.string(),
  offer: z.string(),
  gapUsdPerMonth: z.number(),
  breakEven: z.looseObject({ withStaff: breakEven, withoutStaff: breakEven }),
  breakEvenUtilisation: z.number().nullable(),
  paybackMonths: z.number().nullable(),
  probabilityOwnCheaper: share.nullable(),
  crossoverMonth: z.number().int().nullable(),
  tornado: z.array(
    z.looseObject({
      ...parameter,
      low: z.number(),
      high: z.number(),
      gapAtLow: z.number(),
      gapAtHigh: z.number(),
      probabilityAtLow: share.nullable(),
      probabilityAtHigh: share.nullable(),
    }),
  ),
  flips: z.array(
    z.looseObject({
      ...parameter,
      flip: z.number(),
      to: z.enum(["own", "hosted"]),
      plausible: z.boolean(),
    }),
  ),
});

const perOption = z.looseObject({
  "self-host": z.number().nullable(),
  "hosted-open": z.number().nullable(),
  "proprietary-api": z.number().nullable(),
});

const need = z.looseObject({
  need: z.string(),
  share,
  requestsPerMonth: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  tokensPerMonth: z.number(),
  speech: z
    .looseObject({
      unit: z.enum(["audioMinutes", "characters"]),
      perRequest: z.number(),
      perMonth: z.number(),
    })
    .optional(),
  arms: z.array(arm),
  named: z.array(
    z.looseObject({
      model: z.string(),
      option,
      where: z.string().nullable(),
      effort: z.string().nullable(),
      usdPerMonth: z.number().nullable(),
      because: z.array(z.string()),
    }),
  ),
  against: z.array(against),
  regret: z.array(z.looseObject({ option, usdPerMonth: z.number() })),
  curve: z.array(
    z.looseObject({
      requestsPerMonth: z.number(),
      usd: perOption,
      band: z.record(option, z.tuple([z.number(), z.number()]).nullable()),
      selfHostWithoutStaff: z.number().nullable(),
      replicas: z.number().nullable(),
      fleet: z.string().nullable(),
    }),
  ),
  figures: z.array(
    z.looseObject({
      name: z.string(),
      value: z.number(),
      low: z.number(),
      high: z.number(),
      unit: z.string(),
      basis,
      source: z.string(),
      published: day,
    }),
  ),
  warnings: z.array(z.looseObject({ code: z.string(), text: z.string() })),
});

export const cost = z.looseObject({
  format: z.literal("moat.cost"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })),
  useCase: z.looseObject({
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    horizonMonths: z.number(),
    assumed: z.array(z.looseObject({ path: z.string(), value: z.unknown(), because: z.string() })),
  }),
  given: z.array(z.looseObject({ path: z.string(), value: z.union([z.number(), z.string()]) })),
  draws: z.number().int(),
  drift: z.looseObject({
    rent: z.number(),
    software: z.number(),
    capabilityPrice: z.number(),
  }),
  discountRate: z.number().nullable(),
  needs: z.array(need),
  together: perOption,
});
