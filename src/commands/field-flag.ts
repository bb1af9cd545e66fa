type ValueKind = "number" | "text" | "boolean" | "list" | "bar" | "entries";

export interface FieldFlag {
  readonly flag: string;
  /** Field of the use case; `needs.0` stands for the first need. */
  readonly path: readonly string[];
  readonly kind: ValueKind;
  readonly help: string;
  /** Of kind `entries`: how each value is written; it is put under the path, beside what a file says. */
  readonly form?: EntryForm;
}

/** What one value of a flag such as `--rent h100-sxm=2.10` puts into the use case; undefined where it is not of that form. */
export interface FlagEntry {
  readonly path: readonly string[];
  readonly value: unknown;
}

export interface EntryForm {
  readonly read: (text: string) => FlagEntry | undefined;
  readonly example: string;
  /** All values together are one list. */
  readonly list?: boolean;
}

type FlagRow = readonly [kind: ValueKind, field: string, help: string, form?: EntryForm];

/** Flags for fields of one part of the use case. */
export const fields = (
  part: string | undefined,
  flags: Readonly<Record<string, FlagRow>>,
): FieldFlag[] =>
  Object.entries(flags).map(([flag, [kind, field, help, form]]) => ({
    ...{ flag, kind, help, path: [...(part?.split(".") ?? []), field] },
    ...(form === undefined ? {} : { form }),
  }));
