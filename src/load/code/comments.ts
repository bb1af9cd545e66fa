import type { Language } from "./paths.ts";

/** Strings are matched as well, so that what looks like a comment inside one is none. */
const slashes =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<comment>(?<!:)\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
/** A raw string of Rust ends with as many signs as it begins; 'a without an end is a lifetime. */
const rust =
  /\br(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[^'\n]*|[^'\\\n])'|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
const python =
  /(?<comment>#[^\n]*|(?=[rRbBuU]?(?:"""|'''))(?<=^[ \t]*)[rRbBuU]?(?:"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))))|"""[\s\S]*?(?:"""|$(?![\s\S]))|'''[\s\S]*?(?:'''|$(?![\s\S]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gm;
const hashes = /"(?:\\.|[^"\\\n])*"|'[^'\n]*'|(?<comment>(?<=^|\s)#[^\n]*)/gm;
const ruby =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<comment>#(?!\{)[^\n]*|^=begin[\s\S]*?(?:^=end|$(?![\s\S])))/gm;
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

/** Whether an offset lies in a comment, in the docstring of Python, or in an example within a longer text. */
export function commentsOf(text: string, language: Language): (offset: number) => boolean {
  const ranges: [number, number][] = [];
  // A block of YAML has no quotes around it.
  if (language === "yaml")
    for (const { index, 0: block } of text.matchAll(fenced))
      ranges.push([index, index + block.length]);
  for (const found of text.matchAll(patterns[language])) {
    const comment = found.groups?.comment;
    if (comment !== undefined) ranges.push([found.index, found.index + found[0].length]);
    else if (found[0].includes("\n"))
      for (const { index, 0: block } of found[0].matchAll(fenced))
        ranges.push([found.index + index, found.index + index + block.length]);
  }
  ranges.sort((a, b) => a[1] - b[1]);
  return (offset) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.[1] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return (ranges[low]?.[0] ?? text.length) <= offset;
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
