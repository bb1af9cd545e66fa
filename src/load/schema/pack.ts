import * as z from "zod";
import type { AbilityParameters } from "../../core/believe/ability.ts";
import type { ChoiceParameters, Defaults, EvidenceParameters, Scales } from "../../core/pack.ts";
import { basis, country, day, id, kind, nonNegative, positive, share, text } from "./common.ts";
import { barName, boundary, sensitivity, weights } from "./use-case.ts";

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
  overheadPerOption: nonNegative,
  weightConcentration: z.strictObject({ preset: positive, own: positive }),
  switchingMonths: nonNegative,
  reviewUsd: positive,
  staleMonths: positive,
}) satisfies z.ZodType<Scales>;

const ability = z.strictObject({
  skill: positive,
  noise0: positive,
  noiseN: nonNegative,
  slope0: positive,
  slopeSd: positive,
  minSlope: nonNegative,
  vendor: z.number().min(1),
  minLinked: z.number().int().min(1),
  iterations: z.number().int().min(1).max(1000),
  widen: z.number().min(1),
}) satisfies z.ZodType<AbilityParameters>;

const belief = z.strictObject({
  vendorBias: nonNegative,
  habit: share,
  slopeSd: nonNegative,
  loss: z.strictObject({
    none: nonNegative,
    low: nonNegative,
    medium: nonNegative,
    high: nonNegative,
    xhigh: nonNegative,
    max: nonNegative,
  }),
  lossSd: nonNegative,
  boundedLoss: share,
  imputedFactor: z.number().min(1),
  provenFrom: share,
  provenScores: z.number().int().min(0),
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
  patienceMs: positive,
  visibleMs: positive,
  hurtsAtTimes: positive,
  hurtsAtFloorUsd: positive,
  noticeMonths: nonNegative,
  weeksToSwap: nonNegative,
  fallbackGpus: nonNegative,
  abroadSaving: share,
  effortSlack: share,
  tuned: z.strictObject({
    low: share,
    high: z.number().min(0).max(1.17),
    fails: share,
    failsKnown: share,
    maxBillions: positive,
    labels: nonNegative,
    usdPerLabel: nonNegative,
  }),
  draws: z.number().int().min(16).max(100_000),
  even: z.strictObject({
    lead: share,
    clearFrom: share,
    clearLead: share,
    mostFrom: share,
    mostLead: share,
    cheaper: share,
  }),
  mostConfident: share,
  mostImputed: share,
  volumes: z.array(positive).length(3),
  nearMiss: z.strictObject({ from: share, saving: share }),
}) satisfies z.ZodType<ChoiceParameters>;

const defaults = z.strictObject({
  bar: z.union([barName, share]),
  task: z.enum(["bounded", "open-ended"]),
  workload: z.strictObject({
    requestsPerMonth: positive,
    inputTokens: positive,
    outputTokens: positive,
    cachedInputShare: share,
    batchShare: share,
    peakToMean: z.number().min(1),
    growthPerMonth: z.number(),
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
  horizonMonths: positive,
  preset: id,
  scenario: id,
}) satisfies z.ZodType<Defaults>;

/** A threshold of the rules. Its basis says whether it is an opinion. */
const parameter = z.strictObject({
  value: z.union([z.number(), text, z.boolean()]),
  title: text,
  basis,
  source: id.optional(),
  published: day.optional(),
});

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
    .default({}),
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
