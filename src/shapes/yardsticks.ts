import * as z from "zod";
import { day, id, kind } from "./common.ts";
import { architecture } from "./models.ts";

/** Models that public measurements are about and that nobody has to choose from any more. */
export const yardsticks = z.strictObject({
  kind: kind("yardsticks"),
  source: id,
  published: day,
  /** Other names of models that the market has. */
  names: z.record(id, id),
  models: z.record(id, architecture),
});
