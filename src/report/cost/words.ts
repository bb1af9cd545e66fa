import type { BreakEven, Crossing } from "../../core/cost/break-even.ts";
import type { Amount, ArmCost, Comparison, NeedCost } from "../../core/cost/document.ts";
import { count, percent, usd } from "../../core/money.ts";

/** The sentences that every format of a cost shares. */

export const standingWords: Record<ArmCost["standing"], string> = {
  stands: "",
  "below-bar": "misses your quality bar",
  gated: "a gate removes it",
  named: "the model you named",
  none: "nothing with a price",
};

export const itemWords: Readonly<Record<string, string>> = {
  gpus: "GPUs",
  spares: "spare GPUs",
  staging: "staging GPUs",
  staff: "staff",
  gateway: "gateway and observability",
  build: "building, spread",
  refresh: "refreshing models",
  tuning: "tuning",
  egress: "egress",
  storage: "storage",
  input: "input tokens",
  cacheReads: "cached input",
  output: "output tokens",
  batch: "batch",
  retries: "retries",
};

export const shortWords = {
  "self-host": "self-host",
  "hosted-open": "hosted open",
  "proprietary-api": "proprietary",
} as const;

export function amount({ expected, p10, p90 }: Amount): string {
  const [low, high] = [usd(p10), usd(p90)];
  return low === high ? usd(expected) : `${usd(expected)} (${low}-${high})`;
}

export const perMillion = (rate: number): string =>
  rate === 0 ? "$0" : rate < 10 ? `$${rate.toPrecision(2)}` : usd(rate);

export const replicas = (number: number): string =>
  `${count(number)} replica${number === 1 ? "" : "s"}`;

export const people = (fte: number): string =>
  `${count(Number(fte.toPrecision(2)))} ${fte === 1 ? "person" : "people"}`;

export function candidateText({ model: id, offer, fleet, thinkingTokens }: ArmCost): string {
  if (id === null) return "-";
  const model = thinkingTokens === 0 ? id : `${id} (${count(thinkingTokens)} tokens of thinking)`;
  if (fleet !== null) {
    const [busy, kept] = [Math.round(fleet.peakReplicas), Math.round(fleet.spares)];
    return `${model}, ${kept > 0 ? `${count(busy)}+${count(kept)} replicas` : replicas(busy)} of ${fleet.configuration}`;
  }
  return offer === null ? model : `${model} at ${offer}`;
}

/** Which way is cheapest, and by how much. */
export function headline({ arms }: NeedCost): string {
  const usable = arms.filter((one) => one.usdPerMonth !== null && one.standing !== "gated");
  const best = usable.reduce<ArmCost | undefined>(
    (held, one) => (held === undefined || expected(one) < expected(held) ? one : held),
    undefined,
  );
  if (best?.usdPerMonth == null)
    return arms.some((one) => one.usdPerMonth !== null)
      ? "No option passes its gates; the bills are what each would come to without them."
      : "No option has a price: either the work is not priced in tokens, or nothing that is known has one.";
  const own = arms.find((one) => one.option === "self-host");
  const words = `Cheapest: ${best.option}, ${candidateText(best)}, ${amount(best.usdPerMonth)} a month.`;
  if (own?.usdPerMonth == null || own === best) return words;
  return `${words} Self-hosting ${own.standing === "gated" ? "(which a gate removes) " : ""}would cost ${amount(own.usdPerMonth)}.`;
}

const expected = (one: ArmCost): number => one.usdPerMonth?.expected ?? Number.POSITIVE_INFINITY;

/** Each volume with the fleet that it holds for: another volume has another cheapest one. */
export function breakEvenText(found: BreakEven): string {
  const volume = (requests: number) => `${count(rounded(requests))} requests a month`;
  const on = (requests: number) => fleetText(found.crossings, requests);
  switch (found.kind) {
    case "never":
      return "never: even a full fleet costs more for each request";
    case "already":
      return `already, from ${volume(found.since)}${on(found.since)} up`;
    case "at":
      return `at ${volume(found.volume)}${on(found.volume)}`;
    case "band":
      return `between ${volume(found.from)}${on(found.from)} and ${volume(found.to)}${on(found.to)} it changes ${found.crossings.length} times as replicas are added; beyond, ${found.after === "own" ? "self-hosting is cheaper" : "the API is cheaper"}`;
    case "infeasible":
      return `infeasible: needs ${replicas(found.needsReplicas)} of ${found.fleet}, more than there may be`;
  }
}

function fleetText(crossings: readonly Crossing[], volume: number): string {
  const fleet = crossings.find((one) => one.volume === volume)?.fleet;
  return fleet === undefined ? "" : ` (${fleet})`;
}

/** Three digits: the interval is far wider than the fourth. */
const rounded = (value: number): number => Number(value.toPrecision(3));

export function comparisonText({
  gapUsdPerMonth,
  probabilityOwnCheaper,
  crossoverMonth,
}: Comparison): string {
  const gap = `${usd(Math.abs(gapUsdPerMonth))} a month`;
  const side = gapUsdPerMonth <= 0 ? `saves ${gap}` : `costs ${gap} more`;
  const chance =
    probabilityOwnCheaper === null
      ? ""
      : `; P(self-host is cheaper) ${percent(probabilityOwnCheaper)}`;
  const when =
    crossoverMonth === null
      ? "not paid back within the horizon"
      : `paid back from month ${crossoverMonth}`;
  return `self-hosting ${side}${chance}; ${when}`;
}

export function valueText(value: number, unit: string): string {
  if (unit === "share" || unit === "/year") return percent(value);
  if (unit.startsWith("$")) return `${usd(value)}${unit.slice(1)}`;
  const two = Number(value.toPrecision(2));
  return `${Math.abs(two) < 1000 ? two : count(two)}${unit === "" ? "" : ` ${unit}`}`;
}
