// What the scripts of a refresh share: tables of the folder that a person filled, and the shipped market.
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

export const rules = new URL("../../rules/", import.meta.url);
export const readYaml = (name) => parse(readFileSync(new URL(name, rules), "utf8"));

const folderOf = (name) =>
  readdirSync(new URL(name, rules))
    .filter((one) => one.endsWith(".yaml"))
    .map((one) => readYaml(`${name}${one}`));

/** Every model with its vendor. */
export const models = () =>
  folderOf("market/models/").flatMap(({ vendor, models }) =>
    models.map((one) => ({ ...one, vendor })),
  );

/** Every score with its model and effort. */
export const observations = () =>
  folderOf("current/capabilities/").flatMap(({ benchmarks = [] }) =>
    benchmarks.flatMap((board) => board.observations),
  );

/** Rows of a CSV by the names in its first line; quotes may hold commas and line breaks. */
export const table = (folder, name) => {
  const text = readFileSync(`${folder}/${name}.csv`, "utf8");
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  const [names, ...lines] = rows.filter((row) => row.length > 1);
  return lines.map((line) => Object.fromEntries(names.map((one, at) => [one, line[at]])));
};

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const groupBy = (rows, key) => {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
};

/** A reader never sees half a file. */
export const write = (name, text) => {
  const temporary = new URL(`${name}.tmp`, rules);
  writeFileSync(temporary, text);
  renameSync(temporary, new URL(name, rules));
};
