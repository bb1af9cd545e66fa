import { keysIn } from "../../core/know/by-key.ts";
import { count, percent } from "../../core/know/money.ts";
import type { Option } from "../../shapes/common.ts";
import type { Amount, ArmCost, BreakEven, Comparison } from "../../shapes/cost.ts";
import type { Money } from "./money.ts";

/** The sentences that the parts of a cost page share. */

export const standingWords: Record<ArmCost["standing"], string> = {
  stands: "",
  "below-bar": "misses your quality bar",
  gated: "a gate removes it",
  named: "the model you named",
  none: "nothing with a price",
};

/** In the order of a bill: machines, people, then what is billed by the token. */
export const itemWords: Readonly<Record<string, string>> = {
  gpus: "GPUs",
  spares: "spare GPUs",
  staging: "staging GPUs",
  staff: "staff",
  build: "building, spread",
  refresh: "refreshing models",
  gateway: "gateway and observability",
  tuning: "tuning",
  egress: "egress",
  storage: "storage",
  input: "input tokens",
  cacheReads: "cached input",
  output: "output tokens, visible",
  thinking: "thinking tokens",
  speech: "speech, heard or read",
  batch: "batch",
  retries: "retries",
};

/** Lines that are somebody's time. */
export const peopleItems = ["staff", "build", "refresh"] as const;

export const optionPhrases: Readonly<Record<Option, string>> = {
  "self-host": "self-hosting",
  "hosted-open": "hosted open weights",
  "proprietary-api": "a proprietary API",
};

/** In the order of every table. */
export const options = keysIn(optionPhrases);

export function amount({ expected, p10, p90 }: Amount, money: Money): string {
  const [low, high] = [money(p10), money(p90)];
  return low === high ? money(expected) : `${money(expected)} (${low}-${high})`;
}

export const replicas = (number: number): string =>
  `${count(number)} replica${number === 1 ? "" : "s"}`;

export const people = (fte: number): string =>
  `${count(Number(fte.toPrecision(2)))} ${fte === 1 ? "person" : "people"}`;

export function candidateText({ model: id, offer, fleet, thinkingTokens }: ArmCost): string {
  if (id === null) return "-";
  const model =
    thinkingTokens === 0 ? id : `${id} (${count(thinkingTokens)} thinking tokens a request)`;
  if (fleet !== null) {
    const [busy, kept] = [Math.round(fleet.peakReplicas), Math.round(fleet.spares)];
    return `${model}, ${kept > 0 ? `${count(busy)}+${count(kept)} replicas` : replicas(busy)} of ${fleet.configuration}`;
  }
  return offer === null ? model : `${model} at ${offer}`;
}

/** What is said of an arm beside its name: why it would not be taken, and the rules that say so. */
export function remark({ standing, because }: ArmCost): string {
  const words = [standingWords[standing]].filter((one) => one !== "");
  const gates = because.slice(0, 2).join(", ");
  if (because.length === 0) return words.join("");
  return standing === "gated" ? `${words}: ${gates}` : `${words}; removed by ${gates}`;
}

/** Two digits: the staircase and the estimate are far wider than the third. */
const volume = (requests: number): string => count(Number(requests.toPrecision(2)));

/** One volume for a break-even, in the middle of its band where it has one; undefined where there is none. */
export function volumeOf(found: BreakEven): number | undefined {
  if (found.kind === "already") return found.since;
  if (found.kind === "at") return found.volume;
  return found.kind === "band" && found.after === "own"
    ? Math.sqrt(found.from * found.to)
    : undefined;
}

/** From which volume on own machines are the cheaper side, as part of a sentence. */
export function breakEvenText(found: BreakEven): string {
  switch (found.kind) {
    case "never":
      return "never: even a full fleet costs more for each request";
    case "already":
      return `already, from about ${volume(found.since)} requests a month`;
    case "at":
      return `from about ${volume(found.volume)} requests a month`;
    case "band": {
      const [from, to, middle] = [volume(found.from), volume(found.to), volumeOf(found)];
      if (middle === undefined)
        return from === to
          ? `only around ${from} requests a month`
          : `only between ${from} and ${to} requests a month`;
      const band =
        from === to ? "" : ` (${from} to ${to}: it turns with each replica that is added)`;
      return `from about ${volume(middle)} requests a month${band}`;
    }
    case "infeasible":
      return `never in practice: it would take ${replicas(found.needsReplicas)} of ${found.fleet}, more than there may be`;
  }
}

export function comparisonText(
  { gapUsdPerMonth, probabilityOwnCheaper, crossoverMonth }: Comparison,
  money: Money,
): string {
  const gap = `${money(Math.abs(gapUsdPerMonth))} a month`;
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

export function valueText(value: number, unit: string, money: Money): string {
  if (unit === "share" || unit === "/year") return percent(value);
  if (unit.startsWith("$")) return `${money(value)}${unit.slice(1)}`;
  const two = Number(value.toPrecision(2));
  return `${Math.abs(two) < 1000 ? two : count(two)}${unit === "" ? "" : ` ${unit}`}`;
}
