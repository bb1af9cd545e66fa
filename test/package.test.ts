import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

// The package that the registry calls "moat" is somebody else's: whoever is told to run it runs a stranger's code.

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(root + file, "utf8");
const { name, version, bin } = JSON.parse(read("package.json"));

/** A runner or installer of npm packages whose first word, or whose --package, is moat by itself. */
const stranger =
  /\b(?:npx|bunx|(?:npm|pnpm|yarn) (?:exec|x|dlx|i|install|add))(?:[ \t]+-(?!-package|p\b)\S+)*[ \t]+(?:(?:--package|-p)[ =])?["'`]?moat(?![-\w.])/;

const skipped = new Set(["node_modules", "dist", ".git"]);
const files = readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((one) => {
  const path = `${one.parentPath.replace(/\/?$/, "/")}${one.name}`.slice(root.length);
  const isOurs = !path.split("/").some((part) => skipped.has(part) || part.startsWith(".dist-"));
  const isSelf = import.meta.filename.endsWith(path);
  return one.isFile() && isOurs && !isSelf && /\.(md|ya?ml|json|[cm]?[jt]s)$/.test(path)
    ? [path]
    : [];
});

describe("the name", () => {
  it("is moat-cli, with moat for its one command", () => {
    expect(name).toBe("moat-cli");
    expect(Object.keys(bin)).toEqual(["moat"]);
    const lock = JSON.parse(read("package-lock.json"));
    expect([lock.name, lock.packages[""].name]).toEqual([name, name]);
  });

  it("is the one that every file names to npm", () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((one) => stranger.test(read(one)))).toEqual([]);
  });

  it.each([
    "npx moat advise",
    "npx --yes moat@latest check",
    "npx --no-install moat",
    "npm install -g moat",
    "npx --package=moat moat",
    'npx --yes "moat@1"',
    "pnpm dlx moat",
  ])("is noticed where it is wrong: %s", (line) => expect(line).toMatch(stranger));

  it.each([
    "npx moat-cli advise",
    "npx --yes --package=moat-cli moat check",
    "npx vitest run; moat",
    "npm ci && moat",
  ])("is left alone where it is right: %s", (line) => expect(line).not.toMatch(stranger));

  it("is pinned to this version where others run it", () => {
    expect(parse(read("action.yml")).inputs.version.default).toBe(version);
    expect(read("README.md").match(/moat-cli@[\w.]+/g)).toEqual([`moat-cli@${version}`]);
  });
});
