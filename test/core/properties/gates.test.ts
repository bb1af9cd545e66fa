import fc from "fast-check";
import { expect, test } from "vitest";
import { passes, passesFacts } from "../../../src/core/judge.ts";
import type { Knowledge, Rule } from "../../../src/core/pack.ts";
import { knowledgeOf, number, shipped, worlds } from "../knowledge.ts";
import { ask, change, decide, runs, several, single, withBar } from "./setting.ts";

/** Properties 9, 10, 11, 15, 27 and 29: what gates do, and that nothing trades against them. */

test("what a gate removed is never recommended, in no option and no split", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { found } = ask(written, knowledgeOf(world));
      const stands = found.status === "below-bar" ? passesFacts : passes;
      const plans = [...found.outcome.single, found.outcome.split, found.plan];
      for (const plan of plans) {
        for (const { contender } of plan?.picks ?? []) expect(stands(contender.judged)).toBe(true);
      }
    }),
    runs(400),
  );
});

test("what is chosen clears the bar with the probability that the pack asks for, or nobody measured it", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const { found } = ask(written, knowledge);
      if (found.status !== "decided") return;
      for (const { contender } of [found.outcome.split, ...found.outcome.single].flatMap(
        (plan) => plan?.picks ?? [],
      )) {
        const { quality, clearing } = contender.candidate;
        if (quality.kind === "unknown") continue;
        expect(clearing.probability).toBeGreaterThanOrEqual(
          Number(knowledge.pack.parameters.barProbability),
        );
      }
    }),
    runs(400),
  );
});

test("data that may not leave own machines leaves self-hosting or nothing", () => {
  fc.assert(
    fc.property(
      worlds,
      several,
      fc.constantFrom("own-premises", "air-gapped"),
      (world, written, boundary) => {
        const decision = decide(change(written, "data", { boundary }), knowledgeOf(world), 20);
        expect(["self-host", "none"]).toContain(decision.verdict.choice);
        const others = decision.options.filter((one) => one.option !== "self-host");
        for (const other of others) {
          expect(other.eligible).toBe(false);
          expect(other.winShare).toBe(0);
        }
      },
    ),
    runs(200),
  );
});

test("the choice has the highest value of all that stand on evidence of its kind", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { found } = ask(written, knowledgeOf(world));
      const { plan } = found;
      if (plan === undefined || found.status !== "decided") return;
      for (const other of [...found.outcome.single, found.outcome.split]) {
        if (other === undefined) continue;
        expect(other.tier).toBeGreaterThanOrEqual(plan.tier);
        if (other.tier === plan.tier) expect(other.value).toBeLessThanOrEqual(plan.value + 1e-9);
      }
    }),
    runs(400),
  );
});

const bars = fc
  .tuple(number(0.5, 1.05), number(0.5, 1.05))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

/** Candidates whose evidence is known and that clear the bar, by option and model. */
const standing = ({ question }: ReturnType<typeof ask>) =>
  question.needs.flatMap(({ judged }, index) =>
    judged
      .filter((one) => passes(one) && one.candidate.quality.kind !== "unknown")
      .map(
        ({ candidate }) => `${index} ${candidate.option} ${candidate.model?.id} ${candidate.kind}`,
      ),
  );

/** Evidence that is enough for a lower bar may be too thin for a high one; then it neither passes nor fails. */
test("a higher bar lets nobody through on known evidence that a lower one kept out", () => {
  fc.assert(
    fc.property(worlds, several, bars, (world, written, [low, high]) => {
      const knowledge = knowledgeOf(world);
      const before = standing(ask(withBar(written, low), knowledge));
      for (const one of standing(ask(withBar(written, high), knowledge)))
        expect(before).toContain(one);
    }),
    runs(400),
  );
});

test("a higher bar that keeps nobody out changes no value", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, several, bars, (world, written, [low, high]) => {
      const knowledge = knowledgeOf(world);
      const [before, after] = [low, high].map((bar) => ask(withBar(written, bar), knowledge));
      if (before === undefined || after === undefined) return;
      if (String(standing(before)) !== String(standing(after))) return;
      // From parity on, thin evidence counts as unknown, which is another set of candidates.
      if (high >= knowledge.pack.evidence.parityFrom) return;
      held++;
      expect(after.values).toEqual(before.values);
      expect(after.found.choice).toBe(before.found.choice);
    }),
    runs(400),
  );
  expect(held).toBeGreaterThan(5);
});

const withRule = (knowledge: Knowledge, effect: Rule["effect"]): Knowledge => {
  const rule: Rule = {
    id: "test/points.of-the-unknown",
    title: "Rests on a fact that nobody gave",
    rationale: "",
    given: "candidate",
    when: {
      kind: "test",
      path: "candidate.latency.perTokenMs",
      operator: "gte",
      operand: { kind: "literal", value: 0 },
    },
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

/** Nobody states the latency of a hosted offer here, so the rule is unknown for all of them. */
test.each<Rule["effect"]>([
  { kind: "points", option: undefined, criterion: "control", value: 0.4 },
  { kind: "veto", gate: "fact" },
])("a rule that lacks a fact adds nothing, removes nothing, and is listed: %o", (effect) => {
  fc.assert(
    fc.property(worlds, single, (world, written) => {
      const knowledge = knowledgeOf(world);
      const [plain, ruled] = [
        decide(written, knowledge),
        decide(written, withRule(knowledge, effect)),
      ];
      for (const [index, before] of plain.options.entries()) {
        if (before.option === "self-host" || !before.eligible) continue;
        if (before.best.some((one) => one.configuration !== null)) continue;
        const after = ruled.options[index];
        expect(after?.score).toBe(before.score);
        const listed = ruled.unknown.filter((one) => one.option === before.option);
        expect(listed.map((one) => one.rule)).toContain("test/points.of-the-unknown");
      }
    }),
    runs(200),
  );
});

test("points that hang on the load count as those do that hang on the model", () => {
  const hosts = shipped.rules.find((one) => one.id === "current/points.many-hosts");
  if (hosts === undefined) throw new Error("the shipped pack has lost its points for many hosts");
  const isBusy = {
    kind: "test",
    path: "workload.requestsPerMonth",
    operator: "gt",
    operand: { kind: "literal", value: 1 },
  } as const;
  const effect = { kind: "points", criterion: "ops", value: 0.3 } as const;
  const busy = { ...hosts, id: "mine/points.busy", when: isBusy, effect };
  const written = { name: "busy", needs: [{ capability: "text-reasoning" }] };
  const pointsOf = (rules: Knowledge["rules"]) => {
    const { needs } = ask(written, { ...shipped, rules }).question;
    return needs.flatMap(({ judged }) => judged.map((one) => one.points.ops));
  };
  const without = pointsOf(shipped.rules);
  const more = pointsOf([...shipped.rules, busy]).map((ops, at) => ops - (without[at] ?? 0));
  expect(more.length).toBeGreaterThan(50);
  for (const one of more) expect(one).toBeCloseTo(0.3);
});
