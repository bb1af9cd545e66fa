import { type Block, item, type Page, type Section, text } from "../../core/know/page.ts";
import type { ClaimView } from "../../shapes/profile-view.ts";
import type {
  AdviceView,
  BoardDiff,
  CapabilityDiff,
  ComparedClaim,
  ProfilesDiff,
} from "../../shapes/profiles.ts";
import { priceBlocks } from "./prices.ts";
import { outcomeBlock } from "./show.ts";
import {
  basisText,
  gapText,
  months,
  number,
  range,
  runBy,
  share1,
  statusMeaning,
  statusTone,
} from "./words.ts";

const statuses = ["contradicted", "imprecise", "unverifiable", "confirmed", "open"] as const;

/** What one pack says, checked against the evidence of another: each row of it with the scores that bear on it. */
export function diffPage(diff: ProfilesDiff, verbose: boolean): Page {
  const { before, after, added, capabilities } = diff;
  const total = capabilities.reduce((sum, one) => sum + one.claims.length, 0);
  return {
    title: `${before.title}, checked`,
    subtitle: `${before.id} of ${before.asOf} against ${after.id} of ${after.asOf}`,
    lead: [summary(diff, total)],
    sections: [
      { title: "In short", blocks: [overview(capabilities)] },
      ...capabilities.map((one) => capabilitySection(one, diff, verbose)),
      {
        title: "Sources",
        blocks: diff.sources.map((one) =>
          item(one.id, `${one.published ?? "undated"}, ${one.url}`),
        ),
      },
    ],
    foot: [
      ...(added.length === 0 ? [] : [`Only in ${after.id}: ${added.join(", ")}.`]),
      `Scores of ${before.asOf} are those of models that were out then, as is known on ${after.asOf}. Advice is for a use case with everything at the defaults of the packs, at the bar of ${before.id}.`,
      ...(verbose ? [] : ["Every claim, the undisputed ones too: -v"]),
    ],
  };
}

function summary({ statuses: counts }: ProfilesDiff, total: number): string {
  const parts = statuses.map((one) => `${counts[one]} ${one} (${statusMeaning[one]})`);
  return `${total} claims: ${parts.join(", ")}.`;
}

function overview(capabilities: readonly CapabilityDiff[]): Block {
  return {
    kind: "table",
    head: ["capability", "gap said", "today", "months said", "winner said"],
    rows: capabilities.map((one) => [
      one.id,
      judged(one, "gap", gapSaid),
      today(one),
      judged(one, "window", ({ months: window }) => (window === null ? "never" : range(window))),
      judged(one, "winner", ({ value }) => String(value)),
    ]),
  };
}

/** What was said, and what the evidence makes of it. */
function judged(
  one: CapabilityDiff,
  topic: ComparedClaim["topic"],
  said: (claim: ClaimView) => string,
): string {
  const claim = one.said.find((row) => row.topic === topic)?.claim;
  return claim === undefined ? "-" : `${said(claim)} ${claim.status}`;
}

function gapSaid({ gap }: ClaimView): string {
  if (gap === null) return "none";
  const [low, high] = gap;
  return low === high ? share1(low) : `${Math.round(100 * low)}-${share1(high)}`;
}

function today({ forecast }: CapabilityDiff): string {
  const gap = forecast.after?.gap ?? null;
  if (gap === null) return "unknown";
  return gap < -0.005 ? `open +${share1(-gap)}` : share1(Math.max(0, gap));
}

function capabilitySection(one: CapabilityDiff, diff: ProfilesDiff, verbose: boolean): Section {
  const rows = new Set(one.said.map((said) => said.claim.id));
  const others = one.claims.filter((claim) => !rows.has(claim.id));
  const shown = verbose ? others : others.filter((claim) => isDisputed(claim));
  return {
    title: `${one.title}: ${one.status ?? "open"}`,
    blocks: [
      ...one.said.map(saidBlock),
      text(`What the boards show, then (${diff.before.asOf}) and now (${diff.after.asOf}):`),
      ...boardBlocks(one.boards),
      forecastBlock(one, diff),
      ...windowBlocks(one),
      ...one.prices.flatMap(priceBlocks),
      ...scoreBlocks(one),
      text("What moat advises:"),
      ...adviceBlocks(one, diff),
      ...(shown.length === 0 ? [] : [text("What else it says:")]),
      ...shown.map(claimBlock),
    ],
  };
}

