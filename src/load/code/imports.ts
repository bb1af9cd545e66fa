import { escaped, ownPrefix } from "../../core/code/model-id.ts";
import type { Ecosystem, UsageFacts } from "../../shapes/usage.ts";
import type { Language } from "./paths.ts";

/** A name in the text that tells whom it calls. */
export interface ProviderMention {
  readonly name: string;
  readonly offset: number;
  /** Provider, or `own:` and the server. */
  readonly provider: string;
}

type Find = (text: string) => ProviderMention[];

const ecosystems: Readonly<Partial<Record<Language, Ecosystem>>> = {
  js: "npm",
  python: "python",
  go: "go",
  jvm: "jvm",
  csharp: "dotnet",
  ruby: "ruby",
  rust: "rust",
};

/** Statements that import a package, anchored at their start; the name in them is exact, or what lies below it. */
const statements: Readonly<Record<Ecosystem, (names: string) => RegExp>> = {
  npm: (names) => new RegExp(String.raw`['"](${names})(?:/[\w./-]+)?['"]`, "g"),
  python: (names) =>
    new RegExp(String.raw`^[ \t]*(?:import|from)[ \t]+(${names})(?:\.[\w.]+)?(?=[\s,;]|$)`, "gm"),
  go: (names) =>
    new RegExp(
      String.raw`^\s*(?:import\s+)?(?:[\w.]+\s+)?"(${names})(?:/[\w./-]*)?"\s*(?://.*)?$`,
      "gm",
    ),
  jvm: (names) =>
    new RegExp(
      String.raw`^\s*import\s+(?:static\s+)?(${names})(?=[.;\s])[\w.*]*\s*;?[ \t]*\r?$`,
      "gm",
    ),
  dotnet: (names) =>
    new RegExp(
      String.raw`^\s*(?:global\s+)?using\s+(?:static\s+|\w+\s*=\s*)?(${names})(?:\.[\w.]+)?\s*;`,
      "gm",
    ),
  ruby: (names) =>
    new RegExp(String.raw`^\s*require\s*\(?\s*["'](${names})(?:/[\w./-]+)?["']`, "gm"),
  rust: (names) =>
    new RegExp(String.raw`^\s*(?:pub\s+)?(?:use|extern\s+crate)\s+(${names})(?=::|;|\s)`, "gm"),
};

/** Dependencies in manifests: the same names, as the tools of each ecosystem write them. */
const manifests: readonly (readonly [RegExp, Ecosystem, (names: string) => RegExp])[] = [
  [
    /(?:^|\/)package\.json$/,
    "npm",
    (names) => new RegExp(String.raw`^\s*"(${names})"\s*:\s*"`, "gm"),
  ],
  [
    /(?:^|\/)(?:requirements[^/]*\.txt|pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/,
    "python",
    (names) => new RegExp(String.raw`^[ \t]*["']?(${names})(?=["'\s=<>~!\[;,]|$)`, "gmi"),
  ],
  [
    /(?:^|\/)go\.mod$/,
    "go",
    (names) => new RegExp(String.raw`^\s*(?:require\s+)?(${names})(?:/v\d+)?\s+v`, "gm"),
  ],
  [
    /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
    "jvm",
    (names) => new RegExp(`(?:<groupId>|["'])(${names})(?=[<:])`, "gm"),
  ],
  [
    /\.csproj$/,
    "dotnet",
    (names) => new RegExp(String.raw`<PackageReference\s+Include="(${names})"`, "gm"),
  ],
  [
    /(?:^|\/)Gemfile$/,
    "ruby",
    (names) => new RegExp(String.raw`^\s*gem\s+["'](${names})["']`, "gm"),
  ],
  [/(?:^|\/)Cargo\.toml$/, "rust", (names) => new RegExp(String.raw`^\s*(${names})\s*=`, "gm")],
];

export interface Packages {
  readonly imports: (language: Language, text: string) => ProviderMention[];
  readonly dependencies: (file: string, text: string) => ProviderMention[];
}

export function packagesOf(usage: UsageFacts): Packages {
  const find = new Map<Ecosystem, Find>();
  const list = new Map<string, Find>();
  const names = (ecosystem: Ecosystem, written: (name: string) => string) =>
    namesOf(usage, ecosystem, written);
  const importOf = (ecosystem: Ecosystem): Find => {
    const usual = ecosystem === "rust" ? (name: string) => name.replaceAll("-", "_") : same;
    const made = find.get(ecosystem) ?? finder(statements[ecosystem], names(ecosystem, usual));
    find.set(ecosystem, made);
    return made;
  };
  return {
    imports: (language, text) => {
      const ecosystem = ecosystems[language];
      return ecosystem === undefined ? [] : importOf(ecosystem)(text);
    },
    dependencies: (file, text) => {
      const manifest = manifests.find(([pattern]) => pattern.test(file));
      if (manifest === undefined) return [];
      const [, ecosystem, pattern] = manifest;
      // A module of Python is imported with underscores and dots, and installed with hyphens.
      const usual = ecosystem === "python" ? (name: string) => name.replace(/[_.]/g, "-") : same;
      const made = list.get(ecosystem) ?? finder(pattern, names(ecosystem, usual));
      list.set(ecosystem, made);
      return made(text);
    },
  };
}

const same = (name: string): string => name;

function namesOf(
  { providers, own }: UsageFacts,
  ecosystem: Ecosystem,
  written: (name: string) => string,
): ReadonlyMap<string, string> {
  const all = [
    ...providers.map(({ id, packages }) => ({ id, packages })),
    ...own.map(({ id, packages }) => ({ id: `${ownPrefix}${id}`, packages })),
  ];
  return new Map(
    all.flatMap(({ id, packages }) =>
      (packages[ecosystem] ?? []).map((name) => [written(name), id] as const),
    ),
  );
}

function finder(pattern: (names: string) => RegExp, providers: ReadonlyMap<string, string>): Find {
  if (providers.size === 0) return () => [];
  // The longest first: dev.langchain4j.model.openai before what it lies in.
  const names = [...providers.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const compiled = pattern(names.join("|"));
  return (text) =>
    [...text.matchAll(compiled)].flatMap((found) => {
      const name = found[1] ?? "";
      if (/^["']/.test(found[0]) && !isImported(text, found.index)) return [];
      const provider = providers.get(name) ?? providers.get(name.toLowerCase());
      const offset = found.index + found[0].lastIndexOf(name);
      return provider === undefined ? [] : [{ name, offset, provider }];
    });
}

/** A string that an import or a call of require ends with; the line before it holds no other string, so it is no text about code. */
function isImported(text: string, offset: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - 400), offset);
  return /(?:\bfrom|\bimport|\b(?:require|import)\s*\()\s*$/.test(line) && !/["'`]/.test(line);
}
