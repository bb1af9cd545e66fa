import { resolve } from "node:path";
import type { Finding } from "../core/check/finding.ts";
import { parseBaseline } from "../load/baseline.ts";
import { failed, type Loaded, loaded, suggest } from "../load/diagnostic.ts";
import { readText, writeWhole } from "../load/files.ts";
import type { Baseline } from "../load/schema/waivers.ts";
import { toJson } from "../report/json.ts";
import { type CheckCommand, planOf } from "./check.ts";
import { configured, usualBaseline } from "./check-files.ts";
import { checkAll } from "./checking.ts";
import { flag, readGround, textOnly } from "./knowledge.ts";
import { type Environment, type Outcome, printed } from "./outcome.ts";
import { refuse } from "./shell.ts";

const actions = ["write", "prune"] as const;

/** Findings that a repository lives with for now, by what they are and never by how many. */
export async function runBaseline(
  action: string,
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<Outcome> {
  const done = await baseline(action, paths, options, environment);
  return done.ok ? printed(done.value) : refuse(done.diagnostics, environment, options);
}

async function baseline(
  action: string,
  paths: readonly string[],
  options: CheckCommand,
  environment: Environment,
): Promise<Loaded<string>> {
  const what = actions.find((one) => one === action);
  if (what === undefined)
    return failed(
      flag("moat baseline", `there is no "${action.slice(0, 40)}" here`, suggest(action, actions)),
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
  const checked = checkAll({ ...settled, baseline: false }, ground.value, environment);
  if (!checked.ok) return checked;
  const { findings } = checked.value.report;
  const next =
    what === "write"
      ? written(findings, known.value, ground.value.asOf)
      : pruned(findings, known.value);
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

/** What was known before keeps the day on which it was first seen. Notes fail nothing, and need not be known. */
function written(findings: readonly Finding[], known: Baseline, asOf: string): Baseline {
  const before = new Map(known.entries.map((one) => [one.fingerprint, one.firstSeen]));
  const entries = findings
    .filter((one) => one.rule !== "input.invalid" && one.waivedBy === null)
    .filter((one) => one.severity !== "note")
    .map(({ fingerprint, rule, file }) => ({
      fingerprint,
      rule,
      path: file,
      firstSeen: before.get(fingerprint) ?? asOf,
    }));
  return { ...empty, entries: unique(entries) };
}

function pruned(findings: readonly Finding[], known: Baseline): Baseline {
  const seen = new Set(findings.map((one) => one.fingerprint));
  return { ...empty, entries: known.entries.filter((one) => seen.has(one.fingerprint)) };
}

const unique = (entries: Baseline["entries"]): Baseline["entries"] => [
  ...new Map(entries.map((one) => [one.fingerprint, one])).values(),
];

const told = (what: "write" | "prune", file: string, before: number, after: number): string =>
  what === "write"
    ? `Wrote ${file}: ${after} known ${after === 1 ? "finding" : "findings"} (${before} before).\n`
    : `Pruned ${file}: ${before - after} gone, ${after} left.\n`;
