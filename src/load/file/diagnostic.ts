import { capital } from "../../core/know/printable.ts";
import { numberMeant } from "../../shapes/read-number.ts";
import type { Diagnostic } from "../../shapes/trouble.ts";

/** Trouble is a value: only bugs are thrown. */
export type { Diagnostic };

export type Loaded<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export const loaded = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Loaded<T> => ({
  ok: true,
  value,
  diagnostics,
});
export const failed = (
  ...diagnostics: readonly Diagnostic[]
): { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } => ({
  ok: false,
  diagnostics,
});

/** All of them, or all that is wrong with any. */
export function together<T extends readonly unknown[]>(
  ...found: { readonly [K in keyof T]: Loaded<T[K]> }
): Loaded<T> {
  const diagnostics = found.flatMap((one) => one.diagnostics);
  const values = found.flatMap((one) => (one.ok ? [one.value] : []));
  return values.length === found.length
    ? loaded(values as unknown as T, diagnostics)
    : failed(...found.flatMap((one) => (one.ok ? [] : one.diagnostics)));
}

/** What is wrong with a whole file. */
export const trouble = (code: string, file: string, message: string, help: string): Diagnostic => ({
  code,
  severity: "error",
  file,
  message,
  help,
});

/** The known name closest to what was written; undefined where none is close enough to be meant. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const typed = written.toLowerCase();
  const starting = names.filter((one) => one.toLowerCase().startsWith(typed));
  if (starting.length === 1 && typed.length > 2) return starting[0];
  const limit = slips(typed) + 1;
  return names
    .map((name) => ({ name, far: editDistance(typed, name.toLowerCase(), limit) }))
    .filter((one) => one.far < limit)
    .sort((a, b) => a.far - b.far || alike(typed, b.name) - alike(typed, a.name))[0]?.name;
}

/** Slips that a name of that length may hold and still be meant. */
const slips = (typed: string): number => Math.max(1, Math.floor(typed.length / 3));

/** How many letters two names begin with alike. */
function alike(typed: string, name: string): number {
  const lower = name.toLowerCase();
  const different = [...typed].findIndex((letter, at) => letter !== lower[at]);
  return different < 0 ? typed.length : different;
}

/** Changes from one to the other, two letters in the wrong order being one; not counted where the lengths differ by the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isTurned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const turned = isTurned ? (before[j - 2] ?? 0) + 1 : swap;
      next.push(Math.min(swap, turned, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit;
}

/** "did you mean X?" and the names that would do: all of them where they fit on a line, else those that come closest. */
export function suggest(written: string, known: Iterable<string>): string {
  const names = [...new Set(known)];
  const few = names.length <= 12;
  const list = few ? `use one of ${names.join(", ")}` : someOf(written, names);
  const near = nearest(written, names);
  return near === undefined ? list : `did you mean "${near}"?${few ? ` (${list})` : ""}`;
}

/** The same as a sentence. */
export function suggestion(written: string, known: Iterable<string>): string {
  const text = capital(suggest(written, known));
  return /[?)]$/.test(text) ? text : `${text}.`;
}

const shownNames = 6;

/** Names that resemble what was written; where none does, the first few say what kind of name is wanted. */
function someOf(written: string, names: readonly string[]): string {
  const close = closest(written, names);
  return close.length > 0
    ? `the closest of ${names.length} known names: ${close.join(", ")}`
    : `use one of ${names.length} known names, such as ${names.slice(0, shownNames).join(", ")}`;
}

/** Names that begin as what was written or share a part with it, those that take the fewest changes first. */
function closest(written: string, names: readonly string[]): string[] {
  const typed = written.toLowerCase();
  const parts = typed.split(/[^a-z0-9]+/);
  const begins = (name: string) => alike(typed, name) >= Math.max(2, typed.length / 2);
  const shares = (name: string) =>
    parts.some((part) => part.length > 2 && name.toLowerCase().includes(part));
  return names
    .filter((name) => begins(name) || shares(name))
    .map((name) => ({
      name,
      far: editDistance(typed, name.toLowerCase(), 1000) - (begins(name) ? 500 : 0),
    }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, shownNames)
    .map((one) => one.name);
}

export function numberHelp(given: unknown): string | undefined {
  const meant = numberMeant(given);
  return meant && `Numbers are written without separators: ${meant}`;
}
