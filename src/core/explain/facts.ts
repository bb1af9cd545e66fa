import type { Day } from "../../shapes/common.ts";
import type { Profile } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { item, type Page, text } from "../know/page.ts";
import { leadOf } from "../profile/list.ts";
import { forecastOf } from "../profile/profile.ts";
import { countUses } from "../profile/sources.ts";
import { measuredBoards, visibleClaims } from "../profile/view.ts";

/** A capability in short; `moat profiles show` has the rest. */
export function capabilityPage(id: string, knowledge: Knowledge, asOf: Day): Page | undefined {
  const profile = knowledge.profiles[id];
  if (profile === undefined) return undefined;
  const any = forecastOf(id, knowledge, asOf).find((one) => one.sizeClass === "any");
  const gap = any?.gap ?? null;
  const lead = leadOf(gap);
  return {
    title: profile.title,
    subtitle: `capability ${id}`,
    lead: [profile.summary],
    sections: [
      {
        title: "In short",
        blocks: [
          item("data source", told(profile.dataSource, profile, asOf)),
          item("integration", told(profile.integration, profile, asOf)),
          item("forecast class", profile.class),
          item("takes in", profile.modalities.join(", ")),
          item(
            "gap",
            gap === null
              ? "unknown: no board has both sides"
              : `${(100 * Math.abs(gap)).toFixed(1)} %, ${lead === "open" ? "open weights lead" : lead === "level" ? "level" : "the proprietary side leads"} (${any?.open ?? "open weights"} against ${any?.proprietary ?? "proprietary"})`,
          ),
        ],
      },
      {
        title: "Boards",
        blocks: measuredBoards(profile, asOf).map((one) =>
          item(
            one.id,
            `${one.title}: ${one.grade}, weight ${one.weight}. ${one.note ?? ""}`.trim(),
          ),
        ),
      },
      {
        title: "Kin",
        blocks:
          profile.kin === undefined
            ? []
            : [text(`Where it has no board of its own, those of ${profile.kin} are read.`)],
      },
    ],
    foot: [
      ...(profile.aliases.length === 0 ? [] : [`Also known as ${profile.aliases.join(", ")}.`]),
      `More: moat profiles show ${id}`,
    ],
  };
}

function told(
  { kind, claims }: Profile["dataSource"] | Profile["integration"],
  profile: Profile,
  asOf: Day,
): string {
  const texts = visibleClaims(claims, profile, asOf).map((one) => profile.claims[one]?.text ?? one);
  return [`${kind}.`, ...texts].join(" ");
}

export function sourcePage(id: string, knowledge: Knowledge): Page | undefined {
  const source = knowledge.sources[id];
  if (source === undefined) return undefined;
  const uses = countUses(knowledge).get(id) ?? 0;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ["address", source.url],
    ["publisher", source.publisher],
    ["published", source.published],
    ["retrieved", source.retrieved],
    ["licence", source.licence],
    ["kind", source.kind],
    ["used by", `${uses} ${uses === 1 ? "fact" : "facts"} of pack ${knowledge.pack.id}`],
    ["note", source.note],
  ];
  return {
    title: source.title,
    subtitle: `source ${id}`,
    lead: [],
    sections: [
      {
        title: "Source",
        blocks: entries.flatMap(([label, value]) =>
          value === undefined ? [] : [item(label, value)],
        ),
      },
    ],
    foot: ["A source published after the as-of date is not seen by a run of that date."],
  };
}
