import { count, usd } from "../core/know/money.ts";
import type { Sweep, SweepPoint } from "../shapes/sweep.ts";
import { csv } from "./csv.ts";
import { toJson } from "./json.ts";
import type { ReportSettings } from "./page.ts";
import { type Style, table, wrap } from "./style.ts";

type SweepReporter = (
  sweep: Pick<Sweep, "path" | "points">,
  settings: Pick<ReportSettings, "style">,
) => string;

export const sweepReporters = {
  text: ({ path, points }, { style }) => sweepText(path, points, style),
  json: ({ path, points }) =>
    toJson({
      format: "moat.sweep",
      formatVersion: "1.0",
      path,
      points,
      boundaries: boundaries(points),
    }),
  csv: ({ path, points }) => {
    const head = [
      path,
      "verdict",
      "status",
      "margin",
      "usd_per_month",
      "self_host",
      "hosted_open",
      "proprietary_api",
    ];
    const rows = points.map(({ value, verdict, status, margin, usdPerMonth, values }) => [
      ...[value, verdict, status, margin, usdPerMonth],
      ...values,
    ]);
    return csv([head, ...rows]);
  },
} satisfies Record<string, SweepReporter>;

function boundaries(points: readonly SweepPoint[]): Sweep["boundaries"] {
  return points.slice(1).flatMap((point, index) => {
    const last = points[index];
    if (last === undefined || last.verdict === point.verdict) return [];
    return [
      {
        after: last.value,
        before: point.value,
        from: last.verdict,
        to: point.verdict,
      },
    ];
  });
}

function sweepText(path: string, points: readonly SweepPoint[], style: Style): string {
  const turns = boundaries(points);
  const head =
    turns.length === 0
      ? [`${path}: ${points[0]?.verdict} throughout`]
      : turns.map(
          (one) =>
            `${path}: ${one.from} until ${count(one.after)}, ${one.to} from ${count(one.before)} on`,
        );
  const points100 = (value: number | null) => (value === null ? "-" : (100 * value).toFixed(0));
  const rows = points.map((one) => [
    count(one.value),
    one.verdict,
    one.status,
    one.usdPerMonth === null ? "unpriced" : usd(one.usdPerMonth),
    ...one.values.map(points100),
  ]);
  const titles = [
    path.split(".").at(-1) ?? path,
    "verdict",
    "status",
    "$ a month",
    "self",
    "hosted",
    "api",
  ];
  return [
    ...head.map((line) => style.bold(line)),
    "",
    table([titles, ...rows], style, [0, 3, 4, 5, 6]),
    "",
    style.dim(wrap(undrawn, style.width)),
    "",
  ].join("\n");
}

const undrawn =
  "At expected values, without draws: moat advise tells how sure the verdict at one value is.";
