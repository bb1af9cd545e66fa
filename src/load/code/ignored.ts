import { lstatSync } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readText } from "../file/files.ts";

/** Larger than any that a person writes: the rest is not read. */
const largest = 1_000_000;

interface IgnoreRule {
  /** The last one that fits decides, and those of a folder below come after those above it. */
  readonly order: number;
  /** As a `.gitignore` at the root would say it: the package keeps to one folder. */
  readonly text: string;
}

/** The rules of one folder, by a part that a path must have for them to fit: of thousands, few are tried on any. */
interface Level {
  readonly base: string;
  readonly byPart: ReadonlyMap<string, readonly IgnoreRule[]>;
  readonly others: readonly IgnoreRule[];
}

/** What the `.gitignore` files from the root down to a folder leave out. */
export class Ignored {
  readonly #levels: readonly Level[];
  readonly #others: readonly IgnoreRule[];
  readonly #made = new Map<string, Ignore>();

  private constructor(levels: readonly Level[]) {
    this.#levels = levels;
    this.#others = levels.flatMap((one) => one.others);
  }

  /** The rules that hold in a folder; `base` is its path from the root, with a slash at its end. */
  static in(folder: string, base: string, above: Ignored | undefined): Ignored | undefined {
    const file = join(folder, ".gitignore");
    const text = isPlainFile(file) ? readText(file, file, largest) : undefined;
    if (text?.ok !== true) return above;
    const levels = above === undefined ? [] : above.#levels;
    return new Ignored([...levels, levelOf(text.value, base, levels.length)]);
  }

  ignores(path: string): boolean {
    const rules = [...new Set(this.#levels.flatMap((one) => rulesFor(path.toLowerCase(), one)))];
    if (rules.length + this.#others.length === 0) return false;
    const key = rules.map((one) => one.order).join();
    const made = this.#made.get(key) ?? together([...this.#others, ...rules]);
    this.#made.set(key, made);
    return made.ignores(path);
  }
}

const together = (rules: readonly IgnoreRule[]): Ignore =>
  ignore().add(rules.toSorted((a, b) => a.order - b.order).map((one) => one.text));

function levelOf(text: string, base: string, depth: number): Level {
  const byPart = new Map<string, IgnoreRule[]>();
  const others: IgnoreRule[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const rule = { order: depth * largest + index, text: fromRoot(line, base) };
    const part = partOf(line);
    const known = part === undefined ? others : (byPart.get(part) ?? []);
    known.push(rule);
    if (part !== undefined) byPart.set(part, known);
  }
  return { base: base.toLowerCase(), byPart, others };
}

/** `/first` of a rule with a path, a `name`, an `*.ending`; undefined where a rule is none of these. */
function partOf(line: string): string | undefined {
  if (line.includes("\\")) return undefined;
  const rule = line.trimEnd().toLowerCase().replace(/^!/, "").replace(/\/$/, "");
  const [first = "", ...more] = rule.replace(/^\/|^\*\*\/(?=[^/]*$)/, "").split("/");
  const isAnchored = rule.startsWith("/") || more.length > 0;
  if (!/[*?[]/.test(first)) return isAnchored ? `/${first}` : first;
  const ending = isAnchored ? undefined : /^\*[^*?[]*\.([^.*?[]+)$/.exec(first)?.[1];
  return ending === undefined ? undefined : `*.${ending}`;
}

function rulesFor(path: string, { base, byPart }: Level): readonly IgnoreRule[] {
  if (byPart.size === 0 || !path.startsWith(base)) return [];
  const parts = path.slice(base.length).split("/");
  const keys = parts.flatMap((one) => [one, `*.${one.slice(one.lastIndexOf(".") + 1)}`]);
  return [`/${parts[0]}`, ...keys].flatMap((one) => byPart.get(one) ?? []);
}

/** A rule of a folder, from the root: one without a slash but at its end holds at any depth. */
function fromRoot(line: string, base: string): string {
  if (base === "") return line;
  const [, not = "", rule = ""] = /^(!?)(.*)$/s.exec(line) ?? [];
  const isAnchored = /\/(?=.)/.test(rule.trimEnd());
  const escaped = base.replace(/[\\*?[\]!# ]/g, "\\$&");
  return `${not}/${escaped}${isAnchored ? "" : "**/"}${rule.replace(/^\//, "")}`;
}

/** git reads no `.gitignore` that is a link. */
function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
