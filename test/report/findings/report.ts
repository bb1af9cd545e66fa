import { styleFor } from "../../../src/report/style.ts";
import type { CheckReport, Finding } from "../../../src/shapes/check.ts";

/** Everything that has broken a formatter somewhere: markup, line ends, ends of sections, control and astral characters. */
export const nasty =
  "100% a,b: \"q\" 'r' <b>&amp; ]]> ]]>]]> %0A\r\nnext\tline \u001b[31mred\u0000 \u2028 \u{1f600} | `code` =1+1";

export const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: "check.vetoed",
  severity: "error",
  file: "docs/decisions/0001-a.md",
  line: 3,
  column: 11,
  snippet: "  choice: self-host",
  need: "summarization",
  subject: null,
  message: "self-host does not stand",
  remedy: "Decide again.",
  changes: [],
  fingerprint: "0123456789abcdef0123456789abcdef",
  waivedBy: null,
  baseline: null,
  ...changes,
});

export const report = (
  findings: readonly Finding[],
  changes: Partial<CheckReport> = {},
): CheckReport => ({
  format: "moat.check",
  formatVersion: "1.0",
  tool: { name: "moat", version: "0.1.0" },
  asOf: "2026-11-23",
  packs: [{ id: "current", version: "2026.11.23", sha256: "0123456789abcdef" }],
  failOn: "error",
  summary: {
    records: 1,
    useCases: 0,
    clean: 0,
    skipped: 0,
    errors: findings.length,
    warnings: 0,
    notes: 0,
    waived: 0,
    known: 0,
    invalid: 0,
    failed: findings.length > 0,
  },
  records: [...new Set(findings.map((one) => one.file))].map((file) => ({
    file,
    title: "A decision",
    choice: "self-host",
    decidedOn: null,
    reviewBy: null,
    owners: [],
    state: "findings",
    today: null,
  })),
  findings,
  baseline: null,
  ...changes,
});

export const settings = { style: styleFor(false, 100), verbose: false };

const change = {
  id: "licence/x",
  title: nasty,
  from: nasty,
  to: 3,
  source: "some-source",
  url: "https://example.org/a b",
  published: "2026-09-02",
};

/** One finding of each fate, with text that is hard to write down. */
export const hard = report([
  finding({ message: nasty, remedy: nasty, snippet: nasty, changes: [change] }),
  finding({ file: "docs/a,b:c%d #1.md", line: 1, column: 1, severity: "warning" }),
  finding({ rule: "check.review-due", severity: "note", fingerprint: "1".repeat(32) }),
  finding({
    rule: "check.contradicted",
    fingerprint: "2".repeat(32),
    waivedBy: { id: "W-1", reason: nasty, approvedBy: "@cto", expiresOn: "2027-01-01" },
  }),
  finding({ rule: "check.drifted", fingerprint: "3".repeat(32), baseline: "unchanged" }),
  finding({ rule: "input.invalid", file: "bad.md", line: 1, fingerprint: "4".repeat(32) }),
]);
