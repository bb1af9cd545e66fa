import { openBracket } from "./groups.ts";
import type { Language } from "./paths.ts";

export interface Siblings {
  /** The name that the block gives itself. */
  readonly beside: string;
  /** The key that the block is the value of. */
  readonly head: string;
  /** It is a property of something, and not assigned to a name of its own. */
  readonly isProperty: boolean;
  /** A key beside it says who serves the model, and it is not one of a list. */
  readonly hasProvider: boolean;
}

const provider = /[{,\s]["']?provider(?:Id)?["']?\s*:\s*["']/i;

/** In YAML: on a line of the same block, where that is no item of a list. */
function hasProviderBeside(before: string, after: string): boolean {
  const above = before.split("\n");
  const own = indentOf(above.pop() ?? "");
  const isOut = (line: string) => line.trim() !== "" && indentOf(line) < own;
  const block = (lines: readonly string[]) => {
    const end = lines.findIndex(isOut);
    return end < 0 ? lines : lines.slice(0, end);
  };
  return [...block(above.reverse()), ...block(after.split("\n").slice(1))].some(
    (line) => indentOf(line) === own && own > 0 && /^\s*provider(?:_?id)?:[ \t]*\S/i.test(line),
  );
}

const indentOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** What stands around a key: back to the brace that opens its block, or the item of a list in YAML. */
export function siblings(before: string, after: string, language: Language): Siblings {
  if (language === "yaml") {
    const item = before.lastIndexOf("- ");
    const lines = before
      .slice(Math.max(item, before.length - 200))
      .split("\n")
      .slice(0, -1)
      .filter((one) => /^\s*(?:-\s+)?["']?(?:name|id|key|env)\b/.test(one));
    return {
      beside: lines.join("\n"),
      head: parentIn(before),
      isProperty: true,
      hasProvider: hasProviderBeside(before, after),
    };
  }
  const open = openBracket(before);
  if (open?.kind !== "{") return { beside: "", head: "", isProperty: false, hasProvider: false };
  const line = before.slice(before.lastIndexOf("\n", open.at) + 1, open.at).trim();
  const name = /["']?(?:name|id|key|env)["']?\s*[:=]\s*["']([\w.-]+)["']/i;
  const beside = [before.slice(open.at), after.split("}")[0] ?? ""].map(
    (one) => name.exec(one)?.[1] ?? "",
  );
  // variable "model_id" { … } names itself before its brace.
  const label = /^\w+\s+"([\w.-]+)"$/.exec(line)?.[1] ?? "";
  return {
    beside: [...beside, label].join(" "),
    head: /([\w$-]+)["']?\s*[:=]?$/.exec(line)?.[1] ?? "",
    isProperty: !/=$/.test(line),
    hasProvider:
      /[=:(\w]\s*$/.test(before.slice(0, open.at)) &&
      (provider.test(before.slice(open.at)) || provider.test(after.split("}")[0] ?? "")),
  };
}

/** The key of YAML that the last line of a text lies below. */
export function parentIn(before: string): string {
  const lines = before.split("\n");
  const indent = /^[\s-]*/.exec(lines.pop() ?? "")?.[0].length ?? 0;
  const parent = lines.findLast(
    (one) => one.trim() !== "" && (/^[\s-]*/.exec(one)?.[0].length ?? 0) < indent,
  );
  return /^[\s-]*([\w-]+):\s*$/.exec(parent ?? "")?.[1] ?? "";
}
