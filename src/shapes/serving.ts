import * as z from "zod";
import { byKey, keysIn } from "../core/know/by-key.ts";
import {
  basis,
  count,
  day,
  id,
  kind,
  nonNegative,
  type Of,
  positive,
  rangeWithin,
  share,
  text,
} from "./common.ts";

const efficiency = share.refine((value) => value > 0, "an efficiency must be above 0");
const dated = { source: id, published: day };

/** Shares of the sheet figures that real kernels reach. */
const rate = { bandwidthEfficiency: efficiency, computeEfficiency: efficiency };
const family = z.strictObject(rate);
const tunedFamily = z.strictObject({ ...rate, lnError80: positive, ...dated }).optional();
/** Per parameter: experts, the rest of a mixture-of-experts model, the whole of a dense one. */
const bytes = z.tuple([positive, positive, positive]);

/** The calibrated numbers of the estimator. */
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
  /** Better values for today's stacks of a family, fitted later and on other rows than the rest, with an interval of their own. */
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
  /** Factor on the overheads above. */
  engineFactor: z.strictObject({ trt: positive, vllm: positive, sglang: positive }),
  allReduceSeconds: nonNegative,
  linkEfficiency: efficiency,
  /** By GPU id, where a board's link reaches another share than the rest: PCIe through the host. */
  linkEfficiencyOf: z.record(z.string(), efficiency).default({}),
  expertComputeEfficiency: efficiency,
  expertBandwidthEfficiency: efficiency,
  fp4Efficiency: efficiency,
  int4Efficiency: efficiency,
  /** Times that a layer's activations cross the memory bus. */
  activationPasses: nonNegative,
  /** 1: prefill and decode take turns; larger: they overlap. */
  overlapExponent: z.number().min(1).max(100),
  weightBytes: z.strictObject({ bf16: bytes, fp8: bytes, fp4: bytes, mxfp4: bytes, int4: bytes }),
  memory: z.strictObject({
    /** TensorRT-LLM takes a share of what the weights leave, the others of the whole memory. */
    trtShare: share,
    otherShare: share,
    reserveBytes: nonNegative,
    /** Share of the memory that the KV cache has at least. */
    floorShare: share,
  }),
  /** Sequences that an engine schedules at once, per group of GPUs that share a batch. */
  maxBatchPerGpuGroup: count,
  firstToken: z.strictObject({
    fixedSeconds: nonNegative,
    prefills: nonNegative,
    prefillsPerConcurrent: nonNegative,
    steps: nonNegative,
    /** The interval reaches from estimate / spread to estimate x spread. */
    spread: z.number().min(1).max(100),
  }),
  /** 80 % of |ln(measured / estimated)| lie below this. */
  lnError80: z.strictObject({
    knownPair: positive,
    newPair: positive,
    newModel: positive,
    newFamily: positive,
  }),
});

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

/**
 * Measured / estimated output tokens per second, by keys of decreasing detail: model|gpu|precision|engine,
 * model|gpu|precision, model|family|precision, model. The last two never multiply an estimate (they made unseen pairs
 * worse: 14.4 % against 13.3 %); they tell which models and GPU families the calibration has seen at all.
 */
export const correctionsSchema = z.strictObject({
  ...dated,
  byEngine: factors(4),
  byGpu: factors(3),
  byFamily: factors(3),
  byModel: factors(1),
});

/** From the least to the largest value that is meant. */
type Ends = readonly [least: number, largest: number];

/** A number that says where it comes from; `range` is what a careful person would still believe. */
export const figure = ([least, largest]: Ends) =>
  z.strictObject({
    value: z.number().min(least).max(largest),
    range: rangeWithin(least, largest).optional(),
    basis,
    source: id,
    published: day,
    note: text.optional(),
  });