const isDisputed = ({ status }: ClaimView): boolean =>
  status === "contradicted" || status === "imprecise" || status === "unverifiable";

const saidBlock = ({ topic, claim }: ComparedClaim): Block =>
  item(topic, `${claim.text} ${verdictOf(claim)}`, statusTone[claim.status]);

const claimBlock = (claim: ClaimView): Block =>
  item(claim.id, `${claim.text} ${verdictOf(claim)}`, statusTone[claim.status]);

/** The status in capitals, and why. */
function verdictOf(claim: ClaimView): string {
  const basis = basisText(claim);
  const why = [claim.note ?? "", basis === "" ? "" : `See ${basis}.`].filter((one) => one !== "");
  return `${claim.status.toUpperCase()}${why.length === 0 ? "." : `: ${why.join(" ")}`}`;
}

function boardBlocks(boards: readonly BoardDiff[]): Block[] {
  const both = boards.filter((one) => one.before.points !== null || one.after.points !== null);
  if (both.length === 0)
    return [item("boards", "none has scores of both sides, so nothing public measures the gap")];
  return both.map((one) =>
    item(one.title, `${dayText(one, "before")} -> ${dayText(one, "after")}`),
  );
}

function dayText(board: BoardDiff, when: "before" | "after"): string {
  const gap = board[when];
  if (when === "before" && board.coverage === "thin") return "too few models of that day measured";
  if (gap.open === null || gap.proprietary === null || gap.points === null)
    return "one side not measured";
  const size = gapText(gap, board.unit);
  const ahead = gap.points > 0 ? `${size} behind` : gap.points < 0 ? `${size} ahead` : "level";
  const hindsight =
    when === "before" && board.coverage === "measured-later" ? ", measured later" : "";
  return `${ahead} (${gap.open.title} ${number(gap.open.score)}, ${gap.proprietary.title} ${number(gap.proprietary.score)}${hindsight})`;
}

function windowBlocks({ expert }: CapabilityDiff): Block[] {
  const told = expert?.outcomes ?? [];
  if (told.length === 0) return [];
  return [text(`What became of the window (from ${expert?.from}):`), ...told.map(outcomeBlock)];
}

function forecastBlock({ forecast: { after } }: CapabilityDiff, diff: ProfilesDiff): Block {
  const when = `on ${diff.after.asOf}`;
  if (after === null || after.gap === null)
    return item("forecast", `${when}: none, since nobody has measured the gap`);
  if (after.gap <= 0.005)
    return item("forecast", `${when}: the level of today's reference is reached`);
  return item(
    "forecast",
    after.medianMonths === null
      ? `${when}: today's reference is not expected to be reached within 50 years`
      : `${when}: median ${months(after.medianMonths)} to today's reference`,
  );
}

function scoreBlocks({ scores }: CapabilityDiff): Block[] {
  if (scores.length === 0) return [];
  return [
    text("Scores that decide it:"),
    ...scores.map(({ board, score }) =>
      item(
        score.date,
        `${board}: ${score.title} ${number(score.score)}, ${runBy(score.evaluator)} [${score.source}]`,
      ),
    ),
  ];
}

function adviceBlocks({ advice }: CapabilityDiff, { before, after }: ProfilesDiff): Block[] {
  return [
    item(`on ${before.asOf}`, `${adviceText(advice.before)} (from the claims of ${before.id})`),
    item(
      `on ${after.asOf}`,
      advice.after === null ? `${after.id} does not know it` : adviceText(advice.after),
    ),
  ];
}

function adviceText({ choice, status, model }: AdviceView): string {
  const which = model === null ? "" : `, ${model}`;
  const how = status === "decided" ? "" : `, ${status}`;
  return choice === "none" ? `no recommendation (${status})` : `${choice}${which}${how}`;
}
