/** Two neighbouring points: the verdict is the old one at `same` and another one at `other`. */
export interface Turn {
  readonly same: number;
  readonly other: number;
}

const steps = 4;
const halvings = 10;

/** Where the verdict first turns on the way from start to end. Steps grow: what is near matters more than what is far. */
export function firstTurn(
  start: number,
  end: number,
  turnedAt: (x: number) => boolean,
): Turn | undefined {
  const at = (step: number) => start + (end - start) * (step / steps) ** 2;
  for (let step = 1; step <= steps; step++) {
    if (turnedAt(at(step))) return { same: at(step - 1), other: at(step) };
  }
  return undefined;
}

/** The nearest point beyond the edge, by bisection. */
export function edgeBetween(turn: Turn, turnedAt: (x: number) => boolean): number {
  let { same, other } = turn;
  for (let i = 0; i < halvings; i++) {
    const middle = (same + other) / 2;
    if (turnedAt(middle)) other = middle;
    else same = middle;
  }
  return other;
}

/** Two significant digits, rounded away from where the input stands, so that the rounded value turns the verdict too. */
export function tidy(value: number, from: number, whole: boolean): number {
  if (value === 0) return 0;
  const digit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const unit = whole ? Math.max(1, digit) : digit;
  const round = value > from ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9);
  return Number((round * unit).toPrecision(3));
}
