import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../src/cli.ts";
import { environment } from "./environment.ts";

// Every folder of fixtures/cases is a decision: its arguments, what makes it this case, and its whole output per format.

const root = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map((one) => one.name)
  .sort();
const update = process.env.UPDATE === "1";
const scratch = mkdtempSync(join(tmpdir(), "moat-cases-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const formats = [
  { format: "text", file: "expected.txt" },
  { format: "markdown", file: "expected.md" },
  { format: "json", file: "expected.json" },
] as const;
/** Of the pack: any changed fact moves it, in every case, and no case is about it. */
const digest = /("id": "[^"]+",\s+"sha256": )"[0-9a-f]{16}"/g;
type Outputs = Readonly<Record<(typeof formats)[number]["format"], string>>;

function argumentsOf(folder: string): string[] {
  const file = `${folder}/args.txt`;
  const given = existsSync(file) ? readFileSync(file, "utf8").trim().split(/\s+/) : [];
  const args = given.length === 0 ? ["use-case.yaml"] : given;
  const dated = args.includes("--as-of") || args.includes("--pack");
  return dated ? args : [...args, "--as-of", "2026-11-23"];
}

/** All formats of one run: the decision is made once. */
async function decide(name: string): Promise<Outputs> {
  const [text, markdown] = [join(scratch, `${name}.txt`), join(scratch, `${name}.md`)];
  const { stdout, stderr, exitCode } = await main(
    ["advise", ...argumentsOf(root + name), "-f", "json", "-f", `text=${text}`].concat(
      "-f",
      `markdown=${markdown}`,
    ),
    environment({ cwd: root + name }),
  );
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return {
    json: stdout.replace(digest, '$1"any"'),
    text: readFileSync(text, "utf8"),
    markdown: readFileSync(markdown, "utf8"),
  };
}

const decided = new Map<string, Promise<Outputs>>();
function outputs(name: string): Promise<Outputs> {
  const found = decided.get(name) ?? decide(name);
  decided.set(name, found);
  return found;
}

describe.each(cases)("case %s", (name) => {
  it.each(formats)("gives the whole expected $format", async ({ format, file }) => {
    const output = (await outputs(name))[format];
    const path = `${root}${name}/${file}`;
    if (update) writeFileSync(path, output);
    expect(output).toBe(readFileSync(path, "utf8"));
  });

  it("shows what it is there to show", async () => {
    const shows: unknown = JSON.parse(readFileSync(`${root}${name}/shows.json`, "utf8"));
    expect(JSON.parse((await outputs(name)).json)).toMatchObject(shows as object);
  });
});

describe("the text of a decision", () => {
  it("about one need is one screen: 24 to 40 lines at the median, never more than 46", async () => {
    const all = await Promise.all(cases.map(outputs));
    const single = all.filter(({ json }) => JSON.parse(json).plans?.[0]?.routes.length <= 1);
    const lines = single.map(({ text }) => text.split("\n").length - 1).sort((a, b) => a - b);
    expect(lines.at(0)).toBeGreaterThanOrEqual(24);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(40);
    expect(lines.at(-1)).toBeLessThanOrEqual(46);
  });

  it("has no line wider than the terminal", async () => {
    const all = await Promise.all(cases.map(outputs));
    const wide = all.flatMap(({ text }) => text.split("\n").filter((line) => line.length > 100));
    expect(wide).toEqual([]);
  });
});
