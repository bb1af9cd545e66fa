/** An entry for each of the keys. */
export const byKey = <Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key, at: number) => Value,
): Record<Key, Value> =>
  Object.fromEntries(keys.map((key, at) => [key, of(key, at)])) as Record<Key, Value>;

/** The keys of a record that is written out, so that it has no others. */
export const keysIn = <All extends object>(all: All): (keyof All & string)[] =>
  Object.keys(all) as (keyof All & string)[];

/** All of them by a key, in the order in which the keys come first. */
export function groupedBy<One, Key>(all: Iterable<One>, keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [one]);
    else held.push(one);
  }
  return groups;
}
