// Are the property tests worth anything? Each mutant below is a mistake that somebody could make in the decision core.
// The script applies them one by one in a copy of the project and runs the tests that name the property it breaks.
//
//   node test/mutants.mjs            all of them, about eight minutes
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

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: code that is looked for, not text to fill in
/** `find` occurs once in `file`; `by` is the file of test/core/properties, and the beginning of the test, that has to fail. */
export const mutants = [
  {
    name: "more thinking may be believed to do worse",
    file: "src/core/believe/belief.ts",
    find: "least = Math.max(least, this.#level(scored, lost.mean));",
    replace: "least = this.#level(scored, lost.mean);",
    by: ["belief", "more thinking"],
  },
  {
    name: "a good score counts against a model",
    file: "src/core/believe/belief.ts",
    find: "level += habit * weight * own.share * (z - mu - slope * ability.at(home));",
    replace: "level -= 9 * habit * weight * own.share * (z - mu - slope * ability.at(home));",
    by: ["belief", "a raised score"],
  },
  {
    name: "an estimate is as sure as a measurement",
    file: "src/core/believe/belief.ts",
    find: "row.imputed ? row.sd * belief.imputedFactor : row.sd",
    replace: "row.sd",
    by: ["belief", "whoever has no score"],
  },
  {
    name: "beliefs hang on the order of profiles",
    file: "src/core/believe/boards.ts",
    find: "Object.values(knowledge.profiles).sort((a, b) => (a.id < b.id ? -1 : 1))",
    replace: "Object.values(knowledge.profiles)",
    by: ["answer", "the same bytes in another order"],
  },
  {
    name: "scores of a later day are seen",
    file: "src/core/believe/evidence.ts",
    find: "return model !== undefined && visible(one.published, asOf) && visible(model.published, asOf);",
    replace: "return model !== undefined && visible(model.published, asOf);",
    by: ["belief", "no day sees"],
  },
  {
    name: "one more score makes an ability less sure",
    file: "src/core/believe/ability.ts",
    find: "precision += home.shrunk * home.evidence;",
    replace: "precision += (home.shrunk - 0.9) * home.evidence;",
    by: ["belief", "with the same lines"],
  },
  {
    name: "gates ignored",
    file: "src/core/gate/judge.ts",
    find: "return this.vetoes.length === 0;",
    replace: "return this.vetoes.length >= 0;",
    by: ["gates", "what a gate removed"],
  },
  {
    name: "a gate that lacks a fact passes in silence",
    file: "src/core/gate/judge.ts",
    find: '(truth === "unknown" && kind !== "points")',
    replace: '(truth === "unknown" && kind === "ask")',
    by: ["gates", "a rule that lacks a fact"],
  },
  {
    name: "whoever has to be asked stands beside the documented",
    file: "src/core/choose/table.ts",
    find: "return ({ option, open }) => open === least[option];",
    replace: "return ({ option, open }) => open >= (least[option] ?? 0);",
    by: ["gates", "an ask stands"],
  },
  {
    name: "thinking does not count against own machines' limit",
    file: "src/core/gate/facts.ts",
    find: "if (pace === undefined || thinking === 0 || state.need.latency.anyToken) return pace;",
    replace: "if (pace === undefined || pace.measured || state.need.latency.anyToken) return pace;",
    by: ["gates", "a limit of latency"],
  },
  {
    name: "points that hang on the load are lost",
    file: "src/core/gate/judge.ts",
    find: "const points = fired === before.fired ? before.points : pointsOf(fired, option);",
    replace: "const points = before === nothing ? pointsOf(fired, option) : before.points;",
    by: ["gates", "points that hang"],
  },
  {
    name: "exposure ladder out of order",
    file: "rules/current/pack.yaml",
    find: "exposure: { own: 0.05, hosted: 0.65, assured: 0.45 }",
    replace: "exposure: { own: 0.75, hosted: 0.65, assured: 0.45 }",
    by: ["gates", "more sensitive data never helps"],
  },
  {
    name: "closing counted with the wrong sign",
    file: "src/core/choose/quality.ts",
    find: "1 - (1 - quality) * (1 - closedShare)",
    replace: "1 - (1 - quality) * (1 + closedShare)",
    by: ["choice", "an earlier closing"],
  },
  {
    name: "a miss with nothing to fall back on costs nothing",
    file: "src/core/choose/valued.ts",
    find: "const lost = (1 - clear) * broken;",
    replace: "const lost = stay;",
    by: ["choice", "taking away"],
  },
  {
    name: "whoever is dearer rules a cheaper one out",
    file: "src/core/choose/standing.ts",
    find: "(rows[a] as Row).usd - (rows[b] as Row).usd || (sums[b] as number) - (sums[a] as number)",
    replace: "(sums[b] as number) - (sums[a] as number)",
    by: ["choice", "taking away"],
  },
  {
    name: "of many offers the dearest is taken",
    file: "src/core/choose/placed.ts",
    find: "const best = extreme({ id: model.id, offers }, request, terms, 1);",
    replace: "const best = extreme({ id: model.id, offers }, request, terms, -1);",
    by: ["choice", "a dearer copy"],
  },
  {
    name: "a miss pays",
    file: "src/core/choose/value.ts",
    find: "value += weight * (clear * served + quality * (worth[node] as number) + Math.min(stay, move));",
    replace:
      "value += weight * (clear * served + quality * (worth[node] as number) + Math.max(stay, 2 * move - stay));",
    by: ["choice", "a miss never pays"],
  },
  {
    name: "splitting is free",
    file: "src/core/choose/plans.ts",
    find: "overheadPerOption * (sizeOfSet(set) - 1) +",
    replace: "0 * overheadPerOption * (sizeOfSet(set) - 1) +",
    by: ["choice", "a split is worth"],
  },
  {
    name: "the headline is the cheapest of all plans",
    file: "src/core/choose/choice.ts",
    find: "const head = close.length > 1 ? headline(close, parameters) : lead;",
    replace: "const head = headline(byValue, parameters);",
    by: ["answer", "the headline"],
  },
  {
    name: "reasons leave the overhead out",
    file: "src/core/answer/reasons.ts",
    find: "delta: overheadOf(other, field.rates) - overheadOf(one, field.rates),",
    replace: "delta: 0,",
    by: ["answer", "reasons sum"],
  },
  {
    name: "fresh random numbers each time",
    file: "src/core/know/random.ts",
    find: "return ((x >>> 0) + 0.5) / 4294967296;",
    replace: "return Math.random();",
    by: ["answer", "a stream depends"],
  },
  {
    name: "draws keyed by the place of a need",
    file: "src/core/choose/draws.ts",
    find: "const own = streamOf(`quality:${state.need.id}:${name}`, count);",
    replace: "const own = streamOf(`quality:${this.#field.tables.length}:${name}`, count);",
    by: ["answer", "an added need"],
  },
  {
    name: "what is kept of one bar serves another",
    file: "src/core/choose/table.ts",
    find: 'const key = [numberOf(belief), threshold.gap, closed, linear, isKnown, need.task].join("|");',
    replace: 'const key = [numberOf(belief), closed, linear, isKnown, need.task].join("|");',
    by: ["choice", "a stricter bar"],
  },
  {
    name: "a flip is given at its coarse step",
    file: "src/core/what-if/edge.ts",
    find: "i < halvings",
    replace: "i < 0",
    by: ["flips", "on the near side"],
  },
  {
    name: "a flip is confirmed by a glance",
    file: "src/core/what-if/flips.ts",
    find: "const turned = look.wholly(turn.to);",
    replace: "const turned = { ...look.wholly(turn.to), choice: look.briefly(turn.to) };",
    by: ["flips", "a whole decision"],
  },
  {
    name: "a bill counts for nothing beyond the one that hurts",
    file: "src/core/choose/money.ts",
    find: "-Math.log(usd / hurtsAt)",
    replace: "0",
    by: ["money", "a bill counts"],
  },
  {
    name: "every need has machines of its own",
    file: "src/core/choose/plan-cost.ts",
    find: 'if (cost.kind === "fleet" && held?.kind === "fleet" && place !== undefined)',
    replace: 'if (cost.kind === "fleet" && held?.kind === "fleet" && place === -1)',
    by: ["money", "needs on the same weights"],
  },
  {
    name: "an unpriced model costs nothing",
    file: "src/core/choose/table.ts",
    find: "rows: priced.map(rowOf)",
    replace: "rows: passing.map(rowOf)",
    by: ["money", "without a price"],
  },
  {
    name: "the expected bill counts both tries in full",
    file: "src/core/choose/value.ts",
    find: "expectedUsd: row.usd + moves * ((1 - wait) * (next.usd - row.usd) + switchUsd),",
    replace: "expectedUsd: row.usd + moves * ((1 - wait) * next.usd + switchUsd),",
    by: ["money", "the expected bill"],
  },
  {
    name: "machines by the slice instead of whole replicas",
    file: "src/core/cost/fleet.ts",
    find: "waits ? load : Math.max(1, Math.ceil(load - 1e-9))",
    replace: "waits ? load : Math.max(1, load)",
    by: ["money", "a fleet is whole"],
  },
  {
    name: "a bridge pays for a gap that is closed",
    file: "src/core/what-if/over-time.ts",
    find: "Math.max(0, closed - head.value) * least",
    replace: "Math.max(-1, closed - head.value) * least",
    by: ["answer", "a bridge"],
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above

function copyOfProject() {
  const copy = mkdtempSync(join(tmpdir(), "moat-mutants-"));
  const parts = ["src", "rules", "test", "fixtures", "package.json", "tsconfig.json"];
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** Names of the tests that fail; null if the run came to no result. */
function failures(copy, files, title) {
  const paths = files.map((one) => `test/core/properties/${one}.test.ts`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const named = title === undefined ? [] : ["-t", title];
  const { stdout } = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=json", "--bail=1", ...named, ...paths],
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
  const [file, title] = mutant.by;
  const failed = failures(copy, [file], title);
  writeFileSync(path, text);
  if (failed === null) return { fate: "broke the run", by: mutant.by.join(": ") };
  return failed.length === 0
    ? { fate: "SURVIVED", by: mutant.by.join(": ") }
    : { fate: "killed", by: failed[0] };
}

function run(word) {
  const chosen = mutants.filter((one) => one.name.includes(word));
  const copy = copyOfProject();
  let survivors = 0;
  try {
    const needed = [...new Set(chosen.map((one) => one.by[0]))];
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
