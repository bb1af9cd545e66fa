import type { Position } from "../../core/code/site.ts";
import { groupAround, openBracket } from "./groups.ts";
import type { Literal } from "./literals.ts";

/** A function or type whose arguments are the entries of a list. */
export const makesList =
  /(?:enum|Enum|union|literal|Literal|choices|oneOf|[a-z](?:List|Set|Array)Of|\b(?:list|set|array|vec)Of|\b(?:List|Set|Arrays?|Sequence)\.(?:of|asList))\w*\.?\w*$/;

/** Entry("gpt-4o", …) as one of a list of such entries. */
export function isEntry(before: string, after: string): boolean {
  const open = openBracket(before);
  if (open?.kind !== "(") return false;
  const head = before.slice(0, open.at).replace(/[\w$.]+$/, "");
  const around = openBracket(head);
  // Of a long list its beginning is not seen.
  if (around === undefined) return /,\s*$/.test(head);
  if (around.kind !== "(") return around.kind === "[";
  if (makesList.test(head.slice(0, around.at))) return true;
  // What is only put in brackets has no comma beside it.
  const isCall = /[\w$>\])]$/.test(head.slice(0, around.at));
  return !isCall && (/,\s*$/.test(head) || /^[^()]*\)\s*,/.test(after));
}

/** As many models as this are not called one after the other. */
export const many = 5;

/** A list to fall back on is tried one after the other, where it is short; any other is a choice. */
export function listPosition({ before, whole, offset }: Literal): Position {
  if (!listed(before.trimEnd())) return "mention";
  const open = openBracket(before);
  const head = open?.kind === "[" ? before.slice(0, open.at) : "";
  const entries = groupAround(whole, offset)?.flat.match(/["'`],|["'`]\s*$/g) ?? [];
  if (entries.length >= many) return "offered";
  return /fallback\w*["']?\s*(?::[^={}\n]{0,80})?[:=][ \t]*$/i.test(head) ? "used" : "offered";
}

/** []string{…} of Go, new[] { … } of C# and Java: a brace that opens a list. */
export const isListBrace = (head: string): boolean => /\]\s*(?:[\w.*]+\s*)?$/.test(head);

/** An element of a list, or an entry of a menu. */
function listed(before: string): boolean {
  const open = openBracket(before);
  if (open === undefined) return /(?:^|\n)\s*-$/.test(before);
  if (open.kind === "[") return true;
  const head = before.slice(0, open.at);
  if (open.kind === "(") return makesList.test(head);
  if (isListBrace(head)) return true;
  return (
    /(?:^|[{,\n])\s*["']?(?:id|value|name|key|slug)["']?\s*:$/i.test(before) &&
    openBracket(head)?.kind === "["
  );
}
