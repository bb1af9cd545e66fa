// Time and memory of a stream of use cases as it grows. The lines are made while they are read, and the answers thrown
// away: neither a million use cases nor their ten gigabytes of decisions ever exist at once.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { variables } from "./measure.mjs";
import { asOf, bin } from "./moat.mjs";
import { random } from "./rule-set.mjs";

const pick = (list, next) => list[Math.floor(next() * list.length)];

/** Tasks as teams have them, each in two sizes of prompts: volumes are a team's own, sizes repeat. */
const tasks = [
  { capability: "structured-extraction", task: "bounded", input: [900, 3600], output: 200 },
  { capability: "classification", task: "bounded", input: [300, 700], output: 20 },
  { capability: "summarization", task: "open-ended", input: [2500, 12000], output: 400 },
  { capability: "chat-assistant", task: "open-ended", input: [600, 1500], output: 300 },
  { capability: "code-generation", task: "open-ended", input: [2000, 8000], output: 700 },
  { capability: "retrieval-answering", task: "open-ended", input: [3000, 6000], output: 250 },
];

function useCase(i, next) {
  const { capability, task, input, output } = pick(tasks, next);
  return {
    kind: "moat/use-case@1",
    name: `stream-${i}`,
    needs: [{ capability, bar: pick(["commodity", "strong", "parity"], next), task }],
    workload: {
      requestsPerMonth: Math.round(10 ** (3.5 + 4.5 * next())),
      inputTokens: pick(input, next),
      outputTokens: output,
      cachedInputShare: pick([0, 0.5], next),
    },
    data: { boundary: pick(["anywhere", "vendor-agreement", "own-cloud", "own-premises"], next) },
    team: { mlEngineers: pick([0, 1, 2, 4], next), onCall: next() < 0.3 },
  };
}

function* lines(count) {
  const next = random(7);
  for (let i = 0; i < count; i++) yield `${JSON.stringify(useCase(i, next))}\n`;
}

/** Tells its peak of memory on descriptor 3 when it ends. */
const preload = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from "node:fs";
  process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));`,
)}`;

async function stream(count) {
  const started = performance.now();
  const options = ["-f", "ndjson", "--draws", "0", "--no-flips", "--as-of", asOf];
  const child = spawn(
    process.execPath,
    ["--import", preload, bin, "advise", "--batch", "-", ...options],
    { env: variables, stdio: ["pipe", "ignore", "pipe", "pipe"] },
  );
  const [said, peak, [status]] = await Promise.all([
    text(child.stderr),
    text(child.stdio[3]),
    once(child, "close"),
    pipeline(Readable.from(lines(count)), child.stdin),
  ]);
  if (status !== 0 || !said.includes(`${count} decided`))
    throw new Error(`a stream of ${count} ended with ${status}: ${said}`);
  return { seconds: (performance.now() - started) / 1000, megabytes: Number(peak) / 1024 };
}

export async function* growth({ full }) {
  const counts = full ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000];
  let last;
  for (const count of counts) {
    console.error(`a stream of ${count.toLocaleString("en")} use cases ...`);
    const { seconds, megabytes } = await stream(count);
    const many = count.toLocaleString("en");
    const also = `${seconds.toFixed(1)} s`;
    yield {
      name: `a stream of ${many}, no draws, no flips`,
      value: count / seconds,
      unit: "/s",
      also,
    };
    yield {
      name: `peak memory of ${many}`,
      value: megabytes,
      unit: "MB",
      bar: { most: 300 },
    };
    if (last !== undefined) {
      const fewer = last.count.toLocaleString("en");
      // Garbage that is not collected yet counts too, so a peak that is flat wavers.
      yield {
        name: `peak memory of ${many} against ${fewer}`,
        value: megabytes / last.megabytes,
        unit: "x",
        // Until then a process grows to its size, and remembers what comes again.
        ...(last.count >= 10_000 && { bar: { most: 1.2 } }),
      };
      yield {
        name: `time per use case of ${many} against ${fewer}`,
        value: seconds / count / (last.seconds / last.count),
        unit: "x",
        bar: { most: 1.1 },
      };
    }
    last = { count, seconds, megabytes };
  }
}
