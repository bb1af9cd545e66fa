import { plainValue, usd } from "../../core/know/money.ts";
import { type Block, item } from "../../core/know/page.ts";
import type {
  AskedModel,
  CandidatesDocument,
  InputChange,
  LetIn,
  NeedCandidates,
} from "../../shapes/candidates.ts";
import type { CandidateOutcome, Listed, Named } from "../../shapes/route.ts";
import { named } from "../decision/picks.ts";

/** What became of a candidate, in a few words. */
export const standings: Readonly<Record<CandidateOutcome, string>> = {
  chosen: "chosen",
  fallback: "second try",
  even: "even",
  "best-of-option": "best of its option",
  tie: "tie",
  effort: "another effort is taken",
  outvalued: "worth less",
  dominated: "outdone",
  "over-budget": "over the cap",
  ask: "ask first",
  unproven: "too few scores",
  bar: "below the bar",
  gate: "removed by a gate",
  "no-price": "no price",
  "no-evidence": "no evidence",
  "no-plan": "no plan",
};

/** The same for the counts of all. */
export const counted: Readonly<Record<CandidateOutcome, string>> = {
  ...standings,
  even: "even with it",
  tie: "tied with a pick",
  effort: "at another effort",
  dominated: "outdone by another of their option",
  ask: "to be asked first",
  gate: "removed by gates",
  "no-price": "without a price",
  "no-evidence": "without evidence",
  "no-plan": "in no plan",
};

export const optionNames = {
  "self-host": "own",
  "hosted-open": "open",
  "proprietary-api": "API",
} as const;

export const dollars = (amount: number | null): string => (amount === null ? "?" : usd(amount));

export const points = (value: number | null): string =>
  value === null ? "" : (100 * value).toFixed(1);

/** A host, or the machines. */
export const placeOf = ({ offer, configuration, option }: Named): string =>
  offer ?? configuration ?? (option === "self-host" ? "own machines" : "");

export const shortRule = (rule: string): string => rule.slice(rule.indexOf("/") + 1);

/** Why not, as short as a cell of a table. */
export function cellText({ outcome, rules, behind, by, option, usdPerMonth }: Listed): string {
  switch (outcome) {
    case "gate":
    case "ask":
      return `${outcome === "ask" ? "ask first: " : ""}${rules.map(shortRule).join(", ")}`;
    case "outvalued":
      return behind === null
        ? standings.outvalued
        : `${behindText(behind)}${dearer(usdPerMonth, by)}`;
    case "best-of-option":
      return `best ${optionNames[option]}${behind === null ? "" : `, ${behindText(behind)}`}`;
    case "dominated":
      return by === null
        ? standings.dominated
        : `${by.model} ${placeOf(by)}: ${dollars(by.usdPerMonth)}`;
    case "tie":
      return by === null ? standings.tie : `ties with ${by.model}`;
    case "effort":
      return by === null ? standings.effort : `${by.effort} is taken`;
    default:
      return standings[outcome];
  }
}

export const behindText = (behind: number): string =>
  behind >= 0 ? `${points(behind)} behind` : `${points(-behind)} ahead`;

function dearer(mine: number | null, by: Named | null): string {
  const theirs = by?.usdPerMonth ?? null;
  if (mine === null || theirs === null || Math.abs(mine - theirs) < 1) return "";
  return mine > theirs ? `, ${usd(mine - theirs)} dearer` : `, ${usd(theirs - mine)} cheaper`;
}

/** What the change is, and what becomes of it then. */
export function letInText({ changes, outcome, chosen, ...it }: LetIn): string {
  const change = changes.map(changeText).join(", ");
  const then =
    outcome === "chosen"
      ? "it is chosen"
      : `it takes part as ${named(it)}, ${dollars(it.usdPerMonth)} (${standings[outcome]})`;
  const instead =
    outcome === "chosen" || chosen === null
      ? ""
      : `; ${named(chosen)}, ${dollars(chosen.usdPerMonth)}, is chosen even then`;
  return `${change}: ${then}${instead}`;
}

/** Prices keep their proportions: one of them tells how far. */
function changeText({ path, from, to }: InputChange): string {
  const isPrice = path.startsWith("price.") || path.startsWith("rent.");
  if (!isPrice) return `${path} ${plainValue(from)} -> ${plainValue(to)}`;
  const unit = path.startsWith("rent.") ? "a GPU-hour" : "per 1M tokens";
  return `${path} $${from} -> $${to} ${unit}`;
}

/** Outcomes of which no input of the use case and no price turns anything. */
const unmovable: Readonly<Partial<Record<CandidateOutcome, string>>> = {
  "no-price": "a price: ask whoever sells it",
  "no-evidence": "a score: evaluate it on your own requests, and add it to a pack of your own",
  ask: "an answer in writing from whoever would serve it",
};

export function letInItems(models: readonly AskedModel[], several: boolean): Block[] {
  return models.flatMap(({ model, need, outcome, letIn }) => {
    if (outcome === "chosen" || outcome === "fallback") return [];
    const label = several ? model : "";
    const needs = new Set(models.map((one) => one.need)).size;
    const of = needs > 1 ? `${need}: ` : "";
    const none = unmovable[outcome] ?? "nothing single that was tried, within its plausible range";
    return [item(label || "Let in by", `${of}${letIn === null ? none : letInText(letIn)}`)];
  });
}

/** What was chosen for a need. */
export const chosenText = ({ chosen }: NeedCandidates): string =>
  chosen === null ? "nothing" : `${named(chosen)}, ${dollars(chosen.usdPerMonth)} a month`;

export function sourcesLine(models: readonly AskedModel[]): string[] {
  const sources = new Set(
    models.flatMap(({ nearest }) => nearest?.evidence.map((one) => one.source) ?? []),
  );
  return sources.size === 0 ? [] : [`Sources: ${[...sources].join(", ")}`];
}

export function asOfLine({ asOf, packs, tool, useCase }: CandidatesDocument): string {
  const names = packs.map(({ id, version }) => `${id} ${version}`).join(", ");
  return `As of ${asOf}, pack ${names}, ${useCase.name}, moat ${tool.version}. Points are values at expected values, before draws.`;
}
