import { resolve } from "node:path";
import { failed, type Loaded, loaded, suggest } from "../load/file/diagnostic.ts";
import { readText, writeWhole } from "../load/file/files.ts";
import { contentPrint, knownBy, parseBaseline } from "../load/input/baseline.ts";
import { toJson } from "../report/json.ts";
import type { Finding } from "../shapes/check.ts";
import type { Baseline } from "../shapes/waivers.ts";
import { configured, isThere, usualBaseline } from "./check-files.ts";
import { type CheckCommand, codeCheck, planOf } from "./check-plan.ts";
import { checkAll, looksFor } from "./checking.ts";
import { misused, readGround, textOnly } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, printed } from "./outcome.ts";

const actions = ["write", "prune"] as const;

/** Findings that a repository lives with for now, by what they are and never by how many. */
export async function runBaseline(
  action: string,
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<CommandResult> {
  const done = await baseline(action, paths, options, environment);
  return done.ok ? loaded(printed(done.value)) : done;
}

async function baseline(
  action: string,
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<Loaded<string>> {
  const what = actions.find((one) => one === action);
  if (what === undefined)
    return misused(
      "moat baseline",
      `there is no "${action.slice(0, 40)}" here`,
      suggest(action, actions),
    );
  const format = textOnly(
    options,
    "baseline writes its file, and reports in plain text only",
    "Leave it out; moat check --json gives the findings.",
  );
  if (format.length > 0) return failed(...format);
  const plan = planOf(paths, options);
  if (!plan.ok) return plan;
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const settled = await configured(plan.value, ground.value.config, environment);
  const file = typeof settled.baseline === "string" ? settled.baseline : usualBaseline;
  const known = readKnown(file, what === "prune", environment);
  if (!known.ok) return known;
  const code = await codeCheck(settled, ground.value, environment);
  const checked = await checkAll({ ...settled, baseline: false }, ground.value, environment, code);
  if (!checked.ok) return checked;
  const { report, root, textOf } = checked.value;
  const before = knownBy(known.value.entries, report.findings, textOf, isThere(root));
  const entered = report.findings
    .filter((one) => what === "prune" || isEntered(one))
    .filter((one) => what === "write" || before.has(one))
    // What was known before keeps the day on which it was first seen, also where its file has another name now.
    .map((one) => entryOf(one, textOf(one.file), before.get(one)?.firstSeen ?? ground.value.asOf));
  // What was not looked for is kept as it is.
  const kept = known.value.entries.filter((one) => !looksFor(settled)(one.rule));
  const next: Baseline = { ...empty, entries: unique([...kept, ...entered]) };
  const failure = writeWhole(resolve(environment.cwd, file), toJson(next), file);
  if (failure !== undefined) return failed(failure);
  return loaded(told(what, file, known.value.entries.length, next.entries.length));
}

const empty: Baseline = { format: "moat.baseline", formatVersion: "1.0", entries: [] };

function readKnown(file: string, isNeeded: boolean, { cwd }: Environment): Loaded<Baseline> {
  const text = readText(resolve(cwd, file), file);
  if (text.ok) return parseBaseline(file, text.value);
  const isMissing = text.diagnostics.some((one) => one.code === "file.enoent");
  return isMissing && !isNeeded ? loaded(empty) : text;
}

/** Notes fail nothing, and need not be known. */
const isEntered = (one: Finding): boolean =>
  one.rule !== "input.invalid" && one.waivedBy === null && one.severity !== "note";

function entryOf(one: Finding, text: string, firstSeen: string): Baseline["entries"][number] {
  const { fingerprint, rule, file } = one;
  return { fingerprint, content: contentPrint(one, text), rule, path: file, firstSeen };
}

const unique = (entries: Baseline["entries"]): Baseline["entries"] => [
  ...new Map(entries.map((one) => [one.fingerprint, one])).values(),
];

const told = (what: "write" | "prune", file: string, before: number, after: number): string =>
  what === "write"
    ? `Wrote ${file}: ${after} known ${after === 1 ? "finding" : "findings"} (${before} before).\n`
    : `Pruned ${file}: ${before - after} gone, ${after} left.\n`;
