import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { moat } from "./commands/run.ts";
import { examplesOf } from "./documented.ts";
import { scratch } from "./scratch.ts";

// Somebody who has only the README writes a waiver that holds.

const root = fileURLToPath(new URL("..", import.meta.url));
const written = examplesOf(readFileSync(`${root}README.md`, "utf8"))
  .flatMap((one) => one.files)
  .find((one) => one.path === "moat.waivers.yaml");

describe("waivers", () => {
  it("of the README waive the finding that they name", async () => {
    const cwd = scratch("waivers");
    mkdirSync(join(cwd, "docs/decisions"), { recursive: true });
    const useCase = "{ kind: moat/use-case@1, name: a, needs: [{ capability: classification }] }";
    const record = `---\nmoat:\n  useCase: ${useCase}\n  choice: hosted-open\n  decidedOn: 2026-11-23\n  reviewBy: 2027-05-01\n---\n`;
    writeFileSync(join(cwd, "docs/decisions/0001-triage.md"), record);
    writeFileSync(join(cwd, "moat.waivers.yaml"), written?.text ?? "");
    const { stdout } = await moat("check docs --as-of 2027-07-01 --draws 0 --json", { cwd });
    const { findings } = JSON.parse(stdout) as {
      findings: { rule: string; waivedBy: { id: string } | null }[];
    };
    const waived = findings.filter((one) => one.waivedBy?.id === "W-2027-001");
    expect(waived.map((one) => one.rule)).toEqual(["check.review-overdue"]);
  });

  it("are explained key by key, as the schema has them", async () => {
    const schema = JSON.parse((await moat("schema waivers")).stdout);
    const { blocks } = JSON.parse((await moat("explain waivers --json")).stdout).sections[0];
    const labels = (blocks as { kind: string; label: string }[]).flatMap((one) =>
      one.kind === "item" ? [one.label] : [],
    );
    expect(labels.sort()).toEqual(leaves(schema, "").sort());
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Paths of what can be written, in the form of moat explain: `waivers[].match.path`. */
function leaves({ properties, items }: Schema, path: string): string[] {
  if (items !== undefined) return leaves(items, `${path}[]`);
  if (properties === undefined) return [path];
  return Object.entries(properties).flatMap(([key, one]) =>
    leaves(one, path === "" ? key : `${path}.${key}`),
  );
}
