import * as z from "zod";
import { outcomes } from "../core/know/lists.ts";
import { day, effort, type Of, option, share } from "./common.ts";

// A candidate as it is told: by name, as a route of a plan, in the list of all. What a field means stands here, and goes with
// the JSON Schema.

const amount = z.number().nullable();
const name = z.string().nullable();

export const quantiles = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

export const evidence = z.object({
  source: z.string(),
  url: z.string(),
  published: day.nullable(),
  value: z.union([z.string(), z.number()]).nullable(),
});

/** A candidate by name. */
export const named = z.object({
  model: name,
  effort,
  option,
  offer: name,
  configuration: name,
  usdPerMonth: amount,
});

/** A candidate beside the pick. */
export const alternative = named.extend({
  need: z.string(),
  clearsBar: share.describe("P(quality >= bar)."),
});

const meets = z
  .array(
    z.object({
      path: z.string(),
      value: z
        .union([z.string(), z.number(), z.array(z.string())])
        .nullable()
        .describe("Null: nothing is known."),
      toSign: z
        .array(z.string())
        .optional()
        .describe("Assurances that its host gives by agreement only."),
      limit: z
        .number()
        .optional()
        .describe(
          "What was asked for, where that is a number: an estimate may exceed it by its error.",
        ),
    }),
  )
  .describe("What was asked for, and what is known of it here.");

/** The second try. */
const fallback = named
  .extend({
    probability: share,
    clearsBar: share.default(0).describe("P(bar) of its own, as if it were the first."),
    switchUsdPerMonth: z.number().describe("What changing over costs, spread over the horizon."),
    afterShare: share.describe("Share of the horizon that is left once a miss was noticed."),
    meets,
  })
  .describe(
    "Over both tries a month costs the first bill and, with `probability`, `afterShare` of the difference between the bills and `switchUsdPerMonth`.",
  );

const tokenRates = z.object({
  input: z.number(),
  cached: z.number().nullable().describe("Null where the request uses none."),
  output: z.number(),
  batch: share.nullable().describe("Share of the price that is paid; null where nothing may wait."),
  perMinute: z.number().optional().describe("$ of a minute of audio."),
  perMillionCharacters: z.number().optional(),
});

const routeEvidence = z.object({
  boards: z.array(z.string()).describe("Titles of the boards that the belief is read from."),
  own: z.number().int().describe("Scores on them."),
  others: z.number().int().describe("Scores on other boards."),
  estimated: z.boolean(),
  kin: z.boolean().default(false).describe("The boards are those of a related capability."),
  untoldEffort: z.boolean().describe("The effort of its scores is assumed."),
});

const kind = z.enum(["scored", "tuned", "claim"]);
const boundedBy = name.describe(
  "The larger model whose price is an upper bound, where its own is not known.",
);

export const route = alternative.extend({
  share,
  kind,
  boundedBy,
  thinkingTokens: z.number(),
  usdByThinking: z
    .object({ least: z.number(), most: z.number() })
    .nullable()
    .default(null)
    .describe(
      "$ a month where it thinks as little and as much as the range of such work has it; null on own machines.",
    ),
  quality: quantiles,
  bar: z.object({ name: z.string(), quality: z.number() }),
  tryFirst: z
    .boolean()
    .describe("Not more than a try: likely enough to miss, or not measured here."),
  rates: tokenRates
    .extend({ later: tokenRates.extend({ from: day }).nullable() })
    .nullable()
    .default(null)
    .describe(
      "$ of a million tokens by the host's list; null for machines, and where no price is known or another model's stands in.",
    ),
  peopleUsdPerMonth: amount.describe(
    "Of a fleet of one's own: people and gateway, within the bill; null elsewhere.",
  ),
  meets,
  fallback: fallback.nullable(),
  neither: share
    .default(0)
    .describe("Chance that neither the first try nor the fallback is good enough."),
  ties: z
    .array(z.string())
    .default([])
    .describe("Other models of the option that no printed number tells from it."),
  nextUp: z
    .object({ effort, clearsBar: share, usdPerMonth: amount })
    .nullable()
    .describe("The same at the next higher effort."),
  evidence: routeEvidence,
  asks: z.array(z.string()).describe("What to ask before it can be relied on."),
});

export const short = alternative.extend({
  because: z.enum(["short-of-the-bar", "too-few-scores"]),
  quality: quantiles,
});
export const nearMiss = short.extend({
  saves: z.number().describe("$ a month less than the pick of its option."),
});

export const outcome = z.enum(outcomes);

/** A candidate of a need, and why it is where it is. */
export const listed = named.extend({
  need: z.string(),
  kind,
  offers: z
    .array(z.string())
    .describe("All hosts that differ in nothing but their price; `offer` is the cheapest."),
  boundedBy,
  quality: quantiles,
  clearsBar: share.describe("P(quality >= bar)."),
  outcome,
  rules: z.array(z.string()).describe("Rules that remove it, or that ask."),
  text: z.string(),
  value: amount.describe(
    "Of the best plan with it as the pick, at expected values (0.01 is one point).",
  ),
  behind: amount.describe("How far that is behind the verdict's."),
  by: named.nullable().describe("Who is preferred to it within its option."),
  evidence: z
    .array(evidence)
    .describe(
      "Of the nearest of a model that was asked for: what the rule that removes it rests on, else its scores and its price.",
    ),
});

export type Quantiles = Of<typeof quantiles>;
export type Evidence = Of<typeof evidence>;
export type Named = Of<typeof named>;
export type Route = Of<typeof route>;
export type RouteEvidence = Of<typeof routeEvidence>;
export type Fallback = Of<typeof fallback>;
export type Met = Of<typeof meets>[number];
export type TokenRates = Of<typeof tokenRates>;
export type Alternative = Of<typeof alternative>;
export type NearMiss = Of<typeof nearMiss>;
export type CandidateOutcome = Of<typeof outcome>;
export type Listed = Of<typeof listed>;
