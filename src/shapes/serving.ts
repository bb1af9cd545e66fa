import * as z from "zod";
import type { Corrections, EstimatorConstants } from "../core/know/constants.ts";
import type { Figure, ServingFacts } from "../core/know/serving.ts";
import {
  basis,
  count,
  day,
  id,
  kind,
  nonNegative,
  positive,
  rangeWithin,
  share,
  text,
} from "./common.ts";

const efficiency = share.refine((value) => value > 0, "an efficiency must be above 0");
const dated = { source: id, published: day };

const rate = { bandwidthEfficiency: efficiency, computeEfficiency: efficiency };
const family = z.strictObject(rate);
const tunedFamily = z.strictObject({ ...rate, lnError80: positive, ...dated }).optional();
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
  overlapExponent: z.number().min(1).max(100),
  weightBytes: z.strictObject({ bf16: bytes, fp8: bytes, fp4: bytes, mxfp4: bytes, int4: bytes }),
  memory: z.strictObject({
    trtShare: share,
    otherShare: share,
    reserveBytes: nonNegative,
    floorShare: share,
  }),
  maxBatchPerGpuGroup: count,
  firstToken: z.strictObject({
    fixedSeconds: nonNegative,
    prefills: nonNegative,
    prefillsPerConcurrent: nonNegative,
    steps: nonNegative,
    spread: z.number().min(1).max(100),
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

/** From the least to the largest value that is meant. */
type Ends = readonly [least: number, largest: number];

const figure = ([least, largest]: Ends) =>
  z.strictObject({
    value: z.number().min(least).max(largest),
    range: rangeWithin(least, largest).optional(),
    basis,
    source: id,
    published: day,
    note: text.optional(),
  }) satisfies z.ZodType<Figure>;

/** A section whose entries are all figures. */
const figures = <Name extends string>(ends: Readonly<Record<Name, Ends>>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries<Ends>(ends).map(([name, one]) => [name, figure(one)]),
    ) as Record<Name, ReturnType<typeof figure>>,
  );

const part: Ends = [0, 1];
const factor: Ends = [0, 100];
const deviation: Ends = [0, 5];
const usd: Ends = [0, 1e7];
const weeks: Ends = [0, 520];
const perYear: Ends = [-0.99, 10];

export const serving = z.strictObject({
  kind: kind("serving"),
  estimator: estimatorSchema,
  corrections: correctionsSchema,
  fleet: figures({
    hoursPerMonth: [1, 744],
    maxLoad: part,
    spareReplicas: factor,
    perTokenMs: [0, 60_000],
    rentLnSd: deviation,
    reservedShare: part,
    dedicatedPremium: factor,
    spotShare: part,
    idleSeconds: [0, 86_400],
    coldSeconds: [0, 86_400],
    stagingReplicas: factor,
    peakFactor: factor,
  }),
  network: figures({
    egressUsdPerGb: factor,
    bytesPerToken: [0, 1e6],
    storageUsdPerGbMonth: factor,
  }),
  drift: figures({ rent: perYear, software: perYear, capabilityPrice: perYear }),
  owned: figures({
    capexUsd: usd,
    networkShare: part,
    lifeMonths: [1, 600],
    residualShare: part,
    interestPerYear: part,
    supportShare: part,
    kilowatts: factor,
    colocationUsdPerKw: usd,
    loadShare: part,
    pue: [1, 10],
    usdPerKwh: [0, 10],
  }),
  maturity: figures({
    tuned: factor,
    dense: factor,
    experts: factor,
    fresh: factor,
    freshMonths: [0, 120],
    tunedLnSd: deviation,
    denseLnSd: deviation,
    expertsLnSd: deviation,
    freshLnSd: deviation,
  }),
  staff: figures({
    usdPerYear: usd,
    leastFte: factor,
    ftePerDoubling: factor,
    gpusPerFte: [1, 1e6],
    buildWeeks: weeks,
    refreshWeeks: weeks,
    refreshesPerYear: factor,
    gatewayUsdPerMonth: usd,
  }),
  hosted: z.strictObject({
    retryShare: figure(part),
    batchFactor: figure(part),
    batchVendors: z.array(id),
  }),
  tuning: figures({ weeksOnce: weeks, weeksPerRefresh: weeks, computeUsd: usd }),
  labels: figures({
    wordsPerToken: [0.01, 10],
    wordsPerMinute: [1, 10_000],
    leastMinutes: [0, 600],
    mostMinutes: [0, 6000],
    taskMinutes: [0, 6000],
    officeUsdPerHour: [0, 10_000],
    expertUsdPerHour: [0, 10_000],
  }),
}) satisfies z.ZodType<ServingFacts>;
