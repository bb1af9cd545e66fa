import * as z from "zod";
import type { CandidateOutcome } from "../core/answer/why/document.ts";
import { choice, day, effort, option, share, status } from "./common.ts";

/** Contract v2 of the decision document. Open: readers ignore names that they do not know. */

const amount = z.number().nullable();
const name = z.string().nullable();
const missed = z.enum(["short-of-the-bar", "too-few-scores"]);
const planOverTime = z.enum(["act", "bridge", "wait"]);
export const quantiles = z.looseObject({ p10: z.number(), p50: z.number(), p90: z.number() });
const value = z.union([z.string(), z.number(), z.boolean()]);
/** By criterion; a later version may know more of them. */
const criteria = z.record(z.string(), z.number());
export const evidence = z.looseObject({
  source: z.string(),
  url: z.string(),
  published: day.nullable(),
  value: z.union([z.string(), z.number()]).nullable(),
});
const condition = z.looseObject({
  path: z.string(),
  operator: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
});

const useCase = z.looseObject({
  name: z.string(),
  title: z.string(),
  sha256: z.string(),
  horizonMonths: z.number(),
  preset: z.string(),
  scenario: z.string(),
  given: z.array(z.looseObject({ path: z.string(), value: z.unknown() })),
  assumed: z.array(z.looseObject({ path: z.string(), value: z.unknown(), because: z.string() })),
});

const verdict = z.looseObject({
  choice,
  status,
  evenWith: z.array(z.string()),
  namedFor: z
    .enum(["documented", "likelier", "measured", "parties", "bill", "wins", "value"])
    .nullable(),
  confidence: share.nullable(),
  words: z.string(),
  preferenceRobustness: share.nullable(),
  evidenceRobustness: share.nullable(),
  draws: z.number().int(),
  margin: amount,
  marginUsdPerMonth: amount,
  regretUsdPerMonth: amount,
  hurtsAtUsdPerMonth: amount,
  plan: planOverTime,
  planText: z.string(),
});

export const named = z.looseObject({
  model: name,
  effort,
  option,
  offer: name,
  configuration: name,
  usdPerMonth: amount,
});
const alternative = named.extend({ need: z.string(), clearsBar: share });

const meets = z.array(
  z.looseObject({
    path: z.string(),
    value: z.union([z.string(), z.number(), z.array(z.string())]).nullable(),
    limit: z.number().optional(),
  }),
);

const fallback = named.extend({
  probability: share,
  switchUsdPerMonth: z.number(),
  afterShare: share,
  meets,
});

const tokenRates = z.looseObject({
  input: z.number(),
  cached: z.number().nullable(),
  output: z.number(),
  batch: share.nullable(),
  perMinute: z.number().optional(),
  perMillionCharacters: z.number().optional(),
});

const route = alternative.extend({
  share,
  kind: z.enum(["scored", "tuned", "claim"]),
  boundedBy: name,
  thinkingTokens: z.number(),
  quality: quantiles,
  bar: z.looseObject({ name: z.string(), quality: z.number() }),
  tryFirst: z.boolean(),
  rates: tokenRates
    .extend({ later: tokenRates.extend({ from: day }).nullable() })
    .nullable()
    .default(null),
  peopleUsdPerMonth: amount,
  meets,
  fallback: fallback.nullable(),
  neither: share.default(0),
  ties: z.array(z.string()).default([]),
  nextUp: z.looseObject({ effort, clearsBar: share, usdPerMonth: amount }).nullable(),
  evidence: z.looseObject({
    boards: z.array(z.string()),
    own: z.number().int(),
    others: z.number().int(),
    estimated: z.boolean(),
    kin: z.boolean().default(false),
    untoldEffort: z.boolean(),
  }),
  asks: z.array(z.string()),
});

const plan = z.looseObject({
  plan: z.string(),
  options: z.array(option),
  value: z.number(),
  winShare: share.nullable(),
  regretUsdPerMonth: amount,
  usdPerMonth: quantiles.nullable(),
  expectedUsdPerMonth: amount,
  criteria,
  routes: z.array(route),
});