/** A section whose entries are all figures. */
const figures = <Name extends string>(ends: Readonly<Record<Name, Ends>>) =>
  z.strictObject(byKey(keysIn(ends), (name) => figure(ends[name])));

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
    /** Load at the peak that a replica is planned for. */
    maxLoad: part,
    spareReplicas: factor,
    /** Per-token limit that a fleet is sized for where nobody states one, ms. */
    perTokenMs: [0, 60_000],
    /** Standard deviation of ln(rent) over a year. */
    rentLnSd: deviation,
    /** Rent of a year's reservation as a share of on-demand, where no dated offer is known. */
    reservedShare: part,
    /** What a dedicated deployment at a host costs over the bare rent. */
    dedicatedPremium: factor,
    /** Rent of machines that may be taken away, as a share of on-demand. */
    spotShare: part,
    /** How long a serverless worker is kept, and billed, after its last request; and how long it is billed before its first. */
    idleSeconds: [0, 86_400],
    coldSeconds: [0, 86_400],
    stagingReplicas: factor,
    /** Range of the real peak around the stated one. */
    peakFactor: factor,
  }),
  network: figures({
    egressUsdPerGb: factor,
    bytesPerToken: [0, 1e6],
    storageUsdPerGbMonth: factor,
  }),
  /** Changes per year, 0.1 = +10 %: three separate inputs, because they do not move together. */
  drift: figures({ rent: perYear, software: perYear, capabilityPrice: perYear }),
  /** A machine of one's own, per GPU. */
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
  /** Measured over predicted throughput of the stack that a team really runs. */
  maturity: figures({
    /** A recipe made for the model and the GPU. */
    tuned: factor,
    /** The engine as it comes, by class of model. */
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
    /** Of two replicas, the least that keeps a service up. */
    leastFte: factor,
    /** More people for twice the replicas. */
    ftePerDoubling: factor,
    /** GPUs that take one more person. */
    gpusPerFte: [1, 1e6],
    buildWeeks: weeks,
    refreshWeeks: weeks,
    refreshesPerYear: factor,
    gatewayUsdPerMonth: usd,
  }),
  hosted: z.strictObject({
    retryShare: figure(part),
    batchFactor: figure(part),
    /** Vendors whose own API is known to sell batch work at the batch factor. */
    batchVendors: z.array(id),
  }),
  tuning: figures({ weeksOnce: weeks, weeksPerRefresh: weeks, computeUsd: usd }),
  /** What somebody takes who says whether an answer is right, to tune a model on it or to test one. */
  labels: figures({
    wordsPerToken: [0.01, 10],
    /** Silent reading. */
    wordsPerMinute: [1, 10_000],
    /** However short it is. */
    leastMinutes: [0, 600],
    mostMinutes: [0, 6000],
    /** To judge how an agent ended a task. */
    taskMinutes: [0, 6000],
    /** $ an hour of who labels bounded work, and of who knows the field of open-ended work. */
    officeUsdPerHour: [0, 10_000],
    expertUsdPerHour: [0, 10_000],
  }),
});

export type Figure = Of<ReturnType<typeof figure>>;
export type Corrections = Of<typeof correctionsSchema>;
export type Engine = keyof EstimatorConstants["engineFactor"];

/** As they are calibrated, and how a team says that it sets its engine; where it says nothing, as the engine comes. */
export interface EstimatorConstants extends Of<typeof estimatorSchema> {
  /** Bytes of an element of the KV cache. */
  readonly kvElementBytes?: number | undefined;
  /** Tokens that a decode step yields where a draft is checked (speculative decoding), in the mean. */
  readonly tokensPerStep?: number | undefined;
}

type WrittenServing = Of<typeof serving>;

/** What it takes to serve open weights, and to be served. */
export interface ServingFacts extends Omit<WrittenServing, "kind" | "estimator" | "labels"> {
  readonly estimator: EstimatorConstants;
  /** `usdPerLabel`: a price of the team's own, instead of all the rest. */
  readonly labels: WrittenServing["labels"] & { readonly usdPerLabel?: Figure | undefined };
}
