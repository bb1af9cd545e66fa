import fc from "fast-check";
import { expect, test } from "vitest";
import { ask } from "../../../src/core/choose/question.ts";
import { workOf } from "../../../src/core/choose/work.ts";
import { ownFleet } from "../../../src/core/cost/configuration.ts";
import { type FleetCost, fleetCost, gpuLimit, gpusOf } from "../../../src/core/cost/fleet.ts";
import { fleetsFor, front } from "../../../src/core/costing/fleets.ts";
import { isDownloadable } from "../../../src/core/gate/candidate.ts";
import { complete } from "../../../src/core/know/assume.ts";
import { asOf, number, shipped } from "../knowledge.ts";
import { runs } from "../properties/setting.ts";

/** The search looks at few machines; that it misses none is seen by looking at all of them. */

const { serving } = shipped;
const rented = [...new Set(shipped.gpuOffers.map((one) => one.gpu))];
/** Of most models nobody says what serving takes, and no fleet is sized for those. */
const open = Object.values(shipped.models).filter(
  (one) => isDownloadable(one, asOf) && one.serving !== undefined,
);

const drawn = fc.record({
  id: fc.constantFrom(...open.map((one) => one.id)),
  requestsPerMonth: number(2, 9).map((exponent) => Math.round(10 ** exponent)),
  inputTokens: fc.integer({ min: 50, max: 50_000 }),
  outputTokens: fc.integer({ min: 5, max: 3000 }),
  // Work that may all wait takes machines by the hour.
  batchShare: fc.constantFrom(0, 1),
  perTokenMs: fc.option(number(1, 60), { nil: undefined }),
  maxGpus: fc.option(fc.constantFrom(1, 2, 4, 8, 16), { nil: undefined }),
  owned: fc.uniqueArray(
    fc.record({ gpu: fc.constantFrom(...rented), count: fc.constantFrom(1, 4, 8, 100) }),
    { maxLength: 3, selector: (one) => one.gpu },
  ),
  rents: fc.dictionary(fc.constantFrom(...rented), number(0.2, 4)),
});

test("the fleet that is taken is the cheapest of all that serve, at any rents", () => {
  let found = 0;
  fc.assert(
    fc.property(drawn, ({ id, perTokenMs, maxGpus, owned, rents, batchShare, ...workload }) => {
      const { useCase } = complete(
        {
          name: "drawn",
          needs: [{ capability: "text-reasoning" }],
          workload,
          latency: { perTokenMs },
          policy: { maxGpus, ownedGpus: owned },
        },
        shipped,
      );
      const moved = { ...useCase, market: { ...useCase.market, rents } };
      const [model, terms] = [
        shipped.models[id],
        ask({ useCase: moved, knowledge: shipped, asOf }).needs[0]?.terms,
      ];
      if (model === undefined || terms === undefined) throw new Error("nothing to place");
      const request = { ...workload, cachedInputShare: 0, batchShare };
      const taken = ownFleet(model, workOf(terms.state, request, shipped), terms);
      const all = fleetsFor(model, request, terms);
      const within = all.filter((one) => gpusOf(one) <= gpuLimit(one, moved));
      const usd = (fleet: FleetCost) => fleetCost(fleet, serving, moved.horizonMonths);
      const least = Math.min(...(within.length > 0 ? within : all).map(usd));
      if (all.length > 0) found++;
      expect(taken === undefined).toBe(all.length === 0);
      if (taken === undefined) return;
      expect(usd(taken) / least - 1).toBeLessThan(1e-12);
      const affordable = front(all, moved).filter((one) => gpusOf(one) <= gpuLimit(one, moved));
      if (within.length > 0)
        expect(Math.min(...affordable.map(usd)) / least - 1).toBeLessThan(1e-12);
      expect(within.length > 0).toBe(gpusOf(taken) <= gpuLimit(taken, moved));
    }),
    // Every machine of every size is worked out anew in each: so many, however long a busy machine takes.
    { numRuns: 60, seed: runs(1).seed },
  );
  expect(found).toBeGreaterThan(20);
});
