const steps = 4;
const halvings = 10;

/**
 * Where the verdict first turns on the way from start to end: the nearest point known to lie beyond the edge, by scan and
 * bisection. Steps grow: what is near matters more than what is far. Before each look it yields the last point that does not
 * turn, so that whoever has found something nearer need not go on.
 */
export function* edgeOn(
  start: number,
  end: number,
  turnedAt: (x: number) => boolean,
): Generator<number, number | undefined> {
  const at = (step: number) => start + (end - start) * (step / steps) ** 2;
  let step = 1;
  for (; step <= steps; step++) {
    yield at(step - 1);
    if (turnedAt(at(step))) break;
  }
  if (step > steps) return undefined;
  let [same, other] = [at(step - 1), at(step)];
  for (let i = 0; i < halvings; i++) {
    yield same;
    const middle = (same + other) / 2;
    if (turnedAt(middle)) other = middle;
    else same = middle;
  }
  return other;
}

/** One in the second digit. */
export const digitOf = (value: number): number =>
  value === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);

/** Two significant digits, rounded away from where the input stands, so that the rounded value turns the verdict too. */
export function tidy(value: number, from: number, whole: boolean): number {
  // Next to nothing is nothing: its digits would be smaller than any number.
  if (Math.abs(value) < 1e-12) return 0;
  const digit = digitOf(value);
  const unit = whole ? Math.max(1, digit) : digit;
  const round = value > from ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9);
  return Number((round * unit).toPrecision(3));
}
