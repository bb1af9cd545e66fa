import type { Option } from "../../shapes/common.ts";
/** A chart as data: what is to be seen, before anybody draws it or writes it as a table. */

/** How a value is written, and what its axis counts in; days are days since 1970. */
export type Unit = "usd" | "requests" | "percent" | "quality" | "day" | "score";

export interface Axis {
  readonly label: string;
  readonly unit: Unit;
  /** Of another currency than the dollar, which amounts are in already. */
  readonly sign?: string | undefined;
  readonly log?: true | undefined;
  /** Where the axis must begin and end, whatever the values are. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly band?: readonly [low: number, high: number] | undefined;
}

export interface Series {
  readonly name: string;
  /** Which side of the comparison it belongs to: one colour, one dash and one meaning in every chart. */
  readonly look: Option;
  /** By x, smallest first. */
  readonly points: readonly Point[];
  /** Each value holds until the next point, the last one to the end. */
  readonly held?: true | undefined;
}

interface Titled {
  readonly title: string;
  /** What there is to see, in a sentence or two: for those who cannot. */
  readonly says: string;
  readonly x: Axis;
}

export interface LineChart extends Titled {
  readonly kind: "lines";
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Places on the x axis. */
  readonly marks: readonly { readonly x: number; readonly text: string }[];
}

export interface RangeChart extends Titled {
  readonly kind: "ranges";
  /** What the ranges are held against. */
  readonly against: { readonly x: number; readonly text: string };
  readonly rows: readonly RangeRow[];
}

export interface RangeRow {
  readonly name: string;
  readonly note: string;
  readonly look: Option;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

export type Chart = LineChart | RangeChart;
