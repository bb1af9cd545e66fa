import { describe, expect, it } from "vitest";
import { moat } from "./run.ts";

// A run as of a day knows what was public then: no more of it, and no less of how old that is.

interface Cited {
  readonly source: string;
  readonly published: string | null;
}

/** Everything that a document cites, wherever it stands in it. */
function citedIn(value: unknown): Cited[] {
  if (value === null || typeof value !== "object") return [];
  const inner = Object.values(value).flatMap(citedIn);
  return "source" in value && "published" in value ? [value as Cited, ...inner] : inner;
}

const read = async (line: string) => {
  const { stdout, stderr, exitCode } = await moat(`${line} --json`);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return JSON.parse(stdout);
};

describe("an answer of a day that is past", () => {
  it.each(["2020-01-01", "2025-06-01", "2026-03-19"])(
    "%s cites nothing that was published later",
    async (day) => {
      for (const capability of ["structured-extraction --task bounded", "computer-use"]) {
        const found = await read(
          `advise --capability ${capability} --draws 0 --no-flips --as-of ${day}`,
        );
        const cited = citedIn(found);
        expect(cited.filter(({ published }) => published !== null && published > day)).toEqual([]);
        if (day === "2026-03-19") expect(cited.length).toBeGreaterThan(0);
      }
    },
  );

  it("says in moat cost how many figures only stand in", async () => {
    const found = await read("cost --capability text-reasoning --draws 0 --as-of 2026-03-19");
    const later = citedIn(found.needs[0].figures).filter(
      (one) => (one.published ?? "") > "2026-03-19",
    );
    expect(later.length).toBeGreaterThan(0);
    expect(found.needs[0].warnings).toContainEqual({
      code: "market.backcast",
      text: `${later.length} of ${found.needs[0].figures.length} figures were not yet public on 2026-03-19: the earliest known ones stand in, as assumptions.`,
    });
    const now = await read("cost --capability text-reasoning --draws 0 --as-of 2026-11-23");
    expect(JSON.stringify(now.needs[0].warnings)).not.toContain("market.backcast");
  });

  it("is explained without claims and boards of later", async () => {
    for (const line of ["explain computer-use", "profiles show computer-use"]) {
      const then = (await moat(`${line} --as-of 2020-01-01`)).stdout;
      expect(then).not.toMatch(/GPT|Holo|OSWorld|osworld-interaction/);
      expect((await moat(`${line} --as-of 2026-11-23`)).stdout).toMatch(/OSWorld/);
    }
  });
});

describe("an answer of a day long after the last review", () => {
  const stale = ({ warnings }: { warnings: readonly { code: string; text: string }[] }) =>
    warnings.filter(({ code }) => code === "evidence.stale").map(({ text }) => text);
  const asked = (command: string, day: string) =>
    read(`${command} --capability computer-use,code-generation --as-of ${day}`);
  const reviewed = { "computer-use": "2026-06-28, 42.2", "code-generation": "2026-10-09, 38.8" };
  /** Of several the oldest is named. */
  const words = (names: string, oldest: keyof typeof reviewed) =>
    `The evidence on ${names} was last reviewed on ${reviewed[oldest]} months before 2030-01-01; 3 are the most.`;

  it("says so once in moat advise and moat timeline", async () => {
    const both = [words("computer-use, code-generation", "computer-use")];
    expect(stale(await asked("advise --draws 0 --no-flips", "2030-01-01"))).toEqual(both);
    expect(stale(await asked("timeline", "2030-01-01"))).toEqual(both);
    const { stdout } = await moat("timeline --capability computer-use --as-of 2030-01-01");
    expect(stdout.match(/last reviewed on/g)).toHaveLength(1);
  });

  it("says so once per need in moat cost", async () => {
    const { needs } = await asked("cost --draws 0", "2030-01-01");
    expect(needs.map(stale)).toEqual([
      [words("computer-use", "computer-use")],
      [words("code-generation", "code-generation")],
    ]);
  });

  it("says nothing within the months that the pack trusts evidence", async () => {
    const alone = (command: string, day: string) =>
      read(`${command} --capability code-generation --as-of ${day}`);
    expect(stale(await alone("advise --draws 0 --no-flips", "2027-01-08"))).toEqual([]);
    expect(stale(await alone("advise --draws 0 --no-flips", "2027-01-09"))).toHaveLength(1);
    expect(stale(await alone("timeline", "2027-01-08"))).toEqual([]);
  });
});
