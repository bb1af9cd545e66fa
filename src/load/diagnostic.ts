/** Trouble that a person can mend. It is a value: only bugs are thrown. */
export interface Diagnostic {
  /** Kebab-case name of the kind of trouble, after the part that found it: `yaml.syntax`, `input.unknown-key`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly file: string;
  /** From 1; absent where the trouble is with the whole file. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
}

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

/** The known name closest to what was written; undefined where none is close enough to be meant. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const one of known) {
    const distance = editDistance(written.toLowerCase(), one.toLowerCase(), least);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** Levenshtein distance; stops counting where the lengths alone differ by the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}

/** "did you mean X?" and the names that would do: all of them where they fit on a line, else those that come closest. */
export function suggest(written: string, known: Iterable<string>): string {
  const names = [...new Set(known)];
  const few = names.length <= 12;
  const list = few
    ? `use one of ${names.join(", ")}`
    : `the closest of ${names.length} known names: ${closest(written, names).join(", ")}`;
  const near = nearest(written, names);
  return near === undefined ? list : `did you mean "${near}"?${few ? ` (${list})` : ""}`;
}

const shownNames = 6;

/** Names that share a part with what was written come first, then those that take the fewest changes. */
function closest(written: string, names: readonly string[]): string[] {
  const parts = written.toLowerCase().split(/[^a-z0-9]+/);
  const shares = (name: string) =>
    parts.some((part) => part.length > 2 && name.toLowerCase().includes(part));
  return names
    .map((name) => ({
      name,
      far: editDistance(written.toLowerCase(), name.toLowerCase(), 1000) - (shares(name) ? 500 : 0),
    }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, shownNames)
    .map((one) => one.name);
}
