import type { Price } from "../../core/knowledge.ts";
import type { Loaded } from "../diagnostic.ts";

/** Formats that `moat profiles update` reads. */
export type ImportFormat = "models.dev" | "litellm" | "genai-prices" | "gpu-csv";

/** A price as a public file states it, with the names that the file uses. */
export interface PriceRow {
  readonly provider: string;
  readonly model: string;
  /** $ per million tokens. Several where the file knows of a change on a day. */
  readonly prices: readonly Rates[];
}

export type Rates = Omit<Price, "published" | "source">;

export interface RentRow {
  readonly provider: string;
  readonly gpu: string;
  readonly mode: "on-demand" | "reserved-1y" | "reserved-3y" | "spot";
  readonly usdPerGpuHour: number;
  readonly minGpus: number;
  readonly volatile: boolean;
  readonly published: string;
  readonly note: string | undefined;
}

/** Why rows of the file were left out; each is counted, none is dropped in silence. */
export type Skip =
  | "a row without a price, or with 0 and 0, which mostly means unknown"
  | "a sample row"
  | "a router or a reseller, never merged with a first party"
  | "an alias that moves, never priced"
  | "scores that others may not redistribute"
  | "a GPU that moat does not know"
  | "a way of renting that moat does not know";

export interface Imported {
  readonly prices: readonly PriceRow[];
  readonly rents: readonly RentRow[];
  readonly skipped: ReadonlyMap<Skip, number>;
}

/** One public format: how it is told from the others, and how it is read. */
export interface Importer {
  readonly format: ImportFormat;
  readonly title: string;
  readonly licence: string;
  readonly url: string;
  readonly matches: (content: Content) => boolean;
  readonly read: (content: Content) => Loaded<Imported>;
}

/** A file to import: its text, and the value where it is JSON. */
export interface Content {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
}

/** Counts what is left out while rows are read. */
export class Skips {
  readonly counts = new Map<Skip, number>();

  note(why: Skip): void {
    this.counts.set(why, (this.counts.get(why) ?? 0) + 1);
  }
}
