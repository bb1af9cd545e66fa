import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { skillText } from "../src/report/skill.ts";
import { examplesOf, hasRun, matches, play } from "./documented.ts";
import { environment } from "./environment.ts";

// What the pages say is run: each sh block, in order, in one folder per page; the text block after it is what it prints.

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = new Map([
  ...["README.md", "rules/README.md"]
    .filter((one) => existsSync(root + one))
    .map((one): [string, string] => [one, readFileSync(root + one, "utf8")]),
  ["moat skill", skillText],
]);
const scratch: string[] = [];
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true });
});

/** Files that a page names and a reader brings. */
const standIns = { "price-list.json": "fixtures/imports/models-dev.json" };

/** A folder that looks like the repository, so that what a page writes does not land in it. */
function desk(): string {
  const folder = mkdtempSync(join(tmpdir(), "moat-page-"));
  for (const name of ["fixtures", "rules"]) symlinkSync(root + name, join(folder, name));
  for (const [name, source] of Object.entries(standIns))
    copyFileSync(root + source, join(folder, name));
  scratch.push(folder);
  return folder;
}

describe.each([...pages])("%s", (_name, text) => {
  const cwd = desk();
  const examples = examplesOf(text);

  it.each(examples)("the commands of line $line run, and print what it shows", async (example) => {
    for (const { path, text } of example.files) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const { printed, outcomes } = await play(example, environment({ cwd }));
    for (const outcome of outcomes) expect(outcome, printed).toSatisfy(hasRun);
    if (example.prints !== undefined && !matches(printed, example.prints))
      expect(printed).toBe(example.prints);
  });

  it("has commands to run, or none at all", () => {
    expect(text.includes("```sh")).toBe(examples.length > 0);
  });
});

describe("how pages are read", () => {
  const page = [
    "<!-- file: a/b.yaml -->",
    "```yaml",
    "x: 1",
    "```",
    "```sh",
    "npm ci && node . advise a.yaml --json | jq .verdict",
    "git clone x   # moat is not run here",
    "moat init 'my case.yaml' \\",
    "  --force",
    "```",
    "It prints:",
    "```text",
    "first",
    "...",
    "last",
    "```",
    "```yaml",
    "moat: 1",
    "```",
  ].join("\n");

  it("finds the commands of moat, up to a pipe, and what they print", () => {
    expect(examplesOf(page)).toEqual([
      {
        line: 5,
        files: [{ path: "a/b.yaml", text: "x: 1\n" }],
        commands: [
          ["advise", "a.yaml", "--json"],
          ["init", "my case.yaml", "--force"],
        ],
        prints: "first\n...\nlast\n",
      },
    ]);
  });

  it("lets a line of dots stand for any lines, and nothing else", () => {
    expect(matches("first\nlast\n", "first\n...\nlast\n")).toBe(true);
    expect(matches("first\na\nb\nlast\n", "first\n...\nlast\n")).toBe(true);
    expect(matches("first\na\nlast of all\n", "first\n...\nlast\n")).toBe(false);
    expect(matches("a.b\n", "a.b\n")).toBe(true);
    expect(matches("axb\n", "a.b\n")).toBe(false);
  });
});
