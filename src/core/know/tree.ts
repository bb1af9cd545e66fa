/** What was written, as it is nested. */
export type Tree = Readonly<Record<string, unknown>>;

/** One that is still being put together. */
export type WritableTree = Record<string, unknown>;

interface GivenValue {
  /** Dotted. */
  readonly path: string;
  readonly value: unknown;
}

/** What was given, leaf by leaf, in the order in which it was written. */
export function leavesIn(value: unknown, path = ""): GivenValue[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== "object" || isList(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesIn(inner, path === "" ? key : `${path}.${key}`),
  );
}

/** A list of plain values is one value; one of mappings is walked through. */
const isList = (value: object): boolean =>
  Array.isArray(value) && value.every((one) => one === null || typeof one !== "object");

/** A copy with one value replaced; missing parents are made. */
export function withValue(
  target: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) => (String(index) === key ? withValue(one, rest, value) : one));
  const record = (target ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}
