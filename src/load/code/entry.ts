import { escaped } from "../../core/code/model-id.ts";
import type { UsageFacts } from "../../shapes/usage.ts";
import { type Group, groupAround, linesAround, openBracket, reach } from "./groups.ts";
import { many } from "./lists.ts";
import type { Literal } from "./literals.ts";
import type { Language } from "./paths.ts";

/**
 * Whether what holds an id tells what a model is, for somebody to choose; `key` is the name that the id stands under, and
 * where that is declared with its type, it is no entry of anything.
 */
export type Describes = (
  literal: Literal,
  language: Language,
  key: string,
  isDeclared: boolean,
) => boolean;

/**
 * Signs that need no parser: the title of the model beside its id ("gpt-4o", "GPT-4o") or as the key of the entry, a fact that
 * nobody sends with a call (a price, a context window), and entries of one list, where each has a name or they are many. What goes
 * with a call (messages, a prompt) is against all of them.
 */
export function describing({ keys }: UsageFacts): Describes {
  const words = {
    facts: wordBegins(keys.facts),
    names: wordIs(keys.names),
    call: wordIs(keys.call),
    counts: wordIn(keys.counts),
  };
  return (literal, language, key, isDeclared) => {
    const { text, whole, offset } = literal;
    if (isConstant(whole, offset) || isAlias(whole, literal)) return true;
    const isUsual = isDeclared || /default/i.test(key);
    if (language === "yaml" && items(whole, offset) >= fewest) return true;
    if (language === "yaml" || language === "toml") {
      const own = readLines(linesAround(whole, offset));
      return !isUsual && !isCall(own, words.call) && tells(own, text, words.facts);
    }
    const groups = groupsAround(whole, offset);
    const all = groups.map(({ flat }) => read(flat));
    /** How many entries beside it give an id under the same key, as far as the entries have names, or need none. */
    const beside = (needsName: boolean): number =>
      Math.max(
        0,
        ...groups.map((group, index) => {
          const around = groups[index + 1] ?? groupAround(whole, group.from);
          const isNamed = all[index]?.keys.some((one) => one !== key && words.names(one)) === true;
          if (around === undefined || !isData(around) || (needsName && !isNamed)) return 0;
          // Settings in JSON are in force, unless they are many.
          if (language === "json" && (needsName || around.kind !== "[")) return 0;
          return others(whole, group, around, key);
        }),
      );
    // Where nobody says which of them is wanted, one is taken; of many that have names, the one that somebody chooses.
    if (isUsual) return beside(true) >= many - 1;
    const heads = headsOf(groups, whole);
    if (heads.some(words.counts)) return true;
    if (/default/i.test(heads[0] ?? "")) return false;
    const [own] = all;
    if (own !== undefined && !isCall(own, words.call) && tells(own, text, words.facts)) return true;
    const names = groups.map(({ from }) => keyBefore(whole, from));
    if (names.some((name) => spells(name, text) || isTitle(name, text))) return true;
    if (all.some((one) => isCall(one, words.call))) return false;
    if (language === "hcl" || language === "bicep") return false;
    return beside(true) >= 1 || beside(false) >= many;
  };
}

/** As far either way as items of a list in YAML are counted. */
const longestList = 4000;

/** How many items of a list in YAML begin with the key that an id stands under, as its own does: - model_id: x. */
function items(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset) + 1;
  const head = /^[ \t]*-[ \t]+["']?[\w-]+["']?:[ \t]/.exec(text.slice(start, offset))?.[0];
  const near = `\n${text.slice(Math.max(0, start - longestList), start + longestList)}`;
  return head === undefined ? 0 : near.split(`\n${head}`).length - 1;
}

type Is = (word: string) => boolean;

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");
export const wordIs = (words: readonly string[]): Is => {
  const all = new Set(words);
  return (word) => all.has(plain(word));
};
const wordBegins =
  (words: readonly string[]): Is =>
  (word) => {
    const name = plain(word);
    return words.some((one) => (one.endsWith("$") ? `${name}$` === one : name.startsWith(one)));
  };

/** Whether a name has one of the words within it. */
export function wordIn(words: readonly string[]): Is {
  if (words.length === 0) return () => false;
  const any = new RegExp(words.map((one) => one.split("*").map(escaped).join(".*")).join("|"));
  return (word) => any.test(plain(word));
}

/** An object in an object in an object is as deep as entries of menus are. */
const deepest = 3;

