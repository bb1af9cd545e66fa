/** An entry for each of the keys. */
export const byKey = <Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key, at: number) => Value,
): Record<Key, Value> =>
  Object.fromEntries(keys.map((key, at) => [key, of(key, at)])) as Record<Key, Value>;

/** The keys of a record that is written out, so that it has no others. */
export const keysIn = <All extends object>(all: All): (keyof All & string)[] =>
  Object.keys(all) as (keyof All & string)[];
