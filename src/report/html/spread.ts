interface Cluster {
  /** Mean of where its labels would be, each less its own place within the cluster. */
  readonly start: number;
  readonly members: number;
}

/**
 * Moves labels apart as little as it takes: places in the order given, none nearer to another than `gap`, all between `low` and
 * `high` where there is room. Least squares by pooling neighbours that collide (pool adjacent violators).
 */
export function spread(
  places: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const clusters: Cluster[] = [];
  for (const index of order) {
    let last: Cluster = { start: places[index] ?? 0, members: 1 };
    for (let before = clusters.at(-1); before !== undefined; before = clusters.at(-1)) {
      if (before.start + before.members * gap <= last.start) break;
      clusters.pop();
      const members = before.members + last.members;
      const start =
        (before.start * before.members + (last.start - before.members * gap) * last.members) /
        members;
      last = { start, members };
    }
    clusters.push(last);
  }
  const sorted = clusters.flatMap(({ start, members }) =>
    Array.from({ length: members }, (_, at) => start + at * gap),
  );
  const moved = within(sorted, gap, low, high);
  const found = places.slice();
  for (const [at, index] of order.entries()) found[index] = moved[at] ?? 0;
  return found;
}

/** Pushed in from both ends. */
function within(sorted: readonly number[], gap: number, low: number, high: number): number[] {
  const last = sorted.length - 1;
  const fromTop = sorted.map((one, at) => Math.max(one, low + at * gap));
  return fromTop.map((one, at) => Math.min(one, high - (last - at) * gap));
}
