import type { Page } from "../../core/know/page.ts";
import type { ProfileList, ProfileRow } from "../../shapes/profiles.ts";
import { share1 } from "./words.ts";

/** One line per capability: where the lead comes from, how large it is, and how long it may last. */
export function listPage(list: ProfileList): Page {
  const { profiles, pack, asOf } = list;
  const head = ["capability", "data", "behind", "months", "boards", "newest"];
  return {
    title: `${profiles.length} capabilities`,
    subtitle: `pack ${pack.id} ${pack.version}, as of ${asOf}`,
    lead: [],
    sections: [
      {
        title: "How far the best open weights are behind the best proprietary model",
        blocks: [
          {
            kind: "table",
            head,
            rows: profiles.map(cells),
            right: [2, 3, 4],
          },
        ],
      },
    ],
    foot: [
      "behind: share of the reference's success that the best open weights miss, over all boards (moat explain quality); level or ahead where they miss none. months: median until they reach today's reference. ~: borrowed from the boards of another capability.",
      "newest: day of the newest score that somebody else than the maker gave.",
      "More: moat profiles show ID",
    ],
  };
}

function cells(row: ProfileRow): string[] {
  return [
    row.id,
    row.dataSource.replace("proprietary-", ""),
    gapCell(row),
    monthsCell(row),
    row.boards === 0 && row.kin !== null ? "~" : String(row.boards),
    row.newest ?? "-",
  ];
}

function gapCell({ gap, kin, lead }: ProfileRow): string {
  if (gap === null) return "-";
  const ahead = lead === "open" ? " ahead" : "";
  return `${kin === null ? "" : "~"}${lead === "level" ? "level" : share1(Math.abs(gap))}${ahead}`;
}

function monthsCell({ gap, medianMonths }: ProfileRow): string {
  if (gap === null) return "-";
  if (medianMonths === null) return "never";
  return medianMonths === 0 ? "closed" : medianMonths.toFixed(1);
}
