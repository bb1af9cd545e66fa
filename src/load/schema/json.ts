import * as z from "zod";
import { writtenNumbers } from "../../shapes/number.ts";
import { condition } from "../../shapes/rules.ts";
import { facts } from "../../shapes/test.ts";
import { conditionSchemas, factsSchema } from "./condition.ts";

/**
 * A schema as JSON Schema 2020-12. What zod takes as any mapping, since the loader checks it with better messages, is
 * spelled out for editors: conditions of rules, and facts that a test changes.
 */
export function jsonSchema(name: string, schema: z.ZodType): object {
  let hasConditions = false;
  const converted = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    override: ({ zodSchema, jsonSchema: written }) => {
      if (zodSchema === condition) {
        hasConditions = true;
        replace(written, { $ref: "#/$defs/condition" });
      }
      const text = writtenNumbers.get(zodSchema);
      if (text !== undefined)
        replace(written, { anyOf: [{ ...written }, { type: "string", ...text }] });
      if (isOpen(zodSchema)) Object.assign(written, { additionalProperties: {} });
      if (zodSchema === facts) replace(written, factsSchema());
    },
  });
  return {
    $id: `${name}.schema.json`,
    title: `moat ${name}`,
    ...converted,
    ...(hasConditions ? { $defs: { ...converted.$defs, ...conditionSchemas() } } : {}),
  };
}

/** Objects of documents: readers pass over names that they do not know. Those of written files are strict. */
const isOpen = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.core.$ZodObject && schema._zod.def.catchall === undefined;

/** zod hands its result over to be changed in place. */
function replace(written: object, by: object): void {
  for (const key of Object.keys(written)) Reflect.deleteProperty(written, key);
  Object.assign(written, by);
}
