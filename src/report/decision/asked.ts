import { count, percent, plainValue, usd } from "../../core/know/money.ts";
import type { Decision } from "../../shapes/decision.ts";

/** What was asked and what was assumed, in the same phrases. */

interface Said {
  readonly path: string;
  readonly value: unknown;
}

type Phrase = (value: never) => string;

const phrases: Readonly<Record<string, Phrase>> = {
  share: (value: number) => `${percent(value)} of the requests`,
  task: (value: string) => value,
  "bar.benchmark": (value: string) => `bar on ${value}`,
  "workload.requestsPerMonth": (value: number) => `${count(value)} requests a month`,
  "workload.inputTokens": (value: number) => `${count(value)} tokens in`,
  "workload.outputTokens": (value: number) => `${count(value)} tokens out`,
  "workload.contextTokens": (value: number) => `largest request ${count(value)} tokens`,
  "workload.peakToMean": (value: number) => `peak ${count(value)} times the mean`,
  "workload.growthPerMonth": (value: number) =>
    value === 0 ? "no growth" : `growing ${Math.round(100 * value)} % a month`,
  "workload.cachedInputShare": (value: number) => `${Math.round(100 * value)} % of input cached`,
  "workload.batchShare": (value: number) => `${Math.round(100 * value)} % may wait`,
  "workload.audioMinutes": (value: number) => `${count(value)} minutes of audio each`,
  "workload.characters": (value: number) => `${count(value)} characters each`,
  "workload.reasoning": (value: string) => `thinking at most ${value}`,
  "latency.firstTokenMs": (value: number) => `first visible token within ${count(value)} ms`,
  "latency.perTokenMs": (value: number) => `${count(value)} ms per token`,
  "data.personal": (value: boolean) => (value ? "personal data" : "no personal data"),
  "data.sensitivity": (value: string) => `${value} data`,
  "data.boundary": (value: string) => `boundary ${value}`,
  "data.assurances": (value: string[]) => `assured ${list(value)}`,
  "data.domainData": (value: string) => `own domain data ${value}`,
  evaluation: (value: string) => `own evaluation ${value}`,
  "team.mlEngineers": (value: number) => `${count(value)} ML engineer${value === 1 ? "" : "s"}`,
  "team.onCall": (value: boolean) => (value ? "on call" : "no rota"),
  "team.fineTuning": (value: boolean) => (value ? "can tune" : "no tuning"),
  "policy.denyOrigins": (value: string[]) => `no models from ${list(value)}`,
  "policy.denyVendors": (value: string[]) => `not from ${list(value)}`,
  "policy.jurisdictions": (value: string[]) => `hosts of ${list(value)}`,
  "budget.usdPerMonth": (value: number) => `at most ${usd(value)} a month`,
  "budget.hurtsAtUsdPerMonth": (value: number) => `${usd(value)} a month hurts`,
  horizonMonths: (value: number) => `${count(value)} months`,
};

const list = (values: readonly string[]): string =>
  values.length === 0 ? "none" : values.join(" + ");

function phrase(path: string, value: unknown): string {
  const isEmpty = Array.isArray(value) && value.length === 0;
  const known = isEmpty ? undefined : (phrases[path] as ((value: unknown) => string) | undefined);
  if (known !== undefined) return known(value);
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (Array.isArray(value)) return `${name} ${list(value.map(String))}`;
  return `${name} ${plainValue(value)}`;
}

const ofNeed = /^needs\.(\d+)\.(.+)$/;

/** The needs first, each with what was said of it, then the rest. */
export function askedText(decision: Decision): string {
  const { needs, rest } = askedIn(decision);
  return [needs.join(", "), rest.join(", ")].filter((one) => one !== "").join("; ");
}

interface AskedParts {
  readonly needs: readonly string[];
  readonly rest: readonly string[];
}

export function askedIn({ useCase: { given } }: Decision): AskedParts {
  const needs = new Map<string, { name: string; said: string[] }>();
  const rest: string[] = [];
  for (const { path, value } of given) {
    const [, index, name] = ofNeed.exec(path) ?? [];
    if (index === undefined || name === undefined) {
      rest.push(phrase(path, value));
      continue;
    }
    const need = needs.get(index) ?? { name: "", said: [] };
    needs.set(index, need);
    if (name === "capability") need.name = String(value);
    else if (name === "share") need.said.push(phrase(name, shareOf(given, value)));
    else need.said.push(phrase(name, value));
  }
  const asked = [...needs.values()].map(({ name, said }) =>
    said.length === 0 ? name : `${name} (${said.join(", ")})`,
  );
  return { needs: asked, rest };
}

/** Of all needs; one that says nothing counts as 1. */
function shareOf(given: readonly Said[], value: unknown): number {
  const needs = new Set(given.flatMap(({ path }) => ofNeed.exec(path)?.[1] ?? []));
  const stated = given.filter(({ path }) => ofNeed.exec(path)?.[2] === "share");
  const sum = stated.reduce((total, one) => total + Number(one.value), needs.size - stated.length);
  return Number(value) / sum;
}

/** What moves an answer most stands first. */
const first = [
  /^workload\.requestsPerMonth$/,
  /workload\.(audioMinutes|characters)$/,
  /workload\.(input|output)Tokens$/,
  /workload\.cachedInputShare$/,
  /\.bar$/,
  /workload\.contextTokens$/,
  /^data\.(boundary|sensitivity)$/,
  /latency/,
  /^team\.mlEngineers$/,
];

export function assumedIn({ useCase, moat }: Decision): { said: string; because: string }[] {
  const rank = ({ path }: Said) => {
    const at = first.findIndex((one) => one.test(path));
    return at < 0 ? first.length : at;
  };
  return useCase.assumed
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ path, value, because }) => {
      const [, index, name] = ofNeed.exec(path) ?? [];
      const need = moat.length > 1 ? ` for ${moat[Number(index)]?.need ?? index}` : "";
      return {
        said: name === undefined ? phrase(path, value) : phrase(name, value) + need,
        because,
      };
    });
}
