import * as z from "zod";
import type { AbilityParameters } from "../core/know/constants.ts";
import type { ChoiceParameters, Defaults, EvidenceParameters, Scales } from "../core/know/pack.ts";
import {
  anyNumber,
  basis,
  country,
  day,
  id,
  kind,
  nonNegative,
  positive,
  share,
  text,
} from "./common.ts";
import { figures } from "./figures.ts";
import { barName, barShare, boundary, sensitivity, weights } from "./use-case.ts";

const perOption = <T extends z.ZodType>(value: T) =>
  z.strictObject({ "self-host": value, "hosted-open": value, "proprietary-api": value });

const scales = z.strictObject({
  exposure: z.strictObject({ own: share, hosted: share, assured: share }),
  sensitivity: z.strictObject({
    public: share,
    internal: share,
    confidential: share,
    regulated: share,
  } satisfies Record<z.infer<typeof sensitivity>, z.ZodType>),
  opsNeed: perOption(share),
  lockIn: perOption(share),
  weeksToStart: perOption(nonNegative),
  weeksWorst: positive,
  qualityWorst: share,
  overheadPerOption: share,
  weightConcentration: z.strictObject({ preset: positive, own: positive }),
  switchingMonths: nonNegative,
  reviewUsd: positive,
  staleMonths: positive,
}) satisfies z.ZodType<Scales>;

/** Logits, slopes and standard deviations of them: beyond ten nothing tells one model from another. */
const mostLogits = 10;
const logits = nonNegative.max(mostLogits);
const someLogits = positive.max(mostLogits);

const ability = z.strictObject({
  skill: positive.max(100),
  noise0: someLogits,
  noiseN: nonNegative.max(1e6),
  slope0: someLogits,
  slopeSd: someLogits,
  minSlope: logits,
  vendor: z.number().min(1).max(100),
  minLinked: z.number().int().min(1).max(1000),
  iterations: z.number().int().min(1).max(1000),
  widen: z.number().min(1).max(100),
}) satisfies z.ZodType<AbilityParameters>;

const belief = z.strictObject({
  vendorBias: logits,
  habit: share,
  slopeSd: logits,
  loss: z.strictObject({
    none: logits,
    low: logits,
    medium: logits,
    high: logits,
    xhigh: logits,
    max: logits,
  }),
  lossSd: logits,
  boundedLoss: share,
  imputedFactor: z.number().min(1).max(100),
  provenFrom: share,
  provenScores: z.number().int().min(0).max(1000),
  takesPart: share,
  tryFirstUnder: share,
}) satisfies z.ZodType<EvidenceParameters["belief"]>;

const evidence = z.strictObject({
  anchor: z.number().gt(0).lt(1),
  boardSd: positive,
  vendorDiscount: share,
  saturatedShare: share,
  saturatedDiscount: share,
  minimumSupport: positive,
  disagreement: positive,
  ability,
  belief,
}) satisfies z.ZodType<EvidenceParameters>;

const choice = z.strictObject({
  atBar: share,
  patienceMs: positive.max(1e9),
  visibleMs: positive.max(1e9),
  hurtsAtTimes: positive.max(1e6),
  hurtsAtFloorUsd: positive.max(1e15),
  noticeMonths: nonNegative.max(120),
  weeksToSwap: nonNegative.max(520),
  fallbackGpus: nonNegative.max(1e6),
  effortSlack: share,
  tuned: z
    .strictObject({
      low: share,
      high: z.number().min(0).max(1.17),
      fails: share,
      failsKnown: share,
      maxBillions: positive.max(1e5),
      labels: nonNegative.max(1e9),
    })
    .refine(({ low, high }) => low <= high, {
      path: ["high"],
      message: "high must not be below low",
    }),
  draws: z.number().int().min(16).max(100_000),
  even: z.strictObject({
    from: share,
    lead: share,
    clearFrom: share,
    clearLead: share,
    naming: share,
    cheaper: share,
  }),
  mostConfident: share,
  mostImputed: share,
  volumes: z.array(positive.max(1e15)).length(3),
  nearMiss: z.strictObject({ from: share, saving: share }),
}) satisfies z.ZodType<ChoiceParameters>;

