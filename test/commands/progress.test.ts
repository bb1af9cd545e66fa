import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/commands/outcome.ts";
import { progressOf } from "../../src/commands/progress.ts";
import { scratch } from "../scratch.ts";
import { moat } from "./run.ts";

const useCase = '{"kind":"moat/use-case@1","name":"a","needs":[{"capability":"translation"}]}';

/** A clock that goes on by so many milliseconds whenever it is looked at, and what was written by it. */
function watched(stepMs: number) {
  const written: string[] = [];
  let now = 0;
  const watcher = {
    now: () => {
      now += stepMs;
      return now;
    },
    write: (text: string) => void written.push(text),
  };
  return { written, watcher };
}

const told = (variables: Environment["variables"], quiet = false, total?: number) => {
  const { written, watcher } = watched(500);
  const progress = progressOf({ what: "records", total, quiet }, { watcher, variables });
  for (let i = 0; i < 4; i++) progress.step();
  progress.end();
  return written;
};

describe("where a long run is", () => {
  it("says how many, how fast and how long yet, and takes the line away", () => {
    expect(told({}, false, 2000)).toEqual([
      "\r2 of 2,000 records, 2 a second, 17 min left\u001b[K",
      "\r3 of 2,000 records, 2 a second, 17 min left\u001b[K",
      "\r4 of 2,000 records, 2 a second, 17 min left\u001b[K",
      "\r\u001b[K",
    ]);
    expect(told({})[0]).toBe("\r2 records, 2 a second\u001b[K");
  });

  it("is told to nobody in CI, to a dumb terminal, and where notes are not wanted", () => {
    expect([told({ CI: "true" }), told({ TERM: "dumb" }), told({}, true)]).toEqual([[], [], []]);
  });

  it("leaves a run that is done within a second alone", () => {
    const { written, watcher } = watched(1);
    const progress = progressOf({ what: "records" }, { watcher, variables: {} });
    for (let i = 0; i < 100; i++) progress.step();
    progress.end();
    expect(written).toEqual([]);
  });

  it.each([
    ["advise --capability classification --sweep workload.requestsPerMonth=1..9:3", "points"],
    ["check fixtures/repos/ten-records --draws 0", "records"],
    ["test fixtures/packs-example/bank --mutate", "mutants"],
    ["advise --batch BATCH -f ndjson --draws 0 --no-flips", "use cases"],
  ])("is told by moat %s, and changes nothing of the answer", async (of, what) => {
    const batch = join(scratch("progress"), "two.jsonl");
    writeFileSync(batch, `${useCase}\n${useCase}\n`);
    const line = of.replace("BATCH", batch);
    const { written, watcher } = watched(2000);
    const outcome = await moat(line, { watcher });
    expect(written.join("")).toMatch(new RegExp(`\\d ${what}, \\S+ a second, \\d+ (s|min) left`));
    expect(written.at(-1)).toBe("\r\u001b[K");
    expect(outcome).toEqual(await moat(line));
  });
});
