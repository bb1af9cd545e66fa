import type * as z from "zod";
import type { Operator } from "../../core/know/condition.ts";
import type { Rule } from "../../core/know/pack.ts";
import { facts } from "../../shapes/facts.ts";

/** What a fact is, as far as a condition has to know. */
export interface FactType {
  readonly type: "number" | "string" | "boolean" | "list";
  /** Values of an enum, or of the elements of a list. */
  readonly values?: readonly string[];
}

export const operators: Record<FactType["type"], readonly Operator[]> = {
  number: ["eq", "ne", "lt", "lte", "gt", "gte", "between", "in", "exists"],
  string: ["eq", "ne", "in", "exists"],
  boolean: ["eq", "ne", "exists"],
  list: ["contains", "containsAny", "containsAll", "exists"],
};

/** Facts by dotted path, from the zod schema that core/gate/facts.ts mirrors. */
export const registries: Record<Rule["given"], ReadonlyMap<string, FactType>> = {
  "use-case": registry(facts["use-case"]),
  need: registry(facts.need),
  candidate: registry(facts.candidate),
};

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string>>;
}

function registry(
  schema: z.core.$ZodType,
  prefix = "",
  found = new Map<string, FactType>(),
): Map<string, FactType> {
  for (const [key, field] of Object.entries(definition(schema).shape ?? {})) {
    const def = definition(field);
    if (def.type === "object") registry(field, `${prefix}${key}.`, found);
    else found.set(`${prefix}${key}`, factType(def));
  }
  return found;
}

function factType(def: Definition): FactType {
  if (def.type !== "array")
    return def.type === "enum"
      ? { type: "string", values: Object.values(def.entries ?? {}) }
      : { type: def.type as FactType["type"] };
  const entries = def.element && definition(def.element).entries;
  return { type: "list", ...(entries && { values: Object.values(entries) }) };
}

/** zod keeps the parts of a schema in `def`, whose type depends on the kind of schema; what may be left out or is read first is within. */
function definition(schema: z.core.$ZodType): Definition {
  const def = schema._zod.def as unknown as Definition;
  const inner = def.innerType ?? def.out;
  return inner === undefined ? def : definition(inner);
}
