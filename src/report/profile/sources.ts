import { percent } from "../../core/know/money.ts";
import type { Page } from "../../core/know/page.ts";
import type { SourceList } from "../../shapes/profiles.ts";

/** Where the facts come from, those that carry most of them first. */
export function sourcesPage({ sources, facts, later, pack, asOf }: SourceList): Page {
  const primary =
    facts.all === 0 ? "" : `, ${percent(facts.primary / facts.all)} of them on primary ones`;
  const rows = sources.map((one) => [
    one.id,
    String(one.facts),
    String(one.ageDays),
    one.published ?? one.retrieved ?? "",
    one.kind,
    one.licence,
  ]);
  return {
    title: `${sources.length} sources`,
    subtitle: `pack ${pack.id} ${pack.version}, as of ${asOf}`,
    lead: [`${facts.all} facts rest on them${primary}.`],
    sections: [
      {
        title: "By the number of facts that name them",
        blocks: [
          {
            kind: "table",
            head: ["source", "facts", "days old", "published", "kind", "licence"],
            rows,
            right: [1, 2],
          },
        ],
      },
    ],
    foot: [
      ...(later === 0 ? [] : [`${later} sources became public later and are not seen.`]),
      "Title, address and licence in full: moat explain SOURCE",
    ],
  };
}
