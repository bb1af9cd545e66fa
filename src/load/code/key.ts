import {
  armOf,
  assignedTo,
  bareCallOf,
  isRenamed,
  type Key,
  key,
  optionBefore,
  optionKey,
  taggedKey,
  usualOf,
} from "./assigned.ts";
import { type LiteralContext, lastName, type Words } from "./context.ts";
import { openBracket } from "./groups.ts";
import { isEntry, makesList } from "./lists.ts";
import type { Language } from "./paths.ts";
import { returnedBy } from "./returned.ts";
import { isComparison, statementOf } from "./statements.ts";

const isData: ReadonlySet<Language> = new Set(["yaml", "toml"]);
const fallback = /(?:\|\||\?\?|\bor\b|\belse\b|\?:|\|\|=|\?\?=)\s*\(?$/;
const ternary = /\?\s*(?:["'`][^"'`\n]*["'`]\s*:\s*)?$/;
export const isFallback = (before: string): boolean =>
  fallback.test(before) || ternary.test(before);

/** The name that the literal goes to; undefined where nothing there speaks of a model. */
export function keyOf(context: LiteralContext, words: Words, depth = 0): Key | undefined {
  const { before, language } = context;
  // What is called in a text of data is a sample of code.
  if (isData.has(language) && calleeOf(before) !== undefined) return undefined;
  if (depth > 4 || words.counts(calleeOf(before) ?? "") || isRenamed(context)) return undefined;
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
  if (returned !== undefined) return key(returned);
  if (isFallback(before)) return statementKey(before, words);
  return optionKey(context, words) ?? taggedKey(context, words);
}

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

/** The function that is called around the end of a text. */
function calleeOf(before: string): string | undefined {
  const open = openBracket(before);
  return open?.kind === "(" ? /([\w$.]+)$/.exec(before.slice(0, open.at))?.[1] : undefined;
}

/** GetChatCompletion("…", messages), openai.embedding("…"): what asks a model is told first which one. */
const asks = /chat|completion|embedding|transcri/i;

/** An argument of a call, by the name of the function or by another argument that names what is asked for. */
function argumentOf(context: LiteralContext, words: Words, depth: number): Key | undefined {
  const { before, after } = context;
  const open = openBracket(before);
  if (open?.kind !== "(") return undefined;
  if (makesList.test(before.slice(0, open.at))) return undefined;
  const inner = before.slice(open.at + 1);
  const head = before.slice(0, open.at);
  const callee = /([\w$.:@?!>-]+?)(?:<[^<>()]*>)?$/.exec(head)?.[1] ?? "";
  // a || (b ? "…" : "…"): brackets that only group.
  if (callee === "" && isFallback(before) && !inner.includes(","))
    return keyOf({ ...context, before: head.trimEnd() }, words, depth);
  const last = (callee.split(/[.:]+/).at(-1) ?? callee).replace(/^[@_]+|[?!]$/g, "");
  // z.literal("…") is a type.
  if (/^(?:literal|enum|union)$/i.test(last)) return undefined;
  if (isComparison(last) || (/^[a-z_]/.test(last) && words.tells(last) && !words.makes(last)))
    return undefined;
  const isFirst = inner.trim() === "";
  const takes = isFirst && (words.model.test(last) || words.makes(last) || asks.test(last));
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
  // const [model, setModel] = useState("…")
  const state = /\[\s*(\w+)\s*,\s*\w+\s*\]\s*=\s*(?:\w+\.)?use\w+(?:<[^<>()]*>)?$/.exec(head)?.[1];
  if (isFirst && state !== undefined && words.model.test(state)) return key(state);
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
  // getenv("MODEL", "").strip()
  /([\w$.[\]"'?!()-]+)\s*(?:\|\||\?\?|\bor|\?:|\?\s*(?:["'`][^"'`\n]*["'`]\s*:)?)\s*\(?$/.exec(
    statement.replace(/,\s*(["'])\1\s*(?=\))/g, ""),
  )?.[1] ?? "";

/** @WithDefault("…") String model(); the name follows the annotation. */
function annotated({ before, after }: LiteralContext, words: Words): Key | undefined {
  if (!/@\w+\($/.test(before) && !/@\w+\([^()]*$/.test(before)) return undefined;
  const name = /^["']?\s*\)\s*(?:@\w+(?:\([^()]*\))?\s*)*(?:[\w<>]+\s+)+(\w+)\s*(?:\(\)|=|;)/.exec(
    after,
  )?.[1];
  return name !== undefined && words.model.test(name) ? key(name) : undefined;
}
