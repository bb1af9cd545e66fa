import type { Day } from "../../shapes/common.ts";
import type { TimelineReport } from "../../shapes/timeline.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { verdictOf } from "../answer/verdict.ts";
import { fitAt } from "../believe/forecast/fit.ts";
import { askedOf } from "../choose/asked.ts";
import { choose } from "../choose/choose.ts";
import { answeredUseCase, headOf } from "../know/document.ts";
import type { Knowledge } from "../know/pack.ts";
import { staleEvidence } from "../know/stale.ts";
import { planOverTime } from "../what-if/over-time.ts";
import { actionOf, reviewPolicy } from "./action.ts";
import { needOutlook, type OutlookSettings } from "./need.ts";

export interface TimelineSettings extends OutlookSettings {
  readonly contractEnds: Day | undefined;
  readonly version: string;
  readonly sha256: string;
}

/** When the gaps of a use case close, what to do until then, and when to look again. */
export function timelineReport(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  settings: TimelineSettings,
): TimelineReport {
  const { question } = askedOf(written, pack, asOf);
  const { useCase, knowledge } = question;
  const chosen = choose(question, 0);
  const timing = planOverTime(question, chosen);
  const { marginUsdPerMonth } = verdictOf(question, chosen, timing);
  const needs = question.needs.map(({ state }) =>
    needOutlook(state, settings, { useCase, knowledge, asOf }),
  );
  const review = reviewPolicy(question, chosen, marginUsdPerMonth, settings.contractEnds);
  const { forecast } = knowledge;
  const profiles = question.needs.map(({ state }) => state.profile);
  const stale = staleEvidence(profiles, knowledge, asOf);
  return {
    ...headOf("moat.timeline", { knowledge, asOf }, settings.version),
    useCase: answeredUseCase(useCase, settings.sha256),
    needs,
    action: actionOf({ question, chosen, timing }, needs, review),
    review,
    trackRecord: { ...forecast.trackRecord, expertWindows: forecast.expertWindows },
    backcast: fitAt(forecast, asOf)?.backcast ?? false,
    warnings: stale === undefined ? [] : [stale],
  };
}
