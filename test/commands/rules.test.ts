import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { scratch } from "../scratch.ts";
import { moat } from "./run.ts";

const execute = promisify(execFile);

describe("moat rules", () => {
  it("lists the rules of a pack with those that it inherits", async () => {
    const { stdout } = await moat("rules --pack fixtures/packs-example/bank");
    expect(stdout).toContain("bank/gate.approved-vendors");
    expect(stdout).toContain("current/gate.licence");
  });

  it("finds no rule of the shipped packs untested", async () => {
    for (const pack of ["current", "article-2026-03"])
      expect(await moat(`rules --untested --pack ${pack}`)).toMatchObject({ exitCode: 0 });
  });

  it("fits a narrow terminal", async () => {
    const { stdout } = await moat("rules", { stdout: { isTTY: false, columns: 40 } });
    expect(stdout).toContain("\n    Data stays on a network that");
  });
});

describe("moat completion", () => {
  /** What bash offers for a line whose last word is being typed. */
  async function offered(line: string): Promise<string[]> {
    const folder = scratch("completion");
    const script = join(folder, "moat.bash");
    await writeFile(script, (await moat("completion bash")).stdout);
    const words = line.split(" ").map((one) => `'${one}'`);
    const probe = `source ${script}; COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; $(complete -p moat | sed 's/.*-F \\([^ ]*\\).*/\\1/'); printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = await execute("bash", ["--norc", "-euc", probe]);
    expect(stderr).toBe("");
    return stdout.split("\n").filter((one) => one !== "");
  }

  it("completes commands, flags, values and first words in bash", async () => {
    expect(await offered("moat adv")).toEqual(["advise"]);
    expect(await offered("moat ")).toEqual(
      expect.arrayContaining(["validate", "rules", "config", "completion"]),
    );
    expect(await offered("moat advise --req")).toEqual(["--requests"]);
    expect(await offered("moat profiles u")).toEqual(["update"]);
    expect(await offered("moat advise --color ")).toEqual(["auto", "always", "never"]);
    expect(await offered("moat advise use")).toEqual([]);
  });

  it("knows every command in every shell", async () => {
    const help = (await moat("--help")).stdout;
    const commands = [...help.matchAll(/^ {2}([a-z]+)(?= )/gm)].map((one) => one[1] ?? "");
    expect(commands).toContain("validate");
    for (const shell of ["bash", "zsh", "fish"]) {
      const { stdout, exitCode } = await moat(`completion ${shell}`);
      expect(exitCode).toBe(0);
      for (const name of commands.filter((one) => one !== "help" && one !== "moat"))
        expect(stdout, `${shell} ${name}`).toContain(name);
    }
  });

  it("has no script for other shells", async () => {
    expect(await moat("completion tcsh")).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
