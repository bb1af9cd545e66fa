// How good the throughput estimate is on rows that its constants have not seen. `node test/maintain/calibration.mjs ROWS.csv`
// takes the columns of "moat cost --throughput" (and `sid`, to leave out sets that are about immature stacks).
// The shipped constants have seen most public rows, so the constants are fitted anew inside every split: six main ones
// and the efficiencies of each GPU family, from plain guesses, by a robust loss on ln(estimated / measured).
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { parse } from "yaml";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const built = at(".dist-calibration");
const bundle = await rolldown({
  input: {
    throughput: at("src/core/cost/throughput.ts"),
    corrections: at("src/core/cost/corrections.ts"),
    measurements: at("src/load/input/measurements.ts"),
    market: at("src/load/market/market.ts"),
  },
  platform: "node",
  logLevel: "silent",
});
await bundle.write({ dir: built, format: "esm" });
const { estimate, prepare } = await import(`${built}/throughput.js`);
const { correctionFor } = await import(`${built}/corrections.js`);
const { parseMeasurements } = await import(`${built}/measurements.js`);
const { readMarket } = await import(`${built}/market.js`);
rmSync(built, { recursive: true });

const market = readMarket(at("rules"));
if (!market.ok) throw new Error(market.diagnostics[0].message);
const yardsticks = parse(readFileSync(at("rules/market/yardsticks.yaml"), "utf8"));
const file = process.argv[2];
if (file === undefined) throw new Error("give a CSV of measurements");
const text = readFileSync(file, "utf8");
const read = parseMeasurements(file, text, market.value, yardsticks);
if (!read.ok) throw new Error(read.diagnostics[0].message);

/** Sets about stacks of two months' age or engine defaults: they measure maturity, not the roofline. */
const immature = ["dstack-r1", "Vultr"];
const lines = text.split(/\r?\n/);
const sid = lines[0].split(",").indexOf("sid");
const sidOf = (line) => (sid < 0 ? "" : lines[line - 1].split(",").at(-1).trim());
const runs = read.value.runs.filter((run) => !immature.includes(sidOf(run.line)));
const untuned = read.value.runs.filter((run) => immature.includes(sidOf(run.line)));

const shipped = market.value.serving.estimator;
const families = Object.keys(shipped.families);
/** What a careful person would guess before seeing any row. */
const guesses = {
  ...shipped,
  families: Object.fromEntries(
    families.map((one) => [
      one,
      {
        bandwidthEfficiency: one === "cdna" ? 0.45 : 0.8,
        computeEfficiency: one === "cdna" ? 0.2 : 0.6,
      },
    ]),
  ),
  secondsPerLayer: 30e-6,
  secondsPerMoeLayer: 25e-6,
  secondsPerStep: 300e-6,
  secondsPerRequest: 2.5e-6,
  engineFactor: { trt: 1, vllm: 1, sglang: 1.4 },
  allReduceSeconds: 10e-6,
  linkEfficiency: 0.7,
  linkEfficiencyOf: { "a100-pcie": 0.7, l40s: 0.7 },
  expertComputeEfficiency: 0.8,
  expertBandwidthEfficiency: 0.8,
  fp4Efficiency: 0.75,
  int4Efficiency: 0.56,
  activationPasses: 30,
  overlapExponent: 1.2,
};

const scale = (name, low, high) => ({
  name,
  bounds: [low, high],
  get: (c) => c[name],
  set: (c, value) => ({ ...c, [name]: value }),
});
const everyFamily = (name, low, high) => ({
  name,
  bounds: [low, high],
  get: (c) => c.families.hopper[name],
  set: (c, value) => ({
    ...c,
    families: Object.fromEntries(
      families.map((one) => [
        one,
        { ...c.families[one], [name]: one === "cdna" ? c.families[one][name] : value },
      ]),
    ),
  }),
});
const oneFamily = (family, name, low, high) => ({
  name: `${family}.${name}`,
  bounds: [low, high],
  get: (c) => c.families[family][name],
  set: (c, value) => ({
    ...c,
    families: { ...c.families, [family]: { ...c.families[family], [name]: value } },
  }),
});

/** Boards that exchange over PCIe 4.0. */
const hostLinks = {
  name: "linkEfficiencyOf",
  bounds: [0.2, 0.9],
  get: (c) => c.linkEfficiencyOf.l40s,
  set: (c, value) => ({ ...c, linkEfficiencyOf: { "a100-pcie": value, l40s: value } }),
};

