import * as z from "zod";
import { decision } from "./decision.ts";
import { forecast } from "./forecast.ts";
import { gpuOffers, gpus, overrides, sources } from "./market.ts";
import { models } from "./models.ts";
import { pack } from "./pack.ts";
import { profile } from "./profile.ts";
import { rules } from "./rules.ts";
import { serving } from "./serving.ts";
import { snapshot } from "./snapshot.ts";
import { useCase } from "./use-case.ts";

const input = {
  "use-case": useCase,
  pack,
  profile,
  models,
  gpus,
  "gpu-offers": gpuOffers,
  serving,
  forecast,
  overrides,
  sources,
  rules,
  prices: snapshot,
};

/** JSON Schema 2020-12 of every input (closed) and output (open for additions), by name. */
export const jsonSchemas: Readonly<Record<string, () => object>> = Object.fromEntries(
  Object.entries({ ...input, decision }).map(([name, schema]) => [
    name,
    () => ({
      $id: `${name}.schema.json`,
      title: `moat ${name}`,
      ...z.toJSONSchema(schema as z.ZodType, { target: "draft-2020-12", io: "input" }),
    }),
  ]),
);
