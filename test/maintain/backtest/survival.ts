/** A time that was seen, or one that is only known to be longer. */
export interface Waited {
  readonly value: number;
  readonly seen: boolean;
  readonly weight: number;
}

/** Kaplan-Meier: the share that is still waiting after so long. */
export function survival(all: readonly Waited[]): (value: number) => number {
  const sorted = all.toSorted((a, b) => a.value - b.value || Number(b.seen) - Number(a.seen));
  let atRisk = sorted.reduce((total, one) => total + one.weight, 0);
  let waiting = 1;
  const steps: { value: number; waiting: number }[] = [];
  for (const { value, seen, weight } of sorted) {
    if (seen) {
      waiting *= 1 - weight / atRisk;
      steps.push({ value, waiting });
    }
    atRisk -= weight;
  }
  return (value) => {
    let left = 1;
    for (const step of steps) {
      if (step.value > value) break;
      left = step.waiting;
    }
    return left;
  };
}
