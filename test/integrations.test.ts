import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packInto } from "./cli/built.ts";

// What others run of moat: the package as npm packs it, the action, the hooks. Nothing here may ask the registry for anything.

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

let folder = "";
let tarball = "";
let world: NodeJS.ProcessEnv = {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "moat-others-"));
  tarball = await packInto(join(folder, "packed"));
  cpSync(join(repository, "fixtures/repos/ten-records"), join(folder, "repo"), { recursive: true });
  const npm = { npm_config_offline: "true", npm_config_cache: join(folder, "npm") };
  world = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: folder, ...npm };
});
afterAll(() => rmSync(folder, { recursive: true }));

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

  const run = (inputs: Record<string, string>) => {
    for (const name of ["output", "summary"]) writeFileSync(join(folder, name), "");
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => {
        const input = /inputs\.([a-z-]+)/.exec(value)?.[1] ?? "";
        const given: Record<string, string> = { version: `file:${tarball}`, ...inputs };
        return [name, given[input] ?? action.inputs[input]?.default ?? ""];
      }),
    );
    const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", step?.run ?? ""], {
      cwd: join(folder, "repo"),
      encoding: "utf8",
      env: {
        ...world,
        ...env,
        RUNNER_TEMP: folder,
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

describe("the library, in a project of its own", () => {
  const [, example = ""] =
    /```ts\n([\s\S]*?)```/.exec(readFileSync(join(repository, "README.md"), "utf8")) ?? [];
  const inProject = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: join(folder, "project"), env: world, encoding: "utf8" });
  const tsc = join(repository, "node_modules/.bin/tsc");

  beforeAll(() => {
    mkdirSync(join(folder, "project"));
    writeFileSync(join(folder, "project/package.json"), '{ "type": "module", "private": true }');
    expect(inProject("npm", "install", "--no-audit", tarball).status).toBe(0);
  });

  const compiled = (text: string) => {
    writeFileSync(join(folder, "project/main.ts"), text);
    const settings = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false"];
    const forms = ["--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom"];
    return inProject(tsc, "main.ts", "--types", "", ...settings, ...forms).stdout;
  };

  it("does what the README shows, with types that stand by themselves", () => {
    expect(compiled(example)).toBe("");
    expect(inProject("node", "main.js")).toMatchObject({ stdout: "hosted-open\n", stderr: "" });
  });

  it("takes what a file of JSON or YAML gives, and refuses in types what is no use case", () => {
    const [head = ""] = example.split("const useCase");
    const given = JSON.stringify({ kind: "moat/use-case@1", name: "a", needs: [] });
    const call = 'advise(useCase, pack.value.knowledge, "2026-02-30");\n';
    expect(compiled(`${head}const useCase = ${given};\n${call}`)).toBe("");
    expect(compiled(`${head}const useCase = { name: 1, needs: [] };\n${call}`)).toContain(
      "Type 'number' is not assignable to type 'string'",
    );
  });

  it("needs no other package, and ships no source map", () => {
    expect(readdirSync(join(folder, "project/node_modules")).sort()).toEqual([
      ".bin",
      ".package-lock.json",
      "moat-cli",
    ]);
    const shipped = readdirSync(join(folder, "project/node_modules/moat-cli"), { recursive: true });
    expect(shipped.filter((one) => String(one).endsWith(".map"))).toEqual([]);
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

  it("runs what pre-commit would run, once npm has installed the package for it", () => {
    const prefix = join(folder, "hooks");
    const today = { SOURCE_DATE_EPOCH: "1795392000", MOAT_PACK: "./bank" };
    const env = { ...world, ...today, PATH: `${prefix}/bin:${world.PATH}` };
    const run = (line: string, cwd: string) =>
      spawnSync("bash", ["-c", line], { cwd: join(folder, cwd), env, encoding: "utf8" });
    expect(run(`npm install --global --prefix ${prefix} ${tarball}`, ".").status).toBe(0);
    const bank = join(repository, "fixtures/packs-example/bank");
    for (const name of ["repo", "empty"])
      cpSync(bank, join(folder, name, "bank"), { recursive: true });
    const found = hooks.map(({ entry }) => run(String(entry), "empty"));
    expect(found.map((one) => one.status)).toEqual([0, 0, 0]);
    expect(run(String(hooks[0]?.entry), "repo")).toMatchObject({
      status: 2,
      stdout: expect.stringContaining("INVALID INPUT"),
    });
  });
});
