/** A WeakMap where what is asked about is an object that ends some day, a Map where it is one of a few names or numbers. */
interface Memo<Of, Value> {
  get(of: Of): Value | undefined;
  set(of: Of, value: Value): unknown;
}

/** The same function, that works out each of its values once. */
export function remembering<Of, Value extends NonNullable<unknown>>(
  find: (of: Of) => Value,
  memory: NoInfer<Memo<Of, Value>>,
): (of: Of) => Value {
  return (of) => {
    const known = memory.get(of);
    if (known !== undefined) return known;
    const found = find(of);
    memory.set(of, found);
    return found;
  };
}

let numbered = 0;

/** A number that stands for an object in a key. */
export const numberOf = remembering((_: object) => ++numbered, new WeakMap());
