import { normalQuantile } from "./forecast/special.ts";
import { type Criterion, criteria } from "./use-case.ts";

/**
 * Common random numbers: every uniform is a hash of what it is for and of the draw's number, so that a run repeats
 * itself to the byte, and a change elsewhere in the input leaves it alone. No state, no chance.
 */
export function uniform(key: number, draw: number): number {
  let x = (key ^ Math.imul(draw + 1, 0x9e3779b1)) >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  x ^= x >>> 16;
  return ((x >>> 0) + 0.5) / 4294967296;
}

/** FNV-1a. */
export function keyOf(name: string): number {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 16777619);
  }
  return hash >>> 0;
}

const streams = new Map<string, Float64Array>();

/** The first `draws` standard normals of a stream; kept, since every decision asks for the same ones. */
export function normals(name: string, draws: number): Float64Array {
  const known = streams.get(name);
  if (known !== undefined && known.length >= draws) return known;
  const key = keyOf(name);
  const values = Float64Array.from({ length: draws }, (_, draw) =>
    normalQuantile(uniform(key, draw)),
  );
  if (streams.size > 4096) streams.clear();
  streams.set(name, values);
  return values;
}

/**
 * Weights around the stated ones: Dirichlet with the given concentration, from gamma quantiles by Wilson and Hilferty
 * (1931), which is close enough for shapes above one half and monotone in the uniform. Smaller shapes are raised to it.
 */
export function drawWeights(
  weights: Readonly<Record<Criterion, number>>,
  concentration: number,
  draw: number,
  draws: number,
): Record<Criterion, number> {
  const drawn = {} as Record<Criterion, number>;
  let sum = 0;
  for (const criterion of criteria) {
    const shape = Math.max(weights[criterion] * concentration, smallestShape);
    const z = normals(`weight:${criterion}`, draws)[draw] ?? 0;
    const value = shape * Math.max(1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape)), 1e-3) ** 3;
    // A criterion of weight 0 is one that the user does not care about at all.
    drawn[criterion] = weights[criterion] === 0 ? 0 : value;
    sum += drawn[criterion];
  }
  for (const criterion of criteria) drawn[criterion] /= sum;
  return drawn;
}

const smallestShape = 0.6;
