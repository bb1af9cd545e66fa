import { type LiteralContext, lastName, unset, type Words } from "./context.ts";
import { baseOf, wordsOf } from "./entry.ts";
import { openBracket } from "./groups.ts";
import { isEntry } from "./lists.ts";
import { commands, serves } from "./literals.ts";
import { givesModel } from "./returned.ts";
import { siblings } from "./siblings.ts";
import { functionAround } from "./statements.ts";

/** What an id is given to. */
export interface Key {
  readonly name: string;
  readonly callee: string | undefined;
  /** It is one of several to choose from. */
  readonly offers: boolean;
}

export const key = (name: string, callee?: string): Key => ({ name, callee, offers: false });

const identifier = String.raw`[\w$@.\[\]"'\x60?!-]`;
/** `key: Type =`, `key :=`, `key =`, `key:`, `"key" =>`, `(key)`; and `await`, `return` or a cast between it and the value. */
export const assigned = new RegExp(
  String.raw`(${identifier}{1,120})\s*(?::[ \t]*(?:[^=;{}()[\],"'\n]|\[[^\]\n]{0,80}\]+){1,80}=|:=|=>|(?<![=!<>])=|:|\bby\b|(?<=["'])\s*\bto\b)\s*(?:\(\s*)?(?:await\s+)?$`,
);
/** `key: Annotated[…] =` over several lines; only where nothing on the line itself is assigned to. */
const annotatedKey = new RegExp(
  String.raw`(${identifier}{1,120})\s*:\s*\w+\[[^=;{}]{1,400}\]\s*=\s*(?:\(\s*)?$`,
);
/** `name Type =`, as Go and Bicep write it. */
const typedKey = /([\w.]+)[ \t]+[*\w.[\]]+[ \t]*=$/;
/** As far back as a name that an id is given to, with its type between them. */
const longestStatement = 450;

