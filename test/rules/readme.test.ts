import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { moat, repository } from "../commands/run.ts";
import { scratch } from "../scratch.ts";

const text = await readFile(join(repository, "rules/README.md"), "utf8");

/** Blocks of the page in order: files to write and commands to run. */
const blocks = [...text.matchAll(/(?:<!-- file: (\S+) -->\n)?```(yaml|sh)\n([\s\S]*?)```/g)].map(
  ([, file, language, body]) => ({ file, language, body: body ?? "" }),
);

/** A comment after a command says how it exits where that is not 0. */
const exits: Readonly<Record<string, number>> = {
  "moat profiles update --from price-list.json --as-of 2026-11-23 --dry-run": 1,
  "moat profiles update --from price-list.json --as-of 2026-11-23": 1,
};

describe("rules/README.md", () => {
  it("runs from top to bottom as it is written", async () => {
    const cwd = scratch("readme");
    await cp(join(repository, "fixtures/imports/models-dev.json"), join(cwd, "price-list.json"));
    let commands = 0;
    for (const { file, language, body } of blocks) {
      if (language === "yaml") {
        expect(file, body).toBeDefined();
        const path = join(cwd, file ?? "");
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, body);
        continue;
      }
      for (const line of body.trim().split("\n")) {
        const outcome = await moat(line.replace(/^moat /, ""), { cwd });
        expect(outcome.exitCode, `${line}\n${outcome.stdout}${outcome.stderr}`).toBe(
          exits[line] ?? 0,
        );
        commands++;
      }
    }
    expect(commands).toBeGreaterThanOrEqual(11);
    const answer = await moat("advise --capability fraud-notes --json --draws 0 --no-flips", {
      cwd,
    });
    expect(JSON.parse(answer.stdout)).toMatchObject({
      packs: [{ id: "bank" }],
      asOf: "2026-11-23",
    });
  });

  it("has the sections that sources point to", async () => {
    const sources = await readFile(join(repository, "rules/sources.yaml"), "utf8");
    const anchors = [...sources.matchAll(/rules\/README\.md#([a-z-]+)/g)].map(
      (one) => one[1] ?? "",
    );
    const headings = [...text.matchAll(/^## (.+)$/gm)].map((one) =>
      (one[1] ?? "").toLowerCase().replaceAll(" ", "-"),
    );
    expect(new Set(anchors).size).toBeGreaterThanOrEqual(3);
    for (const anchor of anchors) expect(headings).toContain(anchor);
  });
});
