import type { Section } from "../../core/know/page.ts";
import type { ScoreView } from "../../shapes/profile-view.ts";
import type { BoardView } from "../../shapes/profiles.ts";
import { chart } from "../chart.ts";
import { number, unitName } from "./words.ts";

/** Both frontiers of each board over time: a step is a record, and it holds until the next. */
export function historySections(
  boards: readonly BoardView[],
  until: string,
  width: number,
): Section[] {
  return boards.flatMap(({ title, unit, history }) => {
    const drawn = chart(
      [
        { label: "proprietary", mark: "P", line: "-", points: points(history.proprietary) },
        { label: "open weights", mark: "o", line: ".", points: points(history.open) },
      ],
      { width: Math.min(width, 100) - 2, height: 16, until, value: number },
    );
    if (drawn === "") return [];
    return [
      {
        title: `Frontiers on ${title} (${unitName(unit)})`,
        blocks: [{ kind: "code", language: "text", text: drawn }],
      },
    ];
  });
}

const points = (scores: readonly ScoreView[]) =>
  scores.map(({ date, score }) => ({ day: date, value: score }));
