import * as z from "zod";
import { answersDiff } from "../../shapes/answers-diff.ts";
import { candidates } from "../../shapes/candidates.ts";
import { checkReport } from "../../shapes/check.ts";
import { config } from "../../shapes/config.ts";
import { cost } from "../../shapes/cost.ts";
import { decision } from "../../shapes/decision.ts";
import { diffReport } from "../../shapes/diff.ts";
import { efforts } from "../../shapes/efforts.ts";
import { findings } from "../../shapes/findings.ts";
import { forecast } from "../../shapes/forecast.ts";
import { log } from "../../shapes/log.ts";
import { endpoints, gpuOffers, gpus, offers, overrides, sources } from "../../shapes/market.ts";
import { models } from "../../shapes/models.ts";
import { pack, packExtension } from "../../shapes/pack.ts";
import { observations, profile } from "../../shapes/profile.ts";
import { profileList, profileReport, profilesDiff, sourceList } from "../../shapes/profiles.ts";
import { providers, speeds } from "../../shapes/providers.ts";
import { record } from "../../shapes/record.ts";
import { refresh } from "../../shapes/refresh.ts";
import { ruleList } from "../../shapes/rule-list.ts";
import { rules } from "../../shapes/rules.ts";
import { serving } from "../../shapes/serving.ts";
import { snapshot } from "../../shapes/snapshot.ts";
import { sweep } from "../../shapes/sweep.ts";
import { test } from "../../shapes/test.ts";
import { testResult } from "../../shapes/test-result.ts";
import { throughput } from "../../shapes/throughput.ts";
import { timeline } from "../../shapes/timeline.ts";
import { timelineScore } from "../../shapes/timeline-score.ts";
import { errorDocument } from "../../shapes/trouble.ts";
import { update } from "../../shapes/update.ts";
import { retired, usage } from "../../shapes/usage.ts";
import { useCase } from "../../shapes/use-case.ts";
import { validation } from "../../shapes/validate.ts";
import { baseline, waivers } from "../../shapes/waivers.ts";
import { words } from "../../shapes/words.ts";
import { yardsticks } from "../../shapes/yardsticks.ts";
import { jsonSchema } from "./json.ts";

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
  words,
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
    error: errorDocument,
    sweep,
    "rule-list": ruleList,
    throughput,
    validate: validation,
    update,
    profiles: profileList,
    "profile-report": profileReport,
    "profiles-diff": profilesDiff,
    "source-list": sourceList,
  }).map(([name, schema]) => [name, () => jsonSchema(name, schema)]),
);
