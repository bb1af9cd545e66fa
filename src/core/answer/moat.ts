import type { Moat } from "../../shapes/decision.ts";
import type { Belief } from "../believe/belief.ts";
import { type Closing, ofAnySize } from "../believe/horizon.ts";
import { isOnSale } from "../believe/models.ts";
import { qualityAt } from "../believe/success.ts";
import type { Question } from "../choose/question.ts";
import { isDownloadable } from "../gate/candidate.ts";
import { isKin } from "../gate/kin.ts";
import type { NeedState } from "../gate/need.ts";
import type { Model } from "../know/knowledge.ts";
import { percent, plural } from "../know/money.ts";
import { evidenceFor } from "./evidence.ts";
import { gapOf } from "./timeline.ts";

const whose: Record<Moat["dataSource"], string> = {
  public: "public data",
  mixed: "public and private data",
  "proprietary-interaction": "interaction data that only its makers record",
  "proprietary-domain": "paired domain data that few hold",
};

/** The thesis of the seed article, asked of each need: whose data, how integrated, how far behind, and until when. */
export const moatsOf = (question: Question): Moat[] =>
  question.needs.map(({ state }): Moat => {
    const { profile, need } = state;
    const closing = ofAnySize(state.closings);
    const median = closing?.forecast.median ?? Number.POSITIVE_INFINITY;
    const leaders = leadersOf(state, closing, question);
    const facts = {
      need: need.id,
      capability: profile.id,
      dataSource: profile.dataSource.kind,
      integration: profile.integration.kind,
      open: leaders.open,
      proprietary: leaders.proprietary,
      gap: leaders.gap,
      gapOnBoards: closing === undefined ? null : gapOf(closing, question.knowledge),
      medianMonths: Number.isFinite(median) ? median : null,
      shut: leaders.shut,
      unmeasured: leaders.unmeasured,
    };
    return {
      ...facts,
      text: textOf(facts, isKin(state) ? (state.belief?.capability ?? null) : null),
      evidence: evidenceFor(["profile"], undefined, state, question),
    };
  });

type Leaders = Pick<Moat, "open" | "proprietary" | "gap" | "shut" | "unmeasured">;

/** Who leads on each side by all that is believed, of those that the policy allows; where nothing is, by what the records of a side say. */
function leadersOf(
  { belief }: NeedState,
  closing: Closing | undefined,
  { useCase: { policy }, knowledge, asOf }: Question,
): Leaders {
  const isAllowed = ({ origin, vendor }: Model) =>
    !policy.denyOrigins.includes(origin) && !policy.denyVendors.includes(vendor);
  const isOpen = (model: Model) => isDownloadable(model, asOf) && isAllowed(model);
  const best = (is: (model: Model) => boolean, imputed = false) => {
    let held: Belief | undefined;
    for (const row of belief?.rows ?? []) {
      const isAhead = row.imputed === imputed && (held === undefined || row.gap < held.gap);
      if (isAhead && is(row.model)) held = row;
    }
    return held;
  };
  const first = best((model) => isDownloadable(model, asOf));
  const open = best(isOpen);
  const closed = best(
    (model) => model.weights === "closed" && isOnSale(model, asOf) && isAllowed(model),
  );
  if (open === undefined || closed === undefined)
    return {
      open: closing?.leader ?? null,
      proprietary: closing?.reference ?? null,
      gap: closing === undefined ? null : gapOf(closing, knowledge),
      shut: null,
      unmeasured: null,
    };
  const { anchor } = knowledge.pack.evidence;
  const behind = (one: Belief) => qualityAt(closed.gap, anchor) - qualityAt(one.gap, anchor);
  const told = (one: Belief) => ({ model: one.model.id, gap: behind(one) });
  const untold = best(isOpen, true);
  return {
    open: open.model.id,
    proprietary: closed.model.id,
    gap: behind(open),
    shut: first === undefined || first.model === open.model ? null : told(first),
    unmeasured: untold && behind(untold) <= behind(open) - differs ? told(untold) : null,
  };
}

/** Of a capability without a board what is read from another's is told as that. */
function textOf(one: Omit<Moat, "text" | "evidence">, kin: string | null): string {
  const integration = one.integration === "native" ? "native" : "bolted on";
  const of = kin === null ? "" : `no board measures it, and on those of ${kin} `;
  return `from ${whose[one.dataSource]}, ${integration}; ${of}${distance(one)}`;
}

const levelText = (gap: number): string => (gap < level ? "level" : `${percent(gap)} behind`);

/** Of a share of success, what rounds to nothing. */
const level = 0.005;

/** Two figures that differ by more want a word. */
const differs = 0.03;

/** How far behind, and until when; on the boards alone where what is believed differs from them. */
function distance({
  gap,
  gapOnBoards,
  open,
  proprietary,
  medianMonths,
  shut,
  unmeasured,
}: Omit<Moat, "text" | "evidence">): string {
  if (gap === null) return "nobody measured how far open weights are behind";
  const theirs = proprietary ?? "the best proprietary model";
  const isTold = gapOnBoards !== null && shut === null && Math.abs(gapOnBoards - gap) >= differs;
  const boards = isTold
    ? ` by all scores together, ${percent(gapOnBoards)} on these boards alone`
    : "";
  if (gap <= level)
    return `${open === null ? "open weights have" : `${open} has`} caught up with ${theirs}${boards}`;
  const ours = open === null ? "open weights are" : `${open} is`;
  const months = Math.max(1, Math.round(medianMonths ?? 0));
  const when =
    medianMonths === null ? "no closing in sight" : `closing in about ${plural(months, "month")}`;
  if (shut !== null)
    return `${ours} ${percent(gap)} behind ${theirs} (${shut.model}, which your policy shuts: ${percent(Math.max(0, shut.gap))}, ${when})`;
  if (unmeasured !== null)
    return `${ours} ${percent(gap)} behind ${theirs}, ${when}; ${unmeasured.model}, unmeasured there, is believed ${levelText(unmeasured.gap)}`;
  return `${ours} ${percent(gap)} behind ${theirs}${boards}, ${when}`;
}
