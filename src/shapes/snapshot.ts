import * as z from "zod";
import { day, id, text } from "./common.ts";
import { price } from "./models.ts";

/** market/prices.json: generated, one record per line; every price carries the snapshot's own source and day. */
export const snapshot = z.strictObject({
  source: id,
  package: text,
  version: text,
  asOf: day,
  licence: text,
  records: z.array(
    z.strictObject({
      id: text,
      /** Day on which somebody last looked, where the list says it. */
      checked: day.optional(),
      prices: z.array(price.omit({ source: true, published: true })).min(1),
    }),
  ),
});
