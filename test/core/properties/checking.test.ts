import fc from "fast-check";
import { expect, test } from "vitest";
import { isEven, winShare } from "../../../src/core/check/chosen.ts";
import { redecide } from "../../../src/core/check/redecide.ts";
import { askedOf } from "../../../src/core/choose/asked.ts";
import { asOf, knowledgeOf, worlds } from "../knowledge.ts";
import { decide, runs, several } from "./setting.ts";

/** A check decides again with less worked out; what it says of the call must be what advise says. */

test("a check calls it as advise does", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const { verdict, plans } = decide(written, knowledge, 64);
      const now = redecide(askedOf(written, knowledge, asOf), { count: 64 });
      expect([now.chosen.choice, now.chosen.status]).toEqual([verdict.choice, verdict.status]);
      for (const one of verdict.evenWith)
        expect(isEven(one.includes("+") ? "hybrid" : (one as "self-host"), now)).toBe(true);
      for (const { plan, winShare: share } of plans)
        if (!plan.includes("+")) expect(winShare(plan as "self-host", now)).toBe(share);
      seen.add(verdict.status);
    }),
    runs(150),
  );
  expect([...seen]).toEqual(expect.arrayContaining(["decided", "even", "below-bar"]));
});

test("no draws are made where what was recorded is the answer anyway", () => {
  const written = { name: "one", needs: [{ capability: "text" }] };
  const knowledge = knowledgeOf();
  const { choice } = redecide(askedOf(written, knowledge, asOf), { count: 0 }).chosen;
  const same = redecide(askedOf(written, knowledge, asOf), { count: 64, unless: choice });
  expect([same.chosen.choice, winShare(choice, same)]).toEqual([choice, null]);
});
