import type { LineChart } from "../../core/chart.ts";
import type { Comparison, NeedCost } from "../../core/cost/document.ts";
import type { Option } from "../../core/knowledge.ts";
import { count } from "../../core/money.ts";
import { dollars } from "./money.ts";
import { amount } from "./words.ts";

export const optionNames: Readonly<Record<Option, string>> = {
  "self-host": "Self-host",
  "hosted-open": "Hosted open weights",
  "proprietary-api": "Proprietary API",
};

/** Within a sentence. */
export const optionWords = (option: Option): string => {
  const name = optionNames[option];
  return name.charAt(0).toLowerCase() + name.slice(1);
};

/** The bill of each option over the volume, with its 80 % band; undefined where nothing has a price. */
export function costChart(need: NeedCost, title: string): LineChart | undefined {
  const { curve, arms, against, requestsPerMonth } = need;
  const series = arms.flatMap(({ option }) => {
    const points = curve.flatMap(({ requestsPerMonth: x, usd, band }) => {
      const y = usd[option];
      return y === null || y <= 0 ? [] : [{ x, y, band: band[option] ?? undefined }];
    });
    return points.length === 0 ? [] : [{ name: optionNames[option], look: option, points }];
  });
  if (series.length === 0) return undefined;
  const evens = against.flatMap(breakEvens).filter(({ volume }) => isWithin(volume, curve));
  const turns = evens.map(
    ({ model, volume }) => ` Self-hosting breaks even with ${model} at ${rounded(volume)}.`,
  );
  const bills = arms.flatMap(({ option, usdPerMonth }) =>
    usdPerMonth === null ? [] : [`${optionWords(option)} ${amount(usdPerMonth, dollars)}`],
  );
  return {
    kind: "lines",
    title,
    says: `$ a month at ${count(requestsPerMonth)} requests: ${bills.join(", ")}. Bands hold 80 % of the draws; own machines are chosen anew at each volume.${turns.join("")}`,
    x: { label: "requests a month", unit: "requests", log: true },
    y: { label: "$ a month", unit: "usd", log: true },
    series,
    marks: [
      { x: requestsPerMonth, text: `${count(requestsPerMonth)} asked` },
      ...evens.map(({ volume: x }) => ({ x, text: `${rounded(x)} breaks even` })),
    ],
  };
}

const rounded = (volume: number): string => count(Number(volume.toPrecision(3)));

const isWithin = (volume: number, curve: NeedCost["curve"]): boolean =>
  volume > (curve[0]?.requestsPerMonth ?? 0) && volume < (curve.at(-1)?.requestsPerMonth ?? 0);

/** Where own machines become cheaper than this API, and stay so. */
function breakEvens({ model, breakEven }: Comparison): { model: string; volume: number }[] {
  const { withStaff: found } = breakEven;
  if (found.kind === "at") return [{ model, volume: found.volume }];
  return found.kind === "band" && found.after === "own" ? [{ model, volume: found.to }] : [];
}
