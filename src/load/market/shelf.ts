import type { Diagnostic } from "../file/diagnostic.ts";
import type { Source } from "../file/source.ts";
import { type Rank, Registry } from "../pack/merge.ts";

/** A file of a market, and the pack that it belongs to. */
export interface Entering {
  readonly source: Source;
  readonly rank: Rank;
}

/** Lists of one kind of thing from several files. */
export class Shelf<T> extends Registry<T> {
  readonly #idOf: (one: T, rank: Rank) => string;
  readonly #leaf: string;

  /** `idOf` says what tells two entries apart; messages point at the field `leaf` of an entry. */
  constructor(
    what: string,
    trouble: Diagnostic[],
    idOf: (one: T, rank: Rank) => string,
    leaf = "model",
  ) {
    super(what, trouble);
    this.#idOf = idOf;
    this.#leaf = leaf;
  }

  /** Enters the entries of a file, in order; `list` is where they stand in it. */
  add(list: string, entries: Iterable<T>, { source, rank }: Entering): void {
    let index = 0;
    for (const one of entries)
      this.put(this.#idOf(one, rank), one, rank, { source, path: [list, index++, this.#leaf] });
  }
}

export const byId = (one: { readonly id: string }): string => one.id;

/** What two things that are sold, or measured, at a host are told apart by. */
export const atHost = (one: { readonly model: string; readonly provider: string }): string =>
  `${one.model} at ${one.provider}`;
