import { type CheckRuleId, checkRules } from "../../core/check/rules.ts";
import { capital } from "../../core/know/printable.ts";
import type { CheckReport, Finding, WaivedBy } from "../../shapes/check.ts";
import { toJson } from "../json.ts";
import { changeText } from "./words.ts";

/**
 * SARIF 2.1.0 for code scanning. What GitHub and the SARIF Multitool ask beyond the schema is there: help texts, regions with
 * both ends and a snippet, fingerprints, relative addresses, suppressions for what is waived.
 */
export function sarif(report: CheckReport): string {
  const { tool, findings } = report;
  const used = [...new Set(findings.map((one) => one.rule))].sort();
  return toJson({
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: home,
            rules: used.map(ruleOf),
          },
        },
        automationDetails: { id: "moat-check/" },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          SRCROOT: { description: { text: "The root of the repository." } },
        },
        results: findings.map((one) => resultOf(one, used.indexOf(one.rule), report)),
      },
    ],
  });
}

// The format asks for an absolute address; moat has no public home yet.
const home = "https://moat.example/";

const levels = { error: "error", warning: "warning", note: "note" } as const;

function ruleOf(id: CheckRuleId) {
  const { title, meaning, remedy, severity } = checkRules[id];
  return {
    id,
    name: pascal(id),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: meaning },
    help: {
      text: `${meaning} ${remedy}`,
      markdown: `${meaning}\n\n**To do:** ${remedy}\n\nMore with \`moat explain ${id}\`.`,
    },
    defaultConfiguration: { level: levels[severity] },
    messageStrings: { default: { text: `${title}: '{0}'.` } },
    properties: { tags: ["architecture", "ai-model"], precision: "high" },
  };
}

const pascal = (id: string): string => id.split(/[.-]/).map(capital).join("");

function resultOf(one: Finding, ruleIndex: number, { baseline }: CheckReport) {
  const { rule, severity, fingerprint, waivedBy } = one;
  const said = [one.message, ...one.changes.slice(0, mostChanges).map(changeText)].join("; ");
  return {
    ruleId: rule,
    ruleIndex,
    kind: "fail",
    level: levels[severity],
    // GitHub shows the text; readers with translations look the id up. Both come to the same.
    message: { text: `${checkRules[rule].title}: '${said}'.`, id: "default", arguments: [said] },
    locations: [{ physicalLocation: placeOf(one) }],
    partialFingerprints: { "moat/v1": fingerprint },
    ...(waivedBy === null ? {} : { suppressions: [suppression(waivedBy)] }),
    ...(baseline === null ? {} : { baselineState: one.baseline ?? "new" }),
  };
}

const mostChanges = 10;

/** From the column to the end of the word there; the line around it is the context, where it is more than that. */
function placeOf({ file, line, column, snippet }: Finding) {
  const [word = ""] = /^[^\s:]+/.exec(snippet.slice(column - 1)) ?? [];
  const endColumn = column + Math.max(1, word.length);
  const region = { startLine: line, startColumn: column, endLine: line, endColumn };
  const isLine = column === 1 && word.length >= snippet.length;
  return {
    artifactLocation: { uri: uri(file), uriBaseId: "SRCROOT" },
    region: { ...region, snippet: { text: word } },
    ...(isLine
      ? {}
      : { contextRegion: { startLine: line, endLine: line, snippet: { text: snippet } } }),
  };
}

const suppression = ({ id, approvedBy, expiresOn, reason }: WaivedBy) => ({
  kind: "external",
  status: "accepted",
  justification: `${id}, approved by ${approvedBy} until ${expiresOn}: ${reason}`,
});

/** A relative address: each part of the path by itself, so that a colon is no scheme and a # no fragment. */
const uri = (file: string): string =>
  file
    .split("/")
    .map((part) => (part === ".." ? part : encodeURIComponent(part)))
    .join("/");
