import { complete } from "../assume.ts";
import { answeredUseCase, headOf } from "../document.ts";
import { fitAt } from "../forecast/fit.ts";
import type { Day } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { answer, pose } from "../question.ts";
import { staleEvidence } from "../stale.ts";
import { planOverTime } from "../timing.ts";
import type { WrittenUseCase } from "../use-case.ts";
import { verdictOf } from "../verdict.ts";
import { actionOf, reviewPolicy } from "./action.ts";
import type { TimelineReport } from "./document.ts";
import { needOutlook, type OutlookSettings } from "./need.ts";

export interface TimelineSettings extends OutlookSettings {
  readonly contractEnds: Day | undefined;
  readonly version: string;
  readonly sha256: string;
}

/** When the gaps of a use case close, what to do until then, and when to look again. */
export function timelineReport(
  written: WrittenUseCase,
  knowledge: Knowledge,
  asOf: Day,
  settings: TimelineSettings,
): TimelineReport {
  const { useCase } = complete(written, knowledge);
  const question = pose(useCase, knowledge, asOf);
  const found = answer(question);
  const timing = planOverTime(question, found);
  const { marginUsdPerMonth } = verdictOf(question, found, undefined, timing);
  const needs = question.needs.map(({ state }) =>
    needOutlook(state, useCase, settings, knowledge, asOf),
  );
  const review = reviewPolicy(question, found, marginUsdPerMonth, settings.contractEnds);
  const { forecast } = knowledge;
  const profiles = question.needs.map(({ state }) => state.profile);
  const stale = staleEvidence(profiles, knowledge, asOf);
  return {
    ...headOf("moat.timeline", knowledge, asOf, settings.version),
    useCase: answeredUseCase(useCase, settings.sha256),
    needs,
    action: actionOf(question, found, timing, needs, review),
    review,
    trackRecord: { ...forecast.trackRecord, expertWindows: forecast.expertWindows },
    backcast: fitAt(forecast, asOf)?.backcast ?? false,
    warnings: stale === undefined ? [] : [stale],
  };
}
