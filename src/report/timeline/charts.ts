import type { NeedOutlook } from "../../core/outlook/document.ts";
import type { Block } from "../../core/page.ts";
import type { ScoreView } from "../../core/profile/view.ts";
import { chart } from "../chart.ts";
import { number, unitName } from "../profile/words.ts";

const height = 14;

/** Both frontiers on the board with most open records: a step is a record, and it holds until the next. */
export function frontierBlocks({ history }: NeedOutlook, until: string, width: number): Block[] {
  if (history === null) return [];
  const points = (all: readonly ScoreView[]) =>
    all.map((one) => ({ day: one.date, value: one.score }));
  const drawn = chart(
    [
      { label: "proprietary", mark: "P", line: "-", points: points(history.proprietary) },
      { label: "open weights", mark: "o", line: ".", points: points(history.open) },
    ],
    { width: Math.min(width, 100) - 2, height, until, value: number },
  );
  return [
    { kind: "text", text: `${history.board}, ${unitName(history.unit)}` },
    { kind: "code", language: "text", text: drawn },
  ];
}

/** The base forecast month by month, for any open weights and for those that the team could run. */
export function curveBlocks({ fixed }: NeedOutlook, asOf: string, width: number): Block[] {
  const curves = [
    { reach: fixed[0], label: "any open", mark: "o", line: "o" },
    {
      reach: fixed.length > 1 ? fixed.at(-1) : undefined,
      label: "those you could run",
      mark: "x",
      line: "x",
    },
  ].flatMap(({ reach, ...look }) => {
    const [base] = reach?.forecasts ?? [];
    // A level that is reached has no curve to draw.
    if (base === undefined || base.medianMonths === 0) return [];
    return [
      {
        ...look,
        points: base.curve.map(({ day, share }) => ({ day, value: Math.round(share * 100) })),
      },
    ];
  });
  if (curves.length === 0) return [];
  const until = fixed[0]?.forecasts[0]?.curve.at(-1)?.day ?? asOf;
  const drawn = chart(curves, {
    width: Math.min(width, 100) - 2,
    height,
    until,
    value: (share) => `${Math.round(share)} %`,
  });
  return [{ kind: "code", language: "text", text: drawn }];
}
