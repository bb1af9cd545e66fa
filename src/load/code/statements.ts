import { openBracket, reach } from "./groups.ts";
import { isListBrace } from "./lists.ts";
import type { Language } from "./paths.ts";

/** A `switch` in an `if` in a function is as deep as a choice is. */
const deepest = 4;

/** The name of the function that a place lies in; blocks such as `if` and `switch` are gone out of. */
export const functionAround = (text: string, at: number, language: Language): string | undefined =>
  language === "python" || language === "ruby" ? indented(text, at) : braced(text, at);

/** As far up as the head of a function, or of a class, is looked for. */
const longestFunction = 10_000;
const classReach = 8_000;

/** The lines above a place, the next one first, as far up as that. */
function* linesAbove(text: string, at: number, reach: number): Generator<string> {
  let end = text.lastIndexOf("\n", at - 1);
  for (const least = at - reach; end > 0 && end > least; ) {
    const start = text.lastIndexOf("\n", end - 1);
    yield text.slice(start + 1, Math.min(end, start + 400));
    end = start;
  }
}

const indentAt = (text: string, at: number): number =>
  indentOf(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));

/** The last `def` above that is indented less than the place is. */
function indented(text: string, at: number): string | undefined {
  const indent = indentAt(text, at);
  if (indent === 0) return undefined;
  for (const line of linesAbove(text, at, longestFunction))
    if (/^\s*(?:(?:async\s+)?def|class)\s/.test(line) && indentOf(line) < indent)
      return /\bdef\s+(?:self\.)?(\w+)/.exec(line)?.[1];
  return undefined;
}

/** `class Name`, `impl Name`, `impl Trait for Name` */
const classHead =
  /^[ \t]*(?:(?:(?:export|default|abstract|final|public|private|internal|sealed|static|partial|data|open)\s+)*class|impl(?:<[^>\n]*>)?(?:\s+[\w:<>]+\s+for)?)\s+(\w+)/;
/** Brackets and remarks may stand further left than what they belong to. */
const isLoose = /^\s*(?:[{()\]}#/*@"']|$)/;

/** The name of the class that a place lies in: its head is the next line above that is indented less and is one of a class. */
export function classAround(text: string, at: number): string | undefined {
  let indent = indentAt(text, at);
  for (const line of linesAbove(text, at, classReach)) {
    if (indent === 0) return undefined;
    if (indentOf(line) >= indent || isLoose.test(line)) continue;
    indent = indentOf(line);
    const name = classHead.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

const control = /^(?:if|for|while|switch|match|when|catch|with|using|lock|select)$/;
/** `name(…): Type`, `name(…) (T, error)`, `name = async (…) =>`, `name(…) -> T`; before it, to whom a method of Go belongs. */
const head =
  /(?:\bfunc\s*\([^()]*\)\s*)?([\w$]+)\s*(?:(?::=|[:=])\s*(?:async\s*)?(?:func(?:tion)?\b\s*)?)?(?:<[^<>]*>)?\((?:[^()]|\([^()]*\))*\)\s*(?:(?::|->|=>)?\s*[\w$<>[\]|&*.?,'"()\s]*?(?:=>|=)?)?\s*$/;
const property = /(\w+)\s*(?:=>|\{\s*get;[^{}]*\}\s*=)$/;

/** The function without a block, or the property, whose value comes next. */
export function givenBy(before: string, language: Language): string | undefined {
  if (!/(?:=>|(?<![=!<>])=)$/.test(before)) return undefined;
  const found = language === "csharp" ? property.exec(before) : null;
  return (found ?? head.exec(before.slice(before.lastIndexOf("\n") + 1)))?.[1];
}

/** It is given back here, itself or as what is usual. */
export function isReturned(before: string): boolean {
  if (/\breturn$/.test(before)) return true;
  const value = /\breturn\b(.*)$/s.exec(statementOf(before.slice(-300)))?.[1];
  return (
    value !== undefined &&
    openBracket(value) === undefined &&
    /(?:\|\||\?\??|\?.*:|\bor|\belse)$/.test(value)
  );
}

/** An arm of a choice, or all that a block holds, where a language gives that back without a word. */
export function isLast(before: string, language: Language): boolean {
  if (language === "ruby") return /\bdef\s+[\w.?!]+(?:\([^()]*\))?$/.test(before);
  if (language === "python" || !/(?:=>|->|\{)$/.test(before)) return false;
  return !isListBrace(before.slice(0, -1));
}

function braced(text: string, at: number): string | undefined {
  let open = openBracket(text, at, reach);
  for (let depth = 0; open !== undefined && depth < deepest; ) {
    if (open.kind !== "{") {
      open = openBracket(text, open.at, reach);
      continue;
    }
    depth++;
    const before = text.slice(Math.max(0, open.at - 300), open.at);
    // Of the statement that the block belongs to, no more.
    const own = before.slice(
      Math.max(...[";", "{", "}"].map((one) => before.lastIndexOf(one))) + 1,
    );
    const name = head.exec(own)?.[1];
    if (name !== undefined && !control.test(name)) return name;
    open = openBracket(text, open.at, reach);
  }
  return undefined;
}

/** Back to what ends the statement before: a semicolon, a brace, a comma at the end of a line, or a line that is whole. */
export function statementOf(text: string): string {
  const start = Math.max(...[";", "{", "}", ",\n"].map((one) => text.lastIndexOf(one)));
  const lines = text.slice(start + 1).split("\n");
  let first = lines.length - 1;
  while (first > 0 && goesOn(lines[first - 1] ?? "", lines[first] ?? "", lines.slice(first)))
    first--;
  return lines.slice(first).join("\n").trimStart();
}

/** A line goes on in the next one where an operator stands between them, or a bracket is open. */
function goesOn(line: string, next: string, rest: readonly string[]): boolean {
  // What follows the head of a block is a statement of its own.
  if (/^\s*(?:async|class|def|if|elif|else|for|while|try|except|with)\b.*:$/.test(line))
    return false;
  if (line.trim() === "" || /(?:[=(,[{?:\\]|\|\||\?\?|&&|\bor)\s*$/.test(line)) return true;
  if (/^\s*(?:\|\||\?\??|:|\.|\bor\b)/.test(next)) return true;
  const count = (pattern: RegExp) => rest.join("").match(pattern)?.length ?? 0;
  return count(/[)\]]/g) > count(/[([]/g);
}

/** What it is asked for, looked up in or written to: none of that calls a model. */
export const isComparison = (name: string): boolean =>
  /^(?:(?:is|has|can|supports)[A-Z_]\w*$|startsWith|endsWith|start_with|end_with|starts_with|ends_with|includes?|contains|indexOf|equals|equalsIgnoreCase|match(?:es)?|test|has|startswith|endswith|HasPrefix|HasSuffix|Contains|Equal|expect|assert\w*|toBe|toEqual|log|print\w*|warn|error|info|debug|raise|throw|Errorf|Sprintf|format|push|append|add|register\w*|remove|delete|replace|split|join|if|while|in|describe|it)$/.test(
    name,
  );
