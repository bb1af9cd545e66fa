import type { Option } from "../../shapes/common.ts";
import type { ServingFacts } from "../../shapes/serving.ts";
import { type FleetCost, fleetCost, fleetSize, machinesUsd } from "../cost/fleet.ts";
import type { HostedCost } from "../cost/hosted.ts";

interface CostOfOption {
  readonly cost: HostedCost | FleetCost | undefined;
  readonly option: Option;
}

/** What one candidate costs alone, $ per month, mean over the horizon; undefined where nobody knows. */
export function monthlyUsd(
  { cost, option }: CostOfOption,
  serving: ServingFacts,
  horizonMonths: number,
): number | undefined {
  if (cost?.kind !== "fleet") return cost?.usdPerMonth;
  return option === "self-host"
    ? fleetCost(cost, serving, horizonMonths)
    : machinesUsd(cost, fleetSize(cost), serving, true);
}
