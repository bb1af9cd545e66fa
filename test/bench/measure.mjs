import { spawnSync } from "node:child_process";

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Milliseconds of one call, median of many after a warm-up. */
export function milliseconds(call, times) {
  for (let i = 0; i < Math.ceil(times / 3); i++) call(i);
  const taken = Array.from({ length: times }, (_, i) => {
    const started = performance.now();
    call(times + i);
    return performance.now() - started;
  });
  return median(taken);
}

/**
 * Calls in a second, all that they leave to collect included, once V8 has compiled what it will: a stream runs for hours, and
 * the first three seconds of it are slower by a third.
 */
export function perSecond(call) {
  let calls = 0;
  const rate = (seconds) => {
    const before = calls;
    const started = performance.now();
    const until = started + 1000 * seconds;
    while (performance.now() < until) call(calls++);
    return ((calls - before) * 1000) / (performance.now() - started);
  };
  rate(4);
  return rate(4);
}

const shuffled = (list) =>
  list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

/**
 * Everything once a round, in random order, after one round for nothing. `times(name)` is the median, and
 * `ratio(name, base)` the median of the ratios within a round: load that drifts weighs on both sides of it.
 */
export async function inRounds(contenders, rounds) {
  const taken = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of shuffled(contenders)) {
      const milliseconds = await run();
      if (round > 0) taken.get(name).push(milliseconds);
    }
  }
  return {
    times: (name) => median(taken.get(name)),
    ratio: (name, base) => median(taken.get(name).map((one, i) => one / taken.get(base)[i])),
  };
}

/** Own certificates cost every process of Node 20 forty milliseconds, which would flatter each ratio to an empty one. */
const { NODE_EXTRA_CA_CERTS: _, ...variables } = process.env;

export { variables };

/** Milliseconds of a whole process of this node. */
export function run(args, cwd, changes = {}) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...variables, ...changes },
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}
