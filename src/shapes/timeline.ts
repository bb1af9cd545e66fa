import * as z from "zod";
import { choice, day } from "./common.ts";

/** Contract v1 of the document that `moat timeline` writes. Open: readers ignore names that they do not know. */

const share = z.number().min(0).max(1);
const months = z.number().min(0);
const closedBy = z.record(z.enum(["3", "6", "9", "12", "18"]), share);
const unit = z.enum(["percent", "index", "error-percent", "elo"]);

const scoreView = z.looseObject({
  id: z.string(),
  model: z.string(),
  title: z.string(),
  score: z.number(),
  date: day,
  published: day,
  evaluator: z.enum(["independent", "vendor", "vote"]),
  source: z.string(),
  url: z.string(),
  note: z.string().nullable(),
});

const claimView = z.looseObject({
  id: z.string(),
  text: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  gap: z.tuple([z.number(), z.number()]).nullable(),
  months: z.tuple([z.number(), z.number()]).nullable(),
  published: day,
  source: z.string(),
  url: z.string(),
  status: z.string(),
  by: z.array(
    z.discriminatedUnion("kind", [
      z.looseObject({ kind: z.literal("score"), board: z.string(), score: scoreView }),
      z.looseObject({ kind: z.literal("claim"), id: z.string(), text: z.string() }),
    ]),
  ),
  note: z.string().nullable(),
});

const reach = z.looseObject({
  audience: z.enum(["any", "allowed", "servable"]),
  sizeClass: z.string(),
  licence: z.enum(["permissive", "commercial", "any"]),
  open: z.string().nullable(),
  openTitle: z.string().nullable(),
  gap: z.number().nullable(),
  gapLogit: z.number().nullable(),
  reached: z.looseObject({ model: z.string(), title: z.string(), on: day }).nullable(),
  forecasts: z.array(
    z.looseObject({
      scenario: z.string(),
      closedBy,
      medianMonths: months.nullable(),
      interval80: z.tuple([months.nullable(), months.nullable()]),
      curve: z.array(z.looseObject({ day, share })),
    }),
  ),
  missing: z.string().nullable(),
});

const price = z.looseObject({
  usdPerMillion: z.number().min(0),
  input: z.number().min(0),
  output: z.number().min(0),
  model: z.string(),
  provider: z.string(),
  published: day,
  source: z.string(),
  since: z.boolean(),
});

const progressOfPrice = z.looseObject({
  share: z.number(),
  reached: day.nullable(),
  halvingMonths: months.nullable(),
});

const priceForecast = z.looseObject({
  claim: z.string(),
  usdPerMillion: z.tuple([z.number(), z.number()]),
  window: z.tuple([day, day]),
  model: z.string(),
  series: z.array(z.looseObject({ day, fixed: price.nullable(), moving: price.nullable() })),
  fixed: progressOfPrice.nullable(),
  moving: progressOfPrice.nullable(),
});

