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
