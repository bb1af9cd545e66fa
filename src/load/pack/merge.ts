import type { Diagnostic } from "../file/diagnostic.ts";
import type { Path, SourcePath } from "../file/source.ts";

/** One of the packs that an answer is made of. A layer may change what the layers that it builds on say. */
export interface Rank {
  readonly name: string;
  /** Names of the layers below it, through any number of steps. */
  readonly above: ReadonlySet<string>;
}

/** A thing, and where it stands. */
export interface Entered<T> {
  readonly value: T;
  readonly from: SourcePath;
}

interface Held<T> extends Entered<T> {
  readonly rank: Rank;
}

/**
 * Things by id from several layers. A layer replaces what lies below it; two that know nothing of each other and say
 * different things are a conflict, and the same id twice in one layer is a slip.
 */
export class Registry<T> {
  readonly #held = new Map<string, Held<T>>();
  readonly #open = new Map<string, { readonly rank: Rank; readonly conflict: Diagnostic }[]>();
  readonly #what: string;
  readonly #trouble: Diagnostic[];

  constructor(what: string, trouble: Diagnostic[]) {
    this.#what = what;
    this.#trouble = trouble;
  }

  put(id: string, value: T, rank: Rank, from: SourcePath): void {
    const held = this.#held.get(id);
    if (held === undefined || rank.above.has(held.rank.name)) {
      this.#held.set(id, { value, rank, from });
      this.#settle(id, rank);
      return;
    }
    if (held.rank.name !== rank.name && JSON.stringify(held.value) === JSON.stringify(value))
      return;
    const place = placeOf(held.from);
    const first = `${place.file}:${place.line}:${place.column}`;
    const at = { severity: "error" as const, ...placeOf(from) };
    const code = this.#what.replaceAll(" ", "-");
    if (held.rank.name === rank.name)
      this.#trouble.push({
        ...at,
        code: `duplicate.${code}`,
        message: `${this.#what} "${id}" stands twice, first in ${first}`,
        help: "Keep one entry.",
      });
    else
      this.#dispute(id, rank, {
        ...at,
        code: `conflict.${code}`,
        message: `${this.#what} "${id}" is written differently in ${first}, and neither file extends the other`,
        help: "Let one extend the other, or write it once more in the one that extends both.",
      });
  }

  #dispute(id: string, rank: Rank, conflict: Diagnostic): void {
    this.#trouble.push(conflict);
    this.#open.set(id, [...(this.#open.get(id) ?? []), { rank, conflict }]);
  }

  /** Whoever builds on both sides has the last word. */
  #settle(id: string, by: Rank): void {
    const open = this.#open.get(id) ?? [];
    for (const { rank, conflict } of open)
      if (by.above.has(rank.name)) this.#trouble.splice(this.#trouble.indexOf(conflict), 1);
    if (open.length > 0)
      this.#open.set(
        id,
        open.filter(({ rank }) => !by.above.has(rank.name)),
      );
  }

  get(id: string): T | undefined {
    return this.#held.get(id)?.value;
  }

  placed(): Entered<T>[] {
    return [...this.#held.values()];
  }

  values(): T[] {
    return this.placed().map((one) => one.value);
  }

  entries(): [string, T][] {
    return [...this.#held].map(([id, one]) => [id, one.value]);
  }
}

const placeOf = ({ source, path }: SourcePath) => ({ file: source.file, ...source.locate(path) });

/** One written value of a nested mapping. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Lists count as one value: half a list of one pack and half of another would be neither. */
export function leavesOf(value: unknown, path: Path): Leaf[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

export function setAt(target: Record<string, unknown>, path: Path, value: unknown): void {
  let current = target;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(current, key)) current[String(key)] = {};
    current = current[String(key)] as Record<string, unknown>;
  }
  current[String(path.at(-1))] = value;
}
