import type { ArmCost, Comparison, CostDocument, NeedCost } from "../../core/cost/document.ts";
import { count, percent, usd } from "../../core/money.ts";
import { chartLegend, curveChart } from "./chart.ts";
import {
  amount,
  breakEvenText,
  candidateText,
  comparisonText,
  headline,
  itemWords,
  people,
  perMillion,
  standingWords,
  valueText,
} from "./words.ts";

/** The same as the text, for a page that stays. */
export function costMarkdown(document: CostDocument): string {
  const { useCase, asOf, packs, draws, needs } = document;
  return `${[
    `# Cost: ${plain(useCase.title)}`,
    `As of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version}`).join(", ")}, mean of ${useCase.horizonMonths} months, ${count(draws)} draws.`,
    ...needs.flatMap(needPart),
  ].join("\n\n")}\n`;
}

/** Text from a file: no markup of its own, and no cell that breaks the table. */
const plain = (text: string): string =>
  text.replace(/[\\`*_[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");

function needPart(need: NeedCost): string[] {
  const { arms, against, warnings, curve, figures } = need;
  return [
    `## ${plain(need.need)}`,
    `${count(need.requestsPerMonth)} requests a month, ${count(need.inputTokens)} tokens in and ${count(need.outputTokens)} out. ${headline(need)}`,
    table(
      ["option", "candidate", "$ a month (80 %)", "1M in", "1M out", "blended", "note"],
      arms.map(armRow),
    ),
    itemTable(arms),
    ...arms.flatMap(fleetPart),
    ...against.flatMap(againstPart),
    `\`\`\`text\n${curveChart(curve, 80).join("\n")}\n${chartLegend}\n\`\`\``,
    table(
      ["figure", "value", "range", "basis", "source", "date"],
      figures.map((one) => [
        one.name,
        valueText(one.value, one.unit),
        `${valueText(one.low, one.unit)} to ${valueText(one.high, one.unit)}`,
        one.basis,
        one.source,
        one.published,
      ]),
    ),
    warnings.map((one) => `- ${one.text} (\`${one.code}\`)`).join("\n"),
  ].filter((one) => one !== "");
}

function armRow(arm: ArmCost): string[] {
  const { option, usdPerMonth, perMillion: rates, standing, because } = arm;
  const rate = (of: "input" | "output" | "blended") =>
    rates === null ? "" : perMillion(rates[of].expected);
  return [
    option,
    candidateText(arm),
    usdPerMonth === null ? "unpriced" : amount(usdPerMonth),
    ...[rate("input"), rate("output"), rate("blended")],
    [standingWords[standing], ...because.slice(0, 2)].filter((one) => one !== "").join(", "),
  ];
}

function itemTable(arms: readonly ArmCost[]): string {
  if (arms.every((one) => one.usdPerMonth === null)) return "";
  const rows = itemRows(arms);
  return rows.length === 0
    ? "No line comes to a dollar a month."
    : table(["line", ...arms.map((one) => one.option)], rows);
}

function itemRows(arms: readonly ArmCost[]): string[][] {
  const names = Object.keys(itemWords).filter((name) =>
    arms.some((one) => (one.items[name] ?? 0) >= 0.5),
  );
  return names.map((name) => [
    itemWords[name] ?? name,
    ...arms.map(({ items }) => (items[name] === undefined ? "" : usd(items[name] ?? 0))),
  ]);
}

function fleetPart({ fleet }: ArmCost): string[] {
  if (fleet === null) return [];
  const { serving } = fleet;
  return [
    `### Fleet: ${fleet.configuration}`,
    [
      `- ${count(fleet.gpus)} GPUs at ${usd(fleet.rent.usdPerGpuHour)} per GPU-hour (${fleet.rent.mode}, ${fleet.rent.basis}, ${fleet.rent.sources.join(", ")}), utilisation ${percent(fleet.utilisation)}, ${people(fleet.fte)}`,
      `- a replica: ${serving.requestsPerSecond.toPrecision(3)} requests/s, ${count(Math.round(serving.outputTokensPerSecond))} output tokens/s, ${serving.concurrency} at once, ${Math.round(serving.perTokenMs)} ms per token, first token ${Math.round(serving.firstTokenMs)} ms (${serving.basis}, 80 % within x${Math.exp(serving.lnError80).toFixed(2)}, maturity ${serving.maturity})`,
      ...fleet.ways.map((one) =>
        one.kind === "term"
          ? `- ${one.note}: ${usd(one.usdPerMonth)} a month`
          : `- ${one.kind}: ${usd(one.usdPerMonth)} a month, ${percent(one.ownShare)} of the volume on own machines, ${one.note}`,
      ),
      ...fleet.runnersUp.map(
        (one) => `- not ${one.configuration}: ${usd(one.usdPerMonth)}, ${one.because}`,
      ),
    ].join("\n"),
    `\`\`\`sh\n${fleet.verify.join("\n")}\n\`\`\``,
  ];
}

function againstPart(one: Comparison): string[] {
  const flips = one.flips.filter((flip) => flip.plausible);
  return [
    `### Against ${one.model} at ${one.offer}`,
    [
      `- ${comparisonText(one)}`,
      `- breaks even ${breakEvenText(one.breakEven.withStaff)}`,
      `- without staff ${breakEvenText(one.breakEven.withoutStaff)}`,
      ...flips.map(
        (flip) =>
          `- turns with ${flip.label} at ${valueText(flip.flip, flip.unit)} (now ${valueText(flip.value, flip.unit)})`,
      ),
    ].join("\n"),
    table(
      ["parameter", "range", "gap at low", "gap at high", "P at low", "P at high"],
      one.tornado
        .slice(0, 8)
        .map((bar) => [
          bar.label,
          `${valueText(bar.low, bar.unit)} to ${valueText(bar.high, bar.unit)}`,
          usd(bar.gapAtLow),
          usd(bar.gapAtHigh),
          bar.probabilityAtLow === null ? "" : percent(bar.probabilityAtLow),
          bar.probabilityAtHigh === null ? "" : percent(bar.probabilityAtHigh),
        ]),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