const six = [
  everyFamily("bandwidthEfficiency", 0.4, 0.95),
  everyFamily("computeEfficiency", 0.2, 0.9),
  scale("secondsPerLayer", 5e-6, 120e-6),
  scale("allReduceSeconds", 2e-6, 40e-6),
  scale("activationPasses", 5, 90),
  scale("overlapExponent", 1, 2.5),
];
const perFamily = families.flatMap((one) => [
  oneFamily(one, "bandwidthEfficiency", 0.3, 0.95),
  oneFamily(one, "computeEfficiency", 0.1, 0.9),
]);

const predict = (constants, run) =>
  estimate(prepare(run, constants), run.load).outputTokensPerSecondPerGpu;

/** Errors far out count by their logarithm only: some rows are corrupt. */
const loss = (constants, rows) => {
  let sum = 0;
  for (const run of rows)
    sum += Math.log1p((Math.log(predict(constants, run) / run.measured) / 0.15) ** 2);
  return sum / rows.length;
};

/** Coordinate descent on a shrinking step in ln: crude, and enough for a smooth loss of few constants. */
function calibrate(rows, parameters, start, steps = [0.25, 0.12, 0.06, 0.03]) {
  let [constants, best] = [start, loss(start, rows)];
  for (const step of steps)
    for (const { bounds, get, set } of parameters)
      for (const sign of [1, -1])
        for (let moves = 0; moves < 6; moves++) {
          const value = Math.min(
            bounds[1],
            Math.max(bounds[0], get(constants) * Math.exp(sign * step)),
          );
          const next = set(constants, value);
          const found = loss(next, rows);
          if (found >= best - 1e-9) break;
          [constants, best] = [next, found];
        }
  return constants;
}

/** A subset for the fit: every n-th row of a shuffled list, since 700 rows say what 2,000 do. */
const thin = (rows, most) =>
  rows.filter((_, index) => index % Math.max(1, Math.ceil(rows.length / most)) === 0);

const hash = (name) => {
  let value = 2166136261;
  for (const char of name) value = Math.imul(value ^ char.charCodeAt(0), 16777619);
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  return (value ^ (value >>> 15)) >>> 0;
};
const configuration = ({ model, gpu, precision, engine, gpus, dataParallel }) =>
  [model, gpu.id, precision, engine, gpus, dataParallel].join("|");

/** Curves that a median has to be made of before it weighs as much as the broader one. */
const curvesToBelieve = 3;

/** Keys of corrections.ts, the broadest first; each level is shrunk towards the one before. */
const levels = [
  ["byModel", ({ model }) => model],
  ["byFamily", ({ model, gpu, precision }) => `${model}|${gpu.family}|${precision}`],
  ["byGpu", ({ model, gpu, precision }) => `${model}|${gpu.id}|${precision}`],
  ["byEngine", ({ model, gpu, precision, engine }) => `${model}|${gpu.id}|${precision}|${engine}`],
];

/** What rows say beyond the roofline, as the shipped table was made: shrunk medians of ln(measured / estimated). */
function correctionsOf(constants, rows) {
  const known = rows.map((run) => ({ run, ln: Math.log(run.measured / predict(constants, run)) }));
  const factors = {};
  let broader = () => 0;
  for (const [level, keyOf] of levels) {
    const table = new Map();
    for (const [key, of] of grouped(known, ({ run }) => keyOf(run))) {
      const curves = new Set(of.map(({ run }) => curve(run))).size;
      const middle = quantile(
        of.map(({ ln }) => ln).sort((a, b) => a - b),
        0.5,
      );
      const weight = curves / (curves + curvesToBelieve);
      table.set(key, weight * middle + (1 - weight) * broader(of[0].run));
    }
    factors[level] = Object.fromEntries([...table].map(([key, ln]) => [key, Math.exp(ln)]));
    broader = (run) => table.get(keyOf(run));
  }
  return factors;
}
const curve = (run) => `${configuration(run)}|${run.load.inputTokens}|${run.load.outputTokens}`;

const roofline = (constants) => (run) => predict(constants, run);
const corrected = (constants, rows) => {
  const table = correctionsOf(constants, rows);
  return (run) => predict(constants, run) * correctionFor(run, table, constants.lnError80).factor;
};