export function assignedTo(
  { before, after, language, literal }: LiteralContext,
  words: Words,
): Key | undefined {
  const typed = language === "go" || language === "bicep" ? [typedKey] : [];
  const near = before.slice(-longestStatement);
  const names = [assigned, annotatedKey, ...typed]
    .map((one) => one.exec(near)?.[1] ?? "")
    .filter((one) => /\w/.test(one) && !/^[^[]*\]/.test(one));
  const name = names.find((one) => words.single.test(lastName(one))) ?? names[0];
  if (name === undefined) return undefined;
  const last = lastName(name);
  // MODEL_PREFIX, modelLabel, recommendedModel: what is told of a model is not which one is wanted.
  const about = /[A-Za-z]?[a-z]+$|[A-Z]+$/.exec(last)?.[0] ?? "";
  if (/recommend|suggested/i.test(last)) return undefined;
  if (words.tells(about) && !/provider/i.test(about) && !words.single.test(about)) return undefined;
  const isList = /^\s*,\s*["'`)]/.test(after);
  // AUDITOR = "gpt-4o": what is written in capitals is set once, to be used.
  if (!isList && isSetting(last, before) && /-.*\d|\d.*-/.test(literal.text)) return key(name);
  // NAMES = ("…", "…"): a list in Python.
  if (isList && /=\s*\($/.test(before)) return { ...key(name), offers: true };
  // NAMES=("…" "…"): one in a shell.
  if (language === "shell" && /=\(\s*$/.test(before)) return { ...key(name), offers: true };
  if ((isList ? words.model : words.single).test(last))
    return { ...key(name), offers: isEntry(before, after) };
  // { "name": "OPENAI_MODEL", "value": … }, variable "model" { default = … }, model: { primary: … }
  if (!/^(?:default|defaultvalue|default_value|value|const|primary|fallback|id|name)$/i.test(last))
    return undefined;
  const { beside, head, isProperty, hasProvider } = siblings(before, after, language);
  // { provider: "openai", name: "…" } is a model, and says who serves it.
  if (hasProvider && /^(?:id|name)$/i.test(last))
    return { ...key(name), offers: isEntry(before, after) };
  const isValue = !/^(?:primary|fallback|id|name)$/i.test(last);
  if (isValue && words.model.test(beside)) return key(beside);
  // const GPT_MODEL = { name: … } describes one; model: { name: … } and model { name = … } take it.
  // Nor does llama: { name: "llama" } say more than that there is one.
  const takes = (isValue || last !== "name" || isProperty) && head !== literal.text;
  if (takes && words.model.test(head)) return key(head);
  return isValue ? outerKey(before, words) : undefined;
}

/** A name in capitals, of what is neither the name nor the place of a thing. */
const isSetting = (name: string, before: string): boolean =>
  /^[A-Z][A-Z0-9_]{3,}$/.test(name) &&
  /=\s*$/.test(before) &&
  !/(?:NAME|ID|TAG|VERSION|VOICE|IMAGE|DIR|PATH|FILE|URL|HOST|INDEX|COLLECTION)S?$/.test(name);

/** An id may be a key. */
const longestKey = 130;

/**
 * TASK_MODELS = { letters: "…" }: one of a map of models that lasts is taken by what it is for. Of a map within it, DEFAULT_MODELS = { groq: { small:
 * "…" } }, where nobody says which; likewise of one in a function that is named for what it gives.
 */
export function usualOf(context: LiteralContext, words: Words): Key | undefined {
  const { before, literal, language } = context;
  const own = /([\w.:@/-]+)["']?\s*:$/.exec(before.slice(-longestKey))?.[1];
  // "gpt-4-old": "gpt-4o": an id for an id.
  if (own === undefined || own.includes("/") || (/\d/.test(own) && isNameFor(own, literal.text)))
    return undefined;
  const isLasting = functionAround(literal.whole, literal.offset, language) === undefined;
  let open = openBracket(before);
  for (let depth = 0; open?.kind === "{" && depth < 2; depth++) {
    const head = before.slice(0, open.at);
    const name = /(\w+)["']?(?:\s*:[^={}"'\n]{0,80})?\s*[:=]\s*$/.exec(head)?.[1] ?? "";
    const isUsual =
      /default|current/i.test(name) ||
      givesModel(context, words) !== undefined ||
      (depth === 0 && isLasting && !isNameFor(own, literal.text));
    if (/model|llm|engine/i.test(name) && isUsual) return key(name);
    open = openBracket(head);
  }
  return undefined;
}

/** opus: "claude-opus-4-1", "gemini-flash": "gemini-2.5-flash": a word of an id, or how it begins and more, is a name for it. */
function isNameFor(name: string, id: string): boolean {
  const [first = "", ...more] = wordsOf(name);
  const words = wordsOf(baseOf(id));
  return words.indexOf(first) > 0 || (words[0] === first && more.length > 0);
}

/** What is asked before an id is given: a condition with a text in it, the label of a case, as a shell writes it too. */
const asked =
  /(?:(?:={2,3}|\bequals\(|\bcase)\s*["']([\w.:@/-]+)["']|["']([\w.:@/-]+)["']\s+in\s+[\w.]+|["']([\w.:@/-]+)["']\s*=>|\n[ \t]*([\w.*|-]+)\))\)?\s*\)?\s*[:{]?\s*(?:return\b|\w+=)?\s*(?:\w+\()?["']?$/;

/** if (name === "gpt4-old") return "gpt-4", case "opus": return "claude-opus-4": one name of a model for another. */
export function isRenamed({ before, literal }: LiteralContext): boolean {
  const [, ...names] = asked.exec(before.slice(-200)) ?? [];
  return names.some((one) => one?.split("|").some((name) => isNameFor(baseOf(name), literal.text)));
}

/** val model = when (x) { A -> "…" }, let model = match x { A => "…" }, model = x switch { A => "…" }: an arm of a choice. */
export function armOf({ before }: LiteralContext, words: Words): Key | undefined {
  const open = /(?:->|=>)$/.test(before) ? openBracket(before) : undefined;
  if (open?.kind !== "{") return undefined;
  const [, name, subject = ""] = choice.exec(before.slice(0, open.at)) ?? [];
  // model = model switch { "small" => "…" }: one name of a model for another.
  if (/["']\s*(?:=>|->)$/.test(before) && words.model.test(subject)) return undefined;
  return name !== undefined && words.model.test(lastName(name)) ? key(name) : undefined;
}

const choice =
  /([\w$.]+)\s*(?::[^=;{}\n]{0,60})?(?::=|=|:)\s*((?:when|match|switch)\b[^;{}]{0,160}|[^;{}=]{1,120}\bswitch)\s*$/;

/** A key further out: model = Field(metadata={ "default": "…" }). */
function outerKey(before: string, words: Words): Key | undefined {
  let open = openBracket(before);
  // What stands in a list is one of several.
  for (let depth = 0; open !== undefined && open.kind !== "[" && depth < 4; depth++) {
    const head = before.slice(0, open.at).replace(/[\w.$]+$/, "");
    const name = assigned.exec(head)?.[1] ?? "";
    // .option("model", { default: "…" })
    const option = /^\s*["']-{0,2}([\w-]+)["']\s*,/.exec(before.slice(open.at + 1))?.[1] ?? "";
    if (words.model.test(lastName(name)) || words.model.test(option)) return key(name || option);
    open = openBracket(head);
  }
  return undefined;
}

/** ["--model", "…"], .arg("--model").arg("…"), put("model", "…"), option :model, "…": the text before it names what it is. */
export function optionBefore({ before, language }: LiteralContext, words: Words): Key | undefined {
  // - --model, and the item below it: the words of a command, one by one.
  const word = /(?:^|\n)[ \t]*-[ \t]+["']?(--?[\w-]+)["']?[ \t]*\r?\n[ \t]*-$/.exec(before)?.[1];
  if (word !== undefined && words.model.test(word)) return key(word);
  // ("OPENAI_API_KEY", "…"): whoever has this key calls that.
  const owned = /["']([A-Z][A-Z0-9_]*_(?:API_KEY|KEY|TOKEN))["']\s*,$/.exec(before)?.[1];
  if (owned !== undefined) return key(owned);
  // new Option<string>("--model") { DefaultValueFactory = _ => "…" }
  const usual =
    /["']--?([\w-]+)["'][^;]{0,400}(?:DefaultValueFactory\s*=|getDefaultValue:)[^;"]{1,12}=>$/.exec(
      before,
    )?.[1];
  if (usual !== undefined && words.model.test(usual)) return key(usual);
  const option = /["'](--?[\w-]+)["']\s*(?:,|\)\s*\.\w+\()$/.exec(before);
  const open = openBracket(before)?.kind;
  // { "Model", "…" } is an entry of a dictionary in C#.
  const isArgument = open === "(" || (language === "csharp" && open === "{");
  const name = option ?? (isArgument ? /["']([A-Za-z_.-]+)["']\s*,$/.exec(before) : null);
  const symbol = /[\s(]:([a-z_]+)\s*,(?:\s*default:)?$/;
  const found = (name ?? (language === "ruby" ? symbol.exec(before) : null))?.[1];
  return found !== undefined && words.model.test(found) ? key(found, "") : undefined;
}

/** model "…": Ruby calls without brackets. */
export function bareCallOf({ before, language }: LiteralContext, words: Words): Key | undefined {
  const name =
    language === "ruby" ? /(?:^|[\n;{|])[ \t]*([a-z][\w.]*)$/.exec(before)?.[1] : undefined;
  return name !== undefined && words.model.test(lastName(name)) ? key(name) : undefined;
}

const servedBefore = new RegExp(String.raw`(${serves})[ \t]+["']?$`);

/** `--model x` in a command, and `ollama pull x`. */
export function optionKey({ literal, language }: LiteralContext, words: Words): Key | undefined {
  const { before } = literal;
  if (!commands.has(language) && !runs.test(before.slice(before.lastIndexOf("\n") + 1)))
    return undefined;
  const command = servedBefore.exec(before)?.[1];
  if (command !== undefined) return key(command);
  const option = /(?:^|[\s"'=])(--?[\w-]+)[\s=]*["']?$/.exec(before.replace(unset, ""))?.[1];
  return option !== undefined && words.model.test(option) ? key(option) : undefined;
}

/** Elsewhere a command is a string that is given to what runs it. */
const runs =
  /(?:exec\w*|spawn\w*|popen|run\w*|system|\w*cmd|\w*command|shell|script)["']?\s*(?::=|[:=([,])\s*\[?[fbr$]*["'`][^"'`]*$/i;

/** Model string `default:"x"`: what a field of Go is where nobody says. */
export function taggedKey({ before, language }: LiteralContext, words: Words): Key | undefined {
  const field =
    language === "go"
      ? /(\w+)[ \t]+[\w.*[\]]+[ \t]+`(?:\w+:"[^"`]*"\s+)*(?:default|envDefault):$/.exec(before)?.[1]
      : undefined;
  return field !== undefined && words.model.test(field) ? key(field) : undefined;
}
