// Cold starts: whole processes on one small file, beside those of well-known tools on the same file or one of its size.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { inRounds, run } from "./measure.mjs";
import { asOf, bin, fixture } from "./moat.mjs";
import { commandOf, hasRival, versionOf } from "./rivals.mjs";

const inputs = join(import.meta.dirname, "inputs");
const useCase = fixture("invoice-triage.yaml");

/** The use case as YAML, as JSON, and as a recorded decision, in a folder that no configuration reaches. */
function prepare() {
  const folder = mkdtempSync(join(tmpdir(), "moat-bench-"));
  for (const name of ["eslint.config.cjs", "spectral.yaml"])
    copyFileSync(join(inputs, name), join(folder, name));
  copyFileSync(join(import.meta.dirname, "measure.mjs"), join(folder, "code.mjs"));
  copyFileSync(useCase, join(folder, "use-case.yaml"));
  writeFileSync(
    join(folder, "use-case.json"),
    JSON.stringify(parse(readFileSync(useCase, "utf8")), undefined, 2),
  );
  run([bin, "advise", useCase, "--as-of", asOf, "--record", join(folder, "record.md")], folder);
  return folder;
}

const own = [
  { name: "moat --version", args: [bin, "--version"], bar: { most: 1.3 } },
  {
    name: "moat advise FILE --json",
    args: [bin, "advise", useCase, "--json", "--as-of", asOf],
    bar: { most: 4 },
  },
  {
    name: "moat check RECORD",
    args: [bin, "check", "record.md", "--as-of", asOf],
    bar: { most: 4 },
  },
  { name: "moat cost FILE", args: [bin, "cost", useCase, "--as-of", asOf], bar: { most: 10 } },
  {
    name: "moat check RECORD, nothing kept of a run before",
    args: [bin, "check", "record.md", "--as-of", asOf],
    env: { NODE_DISABLE_COMPILE_CACHE: "1" },
  },
];

/** Each reads one file, finds nothing and ends well. */
const others = [
  { name: "prettier", does: "--check FILE", args: ["--check", "use-case.yaml"] },
  { name: "eslint", does: "FILE", args: ["code.mjs"] },
  {
    name: "ajv",
    does: "FILE, by a script",
    script: join(inputs, "ajv.mjs"),
    args: ["use-case.json"],
  },
  {
    name: "@stoplight/spectral-cli",
    does: "lint FILE",
    args: ["lint", "use-case.yaml", "--ruleset", "spectral.yaml"],
  },
]
  .filter(({ name }) => hasRival(name))
  .map(({ name, does, script, args }) => ({
    name: `${name} ${versionOf(name)} ${does}`,
    args: [script ?? commandOf(name), ...args],
  }));

const empty = { name: "node -e 0", args: ["-e", "0"] };

export async function* cold() {
  const folder = prepare();
  if (hasRival("prettier")) run([commandOf("prettier"), "--write", "use-case.yaml"], folder);
  const contenders = [empty, ...own, ...others];
  const { times, ratio } = await inRounds(
    contenders.map(({ name, args, env }) => ({
      name,
      run: () => run(args, folder, { XDG_CACHE_HOME: folder, ...env }),
    })),
    15,
  );
  rmSync(folder, { recursive: true });
  yield { name: empty.name, value: times(empty.name), unit: "ms" };
  for (const { name, bar } of [...own, ...others])
    yield {
      name,
      value: ratio(name, empty.name),
      unit: "x node -e 0",
      bar,
      also: `${times(name).toFixed(0)} ms`,
    };
}
