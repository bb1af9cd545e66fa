import * as z from "zod";
import { useCase } from "../../shapes/use-case.ts";

/** One leaf of a use case as its schema has it. */
export interface SchemaField {
  readonly path: string;
  readonly type: string;
  readonly values: string;
  readonly required: boolean;
}

/** As much of JSON Schema as the use case needs. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  /** Of an object whose keys are names. */
  readonly additionalProperties?: Node | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Node[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Every field that a use case may have, in the order of the schema. */
export function useCaseFields(): SchemaField[] {
  return fieldsOf(z.toJSONSchema(useCase, { io: "input" }) as Node, "");
}

/** Groups that a flag fills as a whole. */
const groups: ReadonlySet<string> = new Set(["figures"]);

function fieldsOf({ properties = {}, required = [] }: Node, prefix: string): SchemaField[] {
  return Object.entries(properties).flatMap(([key, node]) => {
    const path = `${prefix}${key}`;
    if (node.properties !== undefined)
      return [
        ...(groups.has(path) ? [leaf(path, node, required.includes(key))] : []),
        ...fieldsOf(node, `${path}.`),
      ];
    if (node.items?.properties !== undefined)
      return [
        ...(path === "needs" ? [] : [leaf(path, node, required.includes(key))]),
        ...fieldsOf(node.items, `${path}[].`),
      ];
    return [leaf(path, node, required.includes(key))];
  });
}

const leaf = (path: string, node: Node, required: boolean): SchemaField => ({
  path,
  type: typeText(node),
  values: valuesText(node),
  required,
});

function typeText(node: Node): string {
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(typeText))].join(" or ");
  if (node.type === "array") return `list of ${typeText(node.items ?? {})}`;
  if (node.const !== undefined) return "text";
  if (typeof node.additionalProperties === "object")
    return `by name: ${typeText(node.additionalProperties)}`;
  if (node.type === "object") return `{ ${Object.keys(node.properties ?? {}).join(", ")} }`;
  return { string: "text", integer: "whole number" }[node.type ?? ""] ?? node.type ?? "any";
}

function valuesText(node: Node): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum !== undefined) return node.enum.join(", ");
  if (node.anyOf !== undefined)
    return node.anyOf
      .map(valuesText)
      .filter((one) => one !== "")
      .join("; ");
  if (node.items !== undefined) return valuesText(node.items);
  const low = node.exclusiveMinimum === undefined ? node.minimum : node.exclusiveMinimum;
  if (low === undefined) return "";
  const from = node.exclusiveMinimum === undefined ? `${low} or more` : `over ${low}`;
  return node.maximum === undefined || node.maximum >= 1e6
    ? from
    : `${from}, at most ${node.maximum}`;
}
