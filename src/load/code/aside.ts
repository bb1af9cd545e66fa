import type { UsageFacts } from "../../shapes/usage.ts";
import type { LiteralContext } from "./context.ts";
import { wordIn, wordIs } from "./entry.ts";
import { openBracket } from "./groups.ts";
import type { Language } from "./paths.ts";
import { parentIn } from "./siblings.ts";
import { classAround, functionAround } from "./statements.ts";

/** Whether what stands around an id says that nobody calls it there: it is shown, an example, or what tokens and money are counted for. */
export type IsAside = (context: LiteralContext, file: string) => boolean;

export function asides({ keys }: UsageFacts): IsAside {
  const isExample = wordIn(keys.examples);
  const isCounter = wordIn(keys.counters);
  const isTitle = wordIs(keys.names);
  const isReply = wordIs(keys.replies);
  const saves = wordIs(keys.saves);
  const isReplyName = (name: string) => isReply(wordsIn(name).at(-1) ?? "");
  const isRecord = ({ name, isCalled }: NamedHolder) => {
    const [first = "", ...more] = wordsIn(name);
    // What gets a response asks for it, and a variable of that name may be anything.
    const isAny = /^[a-z_]/.test(name) && /(?:response|results?|reply)$/i.test(name);
    return (isCalled && more.length > 0 && saves(first)) || (!isAny && isReplyName(name));
  };
  return (context, file) => {
    const { before, literal, language } = context;
    const { whole, offset } = literal;
    if (isCounter(file.slice(file.lastIndexOf("/") + 1))) return true;
    const names = language === "yaml" ? [parentIn(literal.before)] : assignees(before);
    if (isShown(context) || names.some(isExample)) return true;
    if (isRecord(holderOf(before)) || isReplyName(sourceOf(before))) return true;
    // proof.modelUsed ?? "…"
    if (/(?:_u|U)sed\s*(?:\|\||\?\?|\bor)\s*\(?\s*$/.test(before)) return true;
    if (isData.has(language) && isTold(lastLine(literal.before), isTitle)) return true;
    const around = functionAround(whole, offset, language) ?? "";
    const type = classAround(whole, offset) ?? "";
    return isExample(around) || isExample(type) || isCounter(type) || isReplyName(type);
  };
}

/** Brackets within brackets, as deep as what is shown may be put together. */
const deepest = 4;

const prints =
  /(?:^|[^\w$])(?:console\.\w+|print\w*|puts|echo|Write-\w+|\w*log(?:ger)?\.\w+|fmt\.(?:Print|Fprint|Sprint)\w*)!?$/i;

/** An argument of what prints, also within a template or a fallback; a text between tags. */
function isShown({ before, after, language }: LiteralContext): boolean {
  const isWritten = />\s*["']?[\w$./~]/.test(after.split("\n")[0] ?? "");
  if (/^[ \t]*(?:echo|printf|Write-\w+)\b[^;|]*$/.test(lastLine(before)) && !isWritten) return true;
  let open = openBracket(before);
  for (let depth = 0; open !== undefined && depth < deepest; depth++) {
    const head = before.slice(0, open.at).trimEnd();
    if (open.kind === "(" && prints.test(head.slice(-60))) return true;
    if (open.kind === "{" && /[^=-]>$/.test(head) && !/[;=\n]/.test(before.slice(open.at)))
      return true;
    if (
      open.kind === "{" &&
      depth === 0 &&
      language === "js" &&
      isHole(before.slice(open.at + 1), after) &&
      !/[=$]$/.test(head)
    )
      return true;
    if (open.kind === "{" && isSentence(head)) return true;
    // A block of statements ends what one of them says.
    if (open.kind === "{" && !/[$=(,:]$/.test(head)) return false;
    open = openBracket(head);
  }
  return false;
}

/** {a ?? "x"} by itself is what a page shows, where it is not the value of an attribute. */
const isHole = (inner: string, after: string): boolean =>
  /^\s*[\w$.?![\]()]+\s*(?:\|\||\?\?)\s*$/.test(inner) && /^\s*\}/.test(after);

/** `Ask (${model ?? "x"}) again`: what is put into words is read, and not sent; a command or an address is no sentence. */
function isSentence(head: string): boolean {
  const said = head.endsWith("$") ? head.slice(head.lastIndexOf("`") + 1, -1) : "";
  return /[A-Za-z]\s/.test(said) && !/--\w|:\/\//.test(said);
}

const isData: ReadonlySet<Language> = new Set(["yaml", "json", "toml"]);

/** `title: how to run x`, "description": "… at api.example/models/x": a longer text under a key for words that people read. */
const isTold = (line: string, isTitle: (word: string) => boolean): boolean =>
  isTitle(/["']?([\w-]+)["']?\s*:\s*["']?[^\s"'{[][^"']*\s[^"']*$/.exec(line)?.[1] ?? "");

const lastLine = (text: string): string => text.slice(text.lastIndexOf("\n") + 1);

interface NamedHolder {
  readonly name: string;
  readonly isCalled: boolean;
}

/** TtsResult(model="…"), log_usage(model="…"), metadata = { model: "…" }, res.json({ model: "…" }): the name of what an id is a part of. */
function holderOf(before: string): NamedHolder {
  let open = openBracket(before);
  for (let depth = 0; open !== undefined && open.kind !== "[" && depth < 2; depth++) {
    const head = before.slice(0, open.at);
    const isCalled = open.kind === "(";
    const name = (isCalled ? called : given).exec(head.slice(-120))?.[1];
    if (name !== undefined)
      return { name: isCalled ? name.replace(/^json(?:ify)?$/, "Response") : name, isCalled };
    open = openBracket(head);
  }
  return { name: "", isCalled: false };
}

const wordsIn = (name: string): readonly string[] =>
  name
    .replace(/_(?:json|data|dict)$|(?<=[a-z])(?:Json|Data|Dict)$/, "")
    .match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];

/** The name of a function that is called, and not of one that is made here. */
const called = /(?<!\b(?:def|function|async|static|func?|fun)\s+)(?<![\w$])([\w$]+)$/;

/** response.model ?? "…", result.get("model", "…"): the name of what would tell it. */
const sourceOf = (before: string): string =>
  /(?<![.\w$])([\w$]+)(?:\[\d\])?(?:\??\.\w+\s*(?:\|\||\?\?|\bor)\s*\(?|\.get\(\s*["']\w+["'],)\s*$/.exec(
    before.slice(-160),
  )?.[1] ?? "";

const given = /([\w$-]+)["']?\s*(?::[^={}()\n]{0,60})?[:=]\s*$/;

/** Keys and variables that what stands around the end of a text is given to. */
function assignees(before: string): readonly string[] {
  const names = [/([\w$-]+)["']?\s*[:=]$/.exec(before.slice(-120))?.[1] ?? ""];
  let open = openBracket(before);
  for (let depth = 0; open !== undefined && depth < deepest; depth++) {
    const head = before.slice(0, open.at);
    names.push(given.exec(head.slice(-120))?.[1] ?? "");
    open = openBracket(head);
  }
  return names;
}
