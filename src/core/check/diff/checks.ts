import type { CheckedRecord, CheckReport, Finding } from "../../../shapes/check.ts";
import type { DiffItem, DiffLine } from "../../../shapes/diff.ts";
import { line, type Pair, paired } from "./report.ts";

/** Two checks, record by record: another verdict of today is a flip; findings come and go by fingerprint. */
export function diffChecks(base: CheckReport, head: CheckReport): DiffItem[] {
  const records = paired(base.records, head.records, (one) => one.file).map((pair) =>
    recordItem(pair, base, head),
  );
  const known = new Set(records.map((one) => one.name));
  const others = [...new Set([...base.findings, ...head.findings].map((one) => one.file))]
    .filter((one) => !known.has(one))
    .sort();
  return [
    ...records,
    ...others.map((name) => recordItem({ name, from: undefined, to: undefined }, base, head)),
  ];
}

function recordItem(
  { name, from, to }: Pair<CheckedRecord>,
  base: CheckReport,
  head: CheckReport,
): DiffItem {
  const here = (all: readonly Finding[]) => all.filter((one) => one.file === name);
  const findings = paired(here(base.findings), here(head.findings), (one) => one.fingerprint);
  const lines: DiffLine[] = [
    ...line("choice", from?.choice ?? null, to?.choice ?? null),
    ...line("state", from?.state ?? null, to?.state ?? null),
    ...findings.flatMap((pair) => findingLine(pair.from, pair.to)),
  ];
  const [was, is] = [from?.today?.choice ?? null, to?.today?.choice ?? null];
  return { name, kind: kindOf(from, to, lines.length), from: was, to: is, lines };
}

function kindOf(
  from: CheckedRecord | undefined,
  to: CheckedRecord | undefined,
  lines: number,
): DiffItem["kind"] {
  if (from === undefined && to !== undefined) return "added";
  if (from !== undefined && to === undefined) return "removed";
  const [was, is] = [from?.today?.choice, to?.today?.choice];
  if (was !== undefined && is !== undefined && was !== is) return "flip";
  return lines > 0 ? "change" : "same";
}

function findingLine(from: Finding | undefined, to: Finding | undefined): DiffLine[] {
  const rule = to?.rule ?? from?.rule ?? "";
  if (from === undefined || to === undefined)
    return [{ what: rule, from: from?.message ?? null, to: to?.message ?? null }];
  return [
    ...line(rule, from.message, to.message),
    ...line(`${rule}: severity`, from.severity, to.severity),
    ...line(`${rule}: waived by`, from.waivedBy?.id ?? null, to.waivedBy?.id ?? null),
  ];
}
