import fc from "fast-check";
import { expect, test } from "vitest";
import { drawOutcomes } from "../../../src/core/confidence.ts";
import type { Knowledge } from "../../../src/core/pack.ts";
import type { WrittenUseCase } from "../../../src/core/use-case.ts";
import { knowledgeOf, worlds } from "../knowledge.ts";
import {
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

/** Properties 2, 3 and 4: data that is more sensitive never moves the answer towards an endpoint that others share. */

const ladder = ["public", "internal", "confidential", "regulated"] as const;
const steps = fc
  .tuple(fc.nat(3), fc.nat(3))
  .map(([a, b]) => [ladder[Math.min(a, b)], ladder[Math.max(a, b)]] as const);

const at = (written: WrittenUseCase, sensitivity: string | undefined) =>
  change(written, "data", { sensitivity });

/** Everything at hosts is equally exposed: no offer runs inside the customer's own account. */
const sharedOnly = (knowledge: Knowledge): Knowledge => ({
  ...knowledge,
  models: Object.fromEntries(
    Object.entries(knowledge.models).map(([id, model]) => [
      id,
      { ...model, offers: model.offers.filter((one) => one.placement === "vendor") },
    ]),
  ),
});

test("more sensitive data never helps any host against own machines", () => {
  fc.assert(
    fc.property(worlds, several, steps, (world, written, [low, high]) => {
      const knowledge = knowledgeOf(world);
      const [before, after] = [ask(at(written, low), knowledge), ask(at(written, high), knowledge)];
      for (const other of [hostedOpen, api]) {
        const lost = lead(before, selfHost, other);
        if (lost === undefined) continue;
        expect(lead(after, selfHost, other)).toBeGreaterThanOrEqual(lost - rounding);
      }
    }),
    runs(400),
  );
});

test("more sensitive data never helps a proprietary API against hosted open weights where both are shared", () => {
  fc.assert(
    fc.property(worlds, several, steps, (world, written, [low, high]) => {
      const knowledge = sharedOnly(knowledgeOf(world));
      const before = lead(ask(at(written, low), knowledge), hostedOpen, api);
      if (before === undefined) return;
      const after = lead(ask(at(written, high), knowledge), hostedOpen, api);
      expect(after).toBeGreaterThanOrEqual(before - rounding);
    }),
    runs(400),
  );
});

/** Win shares over the same draws. */
function shares(written: WrittenUseCase, knowledge: Knowledge) {
  const { question, found } = ask(written, knowledge);
  return drawOutcomes(question.arena, found, 100).winShare;
}

const neverMovesToHosts =
  (narrow: (knowledge: Knowledge) => Knowledge) =>
  ([world, written, [low, high]]: readonly [
    Parameters<typeof knowledgeOf>[0],
    WrittenUseCase,
    readonly [string | undefined, string | undefined],
  ]) => {
    const knowledge = narrow(knowledgeOf(world));
    const before = shares(at(written, low), knowledge);
    const after = shares(at(written, high), knowledge);
    expect(after["self-host"]).toBeGreaterThanOrEqual(before["self-host"] - rounding);
    if (narrow === sharedOnly)
      expect(after["proprietary-api"]).toBeLessThanOrEqual(before["proprietary-api"] + rounding);
  };

test("more sensitive data never lowers P(self-host), with the same draws exactly", () => {
  fc.assert(
    fc.property(
      fc.tuple(worlds, single, steps),
      neverMovesToHosts((one) => one),
    ),
    runs(150),
  );
});

test("more sensitive data never raises P(proprietary API) where every host is shared", () => {
  fc.assert(fc.property(fc.tuple(worlds, single, steps), neverMovesToHosts(sharedOnly)), runs(150));
});

test("the same holds for use cases with several needs", () => {
  fc.assert(
    fc.property(fc.tuple(worlds, several, steps), neverMovesToHosts(sharedOnly)),
    runs(200),
  );
});
