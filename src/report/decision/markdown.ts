import type { Decision } from "../../core/decision.ts";
import { count, percent, usd } from "../../core/money.ts";
import {
  bestText,
  bracketsText,
  forNeed,
  gapText,
  givesWay,
  headline,
  pointsText,
  qualityText,
  reviewText,
  timesText,
  usdText,
  whyHead,
} from "./words.ts";

/** A decision for a pull request: the same content as the text, in tables. */
export function decisionMarkdown(decision: Decision): string {
  const { verdict, useCase, asOf, packs } = decision;
  const { title, sentence } = headline(decision);
  const sections = [
    `### ${title}: ${literal(useCase.title)}`,
    sentence,
    routes(decision),
    `${verdict.planText} ${reviewText(decision)}`,
    why(decision),
    standing(decision),
    gates(decision),
    flips(decision),
    timeline(decision),
    advice(decision),
    notes(decision),
    `<sub>moat ${decision.tool.version}, as of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version} (${one.sha256})`).join(", ")}, use case ${useCase.sha256}</sub>`,
  ];
  return `${sections.filter((one) => one !== "").join("\n\n")}\n`;
}

/** Text from a file must not become markup, links or table cells. */
const literal = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#]/g, (char) => `\\${char}`).replace(/\n/g, " ");

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(literal).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...body.map(line)].join("\n");
}

function routes({ routes: list }: Decision): string {
  if (list.length === 0) return "";
  const body = list.map((one) => [
    one.need,
    percent(one.share),
    one.option,
    `${one.model ?? "as claimed"}${one.evidence === "tuned" ? ", tuned to the task" : ""}`,
    one.configuration ?? one.offer ?? "",
    qualityText(one).replace(/^quality /, ""),
    one.bar.quality.toFixed(2),
    one.usdPerMonth === null ? "unpriced" : usd(one.usdPerMonth),
  ]);
  return rows(["need", "share", "option", "model", "where", "quality", "bar", "$ a month"], body);
}

function why({ reasons, verdict }: Decision): string {
  const terms = reasons.filter((one) => one.kind === "criterion");
  if (terms.length === 0) return "";
  const worth =
    verdict.marginUsdPerMonth === null ? "" : `, worth ${usd(verdict.marginUsdPerMonth)} a month`;
  const margin =
    verdict.margin === null ? "" : ` (${(verdict.margin * 100).toFixed(1)} points${worth})`;
  const thin = reasons.filter((one) => one.kind === "evidence").map((one) => literal(one.text));
  const body = terms.map((one) => [
    ((one.delta ?? 0) * 100).toFixed(1),
    one.criterion ?? "",
    one.text,
  ]);
  const head = [`**${whyHead(reasons, verdict)}**${margin}`, ...thin].join(": ");
  return `${head}\n\n${rows(["points", "criterion", "because"], body)}`;
}

function standing(decision: Decision): string {
  const { options } = decision;
  const body = options.map((one) => [
    one.option,
    pointsText(one, decision),
    one.winShare === null ? "-" : percent(one.winShare),
    usdText(one.usdPerMonth),
    timesText(one, decision),
    bestText(one),
  ]);
  const told = rows(["option", "points", "wins", "$ a month", "times", "best candidate"], body);
  return options.some((one) => givesWay(one, decision)) ? `${told}\n\n${bracketsText}` : told;
}

function gates(decision: Decision): string {
  const body = decision.options.flatMap(({ option, vetoes }) =>
    vetoes.map((one) => [
      option,
      one.rule,
      `${one.removes} of ${one.of}${forNeed(one, decision)}`,
      one.text,
    ]),
  );
  if (body.length === 0) return "";
  return `<details><summary>What the gates took away</summary>\n\n${rows(["option", "gate", "candidates", "nearest case"], body)}\n\n</details>`;
}

function flips({ flips: list, verdict }: Decision): string {
  if (verdict.choice === "none") return "";
  if (list.length === 0)
    return "**What would change it**: nothing single within its plausible range.";
  const text = (value: string | number | boolean) =>
    typeof value === "number" ? count(value) : String(value);
  return `**What would change it**\n\n${rows(
    ["input", "from", "to", "verdict"],
    list.map((one) => [one.path, text(one.from), text(one.to), one.verdict]),
  )}`;
}

function timeline({ timeline: list, scenarios }: Decision): string {
  const lines = [
    ...list.filter((one) => one.sizeClass === "any").map(gapText),
    ...scenarios.map((one) => `${one.id}: ${one.text}`),
  ];
  return `**When the gap closes, all boards pooled**\n\n${[...new Set(lines)].map((one) => `- ${literal(one)}`).join("\n")}`;
}

function advice({ advice: list }: Decision): string {
  if (list.length === 0) return "";
  const lines = list.map((one) => `- **${literal(one.title)}.** ${literal(one.text)}`);
  return `**Advice**\n\n${lines.join("\n")}`;
}

function notes({ warnings, useCase, unknown, reasons }: Decision): string {
  const assumed = useCase.assumed.map(
    (one) => `\`${one.path}\` = ${literal(JSON.stringify(one.value))}`,
  );
  const sources = [
    ...new Map(reasons.flatMap((one) => one.evidence).map((one) => [one.source, one])).values(),
  ];
  const parts = [
    ...warnings.map((one) => `> ${literal(one.text)}`),
    assumed.length > 0 ? `**Assumed**: ${assumed.join(", ")}` : "",
    unknown.length > 0 ? `**Unknown**: ${literal(unknown.map((one) => one.text).join("; "))}` : "",
    sources.length > 0
      ? `**Sources**: ${sources.map((one) => (one.url.startsWith("http") ? `[${literal(one.source)}](${one.url})` : literal(one.source))).join(", ")}`
      : "",
  ];
  return parts.filter((one) => one !== "").join("\n\n");
}
