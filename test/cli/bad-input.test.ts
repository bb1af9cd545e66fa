import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import type { Environment, Outcome } from "../../src/commands/outcome.ts";
import { parseSource } from "../../src/load/file/source.ts";
import { check } from "../../src/load/input/check.ts";
import { useCase } from "../../src/shapes/use-case.ts";
import { environment } from "../environment.ts";

// Wrong input is told apart, placed and remedied: exit 2, nothing on stdout but, for a script, one error document.

const folder = mkdtempSync(join(tmpdir(), "moat-bad-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = fileURLToPath(new URL("../../rules", import.meta.url));

const head = "kind: moat/use-case@1\nname: a-case\n";
const need = "needs: [{ capability: chat-assistant }]\n";

interface Bad {
  readonly what: string;
  /** Content of `case.yaml`, where the trouble is in a file. */
  readonly text?: string;
  /** Arguments after `advise`; default: the file. */
  readonly args?: readonly string[];
  readonly stdin?: string;
  /** What the message has to say. */
  readonly says: RegExp;
  /** What the remedy has to name. */
  readonly remedy?: RegExp;
  /** Where the trouble is. */
  readonly at?: string;
}

const file: readonly Bad[] = [
  {
    what: "an unknown key",
    text: `${head}${need}bugdet: { usdPerMonth: 100 }\n`,
    says: /unknown key "bugdet"/,
    remedy: /budget/,
    at: "case.yaml:4:1",
  },
  {
    what: "an unknown key further in",
    text: `${head}${need}workload:\n  requestPerMonth: 5\n`,
    says: /unknown key "requestPerMonth" in workload/,
    remedy: /requestsPerMonth/,
    at: "case.yaml:5:3",
  },
  ...["1,000,000", "1_000_000", '"1 000 000"', "'1,000,000.00'"].map((number) => ({
    what: `a number with separators, ${number}`,
    text: `${head}${need}workload: { requestsPerMonth: ${number} }\n`,
    says: /requestsPerMonth (is|must be a number, not) "?1[,_ ]000/,
    remedy: /Numbers are written without separators: 1000000(\.00)?\n/,
    at: "case.yaml:4:31",
  })),
  ...["structured_extraction", "Structured-Extraction", '"structured extracton"'].map((name) => ({
    what: `a capability in another spelling, ${name}`,
    text: `${head}needs: [{ capability: ${name} }]\n`,
    says: /there is no capability "/,
    remedy: /did you mean "structured-extraction"\?/,
    at: "case.yaml:3:23",
  })),
  {
    what: "a preset in another spelling",
    text: `${head}${need}preset: Balanced\n`,
    says: /there is no preset "Balanced"/,
    remedy: /did you mean "balanced"\?/,
    at: "case.yaml:4:9",
  },
  {
    what: "a name in another spelling",
    text: `kind: moat/use-case@1\nname: Invoice_Triage 2\n${need}`,
    says: /name: an id has/,
    remedy: /Did you mean "invoice-triage-2"\?/,
    at: "case.yaml:2:7",
  },
  {
    what: "a value that is none of the listed ones",
    text: `${head}${need}data: { sensitivity: secret }\n`,
    says: /data\.sensitivity is "secret"/,
    remedy: /public, internal, confidential, regulated/,
    at: "case.yaml:4:22",
  },
  {
    what: "a negative number",
    text: `${head}${need}workload: { inputTokens: -3 }\n`,
    says: /workload\.inputTokens must be above 0, not -3\n$/,
    at: "case.yaml:4:26",
  },
  ...[".inf", "-.inf", ".nan", "1e400"].map((value) => ({
    what: `the number ${value}`,
    text: `${head}${need}workload: { requestsPerMonth: ${value} }\n`,
    says: /workload\.requestsPerMonth must be a number, not (an infinite one|the value \.nan)/,
    remedy: /number/,
    at: "case.yaml:4:31",
  })),
  {
    what: "a text where a number belongs",
    text: `${head}${need}horizonMonths: a year\n`,
    says: /horizonMonths must be a (whole )?number, not a (text|string)/,
    at: "case.yaml:4:16",
  },
  { what: "an empty file", text: "", says: /file is empty/, remedy: /moat init/ },
  {
    what: "a file of comments",
    text: "# nothing\n# here\n",
    says: /holds no value|is empty/,
    remedy: /moat init/,
  },
  {
    what: "two documents",
    text: `${head}${need}---\n${head}${need}`,
    says: /more than one YAML document/,
    remedy: /one document per file/,
    at: "case.yaml:4",
  },
  { what: "a binary file", text: "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR", says: /binary/ },
  {
    what: "aliases that multiply",
    text: bomb(),
    says: /alias/,
    remedy: /Write the repeated values out/,
  },
  {
    what: "a few aliases that multiply fast",
    text: `${head}${need}a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n`,
    says: /alias|unknown key/,
  },
  { what: "an alias of nothing", text: `${head}needs: *nothing\n`, says: /alias/i },
  {
    what: "a key __proto__",
    text: `${head}${need}__proto__: { polluted: true }\n`,
    says: /unknown key "__proto__"/,
    at: "case.yaml:4:1",
  },
  {
    what: "a key constructor",
    text: `${head}needs: [{ capability: chat-assistant, constructor: { prototype: 1 } }]\n`,
    says: /unknown key "constructor"/,
    at: "case.yaml:3:39",
  },
  {
    what: "a capability named __proto__",
    text: `${head}needs: [{ capability: __proto__ }]\n`,
    says: /capability/,
  },
  {
    what: "a capability named constructor",
    text: `${head}needs: [{ capability: constructor }]\n`,
    says: /no capability "constructor"/,
  },
  {
    what: "a GPU named constructor",
    text: `${head}${need}policy: { ownedGpus: [{ gpu: constructor, count: 1 }] }\n`,
    says: /no GPU "constructor"/i,
  },
  {
    what: "a preset named constructor",
    text: `${head}${need}preset: constructor\n`,
    says: /no preset "constructor"/,
  },
  {
    what: "lists nested 20,000 deep",
    text: `${head}${need}a: ${"[".repeat(20_000)}`,
    says: /nested|flow/i,
  },
  {
    what: "mappings nested 5,000 deep",
    text: `${head}${need}a: ${"{a: ".repeat(5_000)}1${"}".repeat(5_000)}\n`,
    says: /nested|unknown key/,
  },
  {
    what: "a key given twice",
    text: `${head}${need}name: other\n`,
    says: /unique|twice/,
    at: "case.yaml:4:1",
  },
  {
    what: "control characters in the name",
    text: `kind: moat/use-case@1\nname: "a\\e[31mb"\n${need}`,
    says: /name: an id has/,
    at: "case.yaml:2:7",
  },
  {
    what: "control characters in the title",
    text: `${head}title: "a\\e[2Jb"\n${need}`,
    says: /title: control characters/,
  },
  {
    what: "control characters in a key",
    text: `${head}${need}"a\\e[31mb": 1\n`,
    says: /unknown key "a\\+u001b\[31mb"/,
  },
  { what: "no needs", text: head, says: /needs is missing/ },
  { what: "an empty list of needs", text: `${head}needs: []\n`, says: /at least one capability/ },
  { what: "a list as the document", text: "- a\n- b\n", says: /the file must be a mapping/ },
  { what: "a text as the document", text: "hello\n", says: /the file must be a mapping/ },
  {
    what: "bad indentation",
    text: `${head}needs:\n  - capability: chat-assistant\n bar: strong\n`,
    says: /./,
    at: "case.yaml:5",
  },
  {
    what: "broken JSON",
    text: '{"kind": "moat/use-case@1", "name": "a",, }',
    says: /./,
    at: "case.yaml:1",
  },
  {
    what: "an unknown capability",
    text: `${head}needs: [{ capability: computer-us }]\n`,
    says: /no capability "computer-us" in pack current/,
    remedy: /computer-use/,
    at: "case.yaml:3:23",
  },
  {
    what: "an unknown preset",
    text: `${head}${need}preset: balancd\n`,
    says: /no preset "balancd"/,
    remedy: /balanced/,
  },
  {
    what: "an unknown scenario",
    text: `${head}${need}scenario: contrarien\n`,
    says: /no scenario "contrarien"/,
    remedy: /contrarian/,
  },
  {
    what: "an unknown GPU",
    text: `${head}${need}policy: { ownedGpus: [{ gpu: h100-smx, count: 8 }] }\n`,
    says: /no gpu "h100-smx"/i,
    remedy: /h100-sxm/,
  },
  {
    what: "an unknown benchmark",
    text: `${head}needs: [{ capability: computer-use, bar: { benchmark: osworld, score: 70 } }]\n`,
    says: /no benchmark "osworld"/,
    remedy: /osworld/,
  },
  {
    what: "an unknown bar",
    text: `${head}needs: [{ capability: computer-use, bar: strnog }]\n`,
    says: /bar/,
    remedy: /strong/,
  },
  {
    what: "another kind of file",
    text: `kind: moat/profile@1\nname: a\n${need}`,
    says: /kind is "moat\/profile@1"/,
    remedy: /moat\/use-case@1/,
  },
  {
    what: "a value of a thousand characters",
    text: `${head}${need}preset: ${"x".repeat(1000)}\n`,
    says: /preset/,
  },
  {
    what: "a key of a thousand characters",
    text: `${head}${need}${"k".repeat(1000)}: 1\n`,
    says: /unknown key/,
  },
  {
    what: "a capability of eighty characters",
    text: `${head}needs: [{ capability: ${"c".repeat(80)} }]\n`,
    says: /capability/,
  },
];

const flags: readonly Bad[] = [
  {
    what: "a day that does not exist",
    args: ["case.yaml", "--as-of", "2026-02-30"],
    text: head + need,
    says: /"2026-02-30" is not a day/,
    remedy: /YYYY-MM-DD/,
    at: "--as-of",
  },
  { what: "a missing file", args: ["nowhere.yaml"], says: /no such file/, at: "nowhere.yaml" },
  { what: "a folder for a file", args: ["."], says: /folder/ },
  { what: "a file below a file", args: ["case.yaml/x.yaml"], text: head, says: /not a folder/ },
  { what: "a path too long", args: [`${"p".repeat(5000)}.yaml`], says: /path is too long/ },
  {
    what: "an unknown pack",
    args: ["--capability", "chat-assistant", "--pack", "curent"],
    says: /no pack "curent"/,
    remedy: /current/,
    at: "--pack",
  },
  {
    what: "a pack that is a folder without pack.yaml",
    args: ["--capability", "chat-assistant", "--pack", "./empty"],
    says: /no such file/,
    at: "pack.yaml",
  },
  {
    what: "a broken pack",
    args: ["--capability", "chat-assistant", "--pack", "./broken"],
    says: /./,
    at: "pack.yaml:",
  },
  {
    what: "an unknown flag",
    args: ["--capabilty", "chat-assistant"],
    says: /unknown option '--capabilty'/,
    remedy: /--capability/,
  },
  {
    what: "a flag of a thousand characters",
    args: [`--${"f".repeat(1000)}`],
    says: /unknown option/,
  },
  { what: "a flag without its value", args: ["--requests"], says: /argument missing|--requests/ },
  {
    what: "a text for a number",
    args: ["--capability", "chat-assistant", "--requests", "many"],
    says: /"many" is not a number/,
    at: "--requests",
  },
  {
    what: "an infinite flag",
    args: ["--capability", "chat-assistant", "--requests", "1e400"],
    says: /"1e400" is not a number/,
    at: "--requests",
  },
  {
    what: "a negative flag",
    args: ["--capability", "chat-assistant", "--requests", "-5"],
    says: /requestsPerMonth/,
  },
  {
    what: "a wrong choice of colour",
    args: ["--capability", "chat-assistant", "--color", "blue"],
    says: /blue/,
    remedy: /auto, always, never/,
  },
  {
    what: "a fraction of a draw",
    args: ["--capability", "chat-assistant", "--draws", "1.5"],
    says: /"1\.5" is not a number of draws/,
    at: "--draws",
  },
  {
    what: "an unknown format",
    args: ["--capability", "chat-assistant", "-f", "jsn"],
    says: /no format "jsn"/,
    remedy: /json/,
    at: "--format",
  },
  {
    what: "two formats to standard output",
    args: ["--capability", "chat-assistant", "-f", "markdown", "-f", "text"],
    says: /only one format/,
    remedy: /markdown=decision\.md/,
  },
  {
    what: "a report into a folder that is not there",
    args: ["--capability", "chat-assistant", "-f", "text=no/where.txt"],
    says: /cannot be written/,
    remedy: /folder exists/,
    at: "no/where.txt",
  },
  { what: "nothing at all", args: [], says: /no use case given/, remedy: /moat init/ },
  {
    what: "an empty standard input",
    args: ["-"],
    stdin: "",
    says: /is empty/,
    at: "standard input",
  },
  { what: "an unknown command", args: [], says: /unknown command 'advice'/, remedy: /advise/ },
  {
    what: "an unknown preset by flag",
    args: ["--capability", "chat-assistant", "--preset", "fast"],
    says: /no preset "fast"/,
  },
];

function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(", ")}]`,
  );
  return `${head}l0: &l0 [lol]\n${levels.join("\n")}\n`;
}

beforeAll(() => {
  mkdirSync(join(folder, "empty"));
  cpSync(join(shipped, "article-2026-03"), join(folder, "broken"), { recursive: true });
  writeFileSync(join(folder, "broken/pack.yaml"), "kind: moat/pack@1\nid: [broken\n");
});

function advise(bad: Bad, ...more: string[]): Promise<Outcome> {
  if (bad.text !== undefined) writeFileSync(join(folder, "case.yaml"), bad.text, "latin1");
  const command = bad.what === "an unknown command" ? ["advice"] : ["advise"];
  return run([...command, ...more, ...(bad.args ?? ["case.yaml"])], {
    stdin: async () => bad.stdin ?? "",
  });
}

const run = (args: readonly string[], changes: Partial<Environment> = {}): Promise<Outcome> =>
  main(args, environment({ cwd: folder, ...changes }));

function expectClear({ stderr, exitCode }: Outcome, { says, remedy, at }: Bad): void {
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(says);
  if (remedy !== undefined) expect(stderr).toMatch(remedy);
  if (at !== undefined) expect(stderr).toContain(at);
  expect(stderr).not.toMatch(/\n\s+at .*:\d+/);
  expect(stderr).not.toMatch(/(.)\1{60}/);
  expect(stderr).not.toMatch(
    /Invalid (input|type|option|key|string)|[Ee]xpected \w+, received|Too (small|big)|Unrecognized/,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach a terminal
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
}

describe.each([...file, ...flags])("$what", (bad) => {
  it("is refused with one clear message and an empty stdout", async () => {
    const outcome = await advise(bad);
    expectClear(outcome, bad);
    expect(outcome.stdout).toBe("");
  });

  it("gives a script one error document", async () => {
    const outcome = await advise(bad, "--json");
    expectClear(outcome, bad);
    const document = JSON.parse(outcome.stdout);
    expect(document).toMatchObject({ format: "moat.error", formatVersion: "1.0" });
    expect(document.errors.length).toBeGreaterThan(0);
    for (const error of document.errors)
      expect(error).toMatchObject({ severity: "error", message: expect.any(String) });
  });
});

describe("files that cannot be read", () => {
  it("a file of 50 MB is refused by its size, before it is read", async () => {
    const path = join(folder, "large.yaml");
    writeFileSync(path, "");
    truncateSync(path, 50_000_000);
    const outcome = await run(["advise", "large.yaml"]);
    expectClear(outcome, { what: "", says: /the file is 50 MB/, at: "large.yaml" });
    rmSync(path);
  });

  // Permissions do not bind root, so there the file can be read.
  it.skipIf(process.getuid?.() === 0)("a file without permission to read", async () => {
    const path = join(folder, "secret.yaml");
    writeFileSync(path, head + need);
    chmodSync(path, 0o000);
    const outcome = await run(["advise", "secret.yaml"]);
    expectClear(outcome, { what: "", says: /may not be read/, at: "secret.yaml" });
  });

  it("several bad files are all named", async () => {
    writeFileSync(join(folder, "case.yaml"), `${head}${need}prest: 1\n`);
    const { stderr, exitCode } = await run(["advise", "nowhere.yaml", "case.yaml"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("nowhere.yaml: error");
  });

  it("a name with control characters is shown, not obeyed", async () => {
    const { stderr } = await run(["advise", "a\u001b[31mb.yaml"]);
    expect(stderr).toContain("a\\u001b[31mb.yaml");
  });
});

describe("whatever the text, it is read or refused", () => {
  const pieces = fc.constantFrom(
    ..."kind: name: needs: capability: - [ ] { } , \" ' | > & * ! % @ # ? : \n \t \u0000 \u001b \ud800 é 😀 --- ... << __proto__ constructor 1e400 .nan &a *a !!binary !!set".split(
      " ",
    ),
    "\n  ",
    " ",
  );
  const yaml = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

  it("parsing never throws, and every refusal has a place and a remedy", () => {
    fc.assert(
      fc.property(fc.oneof(yaml, fc.string({ unit: "binary" })), (text) => {
        const source = parseSource("x.yaml", text);
        const result = source.ok ? check(useCase, source.value) : source;
        if (result.ok) return;
        expect(result.diagnostics.length).toBeGreaterThan(0);
        for (const { line, column, message, help } of result.diagnostics) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe("");
          expect(help).not.toBe("");
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe("what is not wrong", () => {
  it("JSON is read as YAML", async () => {
    const json = JSON.stringify({
      kind: "moat/use-case@1",
      name: "a-case",
      needs: [{ capability: "chat-assistant" }],
    });
    writeFileSync(join(folder, "case.json"), json);
    const { exitCode, stderr } = await run(["advise", "case.json", "--draws", "0", "--no-flips"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  it("a use case arrives by standard input, also with a byte-order mark and CRLF", async () => {
    const text = `\ufeff${head}${need}`.replaceAll("\n", "\r\n");
    const { exitCode, stderr } = await run(["advise", "-", "--draws", "0", "--no-flips"], {
      stdin: async () => text,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  it("nothing that a file says reaches the prototype of all objects", () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
