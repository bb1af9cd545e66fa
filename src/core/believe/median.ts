/** Of an even number of values the geometric mean of the middle two: tokens and speeds are spread by factors. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : Math.sqrt(upper * (sorted[half - 1] ?? upper));
}
