// What the code looks like from outside, in figures: `node test/maintain/structure.mjs [FOLDER]`; two folders side by side.
//
// Lines, files and their sizes; rooms of core and arrows against their order; the longest chain of imports; functions with more
// than four parameters; type names that are declared in more than one file; casts. Read off the text, without a parser: enough
// to see which way things go.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** The order of the decision: a room of core imports only what stands before it. */
export const rooms = [
  ...["know", "believe", "cost", "gate", "choose", "what-if", "answer", "costing"],
  ...["profile", "timeline", "check", "explain", "pack-test", "code"],
];

const bare = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');

export function read(root) {
  const src = join(root, "src");
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => {
      const text = readFileSync(join(src, name), "utf8");
      const imports = [...text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]+)"/gm)].map(
        ([whole, to]) => ({
          to: relative(src, resolve(src, dirname(name), to)),
          isType: /^(?:import|export) type/.test(whole),
        }),
      );
      return { name, code: bare(text), lines: text.split("\n").length - 1, imports };
    });
}

const roomOf = (name) => (name.startsWith("core/") ? name.split("/")[1] : undefined);

function measure(modules) {
  const sizes = modules.map((one) => one.lines).sort((a, b) => a - b);
  const core = modules.filter(({ name }) => roomOf(name) !== undefined);
  const inCore = core.flatMap(({ name, imports }) =>
    imports.flatMap(({ to }) => (roomOf(to) === undefined ? [] : [[roomOf(name), roomOf(to)]])),
  );
  const place = (room) => (rooms.includes(room) ? rooms.indexOf(room) : Number.NaN);
  return {
    "lines of src": sizes.reduce((sum, one) => sum + one, 0),
    files: sizes.length,
    "lines of a file, median": sizes[Math.floor(sizes.length / 2)],
    "lines of a file, most": sizes.at(-1),
    "rooms of core": new Set(core.map(({ name }) => roomOf(name)).filter(isFolder)).size,
    "files loose in core": core.filter(({ name }) => name.split("/").length === 2).length,
    "arrows against the order of rooms": inCore.filter(
      ([from, to]) => from !== to && !(place(to) < place(from)),
    ).length,
    "longest chain of imports": longestChain(modules),
    "functions with more than four parameters": modules.reduce(
      (sum, { code }) => sum + signatures(code).filter((count) => count > 4).length,
      0,
    ),
    "type names declared in two files": doubled(modules).length,
    casts: modules.reduce(
      (sum, { code }) => sum + [...code.matchAll(/\bas (?!const\b)[A-Z{(]/g)].length,
      0,
    ),
  };
}

const isFolder = (room) => !room.endsWith(".ts");

/** Imports of values only, circles counted once. */
export function longestChain(modules) {
  const byName = new Map(modules.map((one) => [one.name, one]));
  const depths = new Map();
  const depth = (name) => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 1);
    const nexts = (byName.get(name)?.imports ?? []).filter(({ isType }) => !isType);
    const found = 1 + Math.max(0, ...nexts.map(({ to }) => depth(to)));
    depths.set(name, found);
    return found;
  };
  return Math.max(...modules.map(({ name }) => depth(name)));
}

/** Numbers of parameters of all functions and methods. */
export function signatures(code) {
  const found = [];
  for (const { index, 0: whole } of code.matchAll(
    /\bfunction\*? ?\w*(?:<[^(]*>)?\(|\bconstructor\(|^ {2}(?:static |async |\*)*#?\w+(?:<[^(]*>)?\(|= (?:async )?(?:<[^(]*>)?\(/gm,
  )) {
    let depth = 1;
    let commas = 0;
    let at = index + whole.length;
    const from = at;
    for (; depth > 0 && at < code.length; at++) {
      if ("([{<".includes(code[at])) depth++;
      else if (")]}".includes(code[at]) || (code[at] === ">" && code[at - 1] !== "=")) depth--;
      else if (code[at] === "," && depth === 1) commas++;
    }
    const inside = code.slice(from, at - 1).trim();
    const after = code.slice(at, at + 200);
    // A call looks alike; what is declared goes on with a type, an arrow or a body.
    if (!/^\s*(?::|=>|\{)/.test(after)) continue;
    found.push(inside === "" ? 0 : commas + (inside.endsWith(",") ? 0 : 1));
  }
  return found;
}

/** Names of types that more than one file declares, with the files. */
export function doubled(modules) {
  const places = new Map();
  for (const { name, code } of modules)
    for (const [, type] of code.matchAll(/^(?:export )?(?:interface|type|class|enum) (\w+)/gm))
      places.set(type, [...(places.get(type) ?? []), name]);
  return [...places]
    .map(([type, all]) => [type, [...new Set(all)]])
    .filter(([, files]) => files.length > 1)
    .map(([type, files]) => `${type}: ${files.join(", ")}`);
}

if (process.argv[1] === import.meta.filename) {
  const given = process.argv.slice(2).map((one) => resolve(one));
  const folders = given.length > 0 ? given : [resolve(import.meta.dirname, "../..")];
  const all = folders.map((root) => measure(read(root)));
  for (const name of Object.keys(all[0]))
    console.log(`${name.padEnd(44)}${all.map((one) => String(one[name]).padStart(10)).join("")}`);
}
