import { type LiteralContext, lastName, unset, type Words } from "./context.ts";
import { openBracket } from "./groups.ts";
import { isEntry } from "./lists.ts";
import { serves } from "./literals.ts";
import type { Language } from "./paths.ts";
import {
  functionAround,
  givenBy,
  isComparison,
  isLast,
  isMaker,
  isReturned,
  statementOf,
} from "./statements.ts";

export interface Key {
  readonly name: string;
  readonly callee: string | undefined;
  /** It is one of several to choose from. */
  readonly offers: boolean;
}

const identifier = String.raw`[\w$@.\[\]"'\x60?!-]`;
/** `key: Type =`, `key :=`, `key =`, `key:`, `"key" =>`, `(key)`; and `await`, `return` or a cast between it and the value. */
const assigned = new RegExp(
  String.raw`(${identifier}{1,120})\s*(?::[ \t]*(?:[^=;{}()[\],"'\n]|\[[^\]\n]{0,80}\]+){1,80}=|:=|=>|(?<![=!<>])=|:|\bby\b|(?<=["'])\s*\bto\b)\s*(?:\(\s*)?(?:await\s+)?$`,
);
/** `key: Annotated[…] =` over several lines; only where nothing on the line itself is assigned to. */
const annotatedKey = new RegExp(
  String.raw`(${identifier}{1,120})\s*:\s*\w+\[[^=;{}]{1,400}\]\s*=\s*(?:\(\s*)?$`,
);
/** `name Type =`, as Go and Bicep write it. */
const typedKey = /([\w.]+)[ \t]+[*\w.[\]]+[ \t]*=$/;
const fallback = /(?:\|\||\?\?|\bor\b|\belse\b|\?:|\|\|=|\?\?=)\s*\(?$/;
const ternary = /\?\s*(?:["'`][^"'`\n]*["'`]\s*:\s*)?$/;
export const isFallback = (before: string): boolean =>
  fallback.test(before) || ternary.test(before);

/** The name that the literal goes to; undefined where nothing there speaks of a model. */
export function keyOf(context: LiteralContext, words: Words, depth = 0): Key | undefined {
  const { before } = context;
  if (depth > 4 || words.counts(calleeOf(before) ?? "")) return undefined;
  if (context.unset !== undefined && words.single.test(context.unset)) return key(context.unset);
  const found =
    optionBefore(context, words) ??
    bareCallOf(context, words) ??
    assignedTo(context, words) ??
    usualOf(context, words) ??
    armOf(context, words) ??
    blockOf(context, words) ??
    argumentOf(context, words, depth);
  if (found !== undefined) return found;
  // What a function makes of it is not what is given back.
  const returned = depth === 0 ? returnedBy(context, words) : undefined;
  if (returned !== undefined) return returned;
  if (isFallback(before)) return statementKey(before, words);
  if (
    context.language === "shell" ||
    context.language === "yaml" ||
    context.language === "docker" ||
    context.language === "json"
  )
    return optionKey(context, words);
  return undefined;
}

function assignedTo(
  { before, after, language, literal }: LiteralContext,
  words: Words,
): Key | undefined {
  const typed = language === "go" || language === "bicep" ? [typedKey] : [];
  const names = [assigned, annotatedKey, ...typed]
    .map((one) => one.exec(before)?.[1] ?? "")
    .filter((one) => /\w/.test(one) && !/^[^[]*\]/.test(one));
  const name = names.find((one) => words.single.test(lastName(one))) ?? names[0];
  if (name === undefined) return undefined;
  const last = lastName(name);
  const isList = /^\s*,\s*["'`]/.test(after);
  // NAMES = ("…", "…"): a list in Python.
  if (isList && /=\s*\($/.test(before)) return { ...key(name), offers: true };
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

/**
 * DEFAULT_MODELS = { groq: "…" }, or { groq: { small: "…" } }: one of them is taken where nobody says which. So is one of a map of
 * models in a function that is named for what it gives.
 */
function usualOf(context: LiteralContext, words: Words): Key | undefined {
  const { before } = context;
  if (!/["'\w]\s*:$/.test(before)) return undefined;
  let open = openBracket(before);
  for (let depth = 0; open?.kind === "{" && depth < 2; depth++) {
    const head = before.slice(0, open.at);
    const name = /(\w+)(?:\s*:[^={}]{0,80})?\s*[:=]\s*$/.exec(head)?.[1] ?? "";
    const isUsual = /default/i.test(name) || givesModel(context, words) !== undefined;
    if (/model|llm|engine/i.test(name) && isUsual) return key(name);
    open = openBracket(head);
  }
  return undefined;
}

/** val model = when (x) { A -> "…" }, let model = match x { A => "…" }, model = x switch { A => "…" }: an arm of a choice. */
function armOf({ before }: LiteralContext, words: Words): Key | undefined {
  const open = /(?:->|=>)$/.test(before) ? openBracket(before) : undefined;
  if (open?.kind !== "{") return undefined;
  const name = choice.exec(before.slice(0, open.at))?.[1];
  return name !== undefined && words.model.test(lastName(name)) ? key(name) : undefined;
}

const choice =
  /([\w$.]+)\s*(?::[^=;{}\n]{0,60})?(?::=|=|:)\s*(?:(?:when|match|switch)\b[^;{}]{0,160}|[^;{}=]{1,120}\bswitch)\s*$/;

/** ENV.fetch("CHAT_MODEL") { "…" }, name.ifBlank { "…" }: a block that is asked where there is nothing. */
function blockOf({ before }: LiteralContext, words: Words): Key | undefined {
  const open = openBracket(before);
  if (open?.kind !== "{" || before.slice(open.at + 1).trim() !== "") return undefined;
  const head = before.slice(0, open.at);
  const given =
    /\b(?:fetch|getOrElse|getOrDefault|orElseGet|getOrPut|ifBlank|ifEmpty)\s*(\([^()]*\))?\s*$/.exec(
      head,
    );
  if (given === null) return undefined;
  const subject = given[1] ?? /[\w$?.!]+$/.exec(head.slice(0, given.index))?.[0] ?? "";
  return words.model.test(subject) ? key(subject) : statementKey(head, words);
}

/** What a function gives that is named for it, getModel or default_model; likewise a property of C#. */
function returnedBy(context: LiteralContext, words: Words): Key | undefined {
  const { before, language } = context;
  const isGiven = isReturned(before) || isLast(before, language);
  const around = isGiven ? givesModel(context, words) : undefined;
  const name = [givenBy(before, language)].find(givesOne(words)) ?? around;
  return name === undefined ? undefined : key(name);
}

const givesOne = (words: Words) => (name: string | undefined) =>
  name !== undefined && words.model.test(name) && !words.tells(name);

/** The function around it, where that is named for a model. */
function givesModel({ literal, language }: LiteralContext, words: Words): string | undefined {
  return [functionAround(literal.whole, literal.offset - 1, language)].find(givesOne(words));
}

/** The function that is called around the end of a text. */
function calleeOf(before: string): string | undefined {
  const open = openBracket(before);
  return open?.kind === "(" ? /([\w$.]+)$/.exec(before.slice(0, open.at))?.[1] : undefined;
}

const key = (name: string, callee?: string): Key => ({ name, callee, offers: false });

/** A key further out: model = Field(metadata={ "default": "…" }). */
function outerKey(before: string, words: Words): Key | undefined {
  let open = openBracket(before);
  // What stands in a list is one of several.
  for (let depth = 0; open !== undefined && open.kind !== "[" && depth < 4; depth++) {
    const head = before.slice(0, open.at).replace(/[\w.$]+$/, "");
    const name = assigned.exec(head)?.[1] ?? "";
    if (words.model.test(lastName(name))) return key(name);
    open = openBracket(head);
  }
  return undefined;
}

interface Siblings {
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

/** What stands around a key: back to the brace that opens its block, or the item of a list in YAML. */
function siblings(before: string, after: string, language: Language): Siblings {
  if (language === "yaml") {
    const item = before.lastIndexOf("- ");
    const lines = before
      .slice(Math.max(item, before.length - 200))
      .split("\n")
      .slice(0, -1);
    return {
      beside: lines.join("\n"),
      head: parentIn(before),
      isProperty: true,
      hasProvider: false,
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

/** ["--model", "…"], .arg("--model").arg("…"), put("model", "…"), option :model, "…": the text before it names what it is. */
function optionBefore({ before, language }: LiteralContext, words: Words): Key | undefined {
  const option = /["'](--?[\w-]+)["']\s*(?:,|\)\s*\.\w+\()$/.exec(before);
  const isArgument = openBracket(before)?.kind === "(";
  const name = option ?? (isArgument ? /["']([A-Za-z_.-]+)["']\s*,$/.exec(before) : null);
  const symbol = /[\s(]:([a-z_]+)\s*,(?:\s*default:)?$/;
  const found = (name ?? (language === "ruby" ? symbol.exec(before) : null))?.[1];
  return found !== undefined && words.model.test(found) ? key(found, "") : undefined;
}

/** model "…": Ruby calls without brackets. */
function bareCallOf({ before, language }: LiteralContext, words: Words): Key | undefined {
  const name =
    language === "ruby" ? /(?:^|[\n;{|])[ \t]*([a-z][\w.]*)$/.exec(before)?.[1] : undefined;
  return name !== undefined && words.model.test(lastName(name)) ? key(name) : undefined;
}

/** The key of YAML that the last line of a text lies below. */
function parentIn(before: string): string {
  const lines = before.split("\n");
  const indent = /^[\s-]*/.exec(lines.pop() ?? "")?.[0].length ?? 0;
  const parent = lines.findLast(
    (one) => one.trim() !== "" && (/^[\s-]*/.exec(one)?.[0].length ?? 0) < indent,
  );
  return /^[\s-]*([\w-]+):\s*$/.exec(parent ?? "")?.[1] ?? "";
}

/** An argument of a call, by the name of the function or by another argument that names what is asked for. */
function argumentOf(context: LiteralContext, words: Words, depth: number): Key | undefined {
  const { before, after } = context;
  const open = openBracket(before);
  if (open?.kind !== "(") return undefined;
  const inner = before.slice(open.at + 1);
  const head = before.slice(0, open.at);
  const callee = /([\w$.:@?!>-]+?)(?:<[^<>()]*>)?$/.exec(head)?.[1] ?? "";
  // a || (b ? "…" : "…"): brackets that only group.
  if (callee === "" && isFallback(before) && !inner.includes(","))
    return keyOf({ ...context, before: head.trimEnd() }, words, depth);
  const last = (callee.split(/[.:]+/).at(-1) ?? callee).replace(/^@|[?!]$/g, "");
  // z.literal("…") is a type.
  if (/^(?:literal|enum|union)$/i.test(last)) return undefined;
  if (isComparison(last) || (/^[a-z_]/.test(last) && words.tells(last))) return undefined;
  const isFirst = inner.trim() === "";
  const takes = isFirst && (words.model.test(last) || isMaker(last));
  // pipeline("feature-extraction", "…"): what else it is given is no id.
  if (takes || (words.calls.test(callee) && /(?:^|,)\s*$/.test(inner)))
    return { ...key(callee, last), offers: isEntry(before, after) };
  const named = /(?:^|,)\s*(?:default(?:Value|_value)?|fallback)\s*[:=]\s*$/i.test(inner);
  const isUsual =
    named ||
    /^(?:\w*get_?env|\w*env|get|config|option|default|with_?default|or_?else|unwrap_or\w*|fetch|lookup|String\w*|value_?or|get_?\w*)$/i.test(
      last,
    );
  if (isUsual) {
    const arguments_ = inner + (/^[^()]*/.exec(after)?.[0] ?? "");
    if (words.model.test(strings(arguments_))) return key(arguments_, last);
    const outer = statementKey(head, words) ?? annotated(context, words);
    if (outer !== undefined) return { ...outer, callee: last };
  }
  // A wrapper around the value of a key: model = Some("…"), model: str("…"), model: wrap(openai("…"))
  return isFirst && callee !== ""
    ? keyOf(
        { ...context, before: head.slice(0, head.length - callee.length).trimEnd() },
        words,
        depth + 1,
      )
    : undefined;
}

/** Names within an argument list: of other arguments, and what is asked for by a string. */
const strings = (text: string): string => text.replace(/\bmodels?\.\w+/g, "");

/** The key of the statement that ends here: `const model = process.env.X || …`, `model: z.string().default(…)`. */
function statementKey(before: string, words: Words): Key | undefined {
  const statement = statementOf(withoutComments(before.slice(-300)));
  const name =
    /^\s*(?:(?:export|const|let|var|final|private|public|protected|static|readonly|self|this|return|String|val)\b[\s.]*)*([\w$.[\]"'?!-]+)\s*(?::[^=;{}]{0,120})?(?::=|=>|=|:)/.exec(
      statement,
    )?.[1];
  if (name !== undefined && words.model.test(lastName(name))) return key(name);
  return words.model.test(operand(statement)) ? key(operand(statement)) : undefined;
}

const withoutComments = (lines: string): string =>
  lines.replace(/^[ \t]*(?:\/\/|#|\*)[^\n]*$/gm, "");

/** What the usual value stands in for: `options.model`, `process.env.OPENAI_MODEL`, `os.environ.get("MODEL")`. */
const operand = (statement: string): string =>
  /([\w$.[\]"'?!()-]+)\s*(?:\|\||\?\?|\bor|\?:|\?\s*(?:["'`][^"'`\n]*["'`]\s*:)?)\s*\(?$/.exec(
    statement,
  )?.[1] ?? "";

/** @WithDefault("…") String model(); the name follows the annotation. */
function annotated({ before, after }: LiteralContext, words: Words): Key | undefined {
  if (!/@\w+\($/.test(before) && !/@\w+\([^()]*$/.test(before)) return undefined;
  const name = /^["']?\s*\)\s*(?:@\w+(?:\([^()]*\))?\s*)*(?:[\w<>]+\s+)+(\w+)\s*(?:\(\)|=|;)/.exec(
    after,
  )?.[1];
  return name !== undefined && words.model.test(name) ? key(name) : undefined;
}

const servedBefore = new RegExp(String.raw`(${serves})[ \t]+["']?$`);

/** `--model x` in a command, and `ollama pull x`. */
function optionKey({ literal }: LiteralContext, words: Words): Key | undefined {
  const command = servedBefore.exec(literal.before)?.[1];
  if (command !== undefined) return key(command);
  const option = /(?:^|[\s"'=])(--?[\w-]+)[\s=]*["']?$/.exec(
    literal.before.replace(unset, ""),
  )?.[1];
  return option !== undefined && words.model.test(option) ? key(option) : undefined;
}
