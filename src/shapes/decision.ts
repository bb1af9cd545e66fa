import * as z from "zod";
import {
  type Criterion,
  choice,
  day,
  growing,
  type Of,
  option,
  planOverTime,
  share,
  status,
} from "./common.ts";
import { answeredUseCase, assumption, head, warning } from "./document.ts";
import { alternative, evidence, listed, nearMiss, quantiles, route, short } from "./route.ts";

// Contract v2 of the decision document (DESIGN 6). What a field means stands here, and goes with the JSON Schema.

const amount = z.number().nullable();
const name = z.string().nullable();
const value = z.union([z.string(), z.number(), z.boolean()]);

const condition = z.object({
  path: z.string(),
  operator: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
});

const verdict = z.object({
  choice,
  status,
  evenWith: z.array(z.string()).describe("Plans that are as good, the verdict's own left out."),
  namedFor: z
    .enum(["documented", "likelier", "measured", "parties", "bill", "wins", "value"])
    .nullable()
    .describe("What tells the verdict from those that are even with it; null where nothing is."),
  confidence: share
    .nullable()
    .describe("Share of the draws won, by the even plans together where some are; null without."),
  words: z.string(),
  preferenceRobustness: share
    .nullable()
    .describe("Share of draws with this verdict where only weights vary."),
  evidenceRobustness: share
    .nullable()
    .describe("Share of draws with this verdict where only evidence varies."),
  draws: z.number().int(),
  margin: amount.describe(
    "Lead in value over the next plan (0.01 is one point); negative where that has the higher mean.",
  ),
  marginUsdPerMonth: amount,
  regretUsdPerMonth: amount.describe("What a perfect foresight would be worth."),
  hurtsAtUsdPerMonth: amount.describe("The bill that scores 0 on cost."),
  plan: planOverTime,
  planText: z.string(),
});

const plan = z.object({
  plan: z.string().describe("`self-host`, or `hosted-open+proprietary-api`."),
  options: z.array(option),
  value: z.number(),
  winShare: share.nullable(),
  regretUsdPerMonth: amount.describe(
    "What choosing it may cost against the best plan of each draw.",
  ),
  usdPerMonth: quantiles
    .nullable()
    .describe("If the first picks hold; null where a need has no price."),
  peopleUsdPerMonth: amount
    .default(null)
    .describe("Of that, people, building and gateway of its own machines, once for all of them."),
  usdInMonths: z
    .object({ first: z.number(), last: z.number() })
    .nullable()
    .default(null)
    .describe("The same in the first and the last month of the horizon, where the volume grows."),
  expectedUsdPerMonth: amount.describe("Over both tries, with the trial that a try asks for."),
  criteria: z.record(growing<Criterion>(), z.number()),
  routes: z.array(route),
});

