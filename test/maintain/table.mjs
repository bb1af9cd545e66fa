import { readFileSync } from "node:fs";

/** A CSV with a header as objects; quoted fields may hold commas, quotes and line ends. */
export function readTable(path) {
  const [header, ...rows] = records(readFileSync(path, "utf8"));
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

function* records(text) {
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") yield row;
    row = [];
  }
}
