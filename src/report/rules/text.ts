import { safe } from "../../core/know/printable.ts";
import type { ListedRule, RuleList } from "../../shapes/rule-list.ts";
import { type Style, table, wrap } from "../style.ts";

/** Narrower terminals get the title on a line of its own. */
const wide = 90;

export function rulesText(
  { pack, version, rules }: RuleList,
  untested: boolean,
  style: Style,
): string {
  const count = `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
  const what = untested ? `${count} without a test in both directions` : count;
  const head = style.bold(`${safe(pack)} ${safe(version)}: ${what}`);
  if (rules.length === 0) return `${head}\n`;
  const foot = style.dim(wrap("moat explain ID says what a rule asks for, and why.", style.width));
  return `${head}\n${rows(rules, style)}\n\n${foot}\n`;
}

function rows(rules: readonly ListedRule[], style: Style): string {
  const note = ({ title, lacks }: ListedRule) =>
    safe(lacks.length > 0 ? `never seen to ${lacks.join(" or ")}` : title);
  if (style.width >= wide)
    return table(
      rules.map((one) => [safe(one.id), one.effect, note(one)]),
      style,
    );
  return rules
    .map(
      (one) => `  ${safe(one.id)} (${one.effect})\n    ${wrap(note(one), style.width - 4, "    ")}`,
    )
    .join("\n");
}
