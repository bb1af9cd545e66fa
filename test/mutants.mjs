// Are the property tests worth anything? Each mutant below is a mistake that somebody could make in the decision core.
// The script applies them one by one in a copy of the project and runs the tests that name the property it breaks.
//
//   node test/mutants.mjs            all of them, about three minutes
//   node test/mutants.mjs closing    those whose name contains a word
//
// Exit code 1 if a mutant survives or no longer applies. Not part of `npm test`; test/mutants.test.ts checks the places.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");

/** Code as it is written, however it is laid out: a formatter may break lines between any two of its words. */
export const placeOf = (find) =>
  new RegExp(
    (find.match(/\w+|[^\w\s]/g) ?? [])
      .map((one) => one.replace(/\W/g, "\\$&"))
      .join("\\s*")
      .replaceAll("\\s*\\)", "\\s*,?\\s*\\)"),
    "g",
  );

/** `find` occurs once in `file`; `tests` are files of test/core/properties that have to fail. */
export const mutants = [
  {
    name: "cost on a clamped log scale",
    file: "src/core/contest.ts",
    find: "weights.cost * (1 - usdPerMonth / hurtsAtUsdPerMonth)",
    replace: "weights.cost * Math.min(1, Math.max(0, 1 - Math.log10(usdPerMonth + 1) / 6))",
    tests: ["volume", "contest"],
  },
  {
    name: "cost clamped at the spend that hurts",
    file: "src/core/contest.ts",
    find: "weights.cost * (1 - usdPerMonth / hurtsAtUsdPerMonth)",
    replace: "weights.cost * Math.max(0, 1 - usdPerMonth / hurtsAtUsdPerMonth)",
    tests: ["volume"],
  },
  {
    name: "own machines given up at a bill that is not the lowest",
    file: "src/core/cost/fleet.ts",
    find: "smallestCost(1, 0, useCase, knowledge)",
    replace: "3 * smallestCost(1, 0, useCase, knowledge)",
    tests: ["flips"],
  },
  {
    name: "points that hang on the load are lost",
    file: "src/core/judge.ts",
    find: "verdict.fired === settled.fired",
    replace: "settled.points !== undefined",
    tests: ["gates"],
  },
  {
    name: "fleets outdone at expected throughput only",
    file: "src/core/contender.ts",
    find: "const ends = [-farthest, farthest] as const;",
    replace: "const ends = [0] as const;",
    tests: ["outdone"],
  },
  {
    name: "in draws the bar shuts at the median",
    file: "src/core/showing.ts",
    find: "if (slope > 0) this.to = Math.min(this.to, -level / slope);",
    replace: "if (slope > 0) this.to = Math.min(this.to, 0);",
    tests: ["outdone"],
  },
  {
    name: "the steeper of two qualities is taken for the flatter",
    file: "src/core/showing.ts",
    find: "const steeper = sd - (lines[rival]?.sd ?? 0);",
    replace: "const steeper = (lines[rival]?.sd ?? 0) - sd;",
    tests: ["outdone"],
  },
  {
    name: "machines by the slice instead of whole replicas",
    file: "src/core/cost/fleet.ts",
    find: "Math.max(1, Math.ceil(load / perReplica - 1e-9))",
    replace: "Math.max(1, load / perReplica)",
    tests: ["volume"],
  },
  {
    name: "quality measured against the best that stands",
    file: "src/core/showing.ts",
    find: "qualityValue(one, this.quality[place] as number, qualityWorst)",
    replace:
      "qualityValue(one, (this.quality[place] as number) / Math.max(...this.#arena.fields.flatMap((field) => field.contenders.flat()).map((all) => all.candidate.clearing.median)), qualityWorst)",
    tests: ["contest"],
  },
  {
    name: "fresh random numbers each time",
    file: "src/core/random.ts",
    find: "return ((x >>> 0) + 0.5) / 4294967296;",
    replace: "return Math.random();",
    tests: ["determinism"],
  },
  {
    name: "exposure ladder out of order",
    file: "rules/current/pack.yaml",
    find: "exposure: { own: 0.05, hosted: 0.65, assured: 0.45 }",
    replace: "exposure: { own: 0.75, hosted: 0.65, assured: 0.45 }",
    tests: ["sensitivity"],
  },
  {
    name: "weight of cost grows with the volume",
    file: "src/core/contest.ts",
    find: "weights.cost * (1 - usdPerMonth / hurtsAtUsdPerMonth)",
    replace:
      "weights.cost * (1 + Math.log10(1 + arena.useCase.workload.requestsPerMonth)) * (1 - usdPerMonth / hurtsAtUsdPerMonth)",
    tests: ["contest"],
  },
  {
    name: "quality anchored at the user's bar",
    file: "src/core/showing.ts",
    find: "qualityValue(one, this.quality[place] as number, qualityWorst)",
    replace:
      "qualityValue(one, this.quality[place] as number, (this.#field.bar.share ?? 0.5) - 0.01)",
    tests: ["gates"],
  },
  {
    name: "gates ignored",
    file: "src/core/judge.ts",
    find: "(one: Held): boolean => one.vetoes.length === 0;",
    replace: "(one: Held): boolean => one.vetoes.length >= 0;",
    tests: ["gates"],
  },
  {
    name: "closing counted twice, with the wrong sign",
    file: "src/core/quality.ts",
    find: "1 - (1 - quality) * (1 - closedShare)",
    replace: "1 - (1 - quality) * (1 + closedShare)",
    tests: ["gap"],
  },
  {
    name: "ties fall to the option that comes last",
    file: "src/core/contest.ts",
    find: "one.value > held.value + 1e-12",
    replace: "one.value >= held.value - 1e-12",
    tests: ["contest"],
  },
  {
    name: "ties fall by the order of the files",
    file: "src/core/candidates/tuned.ts",
    find: "found.sort((a, b) => (a.id < b.id ? -1 : 1))",
    replace: "found",
    tests: ["contest"],
  },
  {
    name: "splits and options ignore the bar",
    file: "src/core/judge.ts",
    find: "? { vetoes, barVetoes: [...barVetoes, rule], fired }",
    replace: "? { vetoes, barVetoes, fired }",
    tests: ["gates"],
  },
  {
    name: "splitting is free",
    file: "src/core/contest.ts",
    find: "value -= arena.knowledge.pack.scales.overheadPerOption *",
    replace: "value -= 0 * arena.knowledge.pack.scales.overheadPerOption *",
    tests: ["contest"],
  },
  {
    name: "an unknown fact counts as true",
    file: "src/core/rules/evaluate.ts",
    find: 'return holdsNone || asksNone ? false : "unknown";',
    replace: 'return holdsNone || asksNone ? false : actual === undefined || "unknown";',
    tests: ["gates"],
  },
  {
    name: "older evidence is surer",
    file: "src/core/evidence.ts",
    find: "p.ageSd ** 2 * age",
    replace: "p.ageSd ** 2 * Math.max(0, p.ageCapMonths - age)",
    tests: ["gap"],
  },
  {
    name: "a flip is given at its coarse step",
    file: "src/core/edge.ts",
    find: "i < halvings",
    replace: "i < 0",
    tests: ["flips"],
  },
  {
    name: "what is settled for one bar serves another",
    file: "src/core/settled.ts",
    find: "asOf, bar, workload.reasoning",
    replace: "asOf, workload.reasoning",
    tests: ["determinism"],
  },
  {
    name: "a bridge pays for a gap that is closed",
    file: "src/core/timing.ts",
    find: "Math.max(0, (closed?.value ?? Number.NEGATIVE_INFINITY) - answer.plan.value)",
    replace: "Math.max(-1, (closed?.value ?? Number.NEGATIVE_INFINITY) - answer.plan.value)",
    tests: ["timing"],
  },
];

