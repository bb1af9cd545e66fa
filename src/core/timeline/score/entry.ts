import type { Decision } from "../../../shapes/decision.ts";
import type { LogEntry, LoggedForecast } from "../../../shapes/log.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { measuredAt } from "../../believe/situation.ts";
import type { Knowledge } from "../../know/pack.ts";

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
