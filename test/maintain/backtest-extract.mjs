// Makes fixtures/backtest/series.json, the histories that `npm run backtest` replays, from two tables of research data:
// `node test/maintain/backtest-extract.mjs CATCH-UP.csv SUMMARY.csv`. The tables hold scores of several boards and are not
// shipped; what is written here are gaps, rises and months only, with neither score nor model nor board name.
import { readFileSync, writeFileSync } from "node:fs";

const [eventsPath, summaryPath] = process.argv.slice(2);
const start = "2024-01-01";
const daysPerMonth = 30.4375;

/** Capability of the table -> forecast class, as the profiles of rules/current have it. */
const classes = {
  overall: "text-reasoning",
  "text-reasoning": "text-reasoning",
  "structured-extraction": "text-reasoning",
  "instruction-following": "text-reasoning",
  "long-context": "text-reasoning",
  "scientific-discovery": "text-reasoning",
  "multilingual-chat": "text-reasoning",
  "document-analysis": "text-reasoning",
  ocr: "text-reasoning",
  embeddings: "text-reasoning",
  "knowledge-factuality": "knowledge",
  "code-generation": "code",
  "agentic-coding": "code",
  "agentic-workflow": "agentic",
  "tool-use": "agentic",
  "computer-use": "computer-use",
  vision: "vision",
  "image-generation": "media",
  "image-editing": "media",
  "video-generation": "media",
  "speech-tts": "media",
};

/** The same models on an older version of a board that is there, or the same board copied by a vendor. */
const doubles = ["AA Intelligence Index v4.0", "OmniDocBench 1.5 (Kimi K2.5 table)"];

/** Boards of the first back-test (decision of July 2026) that the tables hold: run again and again, open models included. */
const first = [
  /\bAA\b/,
  /^AA-/,
  /^GPQA/,
  /^Aider polyglot$/,
  /^SWE-bench Verified bash-only/,
  /^OSWorld/,
];

const csv = (path) => {
  const [head, ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/).map(cells);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
};
const cells = (line) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((found) =>
    found[1].replace(/^"|"$/g, "").replaceAll('""', '"'),
  );

const months = (day) => (Date.parse(day) - Date.parse(start)) / 86_400_000 / daysPerMonth;
const round = (value, digits) => Number(value.toFixed(digits));
const logit = (score, unit) => {
  if (unit === "elo") return (score * Math.LN10) / 400;
  const share = Math.min(0.995, Math.max(0.005, score / 100));
  return Math.log(share / (1 - share));
};

/** Records only: each is better than all before it. */
const rising = (rows, unit) => {
  const steps = [];
  for (const row of rows.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const step = { at: months(row.date), z: logit(Number(row.score), unit), row };
    if (step.z > (steps.at(-1)?.z ?? Number.NEGATIVE_INFINITY)) steps.push(step);
  }
  return steps;
};
const standing = (steps, at) => steps.findLast((one) => one.at <= at);

/** Every month start on which both sides have a score: where open weights stand, and when they reached the level. */
function originsOf(open, closed, end) {
  const rows = [];
  for (let month = 1; month <= 29; month++) {
    const day = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
    const at = months(day);
    const [best, level] = [standing(open, at), standing(closed, at)];
    if (best === undefined || level === undefined || at >= end) continue;
    const window = Math.min(12, at - open[0].at);
    const before = standing(open, Math.max(at - window, open[0].at) + 1e-9);
    const reached = open.find((one) => one.at > at && one.z >= level.z);
    const matched = best.row.matched_date;
    rows.push([
      month,
      closed.indexOf(level),
      round(level.z - best.z, 3),
      round(at - level.at, 2),
      round(best.z - before.z, 3),
      round(window, 2),
      // How long the best open level had been there already, the lag of today; null where open weights were first.
      matched === "" || matched > day ? null : round(at - months(matched), 2),
      round((reached?.at ?? end) - at, 2),
      reached === undefined ? 0 : 1,
    ]);
  }
  return rows;
}

/** Proprietary records that were ahead of open weights on their day: start, months until reached or the end, reached. */
const targetsOf = (open, closed, end) =>
  closed.map((level) => {
    const ahead = level.z > (standing(open, level.at)?.z ?? Number.NEGATIVE_INFINITY);
    const by = open.find((one) => one.at > level.at && one.z >= level.z);
    return [
      round(level.at, 2),
      round((by?.at ?? end) - level.at, 2),
      by === undefined ? 0 : 1,
      ahead ? 1 : 0,
    ];
  });

const summary = new Map(csv(summaryPath).map((row) => [row.benchmark, row]));
const boards = new Map();
for (const row of csv(eventsPath))
  boards.set(row.benchmark, [...(boards.get(row.benchmark) ?? []), row]);
const series = [...boards].flatMap(([board, rows]) => {
  if (doubles.includes(board)) return [];
  const { unit, data_end } = summary.get(board);
  const side = (name) =>
    rising(
      rows.filter((row) => row.direction === `${name}_record`),
      unit,
    );
  const [open, closed] = [side("open"), side("closed")];
  const end = months(data_end);
  const origins = originsOf(open, closed, end);
  if (origins.length === 0) return [];
  return [
    {
      class: classes[rows[0].capability],
      first: first.some((pattern) => pattern.test(board)) ? 1 : 0,
      end: round(end, 2),
      targets: targetsOf(open, closed, end),
      origins,
    },
  ];
});

const text = [
  "{",
  `"about": "Own summary of ${series.length} public boards: gaps and rises in logit points, months; see README.md.",`,
  `"start": "${start}",`,
  '"targets": ["month", "months", "reached", "ahead"],',
  '"origins": ["month", "target", "gap", "age", "progress", "window", "lag", "months", "reached"],',
  `"series": [\n${series.map((one, index) => JSON.stringify({ id: `s${String(index + 1).padStart(2, "0")}`, ...one })).join(",\n")}\n]`,
  "}",
].join("\n");
writeFileSync(new URL("../../fixtures/backtest/series.json", import.meta.url), `${text}\n`);
