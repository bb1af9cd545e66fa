import type { Figure, ServingFacts } from "../../shapes/serving.ts";
import { normals } from "../know/random.ts";
import { remembering } from "../know/remember.ts";
import { expectedOf, type FixedConditions } from "./fixed.ts";
import { at } from "./parameters.ts";

/**
 * Draw after draw what people, building and the gateway may come to, within the ranges of their figures and from the streams of
 * `moat cost`; the number of people varies as that of the smallest team.
 */
export function fixedDraws(serving: ServingFacts, draws: number): readonly FixedConditions[] {
  const known = drawsOf(serving);
  const found = known.get(draws) ?? drawn(serving, draws);
  known.set(draws, found);
  return found;
}

const drawsOf = remembering(
  (_: ServingFacts) => new Map<number, readonly FixedConditions[]>(),
  new WeakMap(),
);

function drawn(serving: ServingFacts, draws: number): FixedConditions[] {
  const { usdPerYear, buildWeeks, refreshWeeks, gatewayUsdPerMonth, leastFte } = serving.staff;
  const valuesOf = (id: string, { value, range: [low, high] = [value, value] }: Figure) =>
    normals(`cost:${id}`, draws).map((z) => at({ low, value, high }, z));
  const people = valuesOf("staff", leastFte);
  const pay = valuesOf("staff-usd", usdPerYear);
  const build = valuesOf("build", buildWeeks);
  const refresh = valuesOf("refresh", refreshWeeks);
  const gateway = valuesOf("gateway", gatewayUsdPerMonth);
  const expected = expectedOf(serving);
  return Array.from({ length: draws }, (_, draw) => ({
    ...expected,
    staff: (people[draw] as number) / leastFte.value,
    staffUsdPerYear: pay[draw] as number,
    buildWeeks: build[draw] as number,
    refreshWeeks: refresh[draw] as number,
    gatewayUsd: gateway[draw] as number,
  }));
}
