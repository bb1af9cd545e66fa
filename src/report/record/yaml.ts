import { isTree } from "../../core/know/tree.ts";
/** Plain values as YAML that a person would have written: mappings in blocks, short lists and mappings on one line. */
export function yamlText(value: unknown, indent = ""): string {
  if (isTree(value)) {
    return Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${indent}${scalar(key)}:${entry(one, indent)}`)
      .join("");
  }
  return `${indent}${flow(value)}\n`;
}

const longestLine = 110;

function entry(value: unknown, indent: string): string {
  const line = flow(value);
  const isNested = value !== null && typeof value === "object" && line.length > 2;
  if (!isNested || line.length + indent.length < longestLine / 2) return ` ${line}\n`;
  if (Array.isArray(value)) return `\n${value.map((one) => item(one, `${indent}  `)).join("")}`;
  return `\n${yamlText(value, `${indent}  `)}`;
}

/** An item stays on its line where it fits, and becomes a block where it does not. */
function item(value: unknown, indent: string): string {
  const line = flow(value);
  if (!isTree(value) || line.length + indent.length < longestLine) return `${indent}- ${line}\n`;
  return `${indent}- ${yamlText(value, `${indent}  `).trimStart()}`;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isTree(value)) {
    const parts = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${scalar(key)}: ${flow(one)}`);
    return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
  }
  return typeof value === "string" ? scalar(value) : JSON.stringify(value ?? null);
}

/** Plain where every YAML reader takes it for the same text; JSON's quotes are YAML's where not. */
const scalar = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));

function isPlain(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9 ._/@$()+-]*$/.test(text) || text.endsWith(" ")) {
    return /^\d{4}-\d{2}-\d{2}$/.test(text);
  }
  return !/^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(text);
}