const errors = (estimated, rows) =>
  rows.map((run) => ({ run, ratio: estimated(run) / run.measured }));
const quantile = (values, p) => values[Math.min(values.length - 1, Math.floor(p * values.length))];
function line(name, results) {
  const sorted = results.map(({ ratio }) => Math.abs(ratio - 1)).sort((a, b) => a - b);
  const bias = Math.exp(
    results.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / results.length,
  );
  const percent = (share) => `${(100 * share).toFixed(1).padStart(6)} %`;
  return `${name.padEnd(38)} ${String(results.length).padStart(5)} ${percent(quantile(sorted, 0.5))} ${percent(quantile(sorted, 0.9))}  ${bias.toFixed(2)}`;
}
const grouped = (results, key) => Map.groupBy?.(results, key) ?? group(results, key);
function group(results, key) {
  const groups = new Map();
  for (const one of results) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
const report = (title, results, keys = []) => {
  console.log(line(title, results));
  for (const key of keys)
    for (const [name, of] of [...grouped(results, key)].sort(([a], [b]) => (a < b ? -1 : 1)))
      console.log(line(`  ${name}`, of));
};
const kinds = [
  ({ run }) => `family ${run.gpu.family}`,
  ({ run }) => `gpu ${run.gpu.id}`,
  ({ run }) => (run.architecture.experts ? "class experts" : "class dense"),
];

console.log(
  `${runs.length} rows of ${read.value.runs.length}; ${read.value.skipped.length} left out`,
);
console.log(`${"".padEnd(38)}  rows   median      p90  bias`);
report("guesses, no fit", errors(roofline(guesses), runs));
report("shipped constants (have seen them)", errors(roofline(shipped), runs));

const fitAll = (rows) =>
  calibrate(
    thin(rows, 700),
    [...perFamily, hostLinks],
    calibrate(thin(rows, 700), six, guesses),
    [0.12, 0.05],
  );
/** Every row is predicted by constants that have not seen it; each test names the rows that are held out together. */
const heldOut = (tests, fitted) =>
  tests.flatMap((isOut) => errors(fitted(runs.filter((run) => !isOut(run))), runs.filter(isOut)));
const parts = (seed, count) =>
  Array.from(
    { length: count },
    (_, part) => (run) => hash(`${seed}|${configuration(run)}`) % count === part,
  );
const halves = [0, 1, 2, 3, 4].flatMap((seed) => parts(seed, 2));
const each = (keyOf) => [...new Set(runs.map(keyOf))].map((key) => (run) => keyOf(run) === key);

report(
  "half of the configurations, six",
  heldOut(halves, (rows) => roofline(calibrate(thin(rows, 700), six, guesses))),
);
report(
  "half of the configurations",
  heldOut(halves, (rows) => roofline(fitAll(rows))),
  kinds,
);
report(
  "four fifths, with their corrections",
  heldOut(parts("fold", 5), (rows) => corrected(fitAll(rows), rows)),
  kinds,
);
report(
  "one model left out",
  heldOut(
    each((run) => run.model),
    (rows) => roofline(fitAll(rows)),
  ),
  [({ run }) => `model ${run.model}`],
);
report(
  "one GPU left out",
  heldOut(
    each((run) => run.gpu.id),
    (rows) => roofline(fitAll(rows)),
  ),
  [({ run }) => `gpu ${run.gpu.id}`],
);

// Rows of stacks that nobody tuned, with their maturity stated: what "moat cost" says once a team says what it runs.
const { maturity } = market.value.serving;
const stated = { Vultr: maturity.experts.value, "dstack-r1": maturity.fresh.value };
const onTuned = (constants) => (run) => {
  const family = constants.tuned[run.gpu.family];
  const used = family
    ? { ...constants, families: { ...constants.families, [run.gpu.family]: family } }
    : constants;
  return predict(used, run);
};
const asStated = (run) => onTuned(shipped)(run) * (stated[sidOf(run.line)] ?? maturity.tuned.value);
report("untuned rows, maturity stated", errors(asStated, untuned), [
  ({ run }) => sidOf(run.line),
  ({ run }) => `family ${run.gpu.family}`,
]);
report(
  "tuned rows, mixtures of experts",
  errors(
    asStated,
    runs.filter((run) => run.architecture.experts),
  ),
);
