import { type Block, item, type Page, type Section, text } from "../../core/know/page.ts";
import { capital } from "../../core/know/printable.ts";
import type { AskedModel, CandidatesDocument, NeedCandidates } from "../../shapes/candidates.ts";
import type { Listed } from "../../shapes/route.ts";
import { chance, hundred } from "../chance.ts";
import { listed, named } from "../decision/picks.ts";
import {
  asOfLine,
  behindText,
  cellText,
  chosenText,
  dollars,
  letInItems,
  placeOf,
  points,
  shortRule,
  sourcesLine,
  standings,
} from "./words.ts";

const shown = 6;
const told = 3;

/** One model: every way to have it, the one reason against each, and what would let it in. */
export function modelPage(document: CandidatesDocument, verbose: boolean): Page {
  const { models, needs, candidates } = document;
  const [first] = models;
  const mine = candidates.filter((one) => one.model === first?.model);
  return {
    title: `${titleOf(models)}: ${first?.model ?? ""}`,
    subtitle: needs.map(({ need, bar }) => `${need}, bar ${bar.name}`).join("; "),
    tone: models.some(({ outcome }) => outcome === "chosen") ? "good" : "warn",
    lead: models.map((one) => leadOf(one, models.length > 1)),
    sections: [
      ...models.map((one) => placesOf(one, mine, verbose, models.length > 1)),
      { title: "", blocks: around(document) },
    ],
    foot: [...sourcesLine(models), asOfLine(document)],
  };
}

/** Why, and the numbers of the candidate that comes nearest. */
function leadOf({ need, text: because, nearest, outcome }: AskedModel, several: boolean): string {
  const isTaken = outcome === "chosen" || outcome === "fallback" || outcome === "even";
  const said = `${isTaken ? "" : `${standings[outcome]}: `}${because}`;
  const why = `${several ? `${need}: ${said}` : capital(said)}${because.endsWith(".") ? "" : "."}`;
  if (nearest === null) return why;
  const { quality, clearsBar, usdPerMonth } = nearest;
  const price = usdPerMonth === null ? "price unknown" : `${dollars(usdPerMonth)} a month`;
  return `${why} ${isTaken ? "It is" : "Nearest:"} ${named(nearest)}; ${price}, quality ${quality.p50.toFixed(2)}, clears the bar in ${hundred(clearsBar)}.`;
}

function titleOf(models: readonly AskedModel[]): string {
  const outcomes = models.map(({ outcome }) => outcome);
  if (outcomes.includes("chosen")) return "CHOSEN";
  if (outcomes.includes("fallback")) return "SECOND TRY";
  return outcomes.includes("even") ? "EVEN" : "NOT CHOSEN";
}

function placesOf(
  { need }: AskedModel,
  mine: readonly Listed[],
  verbose: boolean,
  several: boolean,
): Section {
  const rows = mine.filter((one) => one.need === need);
  const kept = verbose ? rows : nearest(rows);
  const rest = rows.length - kept.length;
  const isValued = kept.some(({ value }) => value !== null);
  const head = [
    "at",
    "effort",
    "$ a month",
    "quality",
    "P(bar)",
    ...(isValued ? ["points"] : []),
    "why not",
  ];
  const table: Block = {
    kind: "table",
    head,
    right: [2, 3, 4, ...(isValued ? [5] : [])],
    rows: kept.map((one) => [
      `${placeOf(one)}${one.kind === "tuned" ? ", tuned" : ""}${one.offers.length > 1 ? ` +${one.offers.length - 1}` : ""}`,
      one.effort,
      `${one.boundedBy === null ? "" : "<="}${dollars(one.usdPerMonth)}`,
      one.quality.p50.toFixed(2),
      chance(one.clearsBar),
      ...(isValued ? [points(one.value)] : []),
      cellText(one),
    ]),
  };
  const more = rest > 0 ? [text(`${rest} more places and efforts of it (-v)`)] : [];
  return {
    title: several ? need : "",
    blocks: rows.length === 0 ? [] : [table, ...more, ...gatesOf(rows)],
  };
}

/** Of each way to have it and effort the one that comes nearest. */
function nearest(rows: readonly Listed[]): readonly Listed[] {
  const seen = new Set<string>();
  return rows
    .filter(({ option, kind, effort, outcome, rules }) => {
      const key = `${option}|${kind}|${effort}|${outcome === "gate" ? rules.join() : ""}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, shown);
}

/** What each rule says, once, of the candidate that it comes nearest to. */
function gatesOf(rows: readonly Listed[]): Block[] {
  const texts = new Map<string, string>();
  for (const { outcome, rules, text: because } of rows) {
    const [rule] = rules;
    if (rule === undefined || (outcome !== "gate" && outcome !== "ask") || texts.has(rule))
      continue;
    texts.set(rule, because);
  }
  return [...texts].slice(0, told).map(([rule, because]) => item(shortRule(rule), because));
}

function around({ models, needs }: CandidatesDocument): Block[] {
  const isTaken = ({ need }: NeedCandidates) =>
    models.some((one) => one.need === need && one.outcome === "chosen");
  const several = needs.length > 1;
  const of = (need: NeedCandidates, said: string) => (several ? `${need.need}: ${said}` : said);
  const others = needs.filter((one) => !isTaken(one));
  return [
    ...letInItems(models, false),
    ...listed(
      "Chosen instead",
      others.map((one) => of(one, chosenText(one))),
    ),
    ...listed(
      "Next",
      needs.filter(isTaken).flatMap((one) => nextText(one).map((said) => of(one, said))),
    ),
  ];
}

/** Who would be chosen if what is could not be had. */
function nextText({ shortList }: NeedCandidates): string[] {
  const [first, next] = shortList.filter(({ rank }) => rank !== null);
  if (first === undefined || next === undefined) return [];
  return [
    `${named(next)}, ${dollars(next.usdPerMonth)} a month, if it could not be had; ${behindText(first.value - next.value)}`,
  ];
}
