import type { CostDocument } from "../../core/cost/document.ts";

const options = ["self-host", "hosted-open", "proprietary-api"] as const;
const head = [
  "use_case",
  "need",
  "requests_per_month",
  ...options.map((one) => `${one.replace("-", "_")}_usd_per_month`),
  "self_host_without_staff_usd_per_month",
  "replicas",
  "fleet",
];

/** Cost over volume, one row a point: for a spreadsheet to draw. */
export function costCsv(documents: readonly CostDocument[]): string {
  const rows = documents.flatMap(({ useCase, needs }) =>
    needs.flatMap(({ need, curve }) =>
      curve.map((one) => [
        useCase.name,
        need,
        number(one.requestsPerMonth),
        ...options.map((option) => number(one.usd[option])),
        number(one.selfHostWithoutStaff),
        number(one.replicas),
        one.fleet ?? "",
      ]),
    ),
  );
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

/** Cents are enough for money; an unpriced cell stays empty, it is not free. */
export const number = (value: number | null): string =>
  value === null ? "" : String(Math.round(value * 100) / 100);

/** Quoted where it has to be; a leading sign of a formula is kept from a spreadsheet. */
export function cell(text: string): string {
  const shown = /^[=+@\t\r]/.test(text) || /^-\D/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
