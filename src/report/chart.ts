import { dayNumber } from "./days.ts";

/** A line chart in plain characters: values that hold until the next one, over days. */

export interface ChartSeries {
  readonly label: string;
  /** One character for the days on which the value changes, and one for the days on which it holds. */
  readonly mark: string;
  readonly line: string;
  /** Oldest first; days as YYYY-MM-DD. */
  readonly points: readonly { readonly day: string; readonly value: number }[];
}

export interface ChartSize {
  /** Columns and rows of the whole chart, labels included. */
  readonly width: number;
  readonly height: number;
  /** Last day of the time axis; the last value of a series holds until then. */
  readonly until: string;
  readonly indent?: string | undefined;
  /** How a value is written at the axis. */
  readonly value?: ((value: number) => string) | undefined;
}

/** Lines of the chart, then the days of both ends, then the legend. "" where no series has a point. */
export function chart(series: readonly ChartSeries[], size: ChartSize): string {
  const points = series.flatMap((one) => one.points);
  const first = points.reduce<string | undefined>(
    (day, one) => (day === undefined || one.day < day ? one.day : day),
    undefined,
  );
  if (first === undefined) return "";
  const write = size.value ?? ((value: number) => String(Math.round(value * 10) / 10));
  const values = points.map((one) => one.value);
  const scale = { low: Math.min(...values), high: Math.max(...values) };
  const indent = size.indent ?? "";
  const margin = Math.max(write(scale.low).length, write(scale.high).length);
  const columns = Math.max(10, size.width - indent.length - margin - 2);
  const rows = Math.max(3, size.height - 3);
  const grid = draw(series, {
    columns,
    rows,
    first,
    until: size.until,
    ...scale,
  });
  const middle = Math.floor((rows - 1) / 2);
  const labels = new Map([
    [0, write(scale.high)],
    [middle, write(scale.high - ((scale.high - scale.low) * middle) / (rows - 1))],
    [rows - 1, write(scale.low)],
  ]);
  const lines = grid.map(
    (cells, row) =>
      `${indent}${(labels.get(row) ?? "").padStart(margin)} ${labels.has(row) ? "+" : "|"}${cells.join("")}`,
  );
  return [
    ...lines,
    days(first, size.until, `${indent}${" ".repeat(margin + 2)}`, columns),
    legend(series, indent),
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

interface TextFrame {
  readonly columns: number;
  readonly rows: number;
  readonly first: string;
  readonly until: string;
  readonly low: number;
  readonly high: number;
}

/** Later series are drawn over earlier ones, and marks over lines: a record must not vanish behind a line. */
function draw(series: readonly ChartSeries[], frame: TextFrame): string[][] {
  const grid = Array.from({ length: frame.rows }, () =>
    Array.from({ length: frame.columns }, () => " "),
  );
  const put = (column: number, row: number, character: string) => {
    const cells = grid[row];
    if (cells !== undefined && column < cells.length) cells[column] = character;
  };
  for (const { points, line } of series) {
    points.forEach(({ day, value }, index) => {
      const end = columnOf(points[index + 1]?.day ?? frame.until, frame);
      for (let column = columnOf(day, frame); column <= end; column++)
        put(column, rowOf(value, frame), line);
    });
  }
  for (const { points, mark } of series)
    for (const { day, value } of points) put(columnOf(day, frame), rowOf(value, frame), mark);
  return grid;
}

function columnOf(day: string, { first, until, columns }: TextFrame): number {
  const span = dayNumber(until) - dayNumber(first);
  if (span <= 0) return 0;
  return Math.min(
    columns - 1,
    Math.round(((dayNumber(day) - dayNumber(first)) / span) * (columns - 1)),
  );
}

function rowOf(value: number, { low, high, rows }: TextFrame): number {
  return high === low ? 0 : Math.round(((high - value) / (high - low)) * (rows - 1));
}

function days(first: string, until: string, indent: string, columns: number): string {
  const room = columns - first.length - until.length;
  return room > 0 ? `${indent}${first}${" ".repeat(room)}${until}` : `${indent}${first} - ${until}`;
}

const legend = (series: readonly ChartSeries[], indent: string): string =>
  `${indent}${series.map((one) => `${one.mark} ${one.label}`).join("   ")}`;