const defaults = z.strictObject({
  bar: z.union([barName, barShare]),
  task: z.enum(["bounded", "open-ended"]),
  workload: z.strictObject({
    requestsPerMonth: positive,
    inputTokens: positive,
    outputTokens: positive,
    cachedInputShare: share,
    batchShare: share,
    peakToMean: z.number().min(1).max(1000),
    growthPerMonth: z.number().min(-0.9).max(10),
  }),
  contextFactor: positive,
  data: z.strictObject({
    personal: z.boolean(),
    sensitivity,
    boundary,
    assurances: z.array(id),
    domainData: z.enum(["none", "labelled", "exclusive"]),
  }),
  evaluation: z.enum(["none", "some", "golden-set"]),
  team: z.strictObject({ mlEngineers: nonNegative, onCall: z.boolean(), fineTuning: z.boolean() }),
  policy: z.strictObject({
    licence: z.enum(["permissive", "commercial", "any"]),
    denyOrigins: z.array(country),
    denyVendors: z.array(id),
    jurisdictions: z.array(country),
    denyGpus: z.array(id),
    use: z.enum(["production", "research"]),
    ownedGpus: z.array(z.strictObject({ gpu: id, count: positive })),
  }),
  horizonMonths: positive.max(120),
  preset: id,
  scenario: id,
}) satisfies z.ZodType<Defaults>;

/** A threshold of the rules. Its basis says whether it is an opinion. */
const parameter = z.strictObject({
  value: z.union([anyNumber, text, z.boolean()]),
  title: text,
  basis,
  source: id.optional(),
  published: day.optional(),
});

/** The largest value of parameters that moat itself knows: shares and probabilities, months and days, volumes. */
const parameterLimits: Readonly<Record<string, number>> = {
  highBar: 1,
  contradictedUnder: 1,
  fragileWithin: 1,
  soonRetired: 600,
  boundedVolume: 1e15,
  manyHosts: 1e6,
  firstTokenSpread: 100,
  tightFirstTokenMs: 1e9,
  reviewDueDays: 36_500,
  staleDays: 36_500,
  hardStaleDays: 36_500,
};

export const pack = z.strictObject({
  kind: kind("pack"),
  id,
  version: text,
  title: text,
  asOf: day.optional(),
  frozen: z.boolean().default(false),
  /** Rule files of other packs that hold here too, relative to this pack. */
  include: z.array(text).default([]),
  bars: z.strictObject({ commodity: share, strong: share, parity: share, frontier: share }),
  basis: z.strictObject({ basis, source: id, published: day, note: text }),
  defaults,
  presets: z.record(id, weights),
  scales,
  evidence,
  choice,
  parameters: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, "a parameter is named in camelCase"), parameter)
    .superRefine((all, context) => {
      for (const [name, { value }] of Object.entries(all)) {
        const largest = Object.hasOwn(parameterLimits, name) ? parameterLimits[name] : undefined;
        if (largest === undefined || typeof value !== "number") continue;
        if (value < 0 || value > largest)
          context.addIssue({
            code: "custom",
            path: [name, "value"],
            message: `${name} goes from 0 to ${largest}, and this is ${value}`,
          });
      }
    })
    .default({}),
  figures: figures.optional(),
});

/** Everything inside may be left out: an extending pack writes only what it changes. */
function partly(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject)
    return z.strictObject(
      Object.fromEntries(
        Object.entries(schema.shape).map(([key, inner]) => [
          key,
          partly(inner as z.ZodType).optional(),
        ]),
      ),
    );
  return schema;
}

/** Shipped pack by id, or a folder relative to this pack. Never a URL: the same files give the same answer. */
const parent = text.regex(
  /^(?!.*:\/\/)/,
  "a pack is named by its id or by a relative path, not by an address",
);
const { shape } = pack;

/** A pack that changes another one. What it does not write, it inherits. */
export const packExtension = z.strictObject({
  kind: shape.kind,
  extends: z.union([parent, z.array(parent).min(1)]),
  id: shape.id,
  version: shape.version,
  title: shape.title,
  asOf: shape.asOf,
  frozen: z.boolean().optional(),
  include: z.array(text).default([]),
  basis: shape.basis.optional(),
  bars: partly(shape.bars).optional(),
  defaults: partly(defaults).optional(),
  presets: z.record(id, weights).optional(),
  scales: partly(scales).optional(),
  evidence: partly(evidence).optional(),
  choice: partly(choice).optional(),
  parameters: z.record(z.string(), partly(parameter)).optional(),
});
