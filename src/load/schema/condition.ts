import { keysIn } from "../../core/know/by-key.ts";
import { type FactType, operators, registries } from "../pack/fact-types.ts";

type Schema = Readonly<Record<string, unknown>>;

const here = { $ref: "#/$defs/condition" };
const conditions = { type: "array", minItems: 1, items: here };

/**
 * JSON Schema of a condition and what it is made of, from the facts that a rule may ask for: an editor completes
 * fields, operators and values. It knows every fact of a candidate; that a need has fewer is said at load.
 */
export function conditionSchemas(): Schema {
  const plain = keysIn(operators);
  return {
    condition: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      properties: {
        all: { ...conditions, description: "Each of them holds." },
        any: { ...conditions, description: "At least one of them holds." },
        not: { ...here, description: "It does not hold." },
        is: { type: "string", description: "A condition by its name under define." },
        ...Object.fromEntries(
          [...registries.candidate].map(([path, fact]) => [path, testsOf(fact)]),
        ),
      },
    },
    reference,
    ...Object.fromEntries(plain.map((type) => [type, factSchema({ type })])),
  };
}

/** Facts of one type are tested alike; those with values of their own are spelled out. */
const testsOf = (fact: FactType): Schema =>
  fact.values === undefined ? { $ref: `#/$defs/${fact.type}` } : factSchema(fact);

/** A value alone stands for `eq`; tests beside each other hold together. */
function factSchema(fact: FactType): Schema {
  const tests = Object.fromEntries(
    operators[fact.type].map((operator) => [operator, operandSchema(fact, operator)]),
  );
  const mapping = {
    type: "object",
    additionalProperties: false,
    minProperties: 1,
    properties: tests,
  };
  return operators[fact.type].some((one) => one === "eq")
    ? { anyOf: [valueSchema(fact), mapping] }
    : mapping;
}

function operandSchema(fact: FactType, operator: string): Schema {
  switch (operator) {
    case "exists":
      return { type: "boolean" };
    case "between":
      return { type: "array", items: valueSchema(fact), minItems: 2, maxItems: 2 };
    case "in":
    case "containsAny":
    case "containsAll":
      return { anyOf: [{ type: "array", items: valueSchema(fact) }, toReference] };
    default:
      return { anyOf: [valueSchema(fact), toReference] };
  }
}

function valueSchema({ type, values }: FactType): Schema {
  if (values !== undefined) return { enum: values };
  return type === "list" ? { type: ["string", "number"] } : { type };
}

const toReference = { $ref: "#/$defs/reference" };

const reference: Schema = {
  anyOf: [
    {
      type: "object",
      additionalProperties: false,
      required: ["param"],
      properties: { param: { type: "string", description: "A parameter of pack.yaml." } },
    },
    {
      type: "object",
      additionalProperties: false,
      required: ["ref"],
      properties: {
        ref: { enum: [...registries.candidate.keys()], description: "Another fact." },
        times: {
          type: ["number", "string"],
          description: "What that fact is multiplied by: a number, or the name of a parameter.",
        },
      },
    },
  ],
};

/** Facts that a test changes, each to a value of its type or to nothing. */
export function factsSchema(): Schema {
  const properties = [...registries.candidate].map(([path, fact]) => {
    const value = valueSchema(fact);
    const some = fact.type === "list" ? { type: "array", items: value } : value;
    return [path, { anyOf: [some, { type: "null" }] }] as const;
  });
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}
