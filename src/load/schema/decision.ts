import * as z from "zod";
import { day } from "./common.ts";

/** Contract v1 of the decision document. Open: readers ignore names that they do not know. */

const option = z.enum(["self-host", "hosted-open", "proprietary-api"]);
const choice = z.enum(["self-host", "hosted-open", "proprietary-api", "hybrid", "none"]);
const plan = z.enum(["act", "bridge", "wait"]);
const share = z.number().min(0).max(1);
const quantiles = z.looseObject({
  p10: z.number(),
  p50: z.number(),
  p90: z.number(),
});
const evidence = z.looseObject({
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
const value = z.union([z.string(), z.number(), z.boolean()]);
const criterion = z.enum(["quality", "cost", "privacy", "ops", "control", "speed"]);

const verdict = z.looseObject({
  choice,
  status: z.enum(["decided", "too-close", "below-bar", "insufficient-evidence", "infeasible"]),
  immaterial: z.boolean(),
  byElimination: z.boolean(),
  confidence: share.nullable(),
  words: z.string(),
  preferenceRobustness: share.nullable(),
  evidenceRobustness: share.nullable(),
  draws: z.number().int(),
  runnerUp: choice.nullable(),
  beatsRunnerUp: share.nullable(),
  // Absent from documents written before there was such a thing, which moat diff still reads.
  rival: z.looseObject({ choice, winShare: share }).nullable().optional(),
  margin: z.number().nullable(),
  marginUsdPerMonth: z.number().nullable(),
  plan,
  planText: z.string(),
});

/** What the quality of a candidate rests on. */
const routeEvidence = z.enum(["scored", "proxy", "tuned", "claim", "unknown"]);

const route = z.looseObject({
  need: z.string(),
  share,
  option,
  model: z.string().nullable(),
  offer: z.string().nullable(),
  configuration: z.string().nullable(),
  effort: z.string(),
  evidence: routeEvidence,
  quality: quantiles,
  bar: z.looseObject({
    name: z.string(),
    quality: z.number(),
    probability: share,
  }),
  usdPerMonth: z.number().nullable(),
});

const veto = z.looseObject({
  need: z.string(),
  rule: z.string(),
  title: z.string(),
  text: z.string(),
  remedy: z.string().nullable(),
  removes: z.number().int(),
  of: z.number().int(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

const optionResult = z.looseObject({
  option,
  eligible: z.boolean(),
  score: z.number().nullable(),
  winShare: share.nullable(),
  usdPerMonth: quantiles.nullable(),
  best: z.array(
    z.looseObject({
      need: z.string(),
      model: z.string().nullable(),
      offer: z.string().nullable(),
      configuration: z.string().nullable(),
      evidence: routeEvidence,
    }),
  ),
  criteria: z.record(criterion, z.number()).nullable(),
  vetoes: z.array(veto),
});

const reason = z.looseObject({
  rule: z.string(),
  option: choice.nullable(),
  kind: z.enum(["criterion", "points", "evidence"]),
  criterion: z.union([criterion, z.literal("overhead")]).nullable(),
  delta: z.number().nullable(),
  text: z.string(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

const timeline = z.looseObject({
  need: z.string(),
  capability: z.string(),
  sizeClass: z.string(),
  open: z.string().nullable(),
  proprietary: z.string().nullable(),
  gap: z.number().nullable(),
  closedBy: z.record(z.enum(["3", "6", "9", "12", "18"]), share).nullable(),
  medianMonths: z.number().nullable(),
  interval80: z.tuple([z.number().nullable(), z.number().nullable()]).nullable(),
});

export const decision = z.looseObject({
  format: z.literal("moat.decision"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z
    .array(
      z.looseObject({
        id: z.string(),
        version: z.string(),
        sha256: z.string(),
      }),
    )
    .min(1),
  useCase: z.looseObject({
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    horizonMonths: z.number(),
    preset: z.string(),
    scenario: z.string(),
    assumed: z.array(
      z.looseObject({
        path: z.string(),
        value: z.unknown(),
        because: z.string(),
      }),
    ),
  }),
  verdict,
  routes: z.array(route),
  options: z.array(optionResult).length(3),
  reasons: z.array(reason),
  flips: z
    .array(
      z.looseObject({
        path: z.string(),
        from: value,
        to: value,
        verdict: choice,
        distance: z.number(),
      }),
    )
    .max(3),
  timeline: z.array(timeline),
  review: z.looseObject({ by: day, because: z.string() }),
  advice: z.array(
    z.looseObject({
      rule: z.string(),
      title: z.string(),
      text: z.string(),
      evidence: z.array(evidence),
    }),
  ),
  scenarios: z.array(z.looseObject({ id: z.string(), choice, plan, text: z.string() })),
  unknown: z.array(
    z.looseObject({
      rule: z.string(),
      option,
      paths: z.array(z.string()),
      text: z.string(),
    }),
  ),
  warnings: z.array(z.looseObject({ code: z.string(), text: z.string() })),
});
