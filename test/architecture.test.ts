import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { doubled, longestChain, read, rooms, signatures } from "./maintain/structure.mjs";

const src = fileURLToPath(new URL("../src", import.meta.url));

type Name =
  | "bin.ts"
  | "code-cache.ts"
  | "threads.ts"
  | "worker.ts"
  | "cli.ts"
  | "cli-options.ts"
  | "index.ts"
  | "build.ts"
  | "commands"
  | "load"
  | "report"
  | "shapes"
  | "core";

interface Part {
  /** Parts, or files of them, that it may import besides its own. */
  readonly parts: readonly string[];
  /** Parts of which it may use types, which are gone at run time. */
  readonly types?: readonly string[];
  readonly packages: readonly string[];
  /** Modules of core of which it may use values; of all others types only. Everything where nothing is said. */
  readonly values?: readonly string[];
  readonly because: string;
}

const files = ["node:fs", "node:fs/promises", "node:path", "node:crypto", "node:readline"];

/** Who may import whom. A line that is missing here has to be argued for, in the same change. */
const table: Record<Name, Part> = {
  "bin.ts": {
    parts: ["cli.ts", "code-cache.ts", "threads.ts"],
    packages: ["node:events", "node:fs", "node:path", "node:readline", "node:v8"],
    because: "it is the only seam between main() and the process",
  },
  "code-cache.ts": {
    parts: [],
    packages: ["node:fs", "node:module", "node:os", "node:path", "node:vm"],
    because: "it runs before anything else is loaded",
  },
  "threads.ts": {
    parts: [],
    types: ["commands"],
    packages: ["node:os", "node:path", "node:worker_threads"],
    because: "it starts threads and hands over what they are asked, and knows nothing of it",
  },
  "worker.ts": {
    parts: ["cli.ts", "code-cache.ts"],
    types: ["threads.ts"],
    packages: ["node:path", "node:worker_threads"],
    because: "it is the seam between a thread and what a command does in it",
  },
  "cli.ts": {
    parts: ["commands", "cli-options.ts"],
    packages: ["commander"],
    because: "a command line is a table; what it starts is imported when it is asked for",
  },
  "cli-options.ts": {
    parts: ["commands"],
    packages: ["commander"],
    because: "flags that several commands have",
  },
  "index.ts": {
    parts: ["core", "load"],
    types: ["shapes"],
    packages: ["node:path", "node:url"],
    because: "the library reads and decides; it prints nothing",
  },
  "build.ts": {
    parts: ["core", "load"],
    packages: ["node:url", ...files],
    because: "the last step of the build reads packs and writes them down",
  },
  commands: {
    parts: ["core", "load", "report", "shapes"],
    packages: ["node:path", "@clack/prompts"],
    because: "a command joins reading, deciding and showing, and does none of them itself",
  },
  load: {
    parts: ["core", "shapes"],
    packages: ["yaml", "zod", "ignore", "node:url", ...files],
    values: [
      // Names that written files are checked against.
      "core/gate/rules/evidence-names.ts",
      // How what was written is walked through.
      "core/know/tree.ts",
      "core/know/by-key.ts",
      // What was read lately.
      "core/know/recent.ts",
      "core/know/remember.ts",
      // What is repeated of a file, and what is written to one.
      "core/know/printable.ts",
      // Names that a use case may give.
      "core/know/clouds.ts",
      // How ids and names are written in code.
      "core/code/model-id.ts",
      // An importer compares prices as the core reads them.
      "core/cost/hosted.ts",
      "core/profile/lint/finding.ts",
      // moat validate
      "core/profile/lint/all.ts",
      "core/profile/lint/census.ts",
      "core/profile/lint/single-board.ts",
    ],
    because: "reading is where the outside enters; what is read is decided elsewhere",
  },
  report: {
    parts: ["core"],
    types: ["shapes"],
    packages: ["chalk"],
    values: [
      "core/know/money.ts",
      "core/know/page.ts",
      "core/know/printable.ts",
      "core/know/tree.ts",
      "core/know/by-key.ts",
      "core/profile/diff.ts",
      "core/check/finding.ts",
      "core/check/rules.ts",
    ],
    because: "a report is a function of its result: it reads no file and decides nothing",
  },
  shapes: {
    parts: ["core"],
    packages: ["zod"],
    // Closed lists that core walks through, how, and ids of its own rules.
    values: [
      "core/know/lists.ts",
      "core/know/by-key.ts",
      "core/check/rules.ts",
      "core/profile/lint/finding.ts",
    ],
    because: "a written form is described once, for all who read, make or show it",
  },
  core: {
    parts: [],
    types: ["shapes"],
    packages: [],
    because: "what decides must give the same answer everywhere: no packages, no built-ins",
  },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
  readonly isLazy: boolean;
}

