// What was measured of how much models think and how fast they write: `node test/maintain/measured.mjs INBOX` reads
// thinking.csv and latency.csv of that folder and writes the list `measured` of market/efforts.yaml and market/speeds.yaml.
// Models that the market does not have are left out.
import { readFileSync } from "node:fs";
import { groupBy, median, models, observations, readYaml, rules, table, write } from "./inbox.mjs";

const [inbox] = process.argv.slice(2);
const known = new Map(models().map((one) => [one.id, one]));
const efforts = ["none", "low", "medium", "high", "xhigh", "max"];
const named = { minimal: "low", "default (high)": "high" };
const effortOf = (row) =>
  named[row.effort] ?? (efforts.includes(row.effort) ? row.effort : undefined);

const ours = (name) => table(inbox, name).filter((row) => known.has(row.model));
const thinking = table(inbox, "thinking").filter((row) => !row.board.startsWith("ironbee"));
const timed = ours("latency");

/** Efforts that are known of each model, the least first. */
const stated = new Map(
  [...groupBy([...observations(), ...thinking, ...timed], (row) => row.model)].map(([id, rows]) => [
    id,
    efforts.filter((effort) => rows.some((row) => effortOf(row) === effort)),
  ]),
);
// A run of which nobody says the effort was most likely the model's highest; where none is known, what was usual at its release.
const file = "market/efforts.yaml";
const usual = readYaml(file).unstated;
const highest = (id) => {
  const { released, published } = known.get(id);
  const day = released.api ?? released.weights ?? published;
  return stated.get(id)?.at(-1) ?? usual.findLast((one) => one.from <= day)?.effort;
};

const tokens = (row) => Number(row.reasoning_tokens_per_request);
// One run of all boards, of every effort and of the newest models: it says more than a single board.
const weight = (row) => (row.source === "aa-efficiency-2026-10-03" ? 3 : 1);

/** ln(tokens / median model at high on the same board), of each run that thought. */
const relative = [
  ...groupBy(
    thinking.filter((row) => tokens(row) > 0),
    (row) => row.board,
  ),
].flatMap(([, rows]) => {
  const best = groupBy(rows, (row) => `${row.model} ${row.effort}`);
  const high = [...best.values()].filter(([row]) => row.model && effortOf(row) === "high");
  if (high.length < 5) return [];
  const most = (runs) => runs.toSorted((a, b) => tokens(b) - tokens(a))[0];
  const reference = median(high.map((runs) => tokens(most(runs))));
  return [...best.values()].map((runs) => ({
    ...most(runs),
    ln: Math.log(tokens(most(runs)) / reference),
  }));
});

function factors() {
  const runs = relative.filter((row) => known.has(row.model));
  const clear = groupBy(runs.filter(effortOf), (row) => `${row.model} ${effortOf(row)}`);
  const unclear = groupBy(
    runs.filter((row) => effortOf(row) === undefined),
    (row) => `${row.model} ${highest(row.model)}`,
  );
  return [...new Map([...unclear, ...clear])]
    .filter(([key]) => !key.endsWith(" none"))
    .map(([key, rows]) => {
      const [model, effort] = key.split(" ");
      const factor = Math.exp(median(rows.flatMap((row) => Array(weight(row)).fill(row.ln))));
      return { model, effort, factor, published: newest(rows) };
    });
}

const newest = (rows) =>
  rows
    .map((row) => row.day)
    .sort()
    .at(-1);

const order = (a, b) =>
  a.model.localeCompare(b.model) || efforts.indexOf(a.effort) - efforts.indexOf(b.effort);

/** Two digits: more would be a precision that no median of a week has. */
const rounded = (value) => Number(value.toPrecision(2));

const flow = (row) =>
  `  - { ${Object.entries(row)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")} }\n`;

const snapshots = ["aa-2026-10-09", "aa-2026-08-22", "aa-2026-07-10"];
/** Models that were counted and never thought. */
const plain = new Set(
  [...groupBy(thinking, (row) => row.model)]
    .filter(([, rows]) => rows.every((row) => !(tokens(row) > 0)))
    .map(([id]) => id),
);
const seconds = (row) => Number(row.first_token_seconds_p50);

