import { addressesOf } from "./address.ts";
import type { Language } from "./paths.ts";

/** A text that could be the id of a model: a whole string, or the whole value of a line without quotes. */
export interface Literal {
  readonly text: string;
  /** Of its first character. */
  readonly offset: number;
  /** What comes before it, its quote left out, and what follows, likewise. */
  readonly before: string;
  readonly after: string;
  /** The text of its file. */
  readonly whole: string;
}

/** As far back as a statement is looked at, and as far on. */
const back = 600;
const on = 200;

/** A line longer than this was written by a program: what stands in it is data. */
export const longestLine = 1500;

/** Commands that start or fetch the model whose id follows. */
export const serves = String.raw`\b(?:ollama (?:pull|run)|vllm serve)`;

const shape = String.raw`[A-Za-z0-9@][\w.:@/-]{0,117}\w`;
const quoted = new RegExp(String.raw`(["'\x60])(${shape})\1`, "g");
/** `KEY: value`, `KEY=value`, `- value`; a comment may follow. */
const bare = new RegExp(
  String.raw`^[ \t]*(?:-[ \t]+)?(?:(?:export|ENV|ARG|set)[ \t]+)?(?:[\w.-]+[ \t]*(?::[ \t]+|=[ \t]*))?(${shape})[ \t]*(?:[#;][^\n]*)?\r?$`,
  "gm",
);
/** `--model value`, `--model=value`, `-m value` in a command. */
const argument = new RegExp(String.raw`(?<![\w-])--?[a-z][\w-]*[ =]["']?(${shape})(?![\w/])`, "g");
/** `${MODEL:-value}`, `${spring.model:value}`: what is taken where that is not set. */
const unset = new RegExp(String.raw`\$\{[\w.-]{1,80}(?::[-=]?|=)["']?(${shape})(?=["']?\})`, "g");
/** `ollama pull llama3`, `vllm serve Qwen/Qwen3-8B` */
const served = new RegExp(String.raw`${serves}[ \t]+["']?(${shape})(?![\w/])`, "g");
/** A name of a package or type, and one in it. */
const constant = /(?<![\w.])([A-Za-z]\w{1,40}\.[A-Z]\w{1,60})(?![\w.(])/g;

const unquoted: ReadonlySet<Language> = new Set(["yaml", "env", "docker", "shell", "toml"]);
export const commands: ReadonlySet<Language> = new Set(["yaml", "docker", "shell", "json"]);
/** Languages whose SDKs give ids as constants. */
const typed: ReadonlySet<Language> = new Set(["go", "jvm", "csharp"]);

/** More in one file are a list; to look at the place of each would say nothing new. */
const mostLiterals = 2000;

/** Ids in the order of the text, each place once; any name that could be one where the text speaks of deployments. */
export function literalsOf(
  text: string,
  language: Language,
  isId: (name: string) => boolean,
): Literal[] {
  const deploys = /deployment/i.test(text);
  const found = new Map<number, Literal>();
  const take = (pattern: RegExp, group: number, quote: 0 | 1) => {
    for (const match of text.matchAll(pattern)) {
      if (found.size >= mostLiterals) return;
      const name = match[group] ?? "";
      if (!(deploys && pattern !== constant) && !isId(name)) continue;
      const offset = match.index + match[0].lastIndexOf(name);
      if (!found.has(offset)) found.set(offset, literalAt(text, name, offset, quote));
    }
  };
  take(quoted, 2, 1);
  if (unquoted.has(language)) take(bare, 1, 0);
  take(argument, 1, 0);
  take(served, 1, 0);
  take(unset, 1, 0);
  for (const { name, offset } of addressesOf(text, isId))
    if (!found.has(offset)) found.set(offset, literalAt(text, name, offset, 0));
  if (typed.has(language)) take(constant, 1, 0);
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

function literalAt(text: string, name: string, offset: number, quote: 0 | 1): Literal {
  const end = offset + name.length + quote;
  return {
    text: name,
    offset,
    before: text.slice(Math.max(0, offset - quote - back), offset - quote),
    after: text.slice(end, end + on),
    whole: text,
  };
}