interface Module {
  /** Path below src. */
  readonly name: string;
  readonly text: string;
  /** Without comments and without what stands in quotes. */
  readonly code: string;
  readonly imports: readonly Import[];
}

function bare(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

function importsOf(name: string, text: string): Import[] {
  const target = (written: string) =>
    written.startsWith(".") ? join(dirname(name), written) : written;
  const usual = text.matchAll(/^(?:import|export)\s+(type\s)?([^;"]*?from\s+)?"([^"]+)";/gm);
  const lazy = text.matchAll(/import\("([^"]+)"\)(?!\.)/g);
  return [
    ...[...usual].map(([, type, clause = "", to = ""]) => ({
      from: name,
      to: target(to),
      isType: type !== undefined || onlyTypes(clause),
      isLazy: false,
    })),
    ...[...lazy].map(([, to = ""]) => ({
      from: name,
      to: target(to),
      isType: false,
      isLazy: true,
    })),
  ];
}

/** `{ type A, type B }` takes no value either. */
function onlyTypes(clause: string): boolean {
  const inner = /\{([^}]*)\}/.exec(clause)?.[1];
  const names = inner?.split(",").map((one) => one.trim()) ?? [];
  return names.length > 0 && names.every((one) => one === "" || one.startsWith("type "));
}

const modules: readonly Module[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((one) => one.endsWith(".ts"))
  .sort()
  .map((path) => {
    const name = path.replaceAll("\\", "/");
    const text = readFileSync(join(src, path), "utf8");
    return { name, text, code: bare(text), imports: importsOf(name, text) };
  });

const roomOf = (name: string): string | undefined => /^core\/(.+?)\//.exec(name)?.[1];

/** Imports of core that go back, or that leave or reach a file outside of all rooms. */
const backwards = (among: readonly Module[]): string[] =>
  among
    .filter(({ name }) => name.startsWith("core/"))
    .flatMap(({ imports }) => imports)
    .filter(({ from, to }) => {
      const [at, of] = [roomOf(from), roomOf(to)];
      return at !== of && !(rooms.indexOf(of ?? "") < rooms.indexOf(at ?? ""));
    })
    .map(({ from, to }) => `${from} must not import ${to}: its room comes later in the decision`);

const partOf = (name: string): string => name.split("/")[0] ?? name;
const rowOf = (name: string): Part | undefined =>
  Object.hasOwn(table, partOf(name)) ? table[partOf(name) as Name] : undefined;
const isLocal = ({ to }: Import) => modules.some((one) => one.name === to);

/** Imports of a part that the table does not allow, each with the reason. */
function wrongImports(part: string, among: readonly Module[]): string[] {
  const { parts, types, packages, values, because } = rowOf(part) ?? table.core;
  return among
    .filter((one) => partOf(one.name) === part)
    .flatMap((one) => one.imports)
    .filter((one) => {
      if (!isLocal(one)) return !packages.includes(one.to);
      if (partOf(one.to) === part) return false;
      if (types?.includes(partOf(one.to))) return !one.isType;
      if (!parts.includes(partOf(one.to))) return true;
      return partOf(one.to) === "core" && !one.isType && values?.includes(one.to) === false;
    })
    .map((one) => `${one.from} must not import ${one.to}: ${because}`);
}

const planted = (name: string, text: string): Module => ({
  name,
  text,
  code: bare(text),
  imports: importsOf(name, text),
});

describe("who imports whom", () => {
  it("is seen where it is wrong", () => {
    const core =
      'import { readFileSync } from "node:fs";\nimport {\n  check,\n} from "../load/input/check.ts";\n';
    expect(wrongImports("core", [planted("core/planted.ts", core)])).toHaveLength(2);
    const shape =
      'import type { Day } from "../shapes/common.ts";\nimport { day } from "../shapes/common.ts";\n';
    expect(wrongImports("core", [planted("core/planted.ts", shape)])).toHaveLength(1);
    const report =
      'import type { Rule } from "../core/know/pack.ts";\nimport { type Rule, x } from "../core/advise.ts";\n';
    expect(wrongImports("report", [planted("report/planted.ts", report)])).toHaveLength(1);
    const round = [
      planted("load/a.ts", 'import type { B } from "./input/check.ts";\n'),
      planted("load/input/check.ts", 'export { a } from "../a.ts";\n'),
    ];
    expect(circles(round)).toEqual(["load/a.ts -> load/input/check.ts -> load/a.ts"]);
    expect(outside.test(bare("const now = Date.now(); // a clock"))).toBe(true);
    expect(outside.test(bare('const text = "Date.now()"; // Math.random()'))).toBe(false);
    const long = `function f(\n  a: number,\n): void {\n${"  a;\n".repeat(58)}}\n`;
    expect(functionsOf(planted("core/long.ts", long))).toEqual([
      { at: "core/long.ts:1", lines: 62 },
    ]);
  });

  it("is looked at in every module", () => {
    const all = modules.flatMap((one) => one.imports);
    console.log(`${modules.length} modules, ${all.length} imports`);
    expect(modules.length).toBeGreaterThan(100);
    expect(all.filter(isLocal).length).toBeGreaterThan(400);
    expect(modules.filter((one) => rowOf(one.name) === undefined).map((one) => one.name)).toEqual(
      [],
    );
  });

  it("misses no import statement", () => {
    const unseen = modules.flatMap(({ name, code, imports }) => {
      const written = code.match(/^import\b|^export [^=;]*? from ""|\bimport\(""\)(?!\.)/gm) ?? [];
      return written.length === imports.length
        ? []
        : [`${name}: ${written.length} written, ${imports.length} seen`];
    });
    expect(unseen).toEqual([]);
  });

  it("leads to modules that exist", () => {
    const relatives = modules.flatMap((one) => one.imports).filter((one) => one.to.endsWith(".ts"));
    expect(
      relatives.filter((one) => !isLocal(one)).map((one) => `${one.from} -> ${one.to}`),
    ).toEqual([]);
  });

  it.each(Object.entries(table))("%s keeps to its line", (part) => {
    expect(wrongImports(part, modules)).toEqual([]);
  });

  it("goes through the rooms of core in the order of the decision", () => {
    expect(backwards(modules)).toEqual([]);
    const back = planted("core/know/a.ts", 'import type { B } from "../gate/b.ts";\n');
    const loose = planted("core/a.ts", 'import type { B } from "./know/b.ts";\n');
    expect(backwards([back, loose])).toHaveLength(2);
    expect(new Set(modules.flatMap(({ name }) => roomOf(name) ?? []))).toEqual(new Set(rooms));
  });

  it("starts each command lazily, so that one does not pay for the others", () => {
    const shared = [
      "cli-options.ts",
      "commands/flags.ts",
      "commands/outcome.ts",
      "commands/shell.ts",
      "commands/usage.ts",
    ];
    const eager = modules
      .filter((one) => one.name === "cli.ts")
      .flatMap((one) => one.imports)
      .filter((one) => isLocal(one) && !one.isLazy && !one.isType && !shared.includes(one.to));
    expect(eager.map((one) => one.to)).toEqual([]);
  });

  it("goes round in no circle, types included", () => {
    expect(circles(modules)).toEqual([]);
  });
});

/** Depth first; a module that is met again on the way down closes a circle. */
function circles(among: readonly Module[]): string[] {
  const next = new Map(among.map((one) => [one.name, one.imports.map(({ to }) => to)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (name: string, way: readonly string[]): void => {
    const at = way.indexOf(name);
    if (at >= 0) found.push([...way.slice(at), name].join(" -> "));
    if (at >= 0 || done.has(name)) return;
    for (const to of next.get(name) ?? []) visit(to, [...way, name]);
    done.add(name);
  };
  for (const name of next.keys()) visit(name, []);
  return found;
}

const outside =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\b\s*[.[]|\bconsole\b\s*\.|\bperformance\b\s*\.|\bglobalThis\b|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(|\brequire\(|\blocaleCompare\((?![^)]*"")/;

describe("what core and report may say", () => {
  it.each(["core", "report", "load", "commands"])(
    "%s knows no clock, no chance and no process",
    (part) => {
      const said = modules
        .filter((one) => partOf(one.name) === part)
        .flatMap(({ name, code }) =>
          code.split("\n").flatMap((line, index) => {
            const word = outside.exec(line)?.[0];
            return word === undefined ? [] : [`${name}:${index + 1} says ${word}`];
          }),
        );
      expect(said).toEqual([]);
    },
  );

  it("has no any, no ! after a value and no default export", () => {
    const said = modules.flatMap(({ name, code }) =>
      code.split("\n").flatMap((line, index) => {
        const word =
          /:\s*any\b(?!\s*[?.=(])|\bas any\b|<any\b|\bany\[\]|[\w)\]]!(?:[.,;)[]|$)|^export default/.exec(
            line,
          )?.[0];
        return word === undefined ? [] : [`${name}:${index + 1} has "${word}"`];
      }),
    );
    expect(said).toEqual([]);
  });

  it("means one thing by a name of a type", () => {
    expect(doubled(read(join(src, "..")))).toEqual([]);
    const twice = ["core/a.ts", "load/b.ts"].map((name) => ({
      name,
      code: "export type Rule = string;",
    }));
    expect(doubled(twice)).toEqual(["Rule: core/a.ts, load/b.ts"]);
  });

  it("calls no folder utils, helpers or common", () => {
    const folders = new Set(modules.flatMap(({ name }) => name.split("/").slice(0, -1)));
    const empty = ["utils", "util", "helpers", "common", "lib", "misc", "shared", "managers"];
    expect(empty.filter((one) => folders.has(one))).toEqual([]);
  });
});

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;

const start =
  /^(\s*)(?:export )?(?:(?:async )?function\b|const \w+(?:: [^=]+)? = (?:async )?(?:<[^>]+>)?\(|(?:static |async |get |set )*#?(?!if\b|for\b|while\b|switch\b|catch\b|return\b|function\b)\w+\([^;=]*\)(?::[^;=]+)? \{$)/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * Functions by their layout, which the formatter keeps: a body in braces ends where a line of the same indentation
 * closes it, an expression where a line no deeper than one step ends with a semicolon.
 */
function functionsOf({ name, text }: Module): { readonly at: string; readonly lines: number }[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const indent = start.exec(line)?.[1]?.length;
    if (indent === undefined) return [];
    const body = lines.slice(index);
    const head = body.findIndex((one) => indentOf(one) === indent && /(?:=>|\{|[;}])$/.test(one));
    const header = body[head] ?? line;
    const isEnd = (one: string, at: number) =>
      header.endsWith("=>")
        ? at > head && one.endsWith(";") && indentOf(one) <= indent + 2
        : indentOf(one) === indent && /^\}[;,)]*$/.test(one.trim());
    const end = /[;}]$/.test(header) ? head : body.findIndex(isEnd);
    return [{ at: `${name}:${index + 1}`, lines: (end < 0 ? body.length : end) + 1 }];
  });
}

describe("sizes", () => {
  it("of files: 350 lines at most, and a median that stays small", () => {
    const sizes = modules.map(({ name, text }) => ({ name, lines: text.split("\n").length - 1 }));
    const lines = sizes.map((one) => one.lines);
    console.log(
      `files: median ${quantile(lines, 0.5)}, p90 ${quantile(lines, 0.9)}, most ${Math.max(...lines)} lines`,
    );
    expect(sizes.filter((one) => one.lines > 350)).toEqual([]);
    // The aim is 80; the formatter spreads long argument lists over lines.
    expect(quantile(lines, 0.5)).toBeLessThanOrEqual(95);
  });

  it("of functions: median 10 and 60 lines at most", () => {
    const sizes = modules.flatMap(functionsOf);
    const lines = sizes.map((one) => one.lines);
    console.log(
      `functions: ${sizes.length}, median ${quantile(lines, 0.5)}, p90 ${quantile(lines, 0.9)}, most ${Math.max(...lines)} lines`,
    );
    expect(sizes.length).toBeGreaterThan(700);
    expect(quantile(lines, 0.5)).toBeLessThanOrEqual(10);
    expect(quantile(lines, 0.9)).toBeLessThanOrEqual(30);
    expect(sizes.filter((one) => one.lines > 60)).toEqual([]);
  });

  it("of signatures: four parameters at most, and then what belongs together is one record", () => {
    const wide = read(join(src, "..")).filter(({ code }: { code: string }) =>
      signatures(code).some((count: number) => count > 4),
    );
    expect(wide.map(({ name }: { name: string }) => name)).toEqual([]);
    expect(signatures("function f(a: number, b: C<D, E>, { c, d }: G, e = 1, f?: H) {}")).toEqual([
      5,
    ]);
  });

  it("of the longest chain of imports: fourteen modules at most", () => {
    const chain = longestChain(read(join(src, "..")));
    console.log(`longest chain: ${chain} modules`);
    expect(chain).toBeLessThanOrEqual(14);
  });
});

it("src/README.md names files that are there, and walks a use case in nine stops", () => {
  const page = readFileSync(join(src, "README.md"), "utf8");
  const named = [...page.matchAll(/`([a-z-]+(?:\/[a-z-]+)*\/?(?:[a-z-]+\.ts)?)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => path.endsWith(".ts") || /^(?:core|load|report|commands)\/$/.test(path));
  expect(named.length).toBeGreaterThan(20);
  const there = (path: string) =>
    modules.some(({ name }) => name === path || name.startsWith(path));
  expect(named.filter((path) => !there(path))).toEqual([]);
  const walk = page.split("## The walk of a use case")[1]?.split("\n## ")[0] ?? "";
  expect(walk.match(/^\d+\. /gm)?.length).toBe(9);
  // The command line leads to every stop.
  const stops = [...walk.matchAll(/`((?:core|load|report|commands)\/[\w/-]+\.ts)`/g)].map(
    ([, path = ""]) => path,
  );
  const lazily = (modules.find(({ name }) => name === "cli.ts")?.text ?? "").matchAll(
    /import\("\.\/([^"]+)"\)/g,
  );
  const reached = new Set([...lazily].map(([, path = ""]) => path));
  for (const name of reached)
    for (const { to } of modules.find((one) => one.name === name)?.imports ?? []) reached.add(to);
  expect(stops.filter((path) => !reached.has(path))).toEqual([]);
  const table = /## The rooms of core[\s\S]*?(?=\n## )/.exec(page)?.[0] ?? "";
  expect([...table.matchAll(/^\| `([\w-]+)\/`/gm)].map(([, room]) => room)).toEqual(rooms);
});

it("the table is the one of src/README.md", () => {
  const page = readFileSync(join(src, "README.md"), "utf8");
  for (const name of Object.keys(table))
    expect(page, relative(src, name)).toContain(`\`${name.replace(/^(\w+)$/, "$1/")}\``);
});
