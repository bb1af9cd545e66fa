/** What was written, as it is nested. */
export type Tree = Readonly<Record<string, unknown>>;

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

export const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** What was written there, where it is a mapping; else one with nothing in it. */
export const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

/** The mappings in the list of that name. */
export function treesIn(value: unknown, name: string): readonly Tree[] {
  const list = treeOf(value)[name];
  return Array.isArray(list) ? list.map(treeOf) : [];
}

/** Keys of mappings and places in lists. */
export type TreePath = readonly (string | number)[];

/** The value at a path; undefined where nothing leads there. */
export function valueAt(value: unknown, path: TreePath): unknown {
  let current = value;
  for (const key of path) {
    if (!isHolder(current)) return undefined;
    current = current[String(key)];
  }
  return current;
}

const isHolder = (value: unknown): value is Tree => value !== null && typeof value === "object";

/** A copy with one value replaced; missing parents are made. */
export function withValue(target: unknown, [key, ...rest]: TreePath, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((one, index) =>
      String(index) === String(key) ? withValue(one, rest, value) : one,
    );
  const tree = treeOf(target);
  return { ...tree, [key]: withValue(tree[key], rest, value) };
}
