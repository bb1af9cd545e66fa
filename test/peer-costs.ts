import { readFileSync } from "node:fs";

export type Numbers = Readonly<Record<string, number>>;
export interface Example {
  readonly id: string;
  readonly source: string;
  readonly published: string;
  readonly kind: string;
  readonly verdict: "reproduced" | "infeasible" | "wrong";
  readonly because?: string;
  readonly inputs: Numbers;
  readonly printed: Readonly<Record<string, number | string>>;
  readonly rounding: Readonly<Record<string, number>>;
}

export const examples: Example[] = JSON.parse(
  readFileSync(new URL("../fixtures/peer-costs/examples.json", import.meta.url), "utf8"),
);

/** How far a printed figure may be from an exact one: by its unit, as the example rounds. */
export function allowed({ rounding }: Example, name: string, printed: number): number {
  const { usd, eur, tokens_rel, count_rel, count, ratio, years } = rounding;
  if (/year/.test(name)) return years ?? 0;
  if (/per_hour$|count/.test(name) && count !== undefined) return count;
  if (/token|minutes|hours_per|days/.test(name)) return printed * (tokens_rel ?? count_rel ?? 0);
  if (/saving_vs/.test(name)) return ratio ?? 0;
  return usd ?? eur ?? 0;
}
