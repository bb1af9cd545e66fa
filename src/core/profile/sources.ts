import type { Day } from "../../shapes/common.ts";
import type { SourceList, SourceRow, SourceView } from "../../shapes/profiles.ts";
import { daysBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { packView } from "./profile.ts";
import { sourceView } from "./view.ts";

export function sourceList(knowledge: Knowledge, asOf: Day): SourceList {
  const uses = countUses(knowledge);
  const all = Object.keys(knowledge.sources).map((id) => ({ ...sourceView(id, knowledge), id }));
  const visible = all.filter((one) => one.published === null || one.published <= asOf);
  const sources = visible.map(
    (one): SourceRow => ({
      ...one,
      ageDays: ageDays(one, asOf),
      facts: uses.get(one.id) ?? 0,
    }),
  );
  const sum = (list: readonly SourceRow[]) => list.reduce((total, one) => total + one.facts, 0);
  return {
    format: "moat.sources",
    formatVersion: "1.0",
    asOf,
    pack: packView(knowledge),
    sources: sources.sort((a, b) => b.facts - a.facts || (a.id < b.id ? -1 : 1)),
    facts: { primary: sum(sources.filter((one) => one.kind === "primary")), all: sum(sources) },
    later: all.length - visible.length,
  };
}

function ageDays({ published, retrieved }: SourceView, asOf: Day): number {
  const from = published ?? retrieved ?? asOf;
  return Math.max(0, daysBetween(from, asOf));
}

/** How many facts name a source. */
export function countUses({ sources: _sources, ...facts }: Knowledge): Map<string, number> {
  const uses = new Map<string, number>();
  for (const id of sourcesIn(facts)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return uses;
}

/** Every `source` that a fact names, wherever it stands: a new kind of fact is counted without a change here. */
export function* sourcesIn(value: unknown): Generator<string> {
  if (value === null || typeof value !== "object") return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "source" && typeof inner === "string") yield inner;
    else yield* sourcesIn(inner);
  }
}
