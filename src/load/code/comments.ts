import type { Language } from "./paths.ts";

/** Strings are matched as well, so that what looks like a comment inside one is none. */
const slashes =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<comment>(?<!:)\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
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
  rust: slashes,
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
  for (const found of text.matchAll(patterns[language])) {
    const comment = found.groups?.comment;
    if (comment !== undefined) ranges.push([found.index, found.index + found[0].length]);
    else if (found[0].includes("\n"))
      for (const { index, 0: block } of found[0].matchAll(fenced))
        ranges.push([found.index + index, found.index + index + block.length]);
  }
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
