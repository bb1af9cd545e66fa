import * as z from "zod";
import { answersDiff } from "./answers-diff.ts";
import { candidates } from "./candidates.ts";
import { checkReport } from "./check.ts";
import { config } from "./config.ts";
import { cost } from "./cost.ts";
import { decision } from "./decision.ts";
import { diffReport } from "./diff.ts";
import { efforts } from "./efforts.ts";
import { findings } from "./findings.ts";
import { forecast } from "./forecast.ts";
import { jsonSchema } from "./json.ts";
import { log } from "./log.ts";
import { endpoints, gpuOffers, gpus, offers, overrides, sources } from "./market.ts";
import { models } from "./models.ts";
import { pack, packExtension } from "./pack.ts";
import { observations, profile } from "./profile.ts";
import { providers, speeds } from "./providers.ts";
import { record } from "./record.ts";
import { refresh } from "./refresh.ts";
import { rules } from "./rules.ts";
import { serving } from "./serving.ts";
import { snapshot } from "./snapshot.ts";
import { test, testResult } from "./test.ts";
import { timeline, timelineScore } from "./timeline.ts";
import { retired, usage } from "./usage.ts";
import { useCase } from "./use-case.ts";
import { baseline, waivers } from "./waivers.ts";
import { yardsticks } from "./yardsticks.ts";

/** Schemas of the files that people write, by the name in their `kind`. */
export const inputSchemas = {
  "use-case": useCase,
  pack: z.union([pack, packExtension]),
  profile,
  observations,
  models,
  gpus,
  "gpu-offers": gpuOffers,
  providers,
  speeds,
  efforts,
  usage,
  retired,
  refresh,
  serving,
  forecast,
  offers,
  endpoints,
  overrides,
  sources,
  rules,
  test,
  config,
  findings,
  record,
  waivers,
  yardsticks,
} satisfies Record<string, z.ZodType>;

/** JSON Schema 2020-12 of every input (closed) and output (open for additions), by name. */
export const jsonSchemas: Readonly<Record<string, () => object>> = Object.fromEntries(
  Object.entries({
    ...inputSchemas,
    prices: snapshot,
    decision,
    candidates,
    cost,
    check: checkReport,
    diff: diffReport,
    "answers-diff": answersDiff,
    baseline,
    "test-result": testResult,
    timeline,
    "timeline-score": timelineScore,
    log,
  }).map(([name, schema]) => [name, () => jsonSchema(name, schema)]),
);
