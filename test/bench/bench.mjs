// Speed of the built program (`npm run build` first), as ratios to programs that people know.
//
//   npm run bench              everything
//   npm run bench matcher      one part: cold, warm, matcher or growth
//   npm run bench -- --full    streams of up to a million use cases too
//   npm run bench -- --write   everything, and the ratios and bars go into README.md
//
// A part is a function that yields lines { name, value, unit, bar?, also? }; add one to the list to have it printed. Nothing
// fails here, since the machine may be busy: a figure beyond its bar is marked.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cold } from "./cold.mjs";
import { growth } from "./growth.mjs";
import { matcher } from "./matcher.mjs";
import { root } from "./moat.mjs";
import { fetchRivals, missingRivals } from "./rivals.mjs";
import { warm } from "./warm.mjs";

// What is measured in this very process comes before the rule engines, which leave a heap full of garbage behind.
const parts = { cold, warm, matcher, growth };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean" }, write: { type: "boolean" } },
});
const wanted = Object.keys(parts).filter((part) => positionals.every((one) => part === one));
if (wanted.length === 0 || (options.write && positionals.length > 0)) {
  console.error(`One part (${Object.keys(parts).join(", ")}) or none; --write goes with none.`);
  process.exit(2);
}

const number = (value) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
const barOf = ({ most, least } = {}, unit = "") =>
  (most === undefined ? "" : `<= ${number(most)} ${unit}`) +
  (least === undefined ? "" : `>= ${number(least)} ${unit}`);
const misses = ({ value, bar = {} }) => value > (bar.most ?? Infinity) || value < (bar.least ?? 0);

function print(line) {
  const { name, value, unit, bar, also } = line;
  const figure = `${number(value)} ${unit}`.padStart(16);
  const rest = [barOf(bar, unit), misses(line) ? "MISSED" : "", also && `(${also})`];
  console.log(`  ${name.padEnd(56)} ${figure}   ${rest.filter(Boolean).join("  ")}`);
}

/** What the README shows: how many times, and what has a bar. */
const tellsMuch = ({ unit, bar }) => unit.startsWith("x") || bar !== undefined;

function intoReadme(title, lines) {
  const path = join(root, "README.md");
  const rows = lines
    .filter(tellsMuch)
    .map(
      (line) =>
        `| ${line.name} | ${number(line.value)} ${line.unit} | ${barOf(line.bar, line.unit)} |`,
    );
  const table = [title, "", "| measured | figure | aimed at |", "| --- | ---: | ---: |", ...rows];
  const marked = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  const text = readFileSync(path, "utf8");
  if (!marked.test(text)) throw new Error("README.md has no place marked for the bench");
  writeFileSync(
    path,
    text.replace(marked, (_, from, to) => `${from}${table.join("\n")}\n\n${to}`),
  );
}

fetchRivals();
for (const name of missingRivals()) console.error(`left out, since it is not there: ${name}`);

const day = new Date().toISOString().slice(0, 10);
const title = `${cpus()[0].model}, ${cpus().length} threads, Node ${process.versions.node}, ${day}; medians, and rates over four seconds.`;
console.log(title);
const lines = [];
for (const part of wanted) {
  console.log(`\n${part}`);
  for await (const line of parts[part](options)) {
    print(line);
    lines.push(line);
  }
}
if (options.write) intoReadme(title, lines);
