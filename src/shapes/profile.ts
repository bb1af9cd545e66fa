import * as z from "zod";
import {
  anyNumber,
  capabilityClass,
  day,
  effort,
  id,
  kind,
  modality,
  months,
  type Of,
  positive,
  rangeWithin,
  share,
  text,
} from "./common.ts";
import { source } from "./market.ts";

/** No board counts further; which scores one has depends on its unit and ceiling, and is checked with them. */
export const onBoard = z.number().min(-1e5).max(1e5);

const guess = { basis: z.literal("assumed"), source: id, published: day };

const observation = z.strictObject({
  id,
  model: id,
  effort: effort.optional(),
  score: onBoard,
  /** Day of the run or of the model's release, as the source states it. */
  date: day,
  /** Day on which the score became public; a run with an earlier as-of date never sees it. */
  published: day,
  evaluator: z.enum(["independent", "vendor", "vote"]),
  source: id,
  note: text.optional(),
});

export const benchmark = z.strictObject({
  id,
  title: text,
  /** `percent` and `index` count up to the ceiling, `error-percent` counts errors, `elo` has no ceiling. */
  unit: z.enum(["percent", "index", "error-percent", "elo"]),
  better: z.enum(["higher", "lower"]).default("higher"),
  ceiling: z.number().positive().max(1e5).optional(),
  human: onBoard.optional(),
  grade: z.enum(["independent", "vendor-mixed", "preference"]),
  weight: z.number().positive().max(1).default(1),
  note: text.optional(),
  observations: z.array(observation).min(1),
});

/** A score beyond the ends of its board, or known before it was measured, would turn verdicts unseen. */
const onItsScale = benchmark.superRefine((board, context) => {
  const trouble = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  if (board.human !== undefined && isOffScale(board, board.human))
    trouble(["human"], scaleText(board, board.human));
  for (const [index, { score, date, published }] of board.observations.entries()) {
    const at = ["observations", index];
    if (isOffScale(board, score)) trouble([...at, "score"], scaleText(board, score));
    if (published < date)
      trouble(
        [...at, "published"],
        `it was published on ${published}, before it was measured on ${date}`,
      );
  }
});

type WrittenBoard = Pick<Benchmark, "id" | "unit" | "ceiling">;

/** The least and the largest score that a board can give. */
export function scaleOf({ unit, ceiling }: Omit<WrittenBoard, "id">): readonly [number, number] {
  // A rating has no floor: the weakest of a strong field stand below 0.
  if (unit === "elo") return [-10_000, 10_000];
  return [0, unit === "error-percent" ? 100 : (ceiling ?? 100)];
}

const isOffScale = (board: WrittenBoard, score: number): boolean => {
  const [low, high] = scaleOf(board);
  return score < low || score > high;
};

const scaleText = (board: WrittenBoard, score: number): string =>
  `${score} is not on the scale of ${board.id}, which goes from ${scaleOf(board).join(" to ")}`;

export const claimStatus = z.enum([
  "confirmed",
  "imprecise",
  "unverifiable",
  "contradicted",
  "open",
]);

const claim = z.strictObject({
  text,
  value: z.union([anyNumber, text]).optional(),
  /** Relative gap of the best open weights to the best proprietary model, 0..1. */
  gap: rangeWithin(-1, 1).optional(),
  /** Success of the proprietary model that the gap is relative to, where the source states it. */
  reference: z.number().gt(0).lt(1).optional(),
  /** Until the gap closes. */
  months: months.optional(),
  /** A forecast of list prices: what a million tokens will cost at the level that a model had on that day, within so many months. */
  price: z.strictObject({ usdPerMillion: rangeWithin(0.001, 1000), months, model: id }).optional(),
  /** Cost of open weights as a share of the proprietary bill, 0..1. */
  costShare: rangeWithin(0, 10).optional(),
  /** The source says that no open equivalent exists. */
  noEquivalent: z.boolean().optional(),
  /** The claim is about the past, or it compares with something that must be named. */
  denominator: text.optional(),
  benchmark: id.optional(),
  source: id,
  published: day,
  status: claimStatus.optional(),
  by: z.array(id).optional(),
  note: text.optional(),
});

