import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildInto } from "./cli/built.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): unknown => parse(readFileSync(join(repository, file), "utf8"));

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default: string }>
  >;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id: string;
      readonly shell: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

const action = read("action.yml") as Action;
const [step] = action.runs.steps;

describe("action.yml", () => {
  it("is a composite action whose script takes no input but through variables", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps).toHaveLength(1);
    expect(step?.shell).toBe("bash");
    // GitHub pastes expressions into a script before the shell reads it.
    expect(step?.run).not.toContain("${{");
    const named = Object.values(step?.env ?? {}).map((one) => /inputs\.([a-z-]+)/.exec(one)?.[1]);
    expect(named.sort()).toEqual(Object.keys(action.inputs).sort());
    for (const one of Object.values(action.inputs)) expect(one.description).not.toBe("");
  });

  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "moat-action-"));
    cpSync(join(repository, "fixtures/repos/ten-records"), join(folder, "repo"), {
      recursive: true,
    });
    const built = join(folder, "built");
    cpSync(join(repository, "rules"), join(built, "rules"), { recursive: true });
    cpSync(join(repository, "package.json"), join(built, "package.json"));
    await buildInto(join(built, "dist"));
    // Stands in for npx, which would ask the registry.
    mkdirSync(join(folder, "bin"));
    const npx = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${join(built, "dist/bin.cjs")}" "$@"\n`;
    writeFileSync(join(folder, "bin/npx"), npx);
    chmodSync(join(folder, "bin/npx"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (inputs: Readonly<Record<string, string>>) => {
    for (const name of ["output", "summary"]) writeFileSync(join(folder, name), "");
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => {
        const input = /inputs\.([a-z-]+)/.exec(value)?.[1] ?? "";
        return [name, inputs[input] ?? action.inputs[input]?.default ?? ""];
      }),
    );
    const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", step?.run ?? ""], {
      cwd: join(folder, "repo"),
      encoding: "utf8",
      env: {
        ...env,
        PATH: `${join(folder, "bin")}:${process.env.PATH}`,
        RUNNER_TEMP: folder,
        XDG_CACHE_HOME: folder,
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
      },
    });
    const written = (name: string) => readFileSync(join(folder, name), "utf8");
    return { status, stdout, output: written("output"), summary: written("summary") };
  };

  it("annotates, writes a summary and SARIF, and ends with moat's exit code", () => {
    const { status, stdout, output, summary } = run({ "as-of": "2026-11-23" });
    expect(status).toBe(2);
    expect(output).toBe("exit-code=2\n");
    expect(stdout).toMatch(/^::error title=/m);
    expect(summary).toContain("moat check: invalid input");
    const sarif = JSON.parse(readFileSync(join(folder, "repo/moat.sarif"), "utf8")) as object;
    expect(sarif).toMatchObject({ version: "2.1.0" });
  });

  it("takes no input for a command", () => {
    const paths = "$(touch$IFS$9pwned) ;touch pwned --fail-on=never";
    const { status } = run({ paths, "as-of": "2026-11-23" });
    expect(status).toBe(2);
    expect(() => readFileSync(join(folder, "repo/pwned"))).toThrow();
  });

  it("passes where the records hold", () => {
    const paths = "docs/decisions/0001-invoice-extraction.md";
    const { status, output } = run({ paths, "as-of": "2026-11-23", "sarif-file": "" });
    expect(status).toBe(0);
    expect(output).toBe("exit-code=0\n");
  });
});

describe(".pre-commit-hooks.yaml", () => {
  const hooks = read(".pre-commit-hooks.yaml") as readonly Readonly<Record<string, unknown>>[];

  it("has what pre-commit asks of a hook, and names commands that there are", () => {
    const help = readFileSync(join(repository, "src/cli.ts"), "utf8");
    expect(hooks.map((one) => one.id)).toEqual(["moat-check", "moat-validate", "moat-test"]);
    for (const { id, name, entry, language, files, pass_filenames } of hooks) {
      for (const text of [id, name, entry, files]) expect(typeof text).toBe("string");
      expect(language).toBe("node");
      expect(pass_filenames).toBe(false);
      expect(() => new RegExp(String(files))).not.toThrow();
      const [program, command] = String(entry).split(" ");
      expect(program).toBe("moat");
      expect(help).toMatch(new RegExp(`command\\("${command} `));
    }
  });
});
