import type { Language } from "./paths.ts";

/** Strings are matched as well, so that what looks like a comment inside one is none. */
const slashes =
  /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<comment>(?<!:)\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
/** A raw string of Rust ends with as many signs as it begins; 'a without an end is a lifetime. */
const rust =
  /\br(?<hashes>#*)"|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^'\n]*|[^'\\\n])'|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
const python =
  /(?<comment>#[^\n]*|(?=[rRbBuU]?(?:"""|'''))(?<=^[ \t]*)[rRbBuU]?(?:"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))))|"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gm;
const hashes = /"(?:\\.|[^"\\\n])*"|'[^'\n]*'|(?<comment>(?<=^|\s)#[^\n]*)/gm;
const ruby =
  /<<[-~]?(["']?)(?<heredoc>[A-Z]\w*)\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<comment>#(?!\{)[^\n]*|^=begin[\s\S]*?(?:^=end|$(?![\s\S])))/gm;
const markup = /(?<comment><!--[\s\S]*?(?:-->|$))/g;
const hashesAndSlashes =
  /"(?:\\.|[^"\\\n])*"|(?<comment>(?<=^|\s)#[^\n]*|(?<!:)\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S])))/gm;

const patterns: Readonly<Record<Language, RegExp>> = {
  js: slashes,
  go: slashes,
  jvm: slashes,
  csharp: slashes,
  rust,
  bicep: slashes,
  json: slashes,
  hcl: hashesAndSlashes,
  python,
  ruby,
  shell: hashes,
  yaml: hashes,
  toml: hashes,
  env: hashes,
  docker: hashes,
  xml: markup,
};

interface Token {
  readonly from: number;
  readonly found: string;
  readonly isComment: boolean;
}

/** Comments and strings, one after the other. What has an end of its own choosing is looked for, and not matched: where there is none, a match would go on to the end of the text, from every beginning. */
function* tokensOf(text: string, language: Language): Generator<Token> {
  const pattern = new RegExp(patterns[language]);
  const endOf = endsIn(text);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { index, 0: found, groups } = match;
    const end = groups === undefined ? undefined : endOf(groups, pattern.lastIndex);
    if (end === "none") continue;
    pattern.lastIndex = end ?? pattern.lastIndex;
    yield {
      from: index,
      found: end === undefined ? found : text.slice(index, end),
      isComment: groups?.comment !== undefined,
    };
  }
}

type End = (groups: Readonly<Record<string, string>>, start: number) => number | "none" | undefined;

/** Where a raw string of Rust, or a text of Ruby that goes on to a name, ends; undefined for any other. */
function endsIn(text: string): End {
  const missing = new Set<string>();
  let names: ReadonlyMap<string, number[]> | undefined;
  return ({ hashes: signs, heredoc }, start) => {
    if (heredoc !== undefined) {
      names ??= namesAtStarts(text);
      const ends = names.get(heredoc) ?? [];
      // Beginnings come in the order of the text: an end before this one is none for those that follow.
      while ((ends.at(-1) ?? text.length) <= start) ends.pop();
      return ends.pop() ?? "none";
    }
    if (signs === undefined) return undefined;
    const end = missing.has(signs) ? -1 : text.indexOf(`"${signs}`, start);
    if (end < 0) missing.add(signs);
    return end < 0 ? "none" : end + 1 + signs.length;
  };
}

/** Where names in capitals that begin a line end, the last first. */
function namesAtStarts(text: string): ReadonlyMap<string, number[]> {
  const names = new Map<string, number[]>();
  for (const { 0: found, 1: name = "", index } of text.matchAll(/^[ \t]*([A-Z]\w*)/gm)) {
    const ends = names.get(name);
    if (ends === undefined) names.set(name, [index + found.length]);
    else ends.push(index + found.length);
  }
  for (const ends of names.values()) ends.reverse();
  return names;
}

/** Code that a text quotes, as prompts do. */
const fenced = /(?:\\?`){3}[\s\S]*?(?:\\?`){3}/g;

type Within = (offset: number) => boolean;

