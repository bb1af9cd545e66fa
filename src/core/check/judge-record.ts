import type { TodaysVerdict } from "../../shapes/check.ts";
import type { Day } from "../../shapes/common.ts";
import type { DecisionRecord } from "../../shapes/record.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { askedOf, changedFrom } from "../choose/asked.ts";
import { pickedIn } from "../choose/choose.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";
import { flips } from "../what-if/flips.ts";
import { winShare } from "./chosen.ts";
import { datedFindings } from "./dates.ts";
import { derivedThen, driftFindings, recordedThen, type Then } from "./drift.ts";
import type { RawFinding } from "./finding.ts";
import { fragileFindings } from "./fragile.ts";
import { finding } from "./raw.ts";
import { type Redecision, redecide } from "./redecide.ts";
import { thresholds } from "./rules.ts";
import { recordedCost, standingFindings } from "./standing.ts";
import type { Taken } from "./taken.ts";

export interface CheckSettings {
  /** Left out: as many as the pack says, and none where the recorded choice is the verdict at expected values. */
  readonly draws: number | undefined;
  /** Work the flips out again instead of reading the recorded ones. */
  readonly flips: boolean;
  readonly maxAgeDays: number | undefined;
}

export interface JudgedRecord {
  readonly today: TodaysVerdict;
  readonly findings: readonly RawFinding[];
  /** What the verdict of today takes for each need. */
  readonly takes: readonly Taken[];
}

/** Decides the use case of a record again, as of a day, and says what speaks against the record. */
export function judgeRecord(
  record: DecisionRecord,
  useCase: { readonly written: WrittenUseCase; readonly sha256: string },
  { knowledge, asOf }: Snapshot,
  settings: CheckSettings,
): JudgedRecord {
  const limits = thresholds(knowledge);
  const asked = askedOf(useCase.written, knowledge, asOf);
  const now = redecide(asked, {
    count: settings.draws ?? knowledge.pack.choice.draws,
    unless: settings.draws === undefined ? record.choice : undefined,
  });
  // Read off the record, unless they are asked for: working them out is the dearest part of a decision.
  const turns =
    settings.flips && now.chosen.choice !== "none"
      ? flips(now.question, now.chosen, changedFrom(asked))
      : (record.basis?.flips ?? []);
  const then = recordedThen(record, useCase.sha256) ?? thenOf(record, useCase.written, now);
  return {
    today: todayOf(record, now),
    takes: takesOf(now),
    findings: [
      ...standingFindings(record, now, limits),
      ...(then === undefined ? [] : driftFindings(record, then, now)),
      ...datedFindings(record, now, limits, settings.maxAgeDays),
      ...fragileFindings(turns, now, limits),
    ],
  };
}

/** The day from which a record holds, where that is after the as-of day: there is nothing to check yet. */
export function decidedLater(
  { decidedOn, basis }: DecisionRecord,
  { pack }: Knowledge,
  asOf: Day,
): RawFinding | undefined {
  const [day] = [decidedOn, basis?.asOf].filter((one) => one !== undefined && one > asOf);
  // The day of a frozen pack is its own, and was not asked for.
  if (day === undefined || pack.frozen) return undefined;
  const at = day === decidedOn ? ["decidedOn"] : ["basis", "asOf"];
  return finding("check.decided-later", at, `decided on ${day}, after ${asOf}: not checked`);
}

/** Facts are dated, so the day of a decision is enough to ask what the verdict was then. */
function thenOf(
  { decidedOn }: DecisionRecord,
  written: WrittenUseCase,
  { question }: Redecision,
): Then | undefined {
  const { knowledge, asOf } = question;
  if (decidedOn === undefined || decidedOn >= asOf || knowledge.pack.frozen) return undefined;
  return derivedThen(redecide(askedOf(written, knowledge, decidedOn), { count: 0 }), knowledge);
}

const todayOf = (record: DecisionRecord, now: Redecision): TodaysVerdict => ({
  choice: now.chosen.choice,
  status: now.chosen.status,
  winShare: winShare(record.choice, now),
  usdPerMonth: recordedCost(record, now),
});

/** The models of today's best plan; nothing where nothing stands. */
function takesOf({ chosen, question }: Redecision): readonly Taken[] {
  const plan = chosen.ranked[0]?.plan;
  if (plan === undefined) return [];
  return pickedIn(plan, question).flatMap(({ pick, state }) => {
    const { model, offer } = pick.row.candidate;
    return model === undefined
      ? []
      : [{ need: state.need.id, model: model.id, offer: offer?.provider }];
  });
}
