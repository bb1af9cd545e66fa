import type { Criterion } from "../../shapes/common.ts";
import { criteria } from "./lists.ts";
import { Recent } from "./recent.ts";
import { normalQuantile } from "./special.ts";

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

/** The first draws of a stream: uniforms, and the standard normals that belong to them. */
export interface Stream {
  readonly uniforms: Float64Array;
  readonly normals: Float64Array;
}

/** Decisions ask for the same ones again and again; a stream of 2,000 draws takes 32 kB. */
const streams = new Recent<Stream>(200);

export function streamOf(name: string, draws: number): Stream {
  const known = streams.get(name);
  if (known !== undefined && known.normals.length >= draws) return known;
  const key = keyOf(name);
  const uniforms = new Float64Array(draws).map((_, draw) => uniform(key, draw));
  const found = { uniforms, normals: uniforms.map(normalQuantile) };
  streams.set(name, found);
  return found;
}

export const normals = (name: string, draws: number): Float64Array => streamOf(name, draws).normals;

type CriterionWeights = Readonly<Record<Criterion, number>>;

/** Few presets serve all use cases; 2,000 draws take a third of a megabyte. */
const weightsDrawn = new Recent<readonly CriterionWeights[]>(4);

/**
 * Weights around the stated ones: Dirichlet with the given concentration, from gamma quantiles by Wilson and Hilferty
 * (1931), which is close enough for shapes above one half and monotone in the uniform. Smaller shapes are raised to it.
 */
export function weightDraws(
  weights: CriterionWeights,
  concentration: number,
  draws: number,
): readonly CriterionWeights[] {
  const key = `${draws}|${concentration}|${criteria.map((one) => weights[one])}`;
  const known = weightsDrawn.get(key);
  if (known !== undefined) return known;
  const streams = criteria.map((criterion) => {
    const shape = Math.max(weights[criterion] * concentration, smallestShape);
    return { criterion, shape, normals: normals(`weight:${criterion}`, draws) };
  });
  const found = Array.from({ length: draws }, (_, draw) => {
    const drawn = { ...weights };
    let sum = 0;
    for (const { criterion, shape, normals } of streams) {
      // A criterion of weight 0 is one that the user does not care about at all.
      if (weights[criterion] === 0) continue;
      const z = normals[draw] ?? 0;
      const root = Math.max(1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape)), 1e-3);
      drawn[criterion] = shape * root * root * root;
      sum += drawn[criterion];
    }
    for (const criterion of criteria) drawn[criterion] /= sum;
    return drawn;
  });
  weightsDrawn.set(key, found);
  return found;
}

const smallestShape = 0.6;
