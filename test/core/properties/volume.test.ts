import fc from "fast-check";
import { expect, test } from "vitest";
import { type FleetCost, fleetSize } from "../../../src/core/cost/fleet.ts";
import { knowledgeOf, number, type World, worlds } from "../knowledge.ts";
import {
  type Asked,
  api,
  ask,
  change,
  hostedOpen,
  lead,
  rounding,
  runs,
  selfHost,
  several,
  single,
} from "./setting.ts";

/**
 * Properties 5 and 6: more volume never helps a proprietary API. Machines come whole, so against own machines it holds
 * between two steps of the fleet only: one request more may rent a replica more.
 */

const growth = number(1, 50);

const times = (written: Parameters<typeof change>[0], factor: number) =>
  change(written, "workload", {
    requestsPerMonth: (written.workload?.requestsPerMonth ?? 0) * factor,
  });

/** Open weights at hosts are never dearer than the cheapest proprietary price. */
const cheapOpen = (world: World): World => ({
  ...world,
  prices: Object.fromEntries(
    Object.entries(world.prices).map(([key, [input, output]]) => [
      key,
      key.startsWith("open") ? [input / 60, output / 400] : [input, output],
    ]),
  ),
});

test("more volume never helps a proprietary API against open weights at a lower price", () => {
  fc.assert(
    fc.property(worlds, several, growth, (world, drawn, factor) => {
      // A dedicated deployment is paid by the machine, not by the token.
      const written = change(drawn, "team", { fineTuning: false });
      const knowledge = knowledgeOf(cheapOpen(world));
      const before = lead(ask(written, knowledge), hostedOpen, api);
      if (before === undefined) return;
      const after = lead(ask(times(written, factor), knowledge), hostedOpen, api);
      expect(after).toBeGreaterThanOrEqual(before - rounding * factor);
    }),
    runs(400),
  );
});

const fleetOf = ({ found }: Asked): FleetCost | undefined => {
  const cost = found.outcome.single[selfHost]?.picks[0]?.contender.candidate.cost;
  return cost?.kind === "fleet" ? cost : undefined;
};

test("between two steps of the fleet, more volume never helps a proprietary API against own machines", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, single, number(1, 3), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const few = ask(written, knowledge);
      const many = ask(times(written, factor), knowledge);
      const [a, b] = [fleetOf(few), fleetOf(many)];
      const before = lead(few, selfHost, api);
      if (a === undefined || b === undefined || before === undefined) return;
      if (a.configuration.gpu.id !== b.configuration.gpu.id) return;
      if (a.configuration.gpusPerReplica !== b.configuration.gpusPerReplica) return;
      if (fleetSize(a).peakReplicas !== fleetSize(b).peakReplicas) return;
      held++;
      expect(lead(many, selfHost, api)).toBeGreaterThanOrEqual(before - rounding);
    }),
    runs(300),
  );
  expect(held).toBeGreaterThan(10);
});

test("a fleet is whole, never shrinks with volume, and costs the same between its steps", () => {
  fc.assert(
    fc.property(worlds, single, number(1, 3), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const a = fleetOf(ask(written, knowledge));
      if (a === undefined) return;
      const [few, many] = [
        fleetSize(a),
        fleetSize({ ...a, load: a.load.map((one) => one * factor) }),
      ];
      expect(Number.isInteger(few.peakReplicas)).toBe(true);
      expect(many.usdPerMonth).toBeGreaterThanOrEqual(few.usdPerMonth);
      if (many.peakReplicas === few.peakReplicas) expect(many.usdPerMonth).toBe(few.usdPerMonth);
    }),
    runs(300),
  );
});

test("cost counts in full however large it is: doubling it doubles what it takes away", () => {
  fc.assert(
    fc.property(worlds, single, number(1.1, 50), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const plans = [written, times(written, factor)].map(
        (one) => ask(one, knowledge).found.outcome.single[api],
      );
      const [a, b] = plans;
      const { question } = ask(written, knowledge);
      if (a === undefined || b === undefined) return;
      const same = a.picks[0]?.contender.candidate.model === b.picks[0]?.contender.candidate.model;
      if (!same) return;
      const { weights, budget } = question.useCase;
      const lost = (weights.cost * (b.usdPerMonth - a.usdPerMonth)) / budget.hurtsAtUsdPerMonth;
      expect(a.value - b.value).toBeCloseTo(lost, 6);
      expect(b.usdPerMonth / a.usdPerMonth).toBeCloseTo(factor, 6);
    }),
    runs(300),
  );
});
