import { escaped } from "../../core/code/model-id.ts";
import type { UsageFacts } from "../../shapes/usage.ts";

/** How the text of a file is read: what starts a comment, what a string is, which packages it can import. */
export type Language =
  | "js"
  | "python"
  | "go"
  | "jvm"
  | "csharp"
  | "ruby"
  | "rust"
  | "shell"
  | "yaml"
  | "json"
  | "toml"
  | "env"
  | "hcl"
  | "bicep"
  | "docker"
  | "xml";

const byEnding: Readonly<Record<string, Language>> = {
  ts: "js",
  tsx: "js",
  mts: "js",
  cts: "js",
  js: "js",
  jsx: "js",
  mjs: "js",
  cjs: "js",
  vue: "js",
  svelte: "js",
  py: "python",
  go: "go",
  java: "jvm",
  kt: "jvm",
  kts: "jvm",
  gradle: "jvm",
  cs: "csharp",
  rb: "ruby",
  rs: "rust",
  sh: "shell",
  bash: "shell",
  zsh: "shell",
  ps1: "shell",
  yml: "yaml",
  yaml: "yaml",
  json: "json",
  jsonc: "json",
  toml: "toml",
  ini: "toml",
  cfg: "toml",
  conf: "toml",
  properties: "env",
  env: "env",
  tf: "hcl",
  tfvars: "hcl",
  hcl: "hcl",
  bicep: "bicep",
  bicepparam: "bicep",
  dockerfile: "docker",
  csproj: "xml",
  xml: "xml",
  md: "yaml",
  mdc: "yaml",
  prompty: "yaml",
};

/** Texts of which only the settings at the head are looked at, and of those only prompts, commands and agents of assistants. */
export const isText = (path: string): boolean => /\.(?:md|mdc|prompty)$/i.test(path);
export const hasSettings = (path: string): boolean =>
  /\.prompty$|(?:^|\/)(?:\.[\w-]+|agents?|commands|prompts|chatmodes|skills)\/(?:.*\/)?[^/]+$/i.test(
    path,
  );

/** Files that are known by their whole name. */
const byName: readonly (readonly [RegExp, Language])[] = [
  [/^(?:Docker|Container)file(?:\..+)?$/, "docker"],
  [/^\.env(?:\..+)?$/, "env"],
  [/^(?:Gem|Rake)file$/, "ruby"],
  [/^requirements.*\.txt$/, "python"],
  [/^go\.mod$/, "go"],
  [/^Makefile$/, "shell"],
];

export function languageOf(name: string): Language | undefined {
  const whole = byName.find(([pattern]) => pattern.test(name))?.[1];
  // `.env.example` and `settings.yaml.sample` are what they are examples of.
  const plain = name.replace(/\.(?:example|sample|template|dist|tmpl)$/i, "");
  return whole ?? byEnding[plain.slice(plain.lastIndexOf(".") + 1).toLowerCase()];
}

/** Patterns over the names of folders (those with a slash at the end) and of files. */
export interface Names {
  readonly skipsFolder: (name: string) => boolean;
  readonly skipsFile: (name: string) => boolean;
  /** What kind of code that is not the product a file is, by its path. */
  readonly apart: (path: string) => string | undefined;
}

export function namesOf({ skip, apart }: UsageFacts): Names {
  const kinds = Object.entries(apart).map(([kind, names]) => ({ kind, ...matchers(names) }));
  const skipped = matchers(skip);
  return {
    skipsFolder: skipped.folder,
    skipsFile: skipped.file,
    apart: (path) => {
      const parts = path.split("/");
      const name = parts.pop() ?? "";
      return kinds.find(({ folder, file }) => file(name) || parts.some(folder))?.kind;
    },
  };
}

/** JSON holds data, unless its name or its folder says that it is settings. */
export function dataFiles({ settings }: UsageFacts): (path: string) => boolean {
  const { folder, file } = matchers(settings);
  return (path) => {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    return /\.jsonc?$/i.test(name) && !file(name) && !parts.some(folder);
  };
}

function matchers(names: readonly string[]) {
  const isFolder = (one: string) => one.endsWith("/");
  return {
    folder: matcher(names.filter(isFolder).map((one) => one.slice(0, -1))),
    file: matcher(names.filter((one) => !isFolder(one))),
  };
}

function matcher(names: readonly string[]): (name: string) => boolean {
  if (names.length === 0) return () => false;
  const pattern = new RegExp(
    `^(?:${names.map((one) => one.split("*").map(escaped).join(".*")).join("|")})$`,
    "i",
  );
  return (name) => pattern.test(name);
}
