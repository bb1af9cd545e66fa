import { keysIn } from "../../core/know/by-key.ts";
import { count } from "../../core/know/money.ts";
import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { CandidatesDocument, NeedCandidates, ShortLine } from "../../shapes/candidates.ts";
import type { Listed, NearMiss } from "../../shapes/route.ts";
import { chance } from "../chance.ts";
import { listed, named } from "../decision/picks.ts";
import {
  asOfLine,
  behindText,
  counted,
  dollars,
  optionNames,
  placeOf,
  points,
  shortRule,
  standings,
} from "./words.ts";

const shown = 6;

/** Who comes after the first, need by need, and what became of all others. */
export function shortListPage(document: CandidatesDocument, verbose: boolean): Page {
  const { needs, useCase } = document;
  return {
    title: "SHORT-LIST",
    subtitle: useCase.title,
    lead: [
      "Each line is what would be chosen if none above it could be had: the model at its best place and effort, with its fallback.",
    ],
    sections: needs.map((need) => sectionOf(need, document, verbose)),
    foot: [asOfLine(document)],
  };
}

function sectionOf(
  need: NeedCandidates,
  { candidates: all, nearMisses }: CandidatesDocument,
  verbose: boolean,
): Section {
  const { bar, candidates, models, shortList } = need;
  const many = `${count(candidates)} candidates of ${count(models)} models`;
  return {
    title: `${need.need}, bar ${bar.name} (${bar.quality.toFixed(2)}): ${many}`,
    blocks: [
      ...tableOf(shortList, verbose),
      ...listed("Near miss", nearMisses.filter((one) => one.need === need.need).map(missText)),
      item("All", countsText(need)),
      ...listed("Gates", gatesText(all.filter((one) => one.need === need.need))),
    ],
  };
}

function tableOf(lines: readonly ShortLine[], verbose: boolean): Block[] {
  const [first] = lines;
  if (first === undefined) return [];
  const kept = lines.filter(
    (one, at) => verbose || at < shown || !["outvalued", "dominated"].includes(one.outcome),
  );
  return [
    {
      kind: "table",
      head: ["model", "points", "", "how", "$ a month", "P(bar)", "at"],
      right: [1, 4, 5],
      rows: kept.map((one) => [
        `${one.rank === null ? "-" : one.rank} ${one.model ?? "as claimed"}`,
        points(one.value),
        markOf(one, first),
        optionNames[one.option],
        dollars(one.usdPerMonth),
        chance(one.clearsBar),
        [one.option === "self-host" ? "" : placeOf(one), one.effort]
          .filter((text) => text !== "")
          .join(", "),
      ]),
    },
  ];
}

function markOf(one: ShortLine, first: ShortLine): string {
  const behind = one === first ? [] : [behindText(first.value - one.value)];
  if (one.outcome === "best-of-option") return `best ${optionNames[one.option]}`;
  const isSaid = ["chosen", "fallback", "even", "tie"].includes(one.outcome);
  return [...(isSaid ? [standings[one.outcome]] : []), ...behind].join(", ");
}

const missText = (one: NearMiss): string =>
  `${named(one)}: ${dollars(one.usdPerMonth)}, ${dollars(one.saves)} less than the pick of its option; P(bar) ${chance(one.clearsBar)}`;

/** How many each gate removes: some are removed by several. */
function gatesText(candidates: readonly Listed[]): string[] {
  const tolls = new Map<string, number>();
  for (const { outcome, rules } of candidates)
    if (outcome === "gate") for (const rule of rules) tolls.set(rule, (tolls.get(rule) ?? 0) + 1);
  const all = [...tolls].sort((a, b) => b[1] - a[1]);
  if (all.length === 0) return [];
  return [all.map(([rule, many]) => `${count(many)} ${shortRule(rule)}`).join(", ")];
}

/** They sum to all. */
export const countsText = ({ counts, candidates }: NeedCandidates): string =>
  candidates === 0
    ? "no candidate: nothing is known that does this"
    : keysIn(counted)
        .flatMap((one) => {
          const many = counts[one] ?? 0;
          return many === 0 ? [] : [`${count(many)} ${counted[one]}`];
        })
        .join(", ");
