import type { Day } from "../../../shapes/common.ts";
import type { Decision } from "../../../shapes/decision.ts";
import { measuredAt } from "../../believe/situation.ts";
import type { Knowledge } from "../../know/pack.ts";
import type { WrittenUseCase } from "../../know/use-case.ts";

/** One line of a log of decisions: what was forecast and what was advised, with all that scoring it later takes. */
export interface LogEntry {
  readonly format: "moat.log";
  readonly formatVersion: "1.0";
  readonly asOf: Day;
  readonly version: string;
  readonly pack: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly useCase: {
    readonly name: string;
    readonly sha256: string;
    /** To ask again later; null where it was too long for a line. */
    readonly written: WrittenUseCase | null;
  };
  readonly verdict: {
    readonly choice: Decision["verdict"]["choice"];
    /** As it was called on the day. */
    readonly status: string;
    readonly confidence: number | null;
    readonly plan: Decision["verdict"]["plan"];
  };
  readonly reviewBy: Day;
  readonly forecasts: readonly LoggedForecast[];
}

export interface LoggedForecast {
  readonly need: string;
  readonly capability: string;
  readonly sizeClass: string;
  /** Scores to reach, of the boards that the best open weights were measured on; empty where nothing is measured. */
  readonly levels: readonly { readonly benchmark: string; readonly score: number }[];
  /** Null where no forecast was made. */
  readonly closedBy: { readonly "6": number; readonly "12": number } | null;
  readonly medianMonths: number | null;
  readonly interval80: readonly [number | null, number | null] | null;
}

export function logEntry(
  decision: Decision,
  written: WrittenUseCase,
  knowledge: Knowledge,
): LogEntry {
  const { asOf, tool, verdict, review, useCase } = decision;
  const { pack } = knowledge;
  return {
    format: "moat.log",
    formatVersion: "1.0",
    asOf,
    version: tool.version,
    pack: { id: pack.id, version: pack.version, sha256: pack.sha256 },
    useCase: { name: useCase.name, sha256: useCase.sha256, written },
    verdict: {
      choice: verdict.choice,
      status: verdict.status,
      confidence: verdict.confidence,
      plan: verdict.plan,
    },
    reviewBy: review.by,
    forecasts: decision.timeline.map((one) => ({
      need: one.need,
      capability: one.capability,
      sizeClass: one.sizeClass,
      levels: levelsOf(one, decision, knowledge),
      closedBy: one.closedBy === null ? null : { "6": one.closedBy["6"], "12": one.closedBy["12"] },
      medianMonths: one.medianMonths,
      interval80: one.interval80,
    })),
  };
}

function levelsOf(
  { capability, open }: Decision["timeline"][number],
  { asOf, useCase }: Decision,
  knowledge: Knowledge,
): LoggedForecast["levels"] {
  const measured = measuredAt(capability, knowledge, asOf, useCase.scenario);
  return (measured?.boards ?? [])
    .filter(({ observations }) => observations.some((one) => one.model === open))
    .map(({ benchmark, reference }) => ({ benchmark: benchmark.id, score: reference.score }));
}
