// Speed of the built program (`npm run build` first): decisions in a warm process, and cold starts against an empty node.
//
//   npm run bench             everything
//   npm run bench cold        the entries whose name contains a word
//
// Each entry is { name, bar, unit, measure() -> number }; add one to the list to have it in the table. Nothing fails here:
// the machine may be busy. A figure beyond its bar is marked.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
/** Folder of the build to measure. */
const dist = join(root, process.env.MOAT_DIST ?? "dist");
const bin = join(dist, "bin.js");
const file = join(root, "fixtures/use-cases/invoice-triage.yaml");
const asOf = "2026-11-23";

if (!existsSync(join(dist, "index.js"))) {
  console.error("There is no build to measure: run `npm run build` first.");
  process.exit(2);
}
const { advise, parseUseCase, readPack } = await import(join(dist, "index.js"));
const pack = await readPack("current");
if (!pack.ok)
  throw new Error(`the current pack does not load: ${JSON.stringify(pack.diagnostics[0])}`);
const { knowledge } = pack.value;

function read(path) {
  const loaded = parseUseCase(path, readFileSync(path, "utf8"), knowledge);
  if (!loaded.ok) throw new Error(`${path} does not load`);
  return loaded.value.useCase;
}
const useCase = read(file);

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Milliseconds of one call, median of many after a warm-up. */
function milliseconds(call, times) {
  for (let i = 0; i < Math.ceil(times / 3); i++) call(i);
  const taken = Array.from({ length: times }, (_, i) => {
    const started = performance.now();
    call(times + i);
    return performance.now() - started;
  });
  return median(taken);
}

/** The same use case at another volume each time, so that no answer is remembered. */
const varied = (i) => ({
  ...useCase,
  workload: { ...useCase.workload, requestsPerMonth: 50_000 + 977 * i },
});

const perSecond = (draws, times) => () =>
  1000 / milliseconds((i) => advise(varied(i), knowledge, asOf, { draws, flips: false }), times);

/** Own certificates cost every node process a tenth of a second, which would flatter the ratio. */
const { NODE_EXTRA_CA_CERTS: _, ...variables } = process.env;

function run(args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { env: variables, stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - started;
}

/** Median of the ratios to an empty node that runs right before: load that drifts weighs on both. */
function coldRatio(args, rounds = 15) {
  run(args);
  return median(
    Array.from({ length: rounds }, () => {
      const floor = run(["-e", "0"]);
      return run(args) / floor;
    }),
  );
}

export const entries = [
  {
    name: "warm: one decision, 2,000 draws, flips, review",
    unit: "ms",
    bar: { most: 40 },
    measure: () =>
      milliseconds((i) => advise(varied(i), knowledge, asOf, { draws: 2000, flips: true }), 40),
  },
  {
    name: "warm: the same for three needs",
    unit: "ms",
    bar: { most: 40 },
    measure: () => {
      const three = read(join(root, "fixtures/use-cases/claims-desk.yaml"));
      return milliseconds(() => advise(three, knowledge, asOf, { draws: 2000, flips: true }), 40);
    },
  },
  {
    name: "warm: decisions without draws",
    unit: "/s",
    bar: { least: 2000 },
    measure: perSecond(0, 400),
  },
  { name: "warm: decisions with 200 draws", unit: "/s", measure: perSecond(200, 100) },
  { name: "warm: decisions with 2,000 draws", unit: "/s", measure: perSecond(2000, 40) },
  { name: "cold: node -e 0", unit: "ms", measure: () => milliseconds(() => run(["-e", "0"]), 15) },
  {
    name: "cold: moat --version",
    unit: "x node",
    bar: { most: 1.3 },
    measure: () => coldRatio([bin, "--version"]),
  },
  {
    name: "cold: moat advise FILE --json",
    unit: "x node",
    bar: { most: 4 },
    measure: () => coldRatio([bin, "advise", file, "--json", "--as-of", asOf]),
  },
];

const barText = ({ bar, unit }) => {
  if (bar === undefined) return "";
  return bar.most === undefined ? `>= ${bar.least} ${unit}` : `<= ${bar.most} ${unit}`;
};

const misses = (value, { bar }) => value > (bar?.most ?? Infinity) || value < (bar?.least ?? 0);

const [{ model }] = cpus();
console.log(`${model}, ${cpus().length} threads, node ${process.version}, medians`);
for (const entry of entries.filter((one) => one.name.includes(process.argv[2] ?? ""))) {
  const value = entry.measure();
  const shown = `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${entry.unit}`;
  const mark = misses(value, entry) ? "  MISSED" : "";
  console.log(`${entry.name.padEnd(48)} ${shown.padStart(14)}   ${barText(entry)}${mark}`);
}
