import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { advise } from "../../src/core/answer/advise.ts";
import { logEntry } from "../../src/core/timeline/score/entry.ts";
import { scoreLog } from "../../src/core/timeline/score/score.ts";
import { appendLines, lineOf, longestLine, parseLog } from "../../src/load/input/log.ts";
import { asOf, shipped } from "../core/knowledge.ts";

const folder = mkdtempSync(join(tmpdir(), "moat-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entryOf = (name: string, needs = ["computer-use"]) => {
  const written = { name, needs: needs.map((capability) => ({ capability })) };
  const settings = { draws: 0, flips: false, version: "0.1.0", sha256: "0" };
  return logEntry(advise(written, shipped, asOf, settings), written, shipped);
};

it("reads back what it wrote", () => {
  const entry = entryOf("once");
  const { entries, unreadable } = parseLog(lineOf(entry) ?? "", shipped);
  expect(unreadable).toEqual([]);
  expect(entries[0]?.entry.useCase).toEqual(entry.useCase);
  expect(entries[0]?.entry.forecasts[0]?.closedBy?.["6"]).toBeCloseTo(
    entry.forecasts[0]?.closedBy?.["6"] ?? 0,
    5,
  );
});

it("leaves lines whole however many write at once", async () => {
  const path = join(folder, "parallel.jsonl");
  const names = Array.from({ length: 200 }, (_, index) => `run-${index}`);
  const entry = entryOf("x");
  await Promise.all(
    names.map((name) =>
      appendLines(path, [lineOf({ ...entry, useCase: { ...entry.useCase, name } }) ?? ""]),
    ),
  );
  const { entries, unreadable } = parseLog(readFileSync(path, "utf8"), shipped);
  expect(unreadable).toEqual([]);
  expect(entries.map((one) => one.entry.useCase.name).sort()).toEqual(names.sort());
});

it("keeps a line within what is written in one piece: the use case goes first", () => {
  const entry = entryOf("long");
  const long = { ...entry.useCase, written: { name: "long", needs: [], title: "t".repeat(5000) } };
  const line = lineOf({ ...entry, useCase: long }) ?? "";
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(longestLine);
  expect(parseLog(line, shipped).entries[0]?.entry.useCase.written).toBeNull();
  expect(parseLog(line, shipped).entries[0]?.entry.forecasts).toHaveLength(entry.forecasts.length);
  expect(lineOf({ ...entry, useCase: { ...long, name: "n".repeat(5000) } })).toBeUndefined();
});

it("a line that a crash cut off does not hide the others", () => {
  const line = lineOf(entryOf("whole")) ?? "";
  const { entries, unreadable } = parseLog(
    `${line}{"format":"moat.log","asOf\n\n{}\n${line}`,
    shipped,
  );
  expect(entries.map((one) => one.line)).toEqual([1, 5]);
  expect(unreadable.map((one) => [one.line, one.because.slice(0, 20)])).toEqual([
    [2, "the line is not JSON"],
    [4, "it is no line of moa"],
  ]);
});

it("says of a use case that today's pack cannot answer why, and scores the rest", () => {
  const entry = entryOf("gone");
  const asked = (written: object) => {
    const line = JSON.stringify({ ...entry, useCase: { ...entry.useCase, written } });
    const { entries, unreadable } = parseLog(line, shipped);
    expect(unreadable).toEqual([]);
    return scoreLog(
      { entries, unreadable },
      { knowledge: shipped, asOf: "2027-06-01" },
      "0",
    ).unscored.map((one) => one.because);
  };
  const need = { capability: "computer-use" };
  const others = asked({ name: "gone", needs: [need] });
  const bar = { benchmark: "gone-board", score: 75 };
  const reasons: [object, string][] = [
    [{ needs: [{ ...need, bar }] }, 'there is no benchmark "gone-board"'],
    [{ needs: [{ capability: "gone" }] }, 'there is no capability "gone"'],
    [{ needs: [need], scenario: "gone" }, 'there is no scenario "gone"'],
    [{ needs: [need], preset: "gone" }, 'there is no preset "gone"'],
    [
      { needs: [need], policy: { ownedGpus: [{ gpu: "gone", count: 1 }] } },
      'there is no gpu "gone"',
    ],
  ];
  for (const [written, reason] of reasons) {
    const because = asked({ name: "gone", ...written });
    expect(because.filter((one) => !others.includes(one)).join()).toContain(reason);
  }
});

it("tells trouble in words of its own, not in those of a library", () => {
  const { useCase: _useCase, ...rest } = entryOf("words");
  const [missing] = parseLog(JSON.stringify(rest), shipped).unreadable;
  expect(missing?.because).toBe("it is no line of moat advise --log: useCase is missing");
});