/** Whether the first token is the first of any kind: nothing was thought, or the thoughts are streamed. */
const isFirst = (row) =>
  effortOf(row) === "none" ||
  plain.has(row.model) ||
  Number(row.first_answer_token_seconds_p50) > seconds(row) + 0.5;

/** The newest row of each model and effort; of several the one whose first token came first. */
function speeds() {
  const rows = timed.filter((row) => snapshots.includes(row.source));
  const effort = (row) => effortOf(row) ?? (plain.has(row.model) ? "none" : highest(row.model));
  return [...groupBy(rows, (row) => `${row.model} ${effort(row)}`).values()].flatMap((all) => {
    const row = all.toSorted(
      (a, b) =>
        snapshots.indexOf(a.source) - snapshots.indexOf(b.source) || seconds(a) - seconds(b),
    )[0];
    const same = rows.filter((one) => one.model === row.model && one.source === row.source);
    // A first token ten times later than at another effort was waiting for something else.
    const waited = seconds(row) > 10 * Math.min(...same.filter(isFirst).map(seconds));
    const first = isFirst(row) && seconds(row) > 0 && !waited ? seconds(row) : undefined;
    const perSecond = Number(row.output_tokens_per_second_p50);
    if (!(perSecond > 0) && first === undefined) return [];
    return [
      {
        model: row.model,
        effort: effort(row),
        firstTokenMs: first && rounded(first * 1000),
        perTokenMs: perSecond > 0 ? rounded(1000 / perSecond) : undefined,
        inputTokens: 10_000,
        published: row.day,
        source: row.source,
      },
    ];
  });
}

/** What a host of the market shows of itself; the day of a month is its last. */
const perHost = [
  {
    model: "glm-5.3",
    provider: "zai",
    effort: "low",
    firstTokenMs: 3000,
    perTokenMs: rounded(1000 / 74),
    inputTokens: 10_000,
    published: "2026-10-31",
    source: "aa-glm-5.3-providers",
  },
];

const [head] = readFileSync(new URL(file, rules), "utf8").split(/^measured:\n/m);
const measured = factors()
  .toSorted(order)
  .map((row) => flow({ ...row, factor: rounded(row.factor), source: "moat-thinking-2026-11" }));
write(file, `${head}measured:\n${measured.join("")}`);

const fast = [...speeds().toSorted(order), ...perHost].map(flow);
write(
  "market/speeds.yaml",
  `# yaml-language-server: $schema=../schema/speeds.schema.json
# Generated by test/maintain/measured.mjs. Medians over the hosts that Artificial Analysis tests, or at the one named, rounded.
# Its requests had 10,000 input tokens in October; those of July and August are taken to have had as many (first tokens agree).
kind: moat/speeds@1
speeds:
${fast.join("")}`,
);

/** Shares of high, over models of which both are measured. */
const at = new Map(factors().map((one) => [`${one.model} ${one.effort}`, one.factor]));
for (const effort of efforts.slice(1)) {
  const shares = [...known.keys()]
    .flatMap((id) => {
      const [one, high] = [at.get(`${id} ${effort}`), at.get(`${id} high`)];
      return one && high ? [one / high] : [];
    })
    .sort((a, b) => a - b);
  const part = (p) => shares[Math.round(p * (shares.length - 1))]?.toFixed(2);
  console.log(
    effort,
    "of high:",
    median(shares).toFixed(2),
    "from",
    part(0.1),
    "to",
    part(0.9),
    "of",
    shares.length,
    "models",
  );
}
for (const [board, rows] of groupBy(
  thinking.filter((row) => row.model && effortOf(row) === "high" && tokens(row) > 0),
  (row) => row.board,
))
  console.log(
    board,
    Math.round(median(rows.map(tokens))),
    "thinking tokens at high, median of",
    rows.length,
    "runs",
  );
console.log(
  `${measured.length} factors of ${new Set(factors().map((one) => one.model)).size} models, ${fast.length} speeds`,
);