const need = z.looseObject({
  need: z.string(),
  capability: z.string(),
  title: z.string(),
  class: z.string(),
  basis: z.enum(["measured", "claimed", "unmeasured"]),
  borrowedFrom: z.string().nullable(),
  target: z.looseObject({
    kind: z.enum(["reference", "model", "score", "bar"]),
    text: z.string(),
    unreached: z.literal(true).optional(),
  }),
  boards: z.array(
    z.looseObject({
      id: z.string(),
      title: z.string(),
      unit,
      level: z.number(),
      proprietary: scoreView,
      open: scoreView.nullable(),
    }),
  ),
  ageMonths: months.nullable(),
  classMedianMonths: months.nullable(),
  progress: z.looseObject({ delta: z.number(), months }).nullable(),
  fixed: z.array(reach),
  bar: z.looseObject({
    name: z.string(),
    quality: z.number(),
    moving: z.boolean(),
    switchAt: z
      .looseObject({ board: z.string(), title: z.string(), unit, score: z.number() })
      .nullable(),
    reach: reach.nullable(),
  }),
  moving: z
    .looseObject({
      gap: z.number(),
      lagMonths: months,
      months: z.number().int().min(0),
      monthsLed: z.number().int().min(0),
      gapAfter: z.array(z.looseObject({ months, range: z.tuple([z.number(), z.number()]) })),
      openLed: z.tuple([share, share]),
      ledLater: z.array(z.looseObject({ months, share })),
    })
    .nullable(),
  expert: z
    .looseObject({
      months: z.tuple([z.number(), z.number()]),
      from: day,
      target: z.string(),
      claims: z.array(z.string()),
      elapsed: z.number(),
      outcomes: z.array(
        z.looseObject({
          board: z.string(),
          target: scoreView,
          reachedBy: scoreView.nullable(),
          months: z.number().nullable(),
          result: z.enum(["earlier", "within", "later", "not-yet", "missed"]),
        }),
      ),
    })
    .nullable(),
  prices: z.array(priceForecast),
  medianWithoutWindow: months.nullable(),
  claims: z.array(claimView),
  history: z
    .looseObject({
      board: z.string(),
      unit,
      open: z.array(scoreView),
      proprietary: z.array(scoreView),
    })
    .nullable(),
  missing: z.string().nullable(),
});

export const timeline = z.looseObject({
  format: z.literal("moat.timeline"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
  useCase: z.looseObject({
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    horizonMonths: z.number(),
  }),
  needs: z.array(need).min(1),
  action: z.looseObject({
    plan: z.enum(["act", "bridge", "wait"]),
    choice,
    status: z.string(),
    steps: z.array(z.string()).min(1),
  }),
  review: z.looseObject({
    by: day,
    because: z.string(),
    text: z.string(),
    reviewUsd: z.number(),
    lossUsdPerMonth: z.number().nullable(),
    medianFlipMonths: months.nullable(),
    evidenceExpires: day,
    events: z.array(z.looseObject({ day, text: z.string() })),
  }),
  trackRecord: z.looseObject({
    interval80Held: share,
    interval80HeldRange: z.tuple([share, share]),
    brierSixMonths: share,
    series: z.number().int(),
    origins: z.number().int(),
    targets: z.number().int(),
    dataTo: day,
    published: day,
    source: z.string(),
    expertWindows: z.looseObject({
      interval80Held: share,
      earlier: share,
      later: share,
      brierSixMonths: share,
      published: day,
      source: z.string(),
    }),
  }),
  backcast: z.boolean(),
  warnings: z.array(z.looseObject({ code: z.string(), text: z.string() })),
});

/** What `moat timeline --score` writes. */
export const timelineScore = z.looseObject({
  format: z.literal("moat.timeline-score"),
  formatVersion: z.literal("1.0"),
  tool: z.looseObject({ name: z.literal("moat"), version: z.string() }),
  asOf: day,
  packs: z.array(z.looseObject({ id: z.string(), version: z.string(), sha256: z.string() })).min(1),
  lines: z.number().int().min(0),
  brier: z.array(
    z.looseObject({
      months: z.union([z.literal(6), z.literal(12)]),
      count: z.number().int().min(0),
      score: share.nullable(),
      alwaysNo: share.nullable(),
    }),
  ),
  coverage: z.looseObject({ count: z.number().int().min(0), held: share.nullable() }),
  advice: z.looseObject({
    count: z.number().int().min(0),
    turned: z.array(
      z.looseObject({
        line: z.number().int(),
        useCase: z.string(),
        asOf: day,
        from: z.string(),
        to: z.string(),
      }),
    ),
  }),
  forecasts: z.array(
    z.looseObject({
      line: z.number().int(),
      asOf: day,
      need: z.string(),
      closedBy: z.looseObject({ "6": share, "12": share }),
      interval80: z.tuple([months.nullable(), months.nullable()]),
      ageMonths: months,
      reached: z.looseObject({ model: z.string(), on: day, months }).nullable(),
    }),
  ),
  unscored: z.array(
    z.looseObject({ line: z.number().int(), need: z.string().nullable(), because: z.string() }),
  ),
});