function copyOfProject() {
  const copy = mkdtempSync(join(tmpdir(), "moat-mutants-"));
  const parts = ["src", "rules", "test", "fixtures", "package.json", "tsconfig.json"];
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Names of the tests that fail; null if the run came to no result. */
function failures(copy, tests) {
  const files = tests.map((one) => `test/core/properties/${one}.test.ts`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=json", "--bail=1", ...files],
    { cwd: copy, encoding: "utf8", timeout: 300_000, maxBuffer: 64e6 },
  );
  const start = stdout.indexOf("{");
  if (start < 0) return null;
  const { testResults } = JSON.parse(stdout.slice(start));
  const found = testResults.flatMap((one) => one.assertionResults);
  const failed = found.filter((one) => one.status === "failed").map((one) => one.title);
  // A file without a single result did not load; after the first failure the others are not begun.
  const unloaded = testResults.some((one) => one.assertionResults.length === 0);
  return failed.length === 0 && unloaded ? null : failed;
}

function judge(mutant, copy) {
  const path = join(copy, mutant.file);
  const text = readFileSync(path, "utf8");
  const place = placeOf(mutant.find);
  if (text.match(place)?.length !== 1) return { fate: "does not apply", by: mutant.file };
  writeFileSync(
    path,
    text.replace(place, () => mutant.replace),
  );
  const failed = failures(copy, mutant.tests);
  writeFileSync(path, text);
  if (failed === null) return { fate: "broke the run", by: mutant.tests.join(" ") };
  return failed.length === 0
    ? { fate: "SURVIVED", by: mutant.tests.join(" ") }
    : { fate: "killed", by: failed[0] };
}

function run(word) {
  const chosen = mutants.filter((one) => one.name.includes(word));
  const copy = copyOfProject();
  let survivors = 0;
  try {
    const needed = [...new Set(chosen.flatMap((one) => one.tests))];
    const before = failures(copy, needed);
    if (before === null || before.length > 0) {
      console.error(`The tests fail without any mutant: ${before?.join("; ") ?? "no result"}`);
      return 1;
    }
    for (const mutant of chosen) {
      const started = performance.now();
      const { fate, by } = judge(mutant, copy);
      if (fate !== "killed") survivors++;
      const seconds = `${((performance.now() - started) / 1000).toFixed(0)} s`;
      console.log(`${fate.padEnd(15)} ${seconds.padStart(5)}  ${mutant.name.padEnd(48)} ${by}`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(`${chosen.length - survivors} of ${chosen.length} mutants killed`);
  return survivors === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = run(process.argv[2] ?? "");
