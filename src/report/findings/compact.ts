import { counts } from "../../core/check/finding.ts";
import { safe, safeLine } from "../../core/know/printable.ts";
import type { CheckReport } from "../../shapes/check.ts";

/** One line per finding that counts, in the form that editors and grep know. Nothing to say, nothing written. */
export const compact = ({ findings }: CheckReport): string =>
  findings
    .filter(counts)
    .map(
      ({ file, line, column, severity, rule, message }) =>
        `${safeLine(file)}:${line}:${column}: ${severity}: ${safe(message).replace(/\n/g, " ")} [${rule}]\n`,
    )
    .join("");
