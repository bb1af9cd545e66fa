import { type Loaded, loaded } from "../load/file/diagnostic.ts";
import { misused } from "./knowledge.ts";
import type { Environment, Thread } from "./outcome.ts";

/** Work on many items that do not know of each other. */
export interface Many<Item, Answer> {
  /** Answers in this thread. */
  readonly here: (item: Item) => Answer;
  /** What another thread needs to know to do the same (work.ts); it is copied, as items and answers are. */
  readonly given: object;
  /** Threads asked for, this one among them; undefined: as many as there are cores. */
  readonly jobs: number | undefined;
  /**
   * Items that cost about as much as to start a thread. So many are answered here first: an input that ends before then
   * starts none, and a longer one has lost little. A part that is handed over is a quarter of that.
   */
  readonly startup: number;
}

/** Answers in the order of the items, which come as they arrive: nothing waits for an item that is not there yet. */
export async function* answersTo<Item, Answer>(
  arriving: AsyncIterable<readonly Item[]>,
  many: Many<Item, Answer>,
  { threads }: Pick<Environment, "threads">,
): AsyncGenerator<Answer> {
  const jobs = many.jobs ?? threads?.most ?? 1;
  const parts = partsOf(arriving, Math.ceil(many.startup / 4));
  const running: Thread[] = [];
  try {
    let done = 0;
    while (threads === undefined || jobs === 1 || done < many.startup) {
      const next = await parts.next();
      if (next.done === true) return;
      for (const item of next.value) yield many.here(item);
      done += next.value.length;
    }
    running.push(thisThread(many.here));
    while (running.length < jobs) running.push(threads.start(many.given));
    for await (const part of inOrder<readonly Item[], readonly Answer[]>(parts, running))
      yield* part;
  } finally {
    for (const one of running) one.end();
    // Not awaited: an input of which nothing comes would hold it.
    void parts.return(undefined);
  }
}

async function* partsOf<Item>(
  arriving: AsyncIterable<readonly Item[]>,
  size: number,
): AsyncGenerator<readonly Item[], undefined> {
  for await (const items of arriving)
    for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
  return undefined;
}

/** As any other: its work waits for its turn, so that what the others say, and what is read, is heard between two parts. */
function thisThread<Item>(answer: (item: Item) => unknown): Thread {
  let before: Promise<unknown> = Promise.resolve();
  return {
    ask<Answer>(part: unknown) {
      const items = part as readonly Item[];
      const answers = before.then(async () => {
        await new Promise(setImmediate);
        return items.map(answer) as Answer;
      });
      before = answers.catch(() => {});
      return answers;
    },
    end() {},
  };
}

/** Parts that a thread holds: enough to have work while others are slow, few enough that memory stays flat. */
const heldByThread = 4;

/** Reads on while answers are awaited, but no further ahead than the threads hold. */
async function* inOrder<Part, Answer>(
  parts: AsyncGenerator<Part, undefined>,
  threads: readonly Thread[],
): AsyncGenerator<Answer> {
  const hands = threads.map(({ ask }) => ({ ask, held: 0 }));
  const ask = async (part: Part): Promise<Answer> => {
    const thread = hands.reduce((least, one) => (one.held < least.held ? one : least));
    thread.held++;
    const answer = await thread.ask<Answer>(part);
    thread.held--;
    return answer;
  };
  const waiting: Promise<Answer>[] = [];
  const read = () => parts.next().then((next) => ({ next }));
  let reading: ReturnType<typeof read> | undefined = read();
  for (;;) {
    const isFull = waiting.length >= heldByThread * threads.length;
    const first = waiting[0]?.then((answer) => ({ answer }));
    const coming = isFull ? undefined : reading;
    if (first === undefined && coming === undefined) return;
    const event = await Promise.race([first, coming].filter((one) => one !== undefined));
    if ("answer" in event) {
      void waiting.shift();
      yield event.answer;
    } else if (event.next.done === true) reading = undefined;
    else {
      const asked = ask(event.next.value);
      // Seen when its turn comes; until then it is no rejection that nobody handles.
      asked.catch(() => {});
      waiting.push(asked);
      reading = read();
    }
  }
}

const mostJobs = 64;

export function jobsOf(text: string | undefined): Loaded<number | undefined> {
  if (text === undefined) return loaded(undefined);
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostJobs)
    return loaded(Number(text));
  return misused(
    "--jobs",
    `"${text.slice(0, 40)}" is not a number of threads`,
    `Give a whole number from 1 to ${mostJobs}; 1 is one after the other.`,
  );
}
