import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { moat, repository } from "./run.ts";

const at = (name: string, variables: Record<string, string> = {}) => ({
  cwd: join(repository, "fixtures/config", name),
  variables,
});

interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

async function settings(
  name: string,
  line = "config print",
  variables = {},
): Promise<Map<string, Setting>> {
  const { stdout } = await moat(`${line} --json`, at(name, variables));
  const { settings: all } = JSON.parse(stdout) as { settings: Setting[] };
  return new Map(all.map((one) => [one.key, one]));
}

describe("moat.config.yaml", () => {
  it("is found upward, and composed of what it extends", async () => {
    const found = await settings("team/deep/er");
    expect(found.get("params.manyHosts")).toMatchObject({
      value: 5,
      origin: "../../moat.config.yaml:5:22",
    });
    expect(found.get("waivers")).toMatchObject({
      value: "waivers.yaml",
      origin: "../../../company/moat.config.yaml:3:10",
    });
  });

  it("yields to the environment, and that to flags", async () => {
    expect((await settings("team")).get("pack")?.origin).toContain("company/moat.config.yaml:2");
    expect(
      (await settings("team", "config print", { MOAT_PACK: "current" })).get("pack"),
    ).toMatchObject({ value: "current", origin: "MOAT_PACK" });
    const flag = await settings("team", "config print --pack article-2026-03", {
      MOAT_PACK: "current",
    });
    expect(flag.get("pack")).toMatchObject({ value: "article-2026-03", origin: "--pack" });
    expect((await settings("unknown")).get("pack")).toMatchObject({
      value: "current",
      origin: "default",
    });
  });

  it("decides with its pack, its day and its preset", async () => {
    const line = "advise --capability fraud-notes --draws 0 --no-flips --json";
    const decision = JSON.parse((await moat(line, at("team"))).stdout);
    expect(decision).toMatchObject({
      asOf: "2026-11-23",
      packs: [{ id: "bank" }],
      useCase: { preset: "frugal" },
    });
    const startup = JSON.parse((await moat(line, at("team", { MOAT_PRESET: "startup" }))).stdout);
    expect(startup.useCase.preset).toBe("startup");
  });

  it("names the pack that moat test tests, unless a flag or a name does", async () => {
    const tested = async (line: string) => {
      const { stdout, exitCode } = await moat(`${line} --json`, at("team"));
      expect(exitCode).toBe(0);
      return JSON.parse(stdout).packs.map((one: { pack: string }) => one.pack);
    };
    expect(await tested("test")).toEqual(["bank"]);
    expect(await tested("test article-2026-03")).toEqual(["article-2026-03"]);
    expect(await tested("test --pack article-2026-03")).toEqual(["article-2026-03"]);
  });

  it("says where it is wrong", async () => {
    const broken = (await moat("config print", at("broken"))).stderr;
    expect(broken).toContain('moat.config.yaml:2:1: error: unknown key "pakc"');
    expect(broken).toContain("moat.config.yaml:3:11");
    expect(broken).toContain("moat.config.yaml:4:22");
    const clash = await moat("config print", at("clash"));
    expect(clash).toMatchObject({ exitCode: 2, stdout: "" });
    expect(clash.stderr).toMatch(/one.yaml:2:22.*company\/moat.config.yaml:4:22/);
    expect((await moat("rules", at("unknown"))).stderr).toContain('did you mean "manyHosts"');
  });

  it("prints what is valid YAML", async () => {
    const { stdout } = await moat("config print --origin", at("team"));
    expect(stdout).toContain("# MOAT".slice(0, 1));
    expect(stdout.split("\n").every((one) => one === "" || /^[\w.-]+: /.test(one))).toBe(true);
  });
});
