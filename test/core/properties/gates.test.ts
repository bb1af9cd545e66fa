import fc from "fast-check";
import { expect, test } from "vitest";
import { rankOf } from "../../../src/core/believe/efforts.ts";
import { isAsked } from "../../../src/core/choose/plans.ts";
import type { Row } from "../../../src/core/choose/table.ts";
import { fleetSize } from "../../../src/core/cost/fleet.ts";
import type { Judged } from "../../../src/core/gate/judge.ts";
import type { Knowledge, Rule } from "../../../src/core/know/pack.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { knowledgeOf, number, shipped, withScales, worlds } from "../knowledge.ts";
import {
  type Asked,
  api,
  ask,
  change,
  decide,
  hostedOpen,
  lead,
  offered,
  rounding,
  runs,
  selfHost,
  several,
  single,
} from "./setting.ts";

/** What gates do, and that nothing is traded against them. */

const picksOf = ({ chosen }: Asked) => chosen.ranked.flatMap(({ plan }) => plan.picks);

test("what a gate removed is neither picked nor fallen back on, in no plan", () => {
  const limits = [number(2.5, 4), fc.nat(8), number(2.5, 5)] as const;
  fc.assert(
    fc.property(worlds, several, ...limits, (world, drawn, first, maxGpus, cap) => {
      const capped = change(drawn, "budget", { ...drawn.budget, usdPerMonth: 10 ** cap });
      const written = {
        ...change(capped, "policy", { maxGpus }),
        latency: { firstTokenMs: 10 ** first },
      };
      for (const { row, fallback } of picksOf(ask(written, knowledgeOf(world))))
        for (const one of [row, fallback?.row])
          if (one !== undefined) expect(one.judged.vetoes).toEqual([]);
    }),
    runs(60),
  );
});

test("data that may not leave own machines leaves self-hosting or nothing", () => {
  const inside = fc.constantFrom("own-premises", "air-gapped");
  fc.assert(
    fc.property(worlds, several, inside, (world, written, boundary) => {
      const asked = ask(change(written, "data", { boundary }), knowledgeOf(world));
      expect(["self-host", "none"]).toContain(asked.chosen.choice);
      for (const { row, fallback } of picksOf(asked))
        expect([row.option, fallback?.row.option ?? 0]).toEqual([selfHost, selfHost]);
    }),
    runs(40),
  );
});

/** Offers that document this or that. */
const assured = fc.array(fc.subarray(["audit", "baa", "zero-retention"]), {
  minLength: 7,
  maxLength: 7,
});
function documented(knowledge: Knowledge, drawn: readonly (readonly string[])[]): Knowledge {
  let at = 0;
  return offered(knowledge, (one) => [{ ...one, assurances: drawn[at++ % 7] ?? [] }]);
}

const ladder = ["public", "internal", "confidential", "regulated"] as const;
const steps = fc
  .tuple(fc.nat(3), fc.nat(3))
  .map(([a, b]) => [ladder[Math.min(a, b)], ladder[Math.max(a, b)]] as const);

/** Everybody has an audit to show, so no gate asks: who stands is not what is looked at here. */
const audited = (knowledge: Knowledge) =>
  offered(knowledge, (one) => [{ ...one, assurances: [...one.assurances, "audit"] }]);

test("more sensitive data never helps a shared endpoint against own machines", () => {
  fc.assert(
    fc.property(worlds, several, steps, (world, written, [low, high]) => {
      const knowledge = audited(knowledgeOf(world));
      const at = (sensitivity = "public") =>
        ask(change(written, "data", { sensitivity }), knowledge);
      const [before, after] = [at(low), at(high)];
      for (const other of [hostedOpen, api]) {
        const lost = lead(before, selfHost, other);
        if (lost !== undefined)
          expect(lead(after, selfHost, other)).toBeGreaterThanOrEqual(lost - rounding);
      }
    }),
    runs(120),
  );
});

