import type { Language } from "./paths.ts";

/** Strings are matched as well, so that what looks like a comment inside one is none. */
const slashes =
  /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<comment>(?<!:)\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
/** A raw string of Rust ends with as many signs as it begins; 'a without an end is a lifetime. */
const rust =
  /\br(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^'\n]*|[^'\\\n])'|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
const python =
  /(?<comment>#[^\n]*|(?=[rRbBuU]?(?:"""|'''))(?<=^[ \t]*)[rRbBuU]?(?:"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))))|"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gm;
const hashes = /"(?:\\.|[^"\\\n])*"|'[^'\n]*'|(?<comment>(?<=^|\s)#[^\n]*)/gm;
const ruby =
  /<<[-~]?(["']?)([A-Z]\w*)\1[\s\S]*?\n[ \t]*\2\b|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<comment>#(?!\{)[^\n]*|^=begin[\s\S]*?(?:^=end|$(?![\s\S])))/gm;
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
  for (const { index, 0: found, groups } of text.matchAll(patterns[language])) {
    const range = { from: index, to: index + found.length };
    if (groups?.comment !== undefined) comments.push(range);
    else if (found.includes("\n")) fencedIn(found, index);
    if (groups?.comment === undefined && holdsProse(found, language)) prose.push(range);
  }
  comments.sort((a, b) => a.to - b.to);
  const proseAt = rangeAt(prose);
  return {
    isComment: (offset) =>
      rangeAt(comments)(offset) !== undefined || isRemark(text, offset, language),
    isProse: (offset) => {
      const from = proseAt(offset)?.from;
      return from !== undefined && !inHole(text.slice(from, offset), language);
    },
  };
}

/** Behind `${` or `#{`; in a string of Python that is formatted, and in C#, behind `{`. */
const inHole = (start: string, language: Language): boolean =>
  /[$#]\{[^{}]*$/.test(start) ||
  ((language === "csharp" || /^[rb]?f[rb]?["']/i.test(start)) && /\{[^{}]*$/.test(start));

/** A line that is a comment, or typed at the prompt of a console, in whatever language the text around it quotes. */
function isRemark(text: string, offset: number, language: Language): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const isTyped = !inForce.has(language) && /^[ \t]*export [A-Z_]+=/.test(line);
  return isTyped || /^[ \t]*(?:# |\/\/|>>> |\.\.\. )/.test(line);
}

/** Languages whose strings hold commands and data that are in force. */
const inForce: ReadonlySet<Language> = new Set(["shell", "yaml", "docker", "json", "env", "toml"]);

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

const testOfRust = /#!?\[(?:cfg\((?:all\()?test\b|(?:\w+::)?test\b)/g;

/** Where the items of Rust that are compiled for tests only begin and end: #[cfg(test)] mod tests { … }, #[test] fn … { … }. */
export function testsIn(text: string, language: Language): readonly (readonly [number, number])[] {
  if (language !== "rust" || text.search(testOfRust) < 0) return [];
  const code = text.replace(patterns.rust, (one) => one.replace(/[^\n]/g, " "));
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
