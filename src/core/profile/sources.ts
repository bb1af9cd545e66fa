import type { Day } from "../../shapes/common.ts";
import { daysBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { type PackView, packView } from "./profile.ts";
import { type SourceView, sourceView } from "./view.ts";

export interface SourceList {
  readonly format: "moat.sources";
  readonly formatVersion: "1.0";
  readonly asOf: Day;
  readonly pack: PackView;
  readonly sources: readonly SourceRow[];
  /** Facts that rest on a primary source, and all facts that name one. */
  readonly facts: { readonly primary: number; readonly all: number };
  /** Sources that were not public yet at the as-of day. */
  readonly later: number;
}

export interface SourceRow extends SourceView {
  /** Days from its publication (or, where that is unknown, from the day on which it was read) to the as-of day. */
  readonly ageDays: number;
  /** How many facts name it. */
  readonly facts: number;
}

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

/** Every `source` that a fact names, wherever it stands: a new kind of fact is counted without a change here. */
export function countUses({ sources: _sources, ...facts }: Knowledge): Map<string, number> {
  const uses = new Map<string, number>();
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "source" && typeof inner === "string")
        uses.set(inner, (uses.get(inner) ?? 0) + 1);
      else walk(inner);
    }
  };
  walk(facts);
  return uses;
}
