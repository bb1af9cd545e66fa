import { type Block, item, type Page, type Section, text } from "../../core/page.ts";
import type {
  AdviceView,
  BoardDiff,
  CapabilityDiff,
  ProfilesDiff,
  Said,
} from "../../core/profile/diff.ts";
import type { ClaimView } from "../../core/profile/view.ts";
import { outcomeBlock } from "./show.ts";
import {
  basisText,
  gapText,
  months,
  number,
  scored,
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
      `Scores of ${before.asOf} are those of models that were out then, as is known on ${after.asOf}. Advice is for 100,000 requests a month and the other defaults of the packs, at the bar of ${before.id}.`,
      ...(verbose ? [] : ["Every claim, the undisputed ones too: -v"]),
    ],
  };
}

function summary({ statuses: counts }: ProfilesDiff, total: number): string {
  const parts = statuses.map((one) => `${counts[one]} ${one} (${statusMeaning[one]})`);
  return `${total} claims: ${parts.join(", ")}.`;
}

function overview(capabilities: readonly CapabilityDiff[]): Block {
  const claim = (one: CapabilityDiff, topic: Said["topic"]) =>
    one.said.find((said) => said.topic === topic)?.claim;
  return {
    kind: "table",
    head: ["capability", "gap said", "gap today", "window said", "winner said", "the row is"],
    rows: capabilities.map((one) => [
      one.id,
      gapSaid(claim(one, "gap")),
      today(one),
      windowSaid(one),
      String(claim(one, "winner")?.value ?? "-"),
      one.status ?? "open",
    ]),
  };
}

function gapSaid(claim: ClaimView | undefined): string {
  if (claim?.gap == null) return "none given";
  const [low, high] = claim.gap;
  return low === high ? share1(low) : `${share1(low)}-${share1(high)}`;
}

function windowSaid({ expert }: CapabilityDiff): string {
  return expert === null ? "none" : `${expert.months[0]}-${expert.months[1]} months`;
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
      ...closingBlocks(one, diff),
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

const saidBlock = ({ topic, claim }: Said): Block =>
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
  const both = boards.filter((one) => one.then.points !== null || one.now.points !== null);
  if (both.length === 0)
    return [item("boards", "none has scores of both sides, so nothing public measures the gap")];
  return both.map((one) => item(one.title, `${dayText(one, "then")} -> ${dayText(one, "now")}`));
}

function dayText(board: BoardDiff, when: "then" | "now"): string {
  const gap = board[when];
  if (gap.open === null || gap.proprietary === null || gap.points === null)
    return "one side not measured";
  const size = gapText(gap, board.unit);
  const ahead = gap.points > 0 ? `${size} behind` : gap.points < 0 ? `${size} ahead` : "level";
  const hindsight = when === "then" && !board.knownThen ? ", measured later" : "";
  return `${ahead} (${gap.open.title} ${number(gap.open.score)}, ${gap.proprietary.title} ${number(gap.proprietary.score)}${hindsight})`;
}

function closingBlocks({ expert, forecast }: CapabilityDiff, diff: ProfilesDiff): Block[] {
  const told = expert?.outcomes ?? [];
  const after = forecast.after;
  const median =
    after === null || after.gap === null
      ? "no forecast, since nobody has measured the gap"
      : after.gap <= 0.005
        ? "the level of today's reference is reached"
        : after.medianMonths === null
          ? "not expected within 50 years"
          : `median ${months(after.medianMonths)} to today's reference`;
  return [
    ...(told.length === 0 ? [] : [text(`What became of the window (from ${expert?.from}):`)]),
    ...told.map(outcomeBlock),
    item("forecast", `on ${diff.after.asOf}: ${median}`),
  ];
}

function scoreBlocks({ scores }: CapabilityDiff): Block[] {
  if (scores.length === 0) return [];
  return [
    text("Scores that decide it:"),
    ...scores.map(({ board, score }) =>
      item(score.date, `${board}: ${scored(score)}, ${score.url}`),
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

function adviceText({ choice, status, immaterial, model }: AdviceView): string {
  const which = model === null ? "" : `, ${model}`;
  const near = immaterial ? ", by a margin that is immaterial" : "";
  const how = status === "decided" ? "" : `, ${status}`;
  return choice === "none" ? `no recommendation (${status})` : `${choice}${which}${how}${near}`;
}
