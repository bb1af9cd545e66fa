import type { Moat } from "../../shapes/decision.ts";
import type { Belief } from "../believe/belief.ts";
import { type Closing, ofAnySize } from "../believe/horizon.ts";
import { isOnSale } from "../believe/models.ts";
import { qualityAt } from "../believe/success.ts";
import type { Question } from "../choose/question.ts";
import { isDownloadable } from "../gate/candidate.ts";
import type { NeedState } from "../gate/need.ts";
import type { Model } from "../know/knowledge.ts";
import { percent } from "../know/money.ts";
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
    };
    return {
      ...facts,
      text: textOf({ ...facts, shut: leaders.shut }),
      evidence: evidenceFor(["profile"], undefined, state, question),
    };
  });

interface Leaders extends Pick<Moat, "open" | "proprietary" | "gap"> {
  /** Open weights that lead, where the policy shuts them. */
  readonly shut: { readonly model: string; readonly gap: number } | undefined;
}

/** Who leads on each side by all that is believed, of those that the policy allows; where nothing is, by what the records of a side say. */
function leadersOf(
  { belief }: NeedState,
  closing: Closing | undefined,
  { useCase: { policy }, knowledge, asOf }: Question,
): Leaders {
  const isAllowed = ({ origin, vendor }: Model) =>
    !policy.denyOrigins.includes(origin) && !policy.denyVendors.includes(vendor);
  const best = (is: (model: Model) => boolean) =>
    (belief?.rows ?? [])
      .filter((row) => !row.imputed && is(row.model))
      .reduce<Belief | undefined>(
        (held, row) => (held === undefined || row.gap < held.gap ? row : held),
        undefined,
      );
  const first = best((model) => isDownloadable(model, asOf));
  const open = best((model) => isDownloadable(model, asOf) && isAllowed(model));
  const closed = best(
    (model) => model.weights === "closed" && isOnSale(model, asOf) && isAllowed(model),
  );
  if (open === undefined || closed === undefined)
    return {
      open: closing?.leader ?? null,
      proprietary: closing?.reference ?? null,
      gap: closing === undefined ? null : gapOf(closing, knowledge),
      shut: undefined,
    };
  const { anchor } = knowledge.pack.evidence;
  const behind = (one: Belief) => qualityAt(closed.gap, anchor) - qualityAt(one.gap, anchor);
  return {
    open: open.model.id,
    proprietary: closed.model.id,
    gap: behind(open),
    shut:
      first === undefined || first.model === open.model
        ? undefined
        : { model: first.model.id, gap: behind(first) },
  };
}

function textOf(one: Omit<Moat, "text" | "evidence"> & Pick<Leaders, "shut">): string {
  const integration = one.integration === "native" ? "native" : "bolted on";
  return `from ${whose[one.dataSource]}, ${integration}; ${distance(one)}`;
}

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
}: Omit<Moat, "text" | "evidence"> & Pick<Leaders, "shut">): string {
  if (gap === null) return "nobody measured how far open weights are behind";
  const theirs = proprietary ?? "the best proprietary model";
  const isTold =
    gapOnBoards !== null && shut === undefined && Math.abs(gapOnBoards - gap) >= differs;
  const boards = isTold
    ? ` by all scores together, ${percent(gapOnBoards)} on these boards alone`
    : "";
  if (gap <= 0.005)
    return `${open === null ? "open weights have" : `${open} has`} caught up with ${theirs}${boards}`;
  const ours = open === null ? "open weights are" : `${open} is`;
  const months = Math.max(1, Math.round(medianMonths ?? 0));
  const when =
    medianMonths === null
      ? "no closing in sight"
      : `closing in about ${months} month${months === 1 ? "" : "s"}`;
  if (shut !== undefined)
    return `${ours} ${percent(gap)} behind ${theirs} (${shut.model}, which your policy shuts: ${percent(Math.max(0, shut.gap))}, ${when})`;
  return `${ours} ${percent(gap)} behind ${theirs}${boards}, ${when}`;
}
