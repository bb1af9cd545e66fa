import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Thread, Threads } from "../../src/commands/outcome.ts";
import { answersTo } from "../../src/commands/pool.ts";

// Threads that answer in this process, each in its own time; what real ones add is in test/cli/threads.test.ts.

const double = (item: number): number => {
  if (item === broken) throw new Error(`no answer to ${item}`);
  return 2 * item;
};
const broken = -1;

interface Watched extends Threads {
  readonly asked: number[];
  readonly open: Set<Thread>;
  started: number;
}

/** `turns`: how many turns of the event loop each part takes. */
function threadsOf(most: number, turns: readonly number[] = [0]): Watched {
  const watched: Watched = {
    most,
    started: 0,
    asked: [],
    open: new Set(),
    start() {
      watched.started++;
      let before: Promise<unknown> = Promise.resolve();
      const thread: Thread = {
        ask: <Answer>(part: unknown) => {
          const items = part as readonly number[];
          const length = turns[watched.asked.length % turns.length] ?? 0;
          watched.asked.push(...items);
          const answer = before.then(async () => {
            for (let at = 0; at < length; at++) await new Promise(setImmediate);
            return items.map(double) as Answer;
          });
          before = answer.catch(() => {});
          return answer;
        },
        end: () => void watched.open.delete(thread),
      };
      watched.open.add(thread);
      return thread;
    },
  };
  return watched;
}

const many = (startup: number, jobs?: number) => ({ here: double, given: {}, jobs, startup });

async function* arriving(groups: readonly (readonly number[])[]) {
  yield* groups;
}

async function all<T>(answers: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of answers) found.push(one);
  return found;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe("work on several threads", () => {
  it("gives the answers of one thread in the same order, whoever is slow and however the input comes", async () => {
    const group = fc.array(fc.nat(99), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 12 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 12 }),
        async (groups, turns, jobs, startup) => {
          const threads = threadsOf(2, turns);
          const answers = await all(answersTo(arriving(groups), many(startup, jobs), { threads }));
          expect(answers).toEqual(groups.flat().map(double));
          expect(threads.open.size).toBe(0);
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });

  it("starts no thread for a small job, where one is asked for, or where there are none", async () => {
    const small = threadsOf(2);
    await all(answersTo(arriving([upTo(7)]), many(8), { threads: small }));
    const single = threadsOf(2);
    await all(answersTo(arriving([upTo(100)]), many(8, 1), { threads: single }));
    expect([small.started, single.started]).toEqual([0, 0]);
    expect(await all(answersTo(arriving([upTo(100)]), many(8, 4), {}))).toHaveLength(100);
  });

  it("works on as many threads as there are cores, or as are asked for, its own among them", async () => {
    const [cores, asked] = [threadsOf(2), threadsOf(2)];
    await all(answersTo(arriving([upTo(8), upTo(50)]), many(8), { threads: cores }));
    await all(answersTo(arriving([upTo(8), upTo(50)]), many(8, 5), { threads: asked }));
    expect([cores.started, asked.started]).toEqual([1, 4]);
    // Not all of the fifty are handed over, and not all are kept.
    expect(cores.asked.length).toBeGreaterThan(0);
    expect(cores.asked.length).toBeLessThan(50);
  });

  it("reads no further ahead than four parts a thread, so memory stays flat", async () => {
    const threads = threadsOf(2, [3]);
    let read = 0;
    const endless = async function* () {
      for (;;) yield [read++];
    };
    let answered = 0;
    for await (const _ of answersTo(endless(), many(4), { threads })) {
      answered++;
      // Eight parts of one are held, and one more is read.
      expect(read - answered).toBeLessThanOrEqual(9);
      if (answered === 200) break;
    }
    expect(threads.open.size).toBe(0);
  });

  it("answers what has come while the next is not there yet", async () => {
    const threads = threadsOf(2);
    const answered: number[] = [];
    // Each item waits for the answer to the one before, as a program at the other end of two pipes does.
    const asking = async function* () {
      for (const at of upTo(20)) {
        while (answered.length < at) await new Promise(setImmediate);
        yield [at];
      }
    };
    for await (const one of answersTo(asking(), many(4), { threads })) answered.push(one);
    expect(answered).toEqual(upTo(20).map(double));
    expect(threads.started).toBe(1);
  });

  it.each([28, 29])(
    "a bug in a thread, its own too, is thrown where the answer to %i would have come, and ends the others",
    async (at) => {
      const threads = threadsOf(2, [5, 0]);
      const found: number[] = [];
      const run = async () => {
        const items = upTo(40).map((one) => (one === at ? broken : one));
        for await (const one of answersTo(arriving([items]), many(4), { threads })) found.push(one);
      };
      await expect(run()).rejects.toThrow("no answer to -1");
      expect(found).toEqual(upTo(at).map(double));
      expect(threads.open.size).toBe(0);
    },
  );
});
