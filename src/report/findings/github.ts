import { counts } from "../../core/check/finding.ts";
import { checkRules } from "../../core/check/rules.ts";
import { safe } from "../../core/know/printable.ts";
import type { CheckReport, Finding } from "../../shapes/check.ts";

const levels = { error: "error", warning: "warning", note: "notice" } as const;

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export const github = ({ findings }: CheckReport): string =>
  findings
    .filter(counts)
    .map((one) => `${command(one)}\n`)
    .join("");

function command({ severity, rule, file, line, column, message, remedy }: Finding): string {
  const title = `${rule}: ${checkRules[rule].title}`;
  const properties = Object.entries({ title, file, line, col: column })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(",");
  return `::${levels[severity]} ${properties}::${data(`${message}\n${remedy}`)}`;
}

/** The runner reads these five as syntax; the order matters, the sign of the escape comes first. */
export const data = (text: string): string =>
  shown(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

export const property = (text: string): string =>
  data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** Line ends are escaped above; other control characters would reach the log. */
const shown = (text: string): string =>
  text
    .split(/(\r\n|\r|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : safe(part)))
    .join("");