// Where own machines expose nothing at all: else they lose a little by it in worlds in which the other plan is broken anyway.
test("more sensitive data never lowers the share of draws that own machines win", () => {
  fc.assert(
    fc.property(worlds, single, steps, (world, written, [low, high]) => {
      const exposure = { ...shipped.pack.scales.exposure, own: 0 };
      const knowledge = withScales(audited(knowledgeOf(world)), { exposure });
      const won = (sensitivity = "public") =>
        decide(change(written, "data", { sensitivity }), knowledge, 48).plans.find(
          ({ plan }) => plan === "self-host",
        )?.winShare ?? 0;
      expect(won(high)).toBeGreaterThanOrEqual(won(low));
    }),
    runs(40),
  );
});

test("an ask stands only where no documented candidate of its option takes part, and is listed where one does", () => {
  let [asks, set] = [0, 0];
  fc.assert(
    fc.property(worlds, several, assured, (world, drawn, offers) => {
      const written = change(drawn, "data", { assurances: ["baa"] });
      const { question } = ask(written, documented(knowledgeOf(world), offers));
      for (const { table } of question.needs) {
        const asking = (all: readonly Row[]) => all.filter(isAsked);
        for (const one of asking(table.rows))
          expect(table.rows.filter((row) => row.option === one.option && !isAsked(row))).toEqual(
            [],
          );
        for (const one of table.asking)
          expect(table.rows.some((row) => row.option === one.option && !isAsked(row))).toBe(true);
        asks += asking(table.rows).length;
        set += table.asking.length;
      }
    }),
    runs(60),
  );
  expect([asks > 10, set > 10]).toEqual([true, true]);
});

const withRule = (knowledge: Knowledge, path: string, effect: Rule["effect"]): Knowledge => {
  const rule: Rule = {
    id: "test/unknown",
    title: "Rests on a fact that nobody gave",
    rationale: "",
    given: "candidate",
    when: { kind: "test", path, operator: "eq", operand: { kind: "literal", value: "no" } },
    effect,
    because: "",
    remedy: undefined,
    evidence: [],
    severity: "note",
    replaces: [],
    file: "rules/test.yaml",
  };
  return { ...knowledge, rules: [...knowledge.rules, rule] };
};

/** Nobody states the terms of the small world's hosts. */
const terms = "candidate.terms.healthData";

const effects: readonly Rule["effect"][] = [
  { kind: "veto" },
  { kind: "ask" },
  { kind: "points", option: undefined, criterion: "control", value: 0.4 },
];

test.each(effects)(
  "a rule that lacks a fact asks where it is a gate; it removes nothing and gives no points: %o",
  (effect) => {
    fc.assert(
      fc.property(worlds, single, (world, written) => {
        const knowledge = knowledgeOf(world);
        const judged = (all: Knowledge): Judged[] =>
          ask(written, all).question.needs.flatMap((need) => need.judged);
        const before = judged(knowledge);
        for (const [at, after] of judged(withRule(knowledge, terms, effect)).entries()) {
          expect(after.vetoes).toEqual(before[at]?.vetoes);
          expect(after.points).toEqual(before[at]?.points);
          const isAsked = effect.kind !== "points" && after.candidate.kind !== "none";
          // What a gate has removed is not looked at any more.
          if (after.passes)
            expect(after.asks.some(({ id }) => id === "test/unknown")).toBe(isAsked);
        }
      }),
      runs(20),
    );
  },
);

/** One of all that people wait for. */
const limited = fc.tuple(single, number(2.3, 4.5), number(0.5, 2.5), fc.boolean()).map(
  ([written, first, per, both]): WrittenUseCase => ({
    ...written,
    workload: { ...written.workload, batchShare: 0 },
    latency: { firstTokenMs: 10 ** first, ...(both ? { perTokenMs: 10 ** per } : {}) },
  }),
);

test("a limit of latency is one rule: the first visible token, thinking included, at hosts and on own machines alike", () => {
  const slow = { own: 0, vendor: 0, "in-tenant": 0 };
  fc.assert(
    fc.property(worlds, limited, (world, written) => {
      const knowledge = knowledgeOf(world);
      const spread = Number(knowledge.pack.parameters.firstTokenSpread);
      for (const { judged, state } of ask(written, knowledge).question.needs)
        for (const { candidate, vetoes } of judged) {
          const { pace, thinking, placement } = candidate;
          // Of several gates the first that hang on the place alone leave the rest unasked.
          if (pace === undefined || vetoes.some(({ id }) => !id.endsWith("gate.latency"))) continue;
          const { firstTokenMs = 1e9, perTokenMs = 1e9 } = state.need.latency;
          const isSlow =
            pace.firstTokenMs + thinking * pace.perTokenMs > spread * firstTokenMs ||
            pace.perTokenMs > spread * perTokenMs;
          expect(vetoes.length > 0).toBe(isSlow);
          if (isSlow) slow[placement]++;
        }
    }),
    runs(60),
  );
  for (const count of Object.values(slow)) expect(count).toBeGreaterThan(0);
});

