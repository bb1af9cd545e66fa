import type { ArmCost, CostDocument, NeedCost } from "../../shapes/cost.ts";
import { options } from "./words.ts";

const head = [
  "record",
  "use_case",
  "need",
  "requests_per_month",
  "option",
  "line",
  "usd_per_month",
  "model",
  "host_or_fleet",
  "replicas",
];

type CsvRow = readonly string[];

/**
 * The bill line by line, its total, and the cost over volume, in US dollars: one table for a spreadsheet to filter by
 * `record` (`item`, `total`, `cash`, `together`, `curve`) and to pivot by `option`.
 */
export function costCsv(documents: readonly CostDocument[]): string {
  const rows = documents.flatMap((one) => [
    ...one.needs.flatMap((need) => [
      ...need.arms.flatMap((arm) => billRows(arm, need, one.useCase.name)),
      ...curveRows(need, one.useCase.name),
    ]),
    ...togetherRows(one),
  ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

function billRows(arm: ArmCost, need: NeedCost, useCase: string): CsvRow[] {
  const { option, model, offer, fleet, items, usdPerMonth, cash } = arm;
  const row = (record: string, line: string, usd: number | null): CsvRow => [
    ...[record, useCase, need.need, number(need.requestsPerMonth), option, line, number(usd)],
    ...[model ?? "", offer ?? fleet?.configuration ?? "", number(fleet?.replicas ?? null)],
  ];
  return [
    ...Object.entries(items).map(([line, usd]) => row("item", line, usd)),
    row("total", "", usdPerMonth?.expected ?? null),
    ...(cash === null ? [] : [row("cash", "", cash.usdPerMonth)]),
  ];
}

function curveRows({ need, curve }: NeedCost, useCase: string): CsvRow[] {
  return curve.flatMap((one) => {
    const row = (option: string, line: string, usd: number | null): CsvRow => [
      ...["curve", useCase, need, number(one.requestsPerMonth), option, line, number(usd), ""],
      ...(option === "self-host" ? [one.fleet ?? "", number(one.replicas)] : ["", ""]),
    ];
    return [
      ...options.map((option) => row(option, "", one.usd[option])),
      row("self-host", "without people", one.selfHostWithoutStaff),
    ];
  });
}

function togetherRows({ useCase, needs, together }: CostDocument): CsvRow[] {
  if (needs.length < 2) return [];
  const requests = needs.reduce((sum, one) => sum + one.requestsPerMonth, 0);
  return options.map((option) => [
    ...["together", useCase.name, "", number(requests), option, "", number(together[option])],
    ...["", "", ""],
  ]);
}

/** Cents are enough for money; an unpriced cell stays empty, it is not free. */
export const number = (value: number | null): string =>
  value === null ? "" : String(Math.round(value * 100) / 100);

/** Quoted where it has to be; a leading sign of a formula is kept from a spreadsheet. */
export function cell(text: string): string {
  const shown = /^[=+@\t\r]/.test(text) || /^-\D/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
