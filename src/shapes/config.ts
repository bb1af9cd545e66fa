import * as z from "zod";
import { anyNumber, day, id, kind, text } from "./common.ts";
import { figures } from "./figures.ts";
import { weights } from "./use-case.ts";

const path = text.regex(/^(?!.*:\/\/)/, "a path in this repository, not an address");

/** moat.config.yaml: where a repository keeps its pack, its prices and its waivers, and what it weighs differently. */
export const config = z.strictObject({
  kind: kind("config"),
  extends: z.array(path).optional(),
  pack: path.optional(),
  asOf: day.optional(),
  market: path.optional(),
  preset: id.optional(),
  weights: weights.optional(),
  presets: z.record(id, weights).optional(),
  params: z.record(z.string(), z.union([anyNumber, text, z.boolean()])).optional(),
  figures: figures.optional(),
  waivers: path.optional(),
  baseline: path.optional(),
});
