import { counts, reaches } from "../../core/check/finding.ts";
import type { CheckReport, Finding } from "../../shapes/check.ts";
import { changeText, standing } from "./words.ts";
import { attribute, content, element } from "./xml.ts";

/**
 * JUnit's XML, valid for the strict Ant schema as well as for Jenkins': one suite per file, one case per finding, and one
 * case that passes for a file without any. A waived finding is skipped, one under the level that fails is only told.
 */
export function junit(report: CheckReport): string {
  const files = [...new Set([...report.records, ...report.findings].map((one) => one.file))].sort();
  const suites = files.map((file, id) => suite(file, id, report));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("")}</testsuites>\n`;
}

function suite(file: string, id: number, report: CheckReport): string {
  const findings = report.findings.filter((one) => one.file === file);
  const record = report.records.find((one) => one.file === file);
  const told = findings.filter((one) => outcomeOf(one, report) === "told");
  const cases =
    findings.length === 0
      ? [testCase(file, record?.state === "skipped" ? "not in force" : "holds")]
      : findings.map((one) => findingCase(one, report));
  const count = (outcome: JunitOutcome) =>
    findings.filter((one) => outcomeOf(one, report) === outcome).length;
  const attributes = {
    name: file,
    package: file,
    id,
    timestamp: `${report.asOf}T00:00:00`,
    hostname: "localhost",
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: 0,
  };
  const out = [record === undefined ? "" : standing(record), ...told.map(line)];
  const children = [
    element("properties", {}),
    ...cases,
    `<system-out>${content(out.filter((one) => one !== "").join("\n"))}</system-out>`,
    element("system-err", {}),
  ];
  return `${element("testsuite", attributes, `\n${children.map((one) => `  ${one}\n`).join("")}`)}\n`;
}

type JunitOutcome = "error" | "failure" | "skipped" | "told";

function outcomeOf(one: Finding, { failOn }: CheckReport): JunitOutcome {
  if (one.rule === "input.invalid") return "error";
  if (!counts(one)) return "skipped";
  return reaches(one.severity, failOn) ? "failure" : "told";
}

function findingCase(one: Finding, report: CheckReport): string {
  const outcome = outcomeOf(one, report);
  const name = [one.rule, one.need, one.subject].filter((part) => part !== null).join(" ");
  if (outcome === "told") return testCase(one.file, name);
  if (outcome === "skipped") return testCase(one.file, name, "<skipped/>");
  const body = [
    line(one),
    ...one.changes.map((change) => `- ${changeText(change)}`),
    `To do: ${one.remedy}`,
  ].join("\n");
  const inner = `<${outcome} type="${attribute(one.rule)}" message="${attribute(one.message)}">${content(body)}</${outcome}>`;
  return testCase(one.file, name, inner);
}

const testCase = (file: string, name: string, inner = ""): string =>
  element("testcase", { classname: file, name, time: 0 }, inner);

const line = ({ file, line: at, severity, rule, message }: Finding): string =>
  `${file}:${at}: ${severity}: ${message} [${rule}]`;