export interface TextKinds {
  /** In a comment, in the docstring of Python, or in an example within a longer text. */
  readonly isComment: Within;
  /** In a longer text that a string holds, as help and samples of code are, and not in what is put into it. */
  readonly isProse: Within;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export function textsOf(text: string, language: Language): TextKinds {
  const comments: Range[] = [];
  const prose: Range[] = [];
  const fencedIn = (part: string, start: number) => {
    for (const { index, 0: block } of part.matchAll(fenced))
      comments.push({ from: start + index, to: start + index + block.length });
  };
  // A block of YAML has no quotes around it.
  if (language === "yaml") fencedIn(text, 0);
  for (const { from, found, isComment } of tokensOf(text, language)) {
    const range = { from, to: from + found.length };
    if (isComment) comments.push(range);
    else if (found.includes("\n")) fencedIn(found, from);
    if (!isComment && holdsProse(found, language)) prose.push(range);
  }
  comments.sort((a, b) => a.to - b.to);
  const proseAt = rangeAt(prose);
  return {
    isComment: (offset) =>
      rangeAt(comments)(offset) !== undefined || isRemark(text, offset, language),
    isProse: (offset) => {
      const from = proseAt(offset)?.from;
      return from !== undefined && !inHole(text, from, offset, language);
    },
  };
}

/** As far back as a hole in a string begins. */
const longestHole = 1000;

/** Behind `${` or `#{`; in a string of Python that is formatted, and in C#, behind `{`. */
function inHole(text: string, from: number, offset: number, language: Language): boolean {
  const near = text.slice(Math.max(from, offset - longestHole), offset);
  const isFormatted = language === "csharp" || /^[rb]?f[rb]?["']/i.test(text.slice(from, from + 4));
  return /[$#]\{[^{}]*$/.test(near) || (isFormatted && /\{[^{}]*$/.test(near));
}

/** A line that is a comment, or typed at the prompt of a console, in whatever language the text around it quotes. */
function isRemark(text: string, offset: number, language: Language): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const isTyped = !inForce.has(language) && /^[ \t]*export [A-Z_]+=/.test(line);
  return isTyped || /^[ \t]*(?:# |\/\/|>>> |\.\.\. )/.test(line);
}

/** Languages whose strings hold commands and data that are in force. */
export const inForce: ReadonlySet<Language> = new Set([
  "shell",
  "yaml",
  "docker",
  "json",
  "env",
  "toml",
]);

/**
 * A string with another one in it that is no data: {"model": "…"} goes out as it is. A template of JavaScript may hold code that
 * holds templates, whose ends cannot be told from beginnings here.
 */
const holdsProse = (found: string, language: Language): boolean =>
  // A call in a string of JSON is code that it tells of.
  (!inForce.has(language) ||
    (language === "json" && /\w\([^()]*$/.test(found.split(inner)[0] ?? ""))) &&
  !(language === "js" && found.startsWith("`")) &&
  // What a field of Go is tagged with.
  !(language === "go" && /^`\w+:"/.test(found)) &&
  !/^(?:\w*#*["'`]+|<<[^\n]*\n)\s*[{[]/.test(found) &&
  inner.test(withoutEnds(found));

/** A string within a string. */
const inner = /(?!^)["'`][\w.:@/-]+["'`]/;

/** What a string holds: three quotes begin and end it, or one. */
const withoutEnds = (found: string): string =>
  found.replace(/^\w*#*(?:"""|'''|["'`])|(?:"""|'''|["'`])#*$/g, " ");

/** The range around an offset, of ranges in the order of their ends. */
function rangeAt(ranges: readonly Range[]): (offset: number) => Range | undefined {
  return (offset) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.to ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const found = ranges[low];
    return found !== undefined && found.from <= offset ? found : undefined;
  };
}

/** As many lines, each as long as it was, of one sign only. */
export const filledWith = (sign: string, text: string): string =>
  text
    .split("\n")
    .map((line) => sign.repeat(line.length))
    .join("\n");

const testOfRust = /#!?\[(?:cfg\((?:all\()?test\b|(?:\w+::)?test\b)/g;

/** Where the items of Rust that are compiled for tests only begin and end: #[cfg(test)] mod tests { … }, #[test] fn … { … }. */
export function testsIn(text: string, language: Language): readonly (readonly [number, number])[] {
  if (language !== "rust" || text.search(testOfRust) < 0) return [];
  const parts: string[] = [];
  let at = 0;
  for (const { from, found } of tokensOf(text, language)) {
    parts.push(text.slice(at, from), filledWith(" ", found));
    at = from + found.length;
  }
  const code = [...parts, text.slice(at)].join("");
  const tests: (readonly [number, number])[] = [];
  for (const { 0: attribute, index } of code.matchAll(testOfRust)) {
    if (index < (tests.at(-1)?.[1] ?? 0)) continue;
    // #![cfg(test)] is said of the whole file.
    tests.push([index, attribute.startsWith("#!") ? text.length : endOfItem(code, index)]);
  }
  return tests;
}

/** Past the semicolon or the brace that an item ends with. */
function endOfItem(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const char = code[at];
    if (char === "{") depth++;
    else if ((char === "}" && --depth <= 0) || (char === ";" && depth === 0)) return at + 1;
  }
  return code.length;
}
