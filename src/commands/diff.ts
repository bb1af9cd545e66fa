import { diffChecks } from "../core/check/diff/checks.ts";
import { diffDecisions } from "../core/check/diff/decisions.ts";
import { type Loaded, loaded, together } from "../load/file/diagnostic.ts";
import { type MoatDocument, parseDocument } from "../load/file/documents.ts";
import { diffReporters } from "../report/diff/index.ts";
import type { DiffItem, DiffReport, DiffSide } from "../shapes/diff.ts";
import { deliver, ending } from "./deliver.ts";
import { inputName, readInput } from "./input.ts";
import { misused } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

export interface DiffCommand extends GlobalOptions {
  readonly failOn?: string | undefined;
}

/** Two documents of moat in, what changed between them out. */
export async function runDiff(
  base: string,
  head: string,
  options: DiffCommand,
  environment: Environment,
): Promise<CommandResult> {
  const both = together(...(await Promise.all([read(base, environment), read(head, environment)])));
  if (!both.ok) return both;
  const [before, after] = both.value;
  const items = itemsOf(before, after);
  if (!items.ok) return items;
  const sides = [sideOf(base, before), sideOf(head, after)] as const;
  const report = reportOf(items.value, ...sides, environment.version);
  const exitCode = isFinding(report, options.failOn) ? exit.findings : exit.ok;
  return ending(deliver(report, diffReporters, { options, environment }), exitCode);
}

async function read(path: string, environment: Environment): Promise<Loaded<MoatDocument>> {
  const text = await readInput(path, environment);
  return text.ok ? parseDocument(inputName(path), text.value) : text;
}

function itemsOf(base: MoatDocument, head: MoatDocument): Loaded<DiffItem[]> {
  if (base.kind === "check" && head.kind === "check")
    return loaded(diffChecks(base.report, head.report));
  if (base.kind === "decisions" && head.kind === "decisions")
    return loaded(diffDecisions(base.decisions, head.decisions));
  return misused(
    "moat diff",
    `${base.format} cannot be compared with ${head.format}`,
    "Give two documents of the same command.",
  );
}

function sideOf(file: string, document: MoatDocument): DiffSide {
  const parts = document.kind === "check" ? [document.report] : document.decisions;
  return {
    file,
    format: document.format,
    asOf: [...new Set(parts.map((one) => one.asOf))].sort(),
    packs: [
      ...new Set(parts.flatMap((one) => one.packs.map((pack) => `${pack.id} ${pack.version}`))),
    ].sort(),
  };
}

function reportOf(
  items: readonly DiffItem[],
  base: DiffSide,
  head: DiffSide,
  version: string,
): DiffReport {
  const count = (of: (one: DiffItem) => boolean) => items.filter(of).length;
  return {
    format: "moat.diff",
    formatVersion: "1.0",
    tool: { name: "moat", version },
    base,
    head,
    summary: {
      flips: count((one) => one.kind === "flip"),
      changes: count((one) => one.kind !== "flip" && one.kind !== "same"),
      same: count((one) => one.kind === "same"),
    },
    items,
  };
}

const isFinding = ({ summary }: DiffReport, failOn: string | undefined): boolean =>
  (failOn === "flip" && summary.flips > 0) ||
  (failOn === "change" && summary.flips + summary.changes > 0);
