import { count } from "../../core/know/money.ts";
import type { CurvePoint } from "../../shapes/cost.ts";
import type { Money } from "./money.ts";

/** One letter for each option; where two meet, the cheaper one shows. */
const marks = [
  ["proprietary-api", "P"],
  ["hosted-open", "h"],
  ["self-host", "S"],
] as const;

/** Cost against volume, both on logarithmic axes: a price for each request is a straight line, a fleet a staircase. */
export function curveChart(
  curve: readonly CurvePoint[],
  width: number,
  money: Money,
  rows = 10,
): string[] {
  const values = curve
    .flatMap(({ usd: of }) => Object.values(of))
    .filter((one) => one !== null && one > 0);
  if (values.length === 0) return [];
  const logs = values.map((one) => Math.log10(one ?? 1));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const labels = labelsOf(low, high, rows, money);
  const gutter = Math.max(...labels.map((one) => one.length));
  const columns = Math.max(20, Math.min(curve.length, width - gutter - 4));
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => " "));
  for (let column = 0; column < columns; column++) {
    const point = curve[Math.round((column * (curve.length - 1)) / (columns - 1))];
    if (point === undefined) continue;
    const dearestFirst = marks
      .map(([option, mark]) => ({ mark, usd: point.usd[option] }))
      .sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0));
    for (const { mark, usd: value } of dearestFirst) {
      if (value === null || value <= 0) continue;
      const row =
        high === low ? 0 : Math.round(((high - Math.log10(value)) / (high - low)) * (rows - 1));
      const cells = grid[row];
      if (cells !== undefined) cells[column] = mark;
    }
  }
  const lines = grid.map((cells, row) =>
    `${(labels[row] ?? "").padStart(gutter)} |${cells.join("")}`.trimEnd(),
  );
  return [...lines, ...foot(curve, columns, gutter)];
}

/** The first row, the middle one and the last. */
function labelsOf(low: number, high: number, rows: number, money: Money): string[] {
  return Array.from({ length: rows }, (_, row) => {
    const value = 10 ** (high - ((high - low) * row) / Math.max(1, rows - 1));
    return row === 0 || row === rows - 1 || row === rows >> 1 ? money(value) : "";
  });
}

function foot(curve: readonly CurvePoint[], columns: number, gutter: number): string[] {
  const at = (index: number) => count(Number((curve[index]?.requestsPerMonth ?? 0).toPrecision(2)));
  const [from, now, to] = [at(0), `^ ${at(curve.length >> 1)} now`, at(curve.length - 1)];
  const middle = columns >> 1;
  const line = `${from.padEnd(middle)}${now}`;
  return [
    `${" ".repeat(gutter + 1)}+${"-".repeat(columns)}`,
    `${" ".repeat(gutter + 2)}${line.padEnd(Math.max(line.length + 1, columns - to.length))}${to}`,
  ];
}

export const chartLegend =
  "S self-host, h hosted open weights, P proprietary API; the bill of a month over requests a month, log scale";
