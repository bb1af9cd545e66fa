import type { Decision } from "../../shapes/decision.ts";
import type { Evidence } from "../../shapes/route.ts";
import { type Html, link } from "../html/markup.ts";
import { tableHtml } from "../html/table.ts";

/** Every source that an answer cites, once, with what it is cited for. */
export function sourcesTable({ reasons, moat, options, advice }: Decision): Html | null {
  const cited = new Map<string, { first: Evidence; uses: Set<string> }>();
  const cite = (use: string, all: readonly Evidence[]) => {
    for (const one of all) {
      const known = cited.get(one.source) ?? { first: one, uses: new Set<string>() };
      known.uses.add(use);
      cited.set(one.source, known);
    }
  };
  for (const one of reasons) cite("reasons", one.evidence);
  for (const one of moat) cite("the moat", one.evidence);
  for (const { vetoes } of options) for (const one of vetoes) cite("gates", one.evidence);
  for (const one of advice) cite("advice", one.evidence);
  if (cited.size === 0) return null;
  return tableHtml({
    label: "Sources",
    head: ["Source", "Published", "Cited for"],
    rows: [...cited].map(([source, { first, uses }]) => [
      link(first.url, source),
      first.published ?? "undated",
      [...uses].join(", "),
    ]),
  });
}