export const scenario = z.strictObject({
  id,
  title: text,
  /** Factor on time: 2.5 turns 15 months into 6. */
  speedUp: z.number().min(1).max(100).optional(),
  forced: z.strictObject({ date: day, probability: share }).optional(),
  probability: share.default(1),
  claims: z.array(id).min(1),
});

/** Speech is sold by the minute that is heard, or by the character that is read aloud. */
const soldBy = z.strictObject({
  unit: z.enum(["audioMinutes", "characters"]),
  /** Where a use case says nothing. */
  perRequest: positive.max(1e9),
  ...guess,
});

/** What requests usually look like, a guess: what questions suggest, and no more. */
const usual = z.strictObject({
  requestsPerMonth: positive,
  inputTokens: positive,
  outputTokens: positive,
  ...guess,
});

/** Everything about one capability; a figure in it says by whom and when. */
export const profile = z.strictObject({
  kind: kind("profile"),
  id,
  title: text,
  summary: text,
  aliases: z.array(id).default([]),
  class: capabilityClass,
  dataSource: z.strictObject({
    kind: z.enum(["public", "mixed", "proprietary-interaction", "proprietary-domain"]),
    claims: z.array(id).min(1),
  }),
  integration: z.strictObject({
    kind: z.enum(["native", "bolted-on"]),
    claims: z.array(id).min(1),
  }),
  /** Modalities that a request carries in. */
  modalities: z.array(modality).min(1).default(["text"]),
  /** False where tokens alone do not price the work (speech, images, video). */
  pricedInTokens: z.boolean().default(true),
  soldBy: soldBy.optional(),
  /** Path of an API of OpenAI's kind that does the work; chat completions where nothing is said and tokens price it. */
  endpoint: z.enum(["embeddings"]).optional(),
  /** Who waits for a turn: limits of latency hold for persons. */
  turn: z.enum(["person", "agent", "background"]).default("background"),
  /** How much an open-ended request makes a model think. */
  work: z.enum(["composing", "hard"]).default("composing"),
  usual: usual.optional(),
  /** Capability whose boards stand in where this one has none. */
  kin: id.optional(),
  benchmarks: z.array(onItsScale).default([]),
  /** Models that are made for the capability and that no board has measured. */
  unscored: z.array(z.strictObject({ model: id, claims: z.array(id).min(1) })).default([]),
  closing: z
    .strictObject({
      window: z
        .strictObject({ months, from: day, target: text, claims: z.array(id).min(1) })
        .optional(),
      /** Probability that the gap never closes. */
      never: share.default(0),
      claims: z.array(id).default([]),
    })
    .optional(),
  scenarios: z.array(scenario).default([]),
  claims: z.record(id, claim),
  /** Sources that only this file names; those of several files stand in a sources.yaml. */
  sources: z.record(id, source).optional(),
  reviewed: day,
});

const changedBenchmark = benchmark.partial().required({ id: true, observations: true });

/** Changes to a profile of the pack that is extended: an id that is known is replaced, a new one is added. */
export const observations = z.strictObject({
  kind: kind("observations"),
  capability: id,
  benchmarks: z.array(changedBenchmark).default([]),
  claims: z.record(id, claim).default({}),
  sources: z.record(id, source).optional(),
  reviewed: day.optional(),
});

export type ClaimStatus = Of<typeof claimStatus>;
export type Observation = Of<typeof observation>;
export type Benchmark = Of<typeof benchmark>;
export type Claim = Of<typeof claim>;
export type Scenario = Of<typeof scenario>;
export type SoldBy = Of<typeof soldBy>;
export type SpeechUnit = SoldBy["unit"];
/** What its file says, but for what the file says of itself. */
export type Profile = Omit<Of<typeof profile>, "kind" | "sources">;
