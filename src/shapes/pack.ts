import * as z from "zod";
import {
  anyNumber,
  basis,
  country,
  day,
  id,
  kind,
  nonNegative,
  type Of,
  positive,
  share,
  text,
} from "./common.ts";
import { figures } from "./figures.ts";
import { barName, barShare, boundary, sensitivity, weights } from "./use-case.ts";

const perOption = <T extends z.ZodType>(value: T) =>
  z.strictObject({ "self-host": value, "hosted-open": value, "proprietary-api": value });

/** The opinions of a pack: ladders and anchors of the value functions, each overridable and open to flips. */
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
  /** Value lost per option, and per model, beyond the first. */
  overheadPerOption: share,
  overheadPerModel: share,
  /** Concentration of the weight draws: presets are vaguer than weights that a person gave. */
  weightConcentration: z.strictObject({ preset: positive, own: positive }),
  /** Cost of switching providers, in months of score. */
  switchingMonths: nonNegative,
  /** Cost of one review, and the age at which evidence has to be looked at again. */
  reviewUsd: positive,
  staleMonths: positive,
});

/** Logits, slopes and standard deviations of them: beyond ten nothing tells one model from another. */
const mostLogits = 10;
const logits = nonNegative.max(mostLogits);
const someLogits = positive.max(mostLogits);

const ability = z.strictObject({
  /** Variance of the skill of one capability, general ability having variance 1. */
  skill: positive.max(100),
  /** Prior of a board's noise, logits, and the number of scores that it counts for. */
  noise0: someLogits,
  noiseN: nonNegative.max(1e6),
  /** Prior of a board's slope and its standard deviation; slopes stay above minSlope. */
  slope0: someLogits,
  slopeSd: someLogits,
  minSlope: logits,
  /** Variance of a vendor's own run or of a vote, against an independent run. */
  vendor: z.number().min(1).max(100),
  /** A board counts if so many of its rows have a score on a board of another home. */
  minLinked: z.number().int().min(1).max(1000),
  iterations: z.number().int().min(1).max(1000),
  /** Factor on the standard deviation of an estimate: intervals of back-tests were too narrow by so much. */
  widen: z.number().min(1).max(100),
});

const belief = z.strictObject({
  /** Logits that a vendor's own run shows too much. */
  vendorBias: logits,
  /** Part of what a model shows on a board beside its ability that holds for the user's task too. */
  habit: share,
  /** How differently the user's task may tell models apart: least sd of the ratio of slopes. */
  slopeSd: logits,
  /** Ability lost at an effort against `max`, in units of general ability, and its sd as a share of a difference. */
  loss: z.strictObject({
    none: logits,
    low: logits,
    medium: logits,
    high: logits,
    xhigh: logits,
    max: logits,
  }),
  lossSd: logits,
  /** Share of that loss that bounded tasks feel. */
  boundedLoss: share,
  /** Factor on the sd of a row without a score of its own. */
  imputedFactor: z.number().min(1).max(100),
  /** And of every row where the boards are those of a related capability. */
  kinFactor: z.number().min(1).max(100),
  /** From this bar on a row needs so many scores, one of them independent. */
  provenFrom: share,
  provenScores: z.number().int().min(0).max(1000),
  /** P(bar) from which a candidate takes part, and up to which it is only worth a try. */
  takesPart: share,
  tryFirstUnder: share,
});

/** Constants of the belief (DESIGN 5, "Belief"); those of the ability are cross-validated, the others say why in the pack. */
const evidence = z.strictObject({
  /** Success of the yardstick that the scale of quality is anchored at. */
  anchor: z.number().gt(0).lt(1),
  /** Noise of one fully independent board that shares no models with others, logits. */
  boardSd: positive,
  vendorDiscount: share,
  saturatedShare: share,
  saturatedDiscount: share,
  minimumSupport: positive,
  /** Logits between two boards from which they disagree. */
  disagreement: positive,
  ability,
  belief,
});

/** Constants of the choice (DESIGN 5, "Value" to "Confidence"), each with its reason in the pack. */
const choice = z.strictObject({
  /** Worth of quality at the bar; the rest up to 1 is for more. */
  atBar: share,
  /** Thinking so long is worth nothing to who waits, ms. */
  patienceMs: positive.max(1e9),
  /** Latency limit to the first visible token where a person waits and nobody says how long, ms. */
  visibleMs: positive.max(1e9),
  /** The bill that hurts: so many times the least price of a success, and never less than the floor. */
  hurtsAtTimes: positive.max(1e6),
  hurtsAtFloorUsd: positive.max(1e15),
  /** A missed bar costs so many months before the fallback serves. */
  noticeMonths: nonNegative.max(120),
  weeksToSwap: nonNegative.max(520),
  /** A fallback on own machines may take so many GPUs, or twice those of the first choice. */
  fallbackGpus: nonNegative.max(1e6),
  /** A second try of another option is worth so much more. */
  crossLead: share,
  /** Share of misses that two models of one maker have in common where no more months lie between their releases. */
  sameMaker: z.strictObject({ share, months: nonNegative.max(1200) }),
  /** Value that a lower effort may cost. */
  effortSlack: share,
  /** Requests of a trial that are judged: for who is sure to clear the bar, and for a try. */
  trialRequests: z.strictObject({ least: positive.max(1e6), most: positive.max(1e6) }),
  /** Requests of an agent until one of its tasks is done. */
  stepsPerTask: positive.max(1e4),
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
    /** Lead under which plans are even where the best wins so often or less, and so often or more; straight between the two. */
    from: share,
    lead: share,
    clearFrom: share,
    clearLead: share,
    /** Of even plans one within so much of the highest mean is named. */
    naming: share,
    /** A bill lower by this share is named where it wins as often. */
    cheaper: share,
  }),
  /** Most that is ever claimed; less where nobody measured what carries the answer. */
  mostConfident: share,
  mostImputed: share,
  /** Volumes that are looked at where nobody states one; the middle one decides. */
  volumes: z.array(positive.max(1e15)).length(3),
  /** A near miss has at least this chance, and is cheaper by this share. */
  nearMiss: z.strictObject({ from: share, saving: share }),
});

/** What is assumed where a use case says nothing. */
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
  /** contextTokens where nobody states it, as a multiple of the mean request. */
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
});

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

export type Scales = Of<typeof scales>;
export type AbilityParameters = Of<typeof ability>;
export type EvidenceParameters = Of<typeof evidence>;
export type ChoiceParameters = Of<typeof choice>;
export type Defaults = Of<typeof defaults>;
