import * as z from "zod";
import { basis, day, type Of, option, share } from "./common.ts";
import { answeredUseCase, assumption, head, warning } from "./document.ts";

// Contract v1 of the cost document. What a field means stands here, and goes with the JSON Schema. Volumes are in requests a
// month, money in $ a month unless a name says otherwise.

const amount = z.object({
  expected: z.number(),
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
});
const side = z.enum(["own", "hosted"]);

const crossing = z.object({
  volume: z.number(),
  cheaper: side.describe("Who is cheaper above."),
  fleet: z.string().describe("The own fleet that it is found with."),
});
const crossings = z.array(crossing);

const breakEven = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("never"), crossings })
    .describe("At no volume: even a full fleet costs more for each request."),
  z
    .object({ kind: z.literal("already"), since: z.number(), crossings })
    .describe("At the current volume, and at every larger one."),
  z.object({ kind: z.literal("at"), volume: z.number(), crossings }),
  z
    .object({ kind: z.literal("band"), from: z.number(), to: z.number(), after: side, crossings })
    .describe("It crosses more than once between the two; `after`: who is cheaper beyond."),
  z
    .object({
      kind: z.literal("infeasible"),
      needsReplicas: z.number(),
      fleet: z.string(),
      crossings,
    })
    .describe("Only a fleet larger than is allowed, or than this search looks at, gets there."),
]);

/** The same machines run otherwise. */
const way = z.object({
  kind: z
    .enum(["spill", "spot", "term", "serverless"])
    .describe(
      "`term`: committed to for longer or shorter; `serverless`: by the second, and none while nobody asks.",
    ),
  usdPerMonth: z.number(),
  replicas: z.number(),
  ownShare: share,
  utilisation: z.number(),
  elsewhereUsd: z.number(),
  note: z.string(),
});

const fleet = z.object({
  configuration: z.string(),
  gpu: z.string(),
  gpusPerReplica: z.number().int(),
  precision: z.string(),
  replicas: z.number(),
  peakReplicas: z.number(),
  spares: z.number(),
  gpus: z.number(),
  fte: z.number(),
  utilisation: z.number().describe("Mean load over what all replicas, spares included, carry."),
  rent: z.object({
    usdPerGpuHour: z.number(),
    mode: z.string(),
    basis,
    sources: z.array(z.string()),
    published: day.nullable(),
  }),
  serving: z
    .object({
      requestsPerSecond: z.number(),
      outputTokensPerSecond: z.number(),
      concurrency: z.number(),
      perTokenMs: z.number(),
      firstTokenMs: z.number(),
      maturity: z.number(),
      maturityKind: z.string(),
      correction: z.number().describe("Measured over estimated, already applied."),
      basis,
      lnError80: z.number().describe("80 % of |ln(real / this)| lie below, maturity apart."),
    })
    .describe("Of one replica at its planned limits, the stack's maturity included."),
  verify: z.array(z.string()).describe("What would verify it on a machine of one's own."),
  runnersUp: z.array(
    z.object({ configuration: z.string(), usdPerMonth: z.number(), because: z.string() }),
  ),
  ways: z.array(way),
  owned: z.object({ usdPerGpuHour: z.number(), note: z.string() }).nullable(),
});

const cash = z.object({
  usdPerMonth: z.number().describe("What is still to be paid."),
  paid: z.array(z.object({ what: z.string(), usdPerMonth: z.number() })),
});

