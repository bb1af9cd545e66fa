import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { main } from "../src/cli.ts";
import { safeDocument } from "../src/core/know/printable.ts";
import { findingsFormats } from "../src/report/findings/index.ts";
import { environment } from "./environment.ts";
import { scratch } from "./scratch.ts";

// Text that a file brings must not reach a terminal, a log or another program raw: keys, names and values alike.

const hostile = "a\u001b[31m\u0007\u007f\u0085\u009b2J\u202eb\u2066c\u2029d";
const quoted = JSON.stringify(hostile).replace(/[\u007f-\u009f\u2028-\u2069]/g, escapeOf);
const raw = /(?!\n|\t|\r\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const useCase = `kind: moat/use-case@1\nname: a\nneeds: [{ capability: classification }]\n${quoted}: ${quoted}\n`;
const record = `---\nstatus: accepted\nmoat:\n  useCase: a.yaml\n  choice: self-host\n  ${quoted}: 1\n---\n# ${hostile}\n`;
const held = record.replace(/^ {2}".*\n/m, "").replace("a.yaml", "good.yaml");
const files: Readonly<Record<string, string>> = {
  "config/moat.config.yaml": `kind: moat/config@1\nparams: { ${quoted}: 1 }\n`,
  "a.yaml": useCase,
  "good.yaml": useCase.split("\n").slice(0, 3).join("\n"),
  "docs/0001.md": record,
  "docs/0002.md": held,
  [`docs/${hostile}.md`]: held,
  "lines.jsonl": `{"${hostile}":1}\n{"kind":"moat/use-case@1","name":"a",${quoted}:1,"needs":[]}\n`,
  "log.jsonl": `{${quoted}:1}\n${hostile}\n`,
  "rates.csv": `${hostile},b\n${hostile},1\n`,
  "prices.json": `{${quoted}:{"models":{${quoted}:{"id":${quoted},"cost":{"input":1,"output":2}}}}}`,
};

function folder(): string {
  const cwd = scratch("hostile");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

const quick = ["--draws", "0", "--no-flips"];
const commands: readonly (readonly string[])[] = [
  ["config", "print"],
  ["config", "print", "--origin"],
  ["config", "print", "--json"],
  ["advise", "a.yaml", ...quick],
  ["advise", "a.yaml", "--json", ...quick],
  ["advise", "good.yaml", "--preset", hostile, ...quick],
  ["advise", "--capability", hostile],
  ["advise", "--capability", hostile, "--json"],
  ["advise", "good.yaml", "--pack", hostile, "--json"],
  ["advise", "good.yaml", "--sweep", hostile],
  ["advise", "good.yaml", "--record", `${hostile}.txt`, ...quick],
  ["advise", hostile],
  [hostile],
  ["advise", `--${hostile}`],
  ["explain", hostile],
  ["timeline", "--score", "log.jsonl"],
  ["timeline", "--score", "log.jsonl", "--json"],
  ["cost", "--throughput", "rates.csv"],
  ["cost", "--throughput", "rates.csv", "--json"],
  ["profiles", "show", hostile],
  ["profiles", "update", "--from", "prices.json", "--dry-run"],
  ["validate", "a.yaml"],
  ["validate", "a.yaml", "--json"],
  ["test", hostile],
  ["diff", "a.yaml", "a.yaml"],
  ["check", "docs", "-v"],
];

describe("text from files", () => {
  it.each(commands.map((one) => [JSON.stringify(one.join(" ")), one] as const))(
    "is escaped by moat %s",
    async (_, command) => {
      const cwd = folder();
      const world = environment({ cwd: command[0] === "config" ? join(cwd, "config") : cwd });
      const plain = await main(command, world);
      const written = plain.stdout + plain.stderr;
      expect(written).not.toMatch(raw);
      expect(plain.exitCode).toBeLessThan(3);
      const coloured = await main(command, { ...world, variables: { FORCE_COLOR: "1" } });
      expect(stripVTControlCharacters(coloured.stdout + coloured.stderr)).toBe(written);
    },
  );

  it("is not said by the process either, where a key is a list", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const cwd = folder();
    writeFileSync(join(cwd, "list.yaml"), `${useCase}? [a, ${quoted}]\n: 1\n`);
    const { stderr, exitCode } = await main(["advise", "list.yaml"], environment({ cwd }));
    expect([exitCode, warned.mock.calls]).toEqual([2, []]);
    expect(stderr).toContain("unknown key");
    warned.mockRestore();
  });

  it("is escaped in every file that is written, and line by line in a batch", async () => {
    const cwd = folder();
    let batch = "";
    const write = async (text: string) => {
      batch += text;
      return true;
    };
    const world = environment({ cwd, write });
    await main(["advise", "--batch", "lines.jsonl", "-f", "ndjson"], world);
    expect(batch).toContain("\\u001b");
    expect(batch).not.toMatch(raw);
    const targets = findingsFormats.flatMap((one) => ["-f", `${one}=out.${one}`]);
    await main(["check", "docs", ...targets], world);
    for (const one of findingsFormats) {
      const text = readFileSync(join(cwd, `out.${one}`), "utf8");
      expect(text, one).toContain("\\u202e");
      expect(text, one).not.toMatch(raw);
    }
  });

  it("is the same text to a program that reads the escapes back", () => {
    expect(JSON.parse(safeDocument(JSON.stringify([hostile])))).toEqual([hostile]);
  });
});
