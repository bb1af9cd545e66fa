import type { Price } from "../../core/know/knowledge.ts";
import type { Day } from "../../shapes/common.ts";
import type { Diagnostic, Loaded } from "../file/diagnostic.ts";

/** Formats that `moat profiles update` reads. */
export type ImportFormat = "models.dev" | "litellm" | "genai-prices" | "gpu-csv";

/** A price as a public file states it, with the names that the file uses. */
export interface PriceRow {
  readonly provider: string;
  readonly model: string;
  /** $ per million tokens. Several where the file knows of a change on a day. */
  readonly prices: readonly ImportedRates[];
  /** The file has one name for the tier of long requests, whatever its limit: a limit that is known holds on. */
  readonly isLimitOpen?: boolean | undefined;
}

export type ImportedRates = Omit<Price, "published" | "source">;

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
  | "a row with no sane price"
  | "a row that cannot be read"
  | "a sample row"
  | "a router or a reseller, never merged with a first party"
  | "an alias that moves, never priced"
  | "a model that the list calls deprecated"
  | "scores that others may not redistribute"
  | "a GPU that moat does not know"
  | "a way of renting that moat does not know";

/** A row that cannot be read. It ends the import where moat follows what it is about, and is passed over by name elsewhere. */
export interface Unread {
  readonly provider: string;
  /** Undefined: all that the provider has. */
  readonly model: string | undefined;
  /** As the file calls it. */
  readonly name: string;
  readonly why: Skip;
  readonly trouble: Diagnostic;
}

export interface Imported {
  readonly prices: readonly PriceRow[];
  readonly rents: readonly RentRow[];
  readonly skipped: ReadonlyMap<Skip, number>;
  readonly unread: readonly Unread[];
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
  /** The day that the import is for. */
  readonly asOf: Day;
}
