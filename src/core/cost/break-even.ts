import type { BreakEven, Crossing } from "../../shapes/cost.ts";
/** Where one's own machines become cheaper than an API, over the staircase of whole replicas. Volumes are in one unit. */
export interface Staircase {
  /** $ per month of the own fleet at a volume. */
  readonly own: (volume: number) => number;
  /** $ per month of the API; proportional to the volume. */
  readonly hosted: (volume: number) => number;
  /** Volumes at which a replica is added, ascending. Between two of them both sides are as good as straight lines. */
  readonly steps: readonly number[];
  readonly replicasAt: (volume: number) => number;
  /** Name of the fleet that is billed at a volume. */
  readonly fleetAt: (volume: number) => string;
  /** Volume that is really there. */
  readonly current: number;
  /** Whether policy and owned machines allow the fleet of a volume. */
  readonly isAllowed: (volume: number) => boolean;
}

export function breakEven(stairs: Staircase): BreakEven {
  const crossings = crossingsOf(stairs);
  const feasible = crossings.filter((one) => stairs.isAllowed(one.volume));
  const first = feasible.find((one) => one.cheaper === "own");
  const last = feasible.at(-1);
  if (first === undefined || last === undefined) return beyond(stairs, crossings);
  if (last.cheaper === "own" && stairs.current >= last.volume)
    return { kind: "already", since: last.volume, crossings };
  if (feasible.length === 1) return { kind: "at", volume: first.volume, crossings };
  return { kind: "band", from: first.volume, to: last.volume, after: last.cheaper, crossings };
}

/** Every volume at which the cheaper side changes, ascending. */
export function crossingsOf(stairs: Staircase): Crossing[] {
  const { own, hosted, steps, fleetAt } = stairs;
  const found: Crossing[] = [];
  let cheaper: Crossing["cheaper"] = "hosted";
  const change = (volume: number, to: Crossing["cheaper"]) => {
    if (to === cheaper) return;
    cheaper = to;
    found.push({ volume, cheaper, fleet: fleetAt(volume) });
  };
  // Where the two only touch, nothing changes sides.
  const sideAt = (volume: number): Crossing["cheaper"] =>
    own(volume) - hosted(volume) < -touching * hosted(volume) ? "own" : "hosted";
  const visit = (first: number, last: number): void => {
    const [start, end] = [after(steps[first - 1] ?? 0), steps[last] ?? 0];
    const side = first === last ? undefined : sideOver(start, end, stairs);
    if (side !== undefined) change(start, side);
    else if (first < last) {
      const middle = (first + last) >> 1;
      visit(first, middle);
      visit(middle + 1, last);
    } else {
      const [before, beyond] = [sideAt(start), sideAt(end)];
      change(start, before);
      const isBeyond = (volume: number) => sideAt(volume) === beyond;
      if (before !== beyond) change(turn(start, end, isBeyond), beyond);
    }
  };
  if (steps.length > 0) visit(0, steps.length - 1);
  return found;
}

/** Share of the hosted cost within which both sides cost the same. */
const touching = 1e-8;

/** Just beyond a step. */
const after = (step: number): number => step * (1 + 1e-7) + 1e-300;

/**
 * The side that is cheaper all the way, where the ends tell: both sides cost no less at a larger volume. That fails where
 * the last allowed fleet is outgrown on the way, and a cheaper one that is not allowed takes its place.
 */
function sideOver(
  start: number,
  end: number,
  { own, hosted, isAllowed }: Staircase,
): Crossing["cheaper"] | undefined {
  if (!isAllowed(end) && isAllowed(start)) return undefined;
  if (own(start) >= hosted(end)) return "hosted";
  return own(end) < (1 - touching) * hosted(start) ? "own" : undefined;
}

/** Bisected, since a fleet beyond the last of its steps is not quite a line; on the far side of the crossing. */
function turn(from: number, to: number, isBeyond: (volume: number) => boolean): number {
  let [low, high] = [from, to];
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (isBeyond(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** No crossing within reach: either the slopes never meet, or it takes more replicas than there may be. */
function beyond(stairs: Staircase, crossings: readonly Crossing[]): BreakEven {
  const reached = crossings.find((one) => one.cheaper === "own");
  if (reached !== undefined)
    return {
      kind: "infeasible",
      needsReplicas: stairs.replicasAt(reached.volume),
      fleet: reached.fleet,
      crossings,
    };
  const end = stairs.steps.at(-1) ?? 0;
  const middle = stairs.steps[stairs.steps.length >> 1] ?? 0;
  if (end <= middle) return { kind: "never", crossings };
  const slope = (of: (volume: number) => number) => (of(end) - of(middle)) / (end - middle);
  const saved = slope(stairs.hosted) - slope(stairs.own);
  // The staircase is a little steeper or flatter than its mean from one end to the other; a hair is no saving.
  if (saved <= 1e-6 * slope(stairs.hosted)) return { kind: "never", crossings };
  const volume = end + (stairs.own(end) - stairs.hosted(end)) / saved;
  return {
    kind: "infeasible",
    needsReplicas: stairs.replicasAt(volume),
    fleet: stairs.fleetAt(volume),
    crossings,
  };
}
