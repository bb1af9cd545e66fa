import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratch } from "../scratch.ts";
import { repository as here, moat } from "./run.ts";

// Whoever reads a report stands at the root of the repository: GitHub, GitLab, a reviewer. So do the paths in it.

/** A repository of two teams; each has its records and its waivers in a folder of its own. */
function monorepo(): string {
  const root = scratch("paths");
  mkdirSync(join(root, ".git"));
  mkdirSync(join(root, "empty"));
  const record = "docs/decisions/0002-meeting-notes.md";
  for (const team of ["a", "b"]) {
    const folder = join(root, "teams", team);
    cpSync(join(here, "fixtures/repos/ten-records/use-cases"), join(folder, "use-cases"), {
      recursive: true,
    });
    mkdirSync(join(folder, "docs/decisions"), { recursive: true });
    writeFileSync(
      join(folder, record),
      "---\nmoat:\n  useCase: nowhere.yaml\n  choice: self-host\n---\n",
    );
  }
  return root;
}

const formats = ["sarif", "gitlab", "github", "junit"];
const check = async (cwd: string, path: string, format: string) =>
  (await moat(`check ${path} --as-of 2026-11-23 --draws 0 -f ${format}`, { cwd })).stdout;

describe("paths in reports", () => {
  it.each(formats)(
    "start at the root of the repository, whatever folder it runs in: %s",
    async (format) => {
      const root = monorepo();
      const whole = await check(root, "teams/a", format);
      expect(whole).toContain("teams/a/docs/decisions/0002-meeting-notes.md");
      expect(whole).not.toContain(root);
      expect(await check(join(root, "teams/a"), ".", format)).toBe(whole);
      expect(await check(join(root, "teams/a/docs/decisions"), "../..", format)).toBe(whole);
      expect(await check(join(root, "empty"), join(root, "teams/a"), format)).toBe(whole);
      // As a job does that was started somewhere else.
      expect(await check(scratch("elsewhere"), join(root, "teams/a"), format)).toBe(whole);
    },
  );

  it("are those of waivers, too", async () => {
    const root = monorepo();
    const team = join(root, "teams/b");
    const waiver = `{ id: W-1, rule: check.record-without-use-case, match: { path: teams/b/docs/decisions/0002-meeting-notes.md },
      reason: The use case is being written., approvedBy: "@b", createdOn: 2026-11-01, expiresOn: 2026-12-31 }`;
    const unused = waiver
      .replace("W-1", "W-2")
      .replace("check.record-without-use-case", "check.review-overdue");
    writeFileSync(
      join(team, "moat.waivers.yaml"),
      `kind: moat/waivers@1\nwaivers:\n  - ${waiver}\n  - ${unused}\n`,
    );
    const found = JSON.parse(await check(team, "docs", "json")).findings as {
      rule: string;
      file: string;
      waivedBy: { id: string } | null;
    }[];
    expect(found.map((one) => [one.rule, one.file, one.waivedBy?.id])).toEqual([
      ["check.record-without-use-case", "teams/b/docs/decisions/0002-meeting-notes.md", "W-1"],
      ["waiver.unused", "teams/b/moat.waivers.yaml", undefined],
    ]);
  });

  it("lead out of the folder where there is no repository, and are never absolute", async () => {
    const folder = scratch("bare");
    cpSync(join(monorepo(), "teams/a"), join(folder, "a"), { recursive: true });
    mkdirSync(join(folder, "b"));
    const sarif = JSON.parse(await check(join(folder, "b"), "../a/docs", "sarif"));
    const { uri } = sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
    expect(uri).toBe("../a/docs/decisions/0002-meeting-notes.md");
  });
});
