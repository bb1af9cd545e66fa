import { main } from "../src/cli.ts";
import { type Environment, exit, type Outcome } from "../src/commands/outcome.ts";

// Commands of a Markdown page: blocks marked sh, and the text block after one as what it prints. A block under the comment
// `file: PATH` is a file that the commands after it find.

export interface Example {
  /** Line of the page where the block starts, from 1. */
  readonly line: number;
  /** Files that the page has shown since the example before. */
  readonly files: readonly File[];
  /** Arguments of each `moat` command of the block, in order. */
  readonly commands: readonly (readonly string[])[];
  /** What the block prints, where the page says so. */
  readonly prints?: string;
}

interface File {
  readonly path: string;
  readonly text: string;
}

interface Block {
  readonly file: string | undefined;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** Every sh block that runs moat; other tools in it are passed over. */
export function examplesOf(markdown: string): Example[] {
  const blocks = blocksOf(markdown);
  let files: File[] = [];
  return blocks.flatMap((block, at): Example[] => {
    if (block.file !== undefined) files = [...files, { path: block.file, text: block.text }];
    if (block.language !== "sh") return [];
    const commands = commandsOf(block.text);
    if (commands.length === 0) return [];
    const next = blocks[at + 1];
    const prints = next?.language === "text" ? { prints: next.text } : {};
    const example = { line: block.line, files, commands, ...prints };
    files = [];
    return [example];
  });
}

function blocksOf(markdown: string): Block[] {
  const fenced = /(?:^<!-- file: (\S+) -->\n+)?^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(fenced)].map((found) => {
    const [whole, file, language = "", text = ""] = found;
    const before = markdown.slice(0, found.index + whole.indexOf("```"));
    return { line: before.split("\n").length, language, text, file };
  });
}

/** A pipe is run up to its first `|`; what is joined by `&&` or `;` is run one after the other. */
function commandsOf(text: string): string[][] {
  const joined = text.replace(/\\\n\s*/g, " ");
  return joined
    .split("\n")
    .flatMap((line) => statements(words(line)))
    .flatMap((one) => (one[0] === "moat" ? [one.slice(1)] : isClone(one) ? [one.slice(2)] : []));
}

/** In a clone, `node .` is the command. */
const isClone = ([first, second]: readonly string[]): boolean => first === "node" && second === ".";

/** Words of a line of shell, without its comment; quotes hold a word together. */
function words(line: string): string[] {
  const tokens = line.replace(/^\$ /, "").match(/"[^"]*"|'[^']*'|[^\s"';|]+|&&|[;|]|["']/g) ?? [];
  const comment = tokens.findIndex((one) => one.startsWith("#"));
  return (comment < 0 ? tokens : tokens.slice(0, comment)).map((one) =>
    one.replace(/^(["'])(.*)\1$/, "$2"),
  );
}

function statements(all: readonly string[]): string[][] {
  const found: string[][] = [[]];
  let piped = false;
  for (const word of all) {
    if (word === "&&" || word === ";") {
      found.push([]);
      piped = false;
    } else if (word === "|" || word === ">") piped = true;
    else if (!piped) found.at(-1)?.push(word);
  }
  return found.filter((one) => one.length > 0);
}

export interface Played {
  readonly printed: string;
  readonly outcomes: readonly Outcome[];
}

export async function play({ commands }: Example, environment: Environment): Promise<Played> {
  const outcomes: Outcome[] = [];
  for (const command of commands) outcomes.push(await main(command, environment));
  return { outcomes, printed: outcomes.map(({ stdout, stderr }) => stdout + stderr).join("") };
}

/** What a page shows has run: findings are fine, wrong input and bugs are not. */
export const hasRun = ({ exitCode }: Outcome): boolean =>
  exitCode === exit.ok || exitCode === exit.findings;

/** A line of dots stands for any number of lines. */
export function matches(printed: string, shown: string): boolean {
  const pattern = shown
    .trimEnd()
    .split(/^[ \t]*(?:…|\.\.\.)[ \t]*$/m)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/^\n|\n$/g, ""))
    .join("(?:\\n?[\\s\\S]*\\n)?");
  return new RegExp(`^${pattern}$`).test(printed.trimEnd());
}