const veto = z.object({
  need: z.string(),
  rule: z.string(),
  title: z.string(),
  text: z.string(),
  remedy: name,
  removes: z
    .number()
    .int()
    .describe("How many of the need's candidates under this option it removes."),
  of: z.number().int(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

const reason = z.object({
  rule: z.string().describe("Rule id, or `criterion.<name>` for a term of the value function."),
  option: choice.nullable(),
  kind: z.enum(["criterion", "points"]),
  criterion: growing<Criterion | "overhead">().nullable(),
  delta: amount.describe("Contribution to the margin over the next plan; all of them sum to it."),
  text: z.string(),
  conditions: z.array(condition),
  evidence: z.array(evidence),
});

/** Whose data the lead rests on, how far open weights are behind, and when that closes. */
const moat = z.object({
  need: z.string(),
  capability: z.string(),
  dataSource: z.enum(["public", "mixed", "proprietary-interaction", "proprietary-domain"]),
  integration: z.enum(["native", "bolted-on"]),
  open: name,
  proprietary: name,
  gap: amount.describe(
    "Share of the yardstick's success that the best open weights lack; negative ahead of it; null: nobody measured it.",
  ),
  gapOnBoards: amount.describe(
    "The same by the records of both sides on the boards of the capability alone, of which the forecast tells when they close.",
  ),
  medianMonths: amount,
  shut: z
    .object({ model: z.string(), gap: z.number() })
    .nullable()
    .describe("Open weights that lead, where the policy shuts them."),
  unmeasured: z
    .object({ model: z.string(), gap: z.number() })
    .nullable()
    .describe("Open weights without a score on these boards that are believed to be nearer."),
  text: z.string(),
  evidence: z.array(evidence),
});

export const timeline = z.object({
  need: z.string(),
  capability: z.string(),
  sizeClass: z.string(),
  open: name.describe("Best open weights at the as-of day, on the boards of the capability."),
  proprietary: name,
  gap: amount.describe("0.04: the best open weights are four per cent behind; null: unknown."),
  closedBy: z.record(z.enum(["3", "6", "9", "12", "18"]), share).nullable(),
  medianMonths: amount.describe("Null: never within 50 years."),
  interval80: z.tuple([amount, amount]).nullable(),
});

const ask = alternative.extend({ rule: z.string(), what: z.string(), whom: z.string() });

const optionResult = z.object({
  option,
  eligible: z.boolean(),
  candidates: z.number().int(),
  passing: z.number().int().describe("Candidates that no gate removes."),
  short: short
    .nullable()
    .describe(
      "Where gates leave somebody, and the bar nobody: the likeliest to clear it, with the need that it is short of.",
    ),
  vetoes: z.array(veto),
});

/** A single change of an input that turns the verdict. */
const flip = z.object({
  path: z.string(),
  from: value,
  to: value,
  verdict: choice,
  distance: z
    .number()
    .describe(
      "Share of the input's range, or of the doublings that are still plausible: smaller is nearer.",
    ),
  models: z.array(z.string()).default([]).describe("First picks there."),
  usdPerMonth: amount
    .default(null)
    .describe("Their bill, $ a month; null where a need has no price."),
  againstUsdPerMonth: amount
    .default(null)
    .describe("The bill there of what is recommended now; null where it does not stand there."),
  criterion: growing<Criterion>()
    .nullable()
    .default(null)
    .describe("What speaks for them most there."),
  belowBar: z.boolean().describe("Nothing clears the bar there."),
  month: z.number().nullable().describe("Month of the stated growth in which it comes."),
});

const step = z.object({
  kind: z.enum(["settle", "ask", "evaluate", "agree", "prepare", "keep-open", "review"]),
  text: z.string(),
  detail: z.string().describe("What one needs to know for it; empty where nothing."),
});

const advice = z.object({
  rule: z.string(),
  title: z.string(),
  text: z.string(),
  evidence: z.array(evidence),
});

const scenario = z.object({ id: z.string(), choice, plan: planOverTime, text: z.string() });

const unknown = z.object({
  rule: z.string(),
  option,
  paths: z.array(z.string()),
  text: z.string(),
});

/** What another question comes to. */
const briefAnswer = z.object({
  choice,
  models: z.array(z.string()),
  usdPerMonth: amount,
});
const volume = briefAnswer.extend({ requestsPerMonth: z.number() });
const cloud = briefAnswer.extend({ cloud: z.string() });

/** The answer: plain, complete and serialisable. Every report is made from it alone. */
export const decision = z.object({
  ...head("moat.decision", "2.0"),
  useCase: answeredUseCase.extend({
    preset: z.string(),
    scenario: z.string(),
    given: z
      .array(z.object({ path: z.string(), value: z.unknown() }))
      .describe("What was asked, path by path."),
    assumed: z.array(assumption),
  }),
  verdict,
  plans: z
    .array(plan)
    .describe(
      "The verdict first, then the others, most wins first; a split is listed where it wins at least one draw in twenty.",
    ),
  oneModel: plan
    .nullable()
    .describe(
      "The best plan with one model for all needs, where the verdict takes several and this is worth about as much.",
    ),
  options: z
    .array(optionResult)
    .length(3)
    .describe("The three options with what gates took from each."),
  nearMisses: z.array(nearMiss),
  cheapestThatTakesPart: z
    .array(alternative)
    .describe("The cheapest candidate of each need that takes part, where it is not the pick."),
  surest: z
    .array(alternative)
    .default([])
    .describe(
      "Of each need whose pick may well miss: who is likeliest to clear the bar, where that is surer by a tenth.",
    ),
  asks: z.array(ask),
  reasons: z.array(reason),
  moat: z.array(moat),
  flips: z.array(flip).max(3),
  timeline: z.array(timeline),
  review: z.object({ by: day, because: z.string() }),
  next: z.array(step).describe("What to do, in order."),
  advice: z.array(advice),
  scenarios: z.array(scenario),
  unknown: z.array(unknown),
  candidates: z.array(listed).optional().describe("With `--candidates`."),
  warnings: z.array(warning),
  volumes: z
    .array(volume)
    .describe("Where nobody stated how many requests there are: the answer at each volume."),
  clouds: z
    .array(cloud)
    .default([])
    .describe(
      "Where data stays in the own cloud and nobody named it: the answer in each, the one that was taken first.",
    ),
});

export type Decision = Of<typeof decision>;
export type Verdict = Of<typeof verdict>;
export type PlanResult = Of<typeof plan>;
export type OptionResult = Of<typeof optionResult>;
export type Ask = Of<typeof ask>;
export type TestedFact = Of<typeof condition>;
export type Veto = Of<typeof veto>;
export type Reason = Of<typeof reason>;
export type Moat = Of<typeof moat>;
export type Timeline = Of<typeof timeline>;
export type Step = Of<typeof step>;
export type Advice = Of<typeof advice>;
export type Unknown = Of<typeof unknown>;
export type Flip = Of<typeof flip>;
export type ScenarioResult = Of<typeof scenario>;
export type BriefAnswer = Of<typeof briefAnswer>;
export type VolumeResult = Of<typeof volume>;