/** Groups of data around a place, the innermost first; one that only wraps the id, `openai("…")`, is none of its own. */
function groupsAround(text: string, offset: number): readonly Group[] {
  const groups: Group[] = [];
  let group = groupAround(text, offset);
  while (group !== undefined && group.kind !== "[" && groups.length < deepest && isData(group)) {
    const isWrapper = groups.length === 0 && group.kind === "(" && !/[,:=]/.test(group.flat);
    if (!isWrapper) groups.push(group);
    group = groupAround(text, group.from);
  }
  return groups;
}

/** Entries, and not the statements of a block. */
const isData = ({ kind, flat }: Group): boolean =>
  kind !== "{" ||
  !/;[ \t]*(?:\n|$)|^[ \t]*(?:return|if|for|while|const|let|var|def|func|function|class|import)\b/m.test(
    flat,
  );

/** "gemini-flash": "gemini-2.0-flash": one name of a model for another. */
const isAlias = (whole: string, { text, offset }: Literal): boolean =>
  spells(
    /["'`]([\w.:@/-]+)["'`]\s*(?::|=>)\s*["'`]$/.exec(
      whole.slice(Math.max(0, offset - 120), offset),
    )?.[1] ?? "",
    text,
  );

/** How many other entries of the same list give an id under the same key. */
function others(text: string, own: Group, around: Group, key: string): number {
  const before = text.slice(around.from + 1, own.from).replace(/[\w$.-]+["']?\s*[:=]\s*$/, "");
  const rest = before + text.slice(own.to + 1, around.to);
  return read(rest).keys.filter((one) => one === key).length;
}

/** The key that a group is the value of, also through the function or type that makes it. */
function keyBefore(text: string, from: number): string {
  const [, quoted, bare = ""] =
    /(?:["']([^"'\n]{1,80})["']|([\w.:/-]+))\]?\s*(?::|=>)\s*[\w$.&]*\s*$/.exec(
      text.slice(Math.max(0, from - 160), from),
    ) ?? [];
  return quoted ?? bare;
}

/** What groups, and the list around them, are the value of, or given to: PRICES = [{ … }], costs({ … }). */
function headsOf(groups: readonly Group[], text: string): readonly string[] {
  const outer = openBracket(text, groups.at(-1)?.from ?? 0, reach)?.at;
  return [...groups.map((one) => one.from), ...(outer === undefined ? [] : [outer])].map((from) => {
    const name = text[from] === "(" ? callee : assignee;
    return name.exec(text.slice(Math.max(0, from - 160), from))?.[1] ?? "";
  });
}

const callee = /([\w$]+)$/;
const assignee = /([\w.-]+)["']?\s*(?::[^={}()"'\n]{0,80})?[:=]\s*[\w$.&[\]]*$/;

/** As many lines either way: names for ids stand in one block, each perhaps below words about it. */
const blockLines = 40;
const longestBlock = 8000;

/**
 * ModelGeminiPro25 = "gemini-2.5-pro", and another one near it likewise: names for ids, whichever of them is taken. So are
 * opus, sonnet and haiku, of which each is but a word of its id.
 */
function isConstant(text: string, offset: number): boolean {
  const start = text.lastIndexOf("\n", offset) + 1;
  const [line = "", ...below] = text.slice(start, offset + longestBlock).split("\n");
  const own = constantIn(line, spells);
  const byWord = own === undefined ? constantIn(line, shortens) : undefined;
  if (own === undefined && byWord === undefined) return false;
  const above = text
    .slice(Math.max(0, start - longestBlock), start)
    .split("\n")
    .slice(-blockLines);
  const near = [...below.slice(0, blockLines), ...above.reverse()];
  if (own !== undefined)
    return (
      constantIn(line, equals) !== undefined ||
      near.some((one) => (constantIn(one, spells) ?? own) !== own)
    );
  const others = near.flatMap((one) => constantIn(one, shortens) ?? []);
  return new Set([...others, byWord]).size >= fewest;
}

/** Two models for two tasks may be called by a word of theirs. */
const fewest = 3;

/** The id that a line gives a name that is made of it. */
function constantIn(line: string, isOf: (name: string, id: string) => boolean): string | undefined {
  const [, name = "", id = "", constant = ""] =
    /(?:\b(?:const|var|let|val|final|static)[ \t]+)?["']?([\w$-]+)["']?(?:\s*:\s*[\w<>[\]&]+(?: str)?|[ \t]+(?:\w+\.)?[A-Z]\w*)?\s*(?:=>?|:=|:)\s*(?:["'`]([\w.:@/-]+)["'`]|\w+\.([A-Z]\w*)\s*$)/.exec(
      line.slice(0, 300),
    ) ?? [];
  return isOf(name, id || constant) ? id || constant : undefined;
}