test("the more thinking, the later the first visible token: a limit that stops one effort stops all above it", () => {
  fc.assert(
    fc.property(worlds, limited, (world, written) => {
      for (const { places } of ask(written, knowledgeOf(world)).question.needs)
        for (const one of places) {
          const isSlow = one.all
            .filter(({ candidate }) => candidate.placement !== "own")
            .toSorted((a, b) => rankOf(a.candidate.effort) - rankOf(b.candidate.effort))
            .map(({ vetoes }) => vetoes.some(({ id }) => id.endsWith("gate.latency")));
          expect(isSlow).toEqual(isSlow.toSorted());
        }
    }),
    runs(30),
  );
});

const denied = fc.subarray(["h100-sxm", "l40s"]);

test("with more GPUs denied, or fewer allowed, no bill falls and nobody comes in", () => {
  fc.assert(
    fc.property(worlds, single, denied, denied, fc.nat(8), (world, drawn, a, b, fewer) => {
      const knowledge = knowledgeOf(world);
      const bills = (policy: object) =>
        ask(change(drawn, "policy", policy), knowledge).question.needs.flatMap(({ judged }) =>
          judged.map(({ candidate, passes }) =>
            passes && candidate.cost?.kind === "fleet"
              ? fleetSize(candidate.cost).usdPerMonth
              : Number.POSITIVE_INFINITY,
          ),
        );
      const never = (before: readonly number[], after: readonly number[]) => {
        for (const [at, usd] of after.entries())
          expect(usd).toBeGreaterThanOrEqual((before[at] ?? Number.POSITIVE_INFINITY) - rounding);
      };
      never(bills({ denyGpus: a }), bills({ denyGpus: [...new Set([...a, ...b])] }));
      never(bills({ denyGpus: a, maxGpus: 16 }), bills({ denyGpus: a, maxGpus: 16 - fewer }));
    }),
    runs(40),
  );
});

test("a higher cap never takes an option away", () => {
  const caps = [number(2, 5.5), number(1, 20)] as const;
  fc.assert(
    fc.property(worlds, several, ...caps, (world, written, log, factor) => {
      const knowledge = knowledgeOf(world);
      const at = (usdPerMonth: number) =>
        ask(change(written, "budget", { ...written.budget, usdPerMonth }), knowledge);
      const [low, high] = [at(10 ** log), at(10 ** log * factor)];
      // Where all miss the bar, only the nearest are options: with more money they may be others.
      if (low.chosen.status === "below-bar") return;
      for (const [option, value] of low.values.entries())
        if (value !== undefined) expect(high.values[option]).toBeDefined();
    }),
    runs(80),
  );
});

test("points that hang on the load count as those do that hang on the model", () => {
  const hosts = shipped.rules.find((one) => one.id === "current/points.many-hosts");
  if (hosts === undefined) throw new Error("the shipped pack has lost its points for many hosts");
  const operand = { kind: "literal", value: 0 } as const;
  const isBusy = { kind: "test", path: "candidate.usdPerMonth", operator: "gt", operand } as const;
  const effect = { kind: "points", option: undefined, criterion: "ops", value: 0.3 } as const;
  const busy = { ...hosts, id: "mine/points.busy", when: isBusy, effect };
  const written = { name: "busy", needs: [{ capability: "text" }] };
  const world = knowledgeOf();
  const pointsOf = (rules: Knowledge["rules"]) =>
    ask(written, { ...world, rules }).question.needs.flatMap(({ judged }) =>
      judged.filter((one) => one.passes).map((one) => one.points.ops),
    );
  const without = pointsOf(world.rules);
  const more = pointsOf([...world.rules, busy]).map((ops, at) => ops - (without[at] ?? 0));
  expect(more.length).toBeGreaterThan(10);
  for (const one of more) expect(one).toBeCloseTo(0.3);
});
