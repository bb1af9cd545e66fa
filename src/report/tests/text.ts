import { safe, safeLine } from "../../core/know/printable.ts";
import type { CaseResult, Located, PackResult, TestResult } from "../../shapes/test-result.ts";
import { type Style, wrap } from "../style.ts";

/** First whether all is well, then each thing that is not, with its place. */
export function testText({ packs }: TestResult, style: Style, verbose: boolean): string {
  return packs.map((one) => packText(one, style, verbose)).join("\n");
}

function packText(pack: PackResult, style: Style, verbose: boolean): string {
  const failed = pack.cases.filter((one) => !one.ok);
  const lines = [
    `${style.bold(`${safe(pack.pack)} ${safe(pack.version)}`)}: ${verdict(pack, failed.length, style)}`,
    ...(verbose ? pack.cases : failed).map((one) => caseText(one, style)),
    ...coverageText(pack, style),
    ...mutationText(pack, style),
  ];
  return `${lines.join("\n")}\n`;
}

function verdict({ cases }: PackResult, failed: number, style: Style): string {
  const all = `${cases.length} ${cases.length === 1 ? "case" : "cases"}`;
  return failed === 0 ? style.good(`${all} passed`) : style.bad(`${failed} of ${all} failed`);
}

const at = ({ file, line, column }: Located): string => `${safeLine(file)}:${line}:${column}`;

function caseText(one: CaseResult, style: Style): string {
  if (one.ok)
    return `  ${style.good("passed")}  ${wrap(safe(one.name), style.width - 10, " ".repeat(10))}`;
  const failures = one.failures.flatMap((failure) => [
    `  ${at(failure)}`,
    `    ${wrap(safe(failure.message), style.width - 4, "    ")}`,
    ...failure.conditions.map(
      ({ path, operator, expected, actual, result }) =>
        `      ${mark(result)} ${wrap(`${path} is ${show(actual)}; ${operator} ${show(expected)}`, style.width - 8, " ".repeat(8))}`,
    ),
  ]);
  return [`${style.bad("failed")}  ${safe(one.name)}`, ...failures].join("\n");
}

const mark = (result: boolean | "unknown"): string =>
  result === "unknown" ? "?" : result ? "+" : "-";

const show = (value: unknown): string =>
  value === null ? "unknown" : safe(Array.isArray(value) ? `[${value.join(", ")}]` : String(value));

function coverageText({ untested, rules }: PackResult, style: Style): string[] {
  if (untested === null) return [];
  const covered = rules - untested.length;
  const first = `coverage  ${covered} of ${rules} rules are expected to fire in one case and to stay quiet in another`;
  return [
    wrap(first, style.width, "  "),
    ...untested.map(
      (one) =>
        `  ${at(one)}\n    ${style.bad(safe(one.rule))}: no case expects "${one.lacks.join('" or "')}"`,
    ),
  ];
}

function mutationText({ mutation }: PackResult, style: Style): string[] {
  if (mutation === null) return [];
  const { mutants, killed, justified, survivors, stale, score } = mutation;
  const percent = `${Math.floor(score * 1000) / 10} %`;
  const first = `mutation  ${killed} of ${mutants} mutants noticed, ${justified} justified, ${survivors.length} survive (score ${percent})`;
  return [
    wrap(first, style.width, "  "),
    ...survivors.map(
      (one) =>
        `  ${at(one)}\n    ${style.bad(safe(one.rule))}: ${wrap(safe(one.mutant), style.width - 6, "      ")}`,
    ),
    ...stale.map(
      (one) =>
        `  ${at(one)}\n    ${style.bad(safe(one.rule))}: ${wrap(`justifies "${safe(one.mutant)}", which no longer survives`, style.width - 6, "      ")}`,
    ),
  ];
}
