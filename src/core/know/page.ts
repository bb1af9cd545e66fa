import type { Chart } from "./chart.ts";

/** A page of prose, tables and code as data: what a report says, before anybody decides how it looks. */

export type Tone = "good" | "warn" | "bad" | "plain";

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "item";
      readonly label: string;
      readonly text: string;
      readonly tone?: Tone | undefined;
    }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns whose cells are numbers. */
      readonly right?: readonly number[] | undefined;
    }
  /** Text whose lines stay as they are. */
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  /** `drawn` is the same in characters, for formats that cannot draw; empty where the table that follows stands for it. */
  | { readonly kind: "chart"; readonly chart: Chart; readonly drawn: string };

export interface Section {
  /** Empty: the blocks speak for themselves. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Page {
  readonly title: string;
  /** Beside the title: an id, or the one word that is the answer. */
  readonly subtitle: string;
  readonly tone?: Tone | undefined;
  readonly lead: readonly string[];
  readonly sections: readonly Section[];
  /** Small print. */
  readonly foot: readonly string[];
}

export const text = (content: string): Block => ({ kind: "text", text: content });

export const item = (label: string, content: string, tone: Tone = "plain"): Block => ({
  kind: "item",
  label,
  text: content,
  tone,
});