const veto = z.looseObject({
  need: z.string(),
  rule: z.string(),
  title: z.string(),
  text: z.string(),
  remedy: name,
  removes: z.number().int(),
  of: z.number().int(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

const reason = z.looseObject({
  rule: z.string(),
  option: choice.nullable(),
  kind: z.enum(["criterion", "points"]),
  criterion: name,
  delta: amount,
  text: z.string(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

const moat = z.looseObject({
  need: z.string(),
  capability: z.string(),
  dataSource: z.enum(["public", "mixed", "proprietary-interaction", "proprietary-domain"]),
  integration: z.enum(["native", "bolted-on"]),
  open: name,
  proprietary: name,
  gap: amount,
  medianMonths: amount,
  text: z.string(),
  evidence: z.array(evidence),
});

const timeline = z.looseObject({
  need: z.string(),
  capability: z.string(),
  sizeClass: z.string(),
  open: name,
  proprietary: name,
  gap: amount,
  closedBy: z.record(z.enum(["3", "6", "9", "12", "18"]), share).nullable(),
  medianMonths: amount,
  interval80: z.tuple([amount, amount]).nullable(),
});

export const nearMiss = alternative.extend({
  because: missed,
  quality: quantiles,
  saves: z.number(),
});

const outcomes = [
  "chosen",
  "fallback",
  "even",
  "best-of-option",
  "tie",
  "effort",
  "outvalued",
  "dominated",
  "over-budget",
  "ask",
  "unproven",
  "bar",
  "gate",
  "no-price",
  "no-evidence",
  "no-plan",
] as const satisfies readonly CandidateOutcome[];
export const outcome = z.enum(outcomes);

/** A candidate with what became of it. */
export const listed = named.extend({
  need: z.string(),
  kind: z.enum(["scored", "tuned", "claim"]),
  offers: z.array(z.string()),
  boundedBy: name,
  quality: quantiles,
  clearsBar: share,
  outcome,
  rules: z.array(z.string()),
  text: z.string(),
  value: amount,
  behind: amount,
  by: named.nullable(),
  evidence: z.array(evidence),
});

export const decision = z.looseObject({
  format: z.literal("moat.decision"),
  formatVersion: z.literal("2.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
  useCase,
  verdict,
  plans: z.array(plan),
  oneModel: plan.nullable(),
  options: z
    .array(
      z.looseObject({
        option,
        eligible: z.boolean(),
        candidates: z.number().int(),
        passing: z.number().int(),
        short: alternative.extend({ because: missed, quality: quantiles }).nullable(),
        vetoes: z.array(veto),
      }),
    )
    .length(3),
  nearMisses: z.array(nearMiss),
  cheapestThatTakesPart: z.array(alternative),
  surest: z.array(alternative).default([]),
  asks: z.array(alternative.extend({ rule: z.string(), what: z.string(), whom: z.string() })),
  reasons: z.array(reason),
  moat: z.array(moat),
  flips: z
    .array(
      z.looseObject({
        path: z.string(),
        from: value,
        to: value,
        verdict: choice,
        distance: z.number(),
        models: z.array(z.string()).default([]),
        usdPerMonth: amount.default(null),
        belowBar: z.boolean(),
        month: z.number().nullable(),
      }),
    )
    .max(3),
  timeline: z.array(timeline),
  review: z.looseObject({ by: day, because: z.string() }),
  next: z.array(
    z.looseObject({
      kind: z.enum(["settle", "ask", "evaluate", "agree", "prepare", "keep-open", "review"]),
      text: z.string(),
      detail: z.string(),
    }),
  ),
  advice: z.array(
    z.looseObject({
      rule: z.string(),
      title: z.string(),
      text: z.string(),
      evidence: z.array(evidence),
    }),
  ),
  scenarios: z.array(
    z.looseObject({ id: z.string(), choice, plan: planOverTime, text: z.string() }),
  ),
  unknown: z.array(
    z.looseObject({
      rule: z.string(),
      option,
      paths: z.array(z.string()),
      text: z.string(),
    }),
  ),
  /** With `--candidates`. */
  candidates: z.array(listed).optional(),
  warnings: z.array(z.looseObject({ code: z.string(), text: z.string() })),
  volumes: z.array(
    z.looseObject({
      requestsPerMonth: z.number(),
      choice,
      models: z.array(z.string()),
      usdPerMonth: amount,
    }),
  ),
});
