import type { Question } from "../choose/question.ts";
import { ofAnySize } from "../horizon.ts";
import { percent } from "../money.ts";
import type { Moat } from "./decision.ts";
import { evidenceFor } from "./evidence.ts";
import { gapOf } from "./timeline.ts";

const whose: Record<Moat["dataSource"], string> = {
  public: "learnt from public data, so the lead is a matter of time",
  mixed: "learnt from public and private data",
  "proprietary-interaction": "learnt from interaction data that only its makers record",
  "proprietary-domain": "learnt from paired domain data that few hold",
};

/** The thesis of the seed article, asked of each need: whose data, how integrated, how far behind, and until when. */
export const moatsOf = (question: Question): Moat[] =>
  question.needs.map(({ state }): Moat => {
    const { profile, need } = state;
    const closing = ofAnySize(state.closings);
    const gap = closing === undefined ? null : gapOf(closing, question.knowledge);
    const median = closing?.forecast.median ?? Number.POSITIVE_INFINITY;
    const facts = {
      need: need.id,
      capability: profile.id,
      dataSource: profile.dataSource.kind,
      integration: profile.integration.kind,
      open: closing?.leader ?? null,
      proprietary: closing?.reference ?? null,
      gap,
      medianMonths: Number.isFinite(median) ? median : null,
    };
    return {
      ...facts,
      text: textOf(facts),
      evidence: evidenceFor(["profile"], undefined, state, question),
    };
  });

function textOf(one: Omit<Moat, "text" | "evidence">): string {
  const parts = [whose[one.dataSource]];
  if (one.integration === "native") parts.push("built into the model");
  if (one.gap === null) parts.push("how far open weights are behind, nobody measured");
  else if (one.gap <= 0.005) parts.push("open weights have caught up");
  else {
    const when =
      one.medianMonths === null
        ? "no closing in sight"
        : `closed in about ${Math.max(1, Math.round(one.medianMonths))} months`;
    parts.push(`open weights ${percent(one.gap)} behind, ${when}`);
  }
  return parts.join("; ");
}
