import { percent, usd } from "../../core/know/money.ts";
import type { Decision } from "../../shapes/decision.ts";
import type { Evidence } from "../../shapes/route.ts";
import { assumedIn } from "./asked.ts";

/** Small print: what a reader must know of the data, what was assumed, and where it is from. */

/** Said with the picks already. */
const saidAbove = [
  "evidence.estimated",
  "evidence.effort",
  "cost.bounded",
  "cost.thinking",
  "cost.unpriced",
  "evidence.none",
  "evidence.kin",
  "workload.steps",
];

const shortAssumed = 4;
/** Beside the label and what is left out. */
const shortRoom = 76;
const shortSources = 3;

/** In short without sources: they are in the document, and with more detail. */
export function noteLines(decision: Decision, verbose: boolean, whole: boolean): string[] {
  const { warnings, useCase, asOf, packs, tool, unknown, plans } = decision;
  // What makes a review due is said with its day.
  const due = decision.review.because === "evidence" ? ["evidence.stale"] : ["price.changes"];
  const notes = warnings.filter(({ code }) => verbose || ![...saidAbove, ...due].includes(code));
  const chosen = new Set(plans[0]?.options ?? []);
  const lacking = unknown.filter(({ option }) => verbose || chosen.has(option));
  const judged = verbose
    ? lacking.map(({ text, option }) => `${text} (${option})`)
    : [...new Set(lacking.flatMap(({ paths }) => paths))];
  const packsText = packs.map(({ id, version }) => `${id} ${version}`).join(", ");
  return [
    ...notes.map(({ text }) => `Note: ${text}`),
    ...assumedLines(decision, verbose),
    ...line("Not known, so not judged", judged, verbose ? judged.length : 3),
    ...(verbose ? drawLines(decision) : []),
    ...(whole ? sourceLine(decision, verbose) : []),
    `As of ${asOf}, pack ${packsText}, preset ${useCase.preset}, ${useCase.horizonMonths} months, moat ${tool.version}${whole ? "" : "; sources with -v"}`,
  ];
}

/** As many as one line has room for. */
function fitting(texts: readonly string[]): number {
  let room = shortRoom;
  const at = texts.findIndex((one) => {
    room -= one.length + 2;
    return room < 0;
  });
  return at < 0 ? texts.length : Math.min(at, shortAssumed);
}

/** In full by what they rest on. */
function assumedLines(decision: Decision, verbose: boolean): string[] {
  const assumed = assumedIn(decision);
  if (!verbose)
    return line(
      "Assumed",
      assumed.map(({ said }) => said),
      fitting(assumed.map(({ said }) => said)),
    );
  return [...new Set(assumed.map(({ because }) => because))].flatMap((because) => {
    const texts = assumed.filter((one) => one.because === because).map(({ said }) => said);
    return line(`Assumed, ${because}`, texts, texts.length);
  });
}

function line(name: string, texts: readonly string[], most: number): string[] {
  if (texts.length === 0) return [];
  const rest = texts.length - most;
  return [`${name}: ${texts.slice(0, most).join(", ")}${rest > 0 ? `, ${rest} more (-v)` : ""}`];
}

function drawLines({ verdict, plans }: Decision): string[] {
  const { draws, preferenceRobustness, evidenceRobustness } = verdict;
  if (draws === 0) return [];
  const only = (share: number | null) => (share === null ? "unknown" : percent(share));
  const { regretUsdPerMonth, hurtsAtUsdPerMonth } = verdict;
  const money = (amount: number | null) => (amount === null ? "unknown" : usd(amount));
  const boards = new Set(plans[0]?.routes.flatMap((one) => one.evidence.boards));
  return [
    `Draws: ${draws}; the verdict holds in ${only(preferenceRobustness)} of them where only weights vary, in ${only(evidenceRobustness)} where only evidence does`,
    `Regret against perfect foresight: ${money(regretUsdPerMonth)} a month; a bill of ${money(hurtsAtUsdPerMonth)} scores 0 on cost`,
    ...line("Boards", [...boards], boards.size),
  ];
}

function sourceLine({ reasons, moat, options }: Decision, verbose: boolean): string[] {
  const cited: readonly Evidence[] = [
    ...reasons.flatMap((one) => one.evidence),
    ...moat.flatMap((one) => one.evidence),
    ...options.flatMap(({ eligible, vetoes }) =>
      eligible && !verbose ? [] : vetoes.flatMap((one) => one.evidence),
    ),
  ];
  const sources = [...new Map(cited.map((one) => [one.source, one.url])).entries()];
  const texts = sources.map(([source, url]) => (verbose ? `${source} ${url}`.trim() : source));
  return line("Sources", texts, verbose ? texts.length : shortSources);
}
