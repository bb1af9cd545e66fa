import type { ModelId } from "../../core/code/model-id.ts";
import type { CodeSite, Position, SiteKind } from "../../core/code/site.ts";
import { type Sited, withoutMenus } from "./catalogue.ts";
import { filledWith, type TextKinds, testsIn, textsOf } from "./comments.ts";
import { type Literal, literalsOf, longestLine } from "./literals.ts";
import type { Language } from "./paths.ts";
import type { Patterns } from "./patterns.ts";
import type { Holder, PlaceLiteral, Where } from "./position.ts";

interface ScannedFile extends Where {
  /** Of what is not the product the models are counted, and nothing is said of their places. */
  readonly isProduct: boolean;
}

/** What is not looked at is filled with what begins no pattern, so that every other place stays where it is. */
const filled = (text: string): string => filledWith("\u00b7", text);

/** Without lines that a program wrote, and without tests that stand beside what they test. */
function lookedAt(whole: string, language: Language): string {
  const isLong = (line: string) => line.length > longestLine;
  const lines = whole.split("\n");
  const text = lines.some(isLong)
    ? lines.map((line) => (isLong(line) ? filled(line) : line)).join("\n")
    : whole;
  const parts: string[] = [];
  let at = 0;
  for (const [from, to] of testsIn(text, language)) {
    parts.push(text.slice(at, from), filled(text.slice(from, to)));
    at = to;
  }
  return at === 0 ? text : [...parts, text.slice(at)].join("");
}

const longestSnippet = 160;
/** A file that names more is a list of them; the rest would say nothing new. */
const mostSites = 2000;

/** Every place in a text that names a model, a provider or a server; comments are passed over. */
export function sitesIn(whole: string, where: ScannedFile, patterns: Patterns): CodeSite[] {
  const { file, language } = where;
  const text = lookedAt(whole, language);
  const lines = new Lines(text);
  let texts: TextKinds | undefined;
  const read = (): TextKinds => {
    texts ??= textsOf(text, language);
    return texts;
  };
  const site: Make = (kind, { name, offset, ...more }) => {
    const at = lines.at(offset);
    if (at === undefined || read().isComment(offset)) return [];
    if (kind === "model" && read().isProse(offset)) return [];
    return [{ kind, name, position: "used", ...at, ...more }];
  };
  const { packages, endpoints } = patterns;
  const found = [
    ...packages.imports(language, text).flatMap((one) => site("import", one)),
    ...packages.dependencies(file, text).flatMap((one) => site("manifest", one)),
    ...endpoints.hosts(text).flatMap((one) => site("host", one)),
    ...endpoints.servers(text).flatMap((one) => site("own", one)),
    ...withoutMenus(
      literalsOf(text, language, (name) => patterns.readId(name) !== undefined).flatMap((one) =>
        modelAt(one, { ...where, text }, patterns, site),
      ),
      patterns.readId,
    ),
  ];
  return found.slice(0, mostSites).sort((a, b) => a.line - b.line || a.column - b.column);
}

type Make = (
  kind: SiteKind,
  found: {
    name: string;
    offset: number;
    position?: Position;
    provider?: string | undefined;
    region?: string | undefined;
    version?: string | undefined;
  },
) => CodeSite[];

function modelAt(
  literal: Literal,
  where: ScannedFile & { readonly text: string },
  { readId, place, deployments }: Patterns,
  site: Make,
): Sited[] {
  const { text, language, isProduct } = where;
  const { offset } = literal;
  const id = readId(literal.text);
  if (id === undefined) return isProduct ? deploymentAt(literal, where, place, site) : [];
  if (!isProduct)
    return sited(site("model", { name: literal.text, offset, position: "mention" }), "name");
  const placed = place(literal, where);
  const { deployment, callee, holder } = placed;
  const isOnlyTitle = placed.position === "used" && isTitle(literal.text, id, language);
  const position = isOnlyTitle ? "mention" : placed.position;
  const route =
    id.provider ??
    (callee === undefined
      ? undefined
      : readId(`${callee.toLowerCase()}/${literal.text}`)?.provider);
  const about = { name: literal.text, offset, position, provider: route, region: id.region };
  if (position === "used" && (deployment || (route !== undefined && deployments.has(route))))
    return sited(site("deployment", about), holder);
  const version = versioned.has(language) ? versionBeside(text, literal) : undefined;
  return sited(site("model", { ...about, version }), holder);
}

/** "GPT-4o" is what people call it: providers whose own it is write ids in lower case. An assistant's settings are told by it. */
const isTitle = (text: string, { home }: ModelId, language: Language): boolean =>
  home !== undefined && language !== "yaml" && /^[A-Z][\w.]*-/.test(text);

const sited = (sites: readonly CodeSite[], holder: Holder): Sited[] =>
  sites.map((site) => ({ site, holder }));

/** A name under a key for deployments that is no id of a model: somebody else knows what answers there. */
function deploymentAt(
  literal: Literal,
  where: ScannedFile,
  place: PlaceLiteral,
  site: Make,
): Sited[] {
  if (!/deployment/i.test(literal.before.slice(-120))) return [];
  const { position, deployment } = place(literal, where);
  // What is looked up by a name is not that name.
  const isName =
    !/\.(?:pop|get|fetch)\(\s*$/.test(literal.before) &&
    /[a-z]/.test(literal.text) &&
    !isSwitch(literal) &&
    /azure|openai/i.test(literal.before);
  return position === "used" && deployment && isName
    ? sited(site("deployment", { name: literal.text, offset: literal.offset, position }), "name")
    : [];
}

/** DEBUG_DEPLOYMENT=true, a value that stands in for one, what is said of one (its SKU), and a key whose value is its own name, as lists of settings have it: none names one. */
function isSwitch({ text, before }: Literal): boolean {
  const key = /([\w.-]+)["']?\s*(?::|=>?)\s*(?:[\w.$]+\(\s*)?$/.exec(before)?.[1] ?? "";
  const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, "");
  return (
    /^(?:true|false|yes|no|on|off|none|null|dummy|your[\w-]*)$/i.test(text) ||
    /(?:sku|type|version|capacity|mode|region|location|environment|strategy|status|target)(?:_?name)?$/i.test(
      key,
    ) ||
    plain(key).endsWith(plain(text))
  );
}

/** Languages in which a model is named beside its version: those of infrastructure. */
const versioned: ReadonlySet<Language> = new Set(["hcl", "bicep", "json", "yaml"]);

/** model { name = "gpt-4o" version = "2024-05-13" }, in any of the languages that write it so. */
function versionBeside(text: string, { offset, after }: Literal): string | undefined {
  const near = `${text.slice(Math.max(0, offset - 160), offset)}\n${after.slice(0, 160)}`;
  return /^\s*["']?(?:model_?)?version["']?\s*[:=]\s*["']([\w.-]+)["']/im.exec(near)?.[1];
}

/** Where an offset stands; lines that a program wrote have no place that a person could go to. */
class Lines {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
      this.#starts.push(at + 1);
  }

  at(offset: number): { line: number; column: number; snippet: string } | undefined {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const start = this.#starts[low] ?? 0;
    const end = (this.#starts[low + 1] ?? this.#text.length + 1) - 1;
    if (end - start > longestLine) return undefined;
    return {
      line: low + 1,
      column: offset - start + 1,
      snippet: this.#text.slice(start, end).slice(0, longestSnippet).trimEnd(),
    };
  }
}
