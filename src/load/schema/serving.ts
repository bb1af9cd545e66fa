import * as z from "zod";
import type { Corrections } from "../../core/cost/corrections.ts";
import type { EstimatorConstants } from "../../core/cost/deployment.ts";
import type { Figure, ServingFacts } from "../../core/cost/facts.ts";
import { basis, day, id, kind, nonNegative, positive, range, share, text } from "./common.ts";

const efficiency = share.refine((value) => value > 0, "an efficiency must be above 0");
const dated = { source: id, published: day };

const rate = { bandwidthEfficiency: efficiency, computeEfficiency: efficiency };
const family = z.strictObject(rate);
const tunedFamily = z.strictObject({ ...rate, ...dated }).optional();
const bytes = z.tuple([positive, positive, positive]);

export const estimatorSchema = z.strictObject({
  ...dated,
  families: z.strictObject({
    ampere: family,
    ada: family,
    hopper: family,
    blackwell: family,
    rtx: family,
    cdna: family,
  }),
  tuned: z
    .strictObject({
      ampere: tunedFamily,
      ada: tunedFamily,
      hopper: tunedFamily,
      blackwell: tunedFamily,
      rtx: tunedFamily,
      cdna: tunedFamily,
    })
    .default({}),
  secondsPerLayer: nonNegative,
  secondsPerMoeLayer: nonNegative,
  secondsPerStep: nonNegative,
  secondsPerRequest: nonNegative,
  engineFactor: z.strictObject({ trt: positive, vllm: positive, sglang: positive }),
  allReduceSeconds: nonNegative,
  linkEfficiency: efficiency,
  linkEfficiencyOf: z.record(z.string(), efficiency).default({}),
  expertComputeEfficiency: efficiency,
  expertBandwidthEfficiency: efficiency,
  fp4Efficiency: efficiency,
  int4Efficiency: efficiency,
  activationPasses: nonNegative,
  overlapExponent: z.number().min(1),
  weightBytes: z.strictObject({ bf16: bytes, fp8: bytes, fp4: bytes, mxfp4: bytes, int4: bytes }),
  memory: z.strictObject({
    trtShare: share,
    otherShare: share,
    reserveBytes: nonNegative,
    floorShare: share,
  }),
  maxBatchPerGpuGroup: z.number().int().positive(),
  firstToken: z.strictObject({
    fixedSeconds: nonNegative,
    prefills: nonNegative,
    prefillsPerConcurrent: nonNegative,
    steps: nonNegative,
    spread: z.number().min(1),
  }),
  lnError80: z.strictObject({
    knownPair: positive,
    newPair: positive,
    newModel: positive,
    newFamily: positive,
  }),
}) satisfies z.ZodType<EstimatorConstants>;

/** Factors under keys of `parts` ids joined by `|`. */
function factors(parts: number) {
  const part = "[a-z0-9][a-z0-9.+-]*";
  const key = z
    .string()
    .regex(
      new RegExp(`^${part}(\\|${part}){${parts - 1}}$`),
      `expected ${parts} ids joined by "|"`,
    );
  return z.record(key, positive);
}

export const correctionsSchema = z.strictObject({
  ...dated,
  byEngine: factors(4),
  byGpu: factors(3),
  byFamily: factors(3),
  byModel: factors(1),
}) satisfies z.ZodType<Corrections>;

const figure = z.strictObject({
  value: z.number(),
  range: range.optional(),
  basis,
  source: id,
  published: day,
  note: text.optional(),
}) satisfies z.ZodType<Figure>;

/** A section whose entries are all figures. */
const figures = <Name extends string>(...names: readonly Name[]) =>
  z.strictObject(
    Object.fromEntries(names.map((name) => [name, figure])) as Record<Name, typeof figure>,
  );

export const serving = z.strictObject({
  kind: kind("serving"),
  estimator: estimatorSchema,
  corrections: correctionsSchema,
  fleet: figures(
    "hoursPerMonth",
    "maxLoad",
    "spareReplicas",
    "perTokenMs",
    "rentLnSd",
    "reservedShare",
    "dedicatedPremium",
    "spotShare",
    "stagingReplicas",
    "peakFactor",
  ),
  network: figures("egressUsdPerGb", "bytesPerToken", "storageUsdPerGbMonth"),
  drift: figures("rent", "software", "capabilityPrice"),
  owned: figures(
    "capexUsd",
    "networkShare",
    "lifeMonths",
    "residualShare",
    "interestPerYear",
    "supportShare",
    "kilowatts",
    "colocationUsdPerKw",
    "loadShare",
    "pue",
    "usdPerKwh",
  ),
  maturity: figures(
    "dense",
    "experts",
    "fresh",
    "freshMonths",
    "denseLnSd",
    "expertsLnSd",
    "freshLnSd",
  ),
  staff: figures(
    "usdPerYear",
    "smallFte",
    "smallReplicas",
    "mediumFte",
    "mediumGpus",
    "largeFte",
    "buildWeeks",
    "refreshWeeks",
    "refreshesPerYear",
    "gatewayUsdPerMonth",
  ),
  hosted: z.strictObject({ retryShare: figure, batchFactor: figure, batchVendors: z.array(id) }),
  tuning: figures("weeksOnce", "weeksPerRefresh", "computeUsd"),
}) satisfies z.ZodType<ServingFacts>;
