import {
  type Document,
  isCollection,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLParseError,
} from "yaml";
import { type Diagnostic, failed, type Loaded, loaded, numberHelp } from "./diagnostic.ts";

export type Path = readonly (string | number)[];

/** A YAML (or JSON) file as a value that remembers where each part of it stood. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Place of a value, or of the nearest enclosing one that exists. */
  readonly locate: (path: Path) => LineColumn;
  /** Place of a key within a mapping. */
  readonly locateKey: (path: Path, key: string) => LineColumn;
}

/** A part of a file: what trouble is placed by. */
export interface SourcePath {
  readonly source: Source;
  readonly path: Path;
}

export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Aliases repeat content and can blow a small file up; our files need none. */
const mostAliases = 20;

export function parseSource(file: string, text: string): Loaded<Source> {
  const lines = new LineCounter();
  const at = (offset: number): LineColumn => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const trouble: Trouble = (code, message, help, offset) => ({
    code,
    severity: "error",
    file,
    ...(offset === undefined ? { line: 1, column: 1 } : at(offset)),
    message,
    help,
  });
  try {
    return read(text, { file, lines, at, trouble });
  } catch (error) {
    const diagnostic = unreadable(error, trouble);
    if (diagnostic === undefined) throw error;
    return failed(diagnostic);
  }
}

type Trouble = (code: string, message: string, help: string, offset?: number) => Diagnostic;

/** A file while it is read: its name, its lines, and where an offset is in them. */
interface Reading {
  readonly file: string;
  readonly lines: LineCounter;
  readonly at: (offset: number) => LineColumn;
  readonly trouble: Trouble;
}

function read(text: string, { file, lines, at, trouble }: Reading): Loaded<Source> {
  if (text.includes("\u0000"))
    return failed(
      trouble("yaml.binary", "this is a binary file, not text", "Give a YAML or JSON file."),
    );
  const documents = parseAllDocuments(text, { ...quiet, lineCounter: lines });
  const [document, second] = Array.isArray(documents) ? documents : [];
  if (document === undefined || (second === undefined && isBlank(document)))
    return failed(trouble("yaml.empty", "the file is empty", emptyHelp));
  if (second !== undefined)
    return failed(
      trouble(
        "yaml.documents",
        "the file holds more than one YAML document",
        'Keep one document per file; remove the "---" and what follows it.',
        second.range[0],
      ),
    );
  const overflow = document.errors.find(({ message }) => /call stack/.test(message));
  if (overflow !== undefined) throw new RangeError(overflow.message);
  const root = document.contents;
  const split = splitNumbers(root, text, trouble);
  if (split.length > 0) return failed(...split);
  const errors = document.errors.map((error) => syntaxTrouble(error, trouble));
  if (errors.length > 0 || root === null) return failed(...errors.slice(0, 5));
  const aliases = countAliases(root);
  if (aliases > mostAliases)
    return failed(
      trouble(
        "yaml.aliases",
        `the file uses ${aliases} aliases, ${mostAliases} are the most`,
        "Write the repeated values out.",
      ),
    );
  // A tree weighs a hundred times its text, and few files are asked for a place: those are parsed again.
  let tree: Node | undefined;
  const node = (path: Path) => {
    tree ??= rootOf(text);
    return nodeAt(tree, path);
  };
  return loaded({
    file,
    value: document.toJS(),
    locate: (path) => at(startOf(node(path))),
    locateKey: (path, key) => at(keyStart(node(path), key)),
  });
}

/** Root of a text that was read without errors. */
function rootOf(text: string): Node {
  const [document] = parseAllDocuments(text, quiet);
  if (!document?.contents) throw new Error("a text that was read has a root");
  return document.contents;
}

// What is wrong with a text is said by us, escaped; the parser would have the process warn, raw.
const quiet = { logLevel: "error", prettyErrors: false } as const;

function syntaxTrouble(
  { code, message, pos: [start] }: YAMLParseError,
  trouble: Trouble,
): Diagnostic {
  return code === "DUPLICATE_KEY"
    ? trouble("yaml.duplicate-key", "this key is given twice", "Remove one of the two.", start)
    : trouble(
        "yaml.syntax",
        plain(message),
        "Check the indentation, quotes and brackets there.",
        start,
      );
}

/** Between braces a comma ends a value: of `{ requests: 1,000,000 }` YAML makes the number 1 and two keys, 000 and 000. */
function splitNumbers(root: Node | null, text: string, trouble: Trouble): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/\d,\d{3}\b/.test(text)) return found;
  visit(root, {
    Map: (_, { flow, items }) => {
      if (flow !== true) return;
      for (const { key, value } of items) {
        const start = isScalar(value) ? (value.range?.[0] ?? 0) : text.length;
        const [written] =
          /^-?\d{1,3}(,\d{3})+(\.\d+)?(?=\s*[,}])/.exec(text.slice(start, start + 40)) ?? [];
        if (written === undefined) continue;
        const message = `${String(key)} is ${written}, which YAML takes for a number and what follows it`;
        found.push(trouble("yaml.separators", message, numberHelp(written) ?? "", start));
      }
    },
  });
  return found;
}

const emptyHelp = 'Write a use case into it; "moat init" prints one to start from.';

/** Comments alone say nothing either. */
const isBlank = (document: Document.Parsed): boolean =>
  document.contents === null && document.errors.length === 0;

/** The parser throws where a text is nested beyond the stack, or its aliases multiply or lead nowhere. */
function unreadable(error: unknown, trouble: Trouble): Diagnostic | undefined {
  if (error instanceof RangeError)
    return trouble(
      "yaml.nested",
      "the file is nested too deeply",
      "Write it flatter: no file of moat needs more than ten levels.",
    );
  if (error instanceof ReferenceError && /alias/i.test(error.message))
    return trouble("yaml.aliases", plain(error.message), "Write the repeated values out.");
  return undefined;
}

/** The parser's own sentence, without the excerpt of the input that it may carry. */
const plain = (message: string): string =>
  (message.split("\n")[0] ?? message)
    .replace(/\S{41,}/g, (word) => `${word.slice(0, 37)}...`)
    .slice(0, 160);

function countAliases(root: Node): number {
  let count = 0;
  visit(root, { Alias: () => void count++ });
  return count;
}

function nodeAt(root: Node, path: Path): Node {
  let node = root;
  for (const key of path) {
    const next: unknown = isCollection(node) ? node.get(key, true) : undefined;
    if (!isNode(next)) return node;
    node = next;
  }
  return node;
}

const startOf = (node: Node): number => node.range?.[0] ?? 0;

function keyStart(node: Node, key: string): number {
  if (!isCollection(node)) return startOf(node);
  const pair = node.items.find((item) => isPair(item) && String(item.key) === key);
  return isPair(pair) && isNode(pair.key) ? startOf(pair.key) : startOf(node);
}