const arm = z.object({
  option,
  standing: z.enum(["stands", "below-bar", "gated", "named", "none"]),
  because: z.array(z.string()),
  model: z.string().nullable(),
  offer: z.string().nullable(),
  effort: z.string().nullable(),
  thinkingTokens: z.number().describe("Of a request, on top of the output that is seen."),
  usdPerMonth: amount.nullable(),
  perMillion: z
    .object({ input: amount, output: amount, blended: amount })
    .nullable()
    .describe(
      "$ per million tokens; `blended` is the bill over the tokens that the use case states, input and output.",
    ),
  items: z
    .record(z.string(), z.number())
    .describe("By line, expected values: they add up to the bill."),
  cash: cash.nullable().describe("Where some of the bill is paid already."),
  presentValueUsd: z
    .number()
    .nullable()
    .describe("$ of the whole horizon at today's worth; null without a discount rate."),
  price: z
    .object({
      input: z.number(),
      output: z.number(),
      cacheRead: z.number().nullable(),
      perMinute: z.number().optional().describe("Of speech, beside its tokens."),
      perMillionCharacters: z.number().optional(),
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

/** What one parameter alone does to the gap between two plans, at the ends of its range. */
const tornadoBar = z.object({
  ...parameter,
  low: z.number(),
  high: z.number(),
  gapAtLow: z.number().describe("Own less hosted: negative where the own fleet is cheaper."),
  gapAtHigh: z.number(),
  probabilityAtLow: share
    .nullable()
    .describe(
      "P(own is cheaper) with the parameter held there; null without draws, and for short bars.",
    ),
  probabilityAtHigh: share.nullable(),
});

/** The value of one parameter at which the cheaper side changes, all else as expected. */
const flipValue = z.object({
  ...parameter,
  flip: z.number(),
  to: side.describe("Who is cheaper beyond it, seen from the expected value."),
  plausible: z
    .boolean()
    .describe("Whether it lies within the range that a careful person believes."),
});

const against = z.object({
  against: option,
  model: z.string(),
  offer: z.string(),
  gapUsdPerMonth: z.number().describe("Own less hosted."),
  breakEven: z.object({ withStaff: breakEven, withoutStaff: breakEven }),
  breakEvenUtilisation: z
    .number()
    .nullable()
    .describe(
      "Share of what today's fleet carries that it would have to serve to cost no more than the API for the same requests; above 1: never with this fleet; null: the API is free.",
    ),
  paybackMonths: z
    .number()
    .nullable()
    .describe(
      "Of machines that were bought at a price that the team states, out of what they save in cash.",
    ),
  probabilityOwnCheaper: share.nullable().describe("Null without draws."),
  crossoverMonth: z
    .number()
    .int()
    .nullable()
    .describe(
      "First month from whose end on the sum paid stays below the API's; null where that is not within the horizon.",
    ),
  tornado: z.array(tornadoBar),
  flips: z.array(flipValue),
});

const perOption = z.object({
  "self-host": z.number().nullable(),
  "hosted-open": z.number().nullable(),
  "proprietary-api": z.number().nullable(),
});

const curvePoint = z.object({
  requestsPerMonth: z.number(),
  usd: perOption,
  band: z
    .record(option, z.tuple([z.number(), z.number()]).nullable())
    .describe("80 % of the bills lie between; null without draws."),
  selfHostWithoutStaff: z.number().nullable(),
  replicas: z
    .number()
    .nullable()
    .describe("At the peak, of the fleet that is cheapest at this volume, staff included."),
  fleet: z.string().nullable(),
});

const namedCost = z.object({
  model: z.string(),
  option,
  where: z
    .string()
    .nullable()
    .describe("Host, or fleet of one's own; null where nothing has a price."),
  effort: z.string().nullable(),
  usdPerMonth: z.number().nullable(),
  because: z.array(z.string()).describe("Gates that remove it."),
});

const figureUsed = z.object({
  name: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit: z.string(),
  basis,
  source: z.string(),
  published: day,
});

const need = z.object({
  need: z.string(),
  share,
  requestsPerMonth: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  tokensPerMonth: z.number().describe("Mean over the horizon, input and output as stated."),
  speech: z
    .object({
      unit: z.enum(["audioMinutes", "characters"]),
      perRequest: z.number(),
      perMonth: z.number().describe("Mean over the horizon."),
    })
    .optional()
    .describe("What the work is sold by, where that is not tokens."),
  arms: z.array(arm),
  named: z
    .array(namedCost)
    .describe(
      "Every model that was asked for, in each option that it fits; the first of an option is its arm.",
    ),
  against: z.array(against).describe("Own machines against each API."),
  regret: z
    .array(z.object({ option, usdPerMonth: z.number() }))
    .describe("What choosing an option costs over knowing what comes; empty without draws."),
  curve: z.array(curvePoint),
  figures: z.array(figureUsed),
  warnings: z.array(warning),
});

const drift = z.object({
  rent: z.number(),
  software: z.number(),
  capabilityPrice: z.number(),
});

/** What serving a use case costs, by need and option: plain, complete and serialisable. */
export const cost = z.object({
  ...head("moat.cost"),
  useCase: answeredUseCase.extend({ assumed: z.array(assumption) }),
  given: z
    .array(z.object({ path: z.string(), value: z.union([z.number(), z.string()]) }))
    .describe("Own figures of the team, leaf by leaf."),
  draws: z.number().int(),
  drift: drift.describe("Changes per year, 0.1 = +10 %."),
  discountRate: z
    .number()
    .nullable()
    .describe("Per year, 0.1 = 10 %; null: nothing is discounted."),
  needs: z.array(need),
  together: perOption.describe(
    "All needs together, staff and gateway once, as the decision counts them; null where an option lacks a need.",
  ),
});

export type CostDocument = Of<typeof cost>;
export type NeedCost = Of<typeof need>;
export type NamedCost = Of<typeof namedCost>;
export type Amount = Of<typeof amount>;
export type ArmCost = Of<typeof arm>;
export type CashView = Of<typeof cash>;
export type FleetReport = Of<typeof fleet>;
export type Comparison = Of<typeof against>;
export type CurvePoint = Of<typeof curvePoint>;
export type FigureUsed = Of<typeof figureUsed>;
export type Crossing = Of<typeof crossing>;
export type BreakEven = Of<typeof breakEven>;
export type TornadoBar = Of<typeof tornadoBar>;
export type FlipValue = Of<typeof flipValue>;
export type Drift = Of<typeof drift>;