/** WHISPER_1 = "whisper-1" says no more than that there is one. */
const equals = (name: string, id: string): boolean =>
  /\d/.test(name) && plain(name) === plain(baseOf(id));

/** A name that is some of the id, but not how it begins: that would be the maker. */
function shortens(name: string, id: string): boolean {
  const word = plain(name.replace(/_?(?:default|model|id|name)(?![a-z])_?/gi, ""));
  return word.length > 2 && !tasks.has(word) && plain(baseOf(id)).indexOf(word) > 0;
}

/** A name in code that has at least two of the words of an id, its first one among them, and hardly any others. */
function spells(name: string, id: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])|_/g, "$1 $2")
    .replace(/\b(?:default|model|deployment|id|name)\b/gi, " ");
  const named = wordsOf(words);
  // GPT41Mini, O1, Claude35Sonnet: digits have lost the points between them.
  if (/\d/.test(words) && plain(words) === plain(baseOf(id))) return true;
  // DallEModel2 = openai.CreateImageModelDallE2
  if (/^[A-Z]\w*\d\w*$/.test(id)) return plain(id).replace("model", "").endsWith(plain(words));
  // DEEPSEEK_CHAT_MODEL says whose and what for.
  return named.filter((one) => !tasks.has(one)).length > 1 && isNamed(named, wordsOf(baseOf(id)));
}

/** Words of ids that say what for, and not which: a key of these is a setting. */
const tasks: ReadonlySet<string> = new Set(["text", "chat", "embedding", "embed", "image"]);

interface Read {
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly strings: readonly string[];
}

const parts =
  /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1\s*(:(?!:)|=>|=(?!=))?|([A-Za-z_$][\w$-]*)(?:\??\s*(:(?![:=])|:=|=(?![=>]))|\s*(?=,|$))/g;
const comment = /(?<=^|\s)(?:\/\/|#)[^\n]*|\/\*[\s\S]*?\*\//g;

/** Keys and texts of a group, told apart by what follows them; `{ model, messages }` names two keys by their values. */
function read(flat: string): Read {
  const all = [...flat.replace(comment, "").matchAll(parts)];
  return {
    keys: all.flatMap(({ 2: text, 3: mark, 4: name, 5: given }) =>
      given !== undefined ? (name ?? []) : mark !== undefined ? (text ?? []) : [],
    ),
    names: all.flatMap(({ 4: name, 5: given }) => (given === undefined ? (name ?? []) : [])),
    strings: all.flatMap(({ 2: text, 3: mark }) => (mark === undefined ? (text ?? []) : [])),
  };
}

/** The same for lines whose values need no quotes. */
function readLines(lines: string): Read {
  const bare = lines.matchAll(/^[ \t-]*[\w.-]+[ \t]*[:=][ \t]+([^\s"'#|>{[][^"'#\n]*)$/gm);
  const { strings, ...rest } = read(lines);
  return { ...rest, strings: [...strings, ...[...bare].map(([, value = ""]) => value.trim())] };
}

const isCall = ({ keys, names }: Read, goesWith: Is): boolean =>
  keys.some(goesWith) || names.some(goesWith);

const tells = ({ keys, strings }: Read, id: string, isFact: Is): boolean =>
  keys.some(isFact) || strings.some((one) => isTitle(one, id) || isTitle(id, one));

/** What people call a model: its own words, and hardly any others, with capitals or blanks that its id does not have. */
function isTitle(text: string, id: string): boolean {
  if (!/\s/.test(text) && !(/[A-Z]/.test(text) && !/[A-Z]/.test(id))) return false;
  return isNamed(wordsOf(text), wordsOf(baseOf(id)));
}

/** Either may begin with the name of the maker. */
export function isNamed(words: readonly string[], id: readonly string[]): boolean {
  const shared = words.filter((one) => id.includes(one)).length;
  const begins = words.slice(0, 2).some((one) => id.slice(0, 2).includes(one));
  return begins && shared > 1 && shared * 2 > words.length;
}

export const baseOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
