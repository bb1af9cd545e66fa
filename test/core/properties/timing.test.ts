import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judged, passes, passesFacts } from "../../../src/core/judge.ts";
import { addMonths, monthsBetween } from "../../../src/core/months.ts";
import { nextReview, planOverTime } from "../../../src/core/timing.ts";
import { asOf, knowledgeOf, number, shipped, withScales, worlds } from "../knowledge.ts";
import { type Asked, ask, rounding, runs, several } from "./setting.ts";

/** Properties 25 and 26, on whole decisions; the formula itself is tested in test/core/forecast. */

test("a bridge is never worse than staying where switching is free, and never pays where it is dear", () => {
  let bridges = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const plan = (switchingMonths: number) => {
        const { question, found } = ask(written, withScales(knowledge, { switchingMonths }));
        return { ...planOverTime(question, found), choice: found.choice };
      };
      const [free, usual, dear] = [plan(0), plan(0.5), plan(1e6)];
      expect(free.gain).toBeGreaterThanOrEqual(0);
      expect(usual.gain).toBeLessThanOrEqual(free.gain + rounding);
      expect(free.plan === "wait").toBe(free.choice === "none");
      if (free.plan === "bridge") bridges++;
      if (dear.gain < 0) expect(dear.plan).toBe("act");
      if (usual.plan === "bridge") expect(free.plan).toBe("bridge");
    }),
    runs(400),
  );
  expect(bridges).toBeGreaterThan(2);
});

test("only open weights that somebody measured, or that clear the bar, are waited for", () => {
  let bridges = 0;
  const check = ({ question, found }: Asked) => {
    if (planOverTime(question, found).plan !== "bridge") return;
    bridges++;
    for (const { judged } of question.needs) {
      const open = judged.filter(
        (one) => one.candidate.option !== "proprietary-api" && passesFacts(one),
      );
      const reaches = (one: Judged) =>
        one.candidate.quality.kind === "measured" || (one.candidate.kind !== "none" && passes(one));
      expect(open.some(reaches)).toBe(true);
    }
  };
  fc.assert(
    fc.property(worlds, several, (world, written) => check(ask(written, knowledgeOf(world)))),
    runs(300),
  );
  for (const capability of Object.keys(shipped.profiles))
    for (const bar of ["strong", 0.9, 1] as const)
      check(
        ask(
          {
            kind: "moat/use-case@1",
            name: capability,
            needs: [{ capability, bar }],
            horizonMonths: 36,
          },
          shipped,
        ),
      );
  expect(bridges).toBeGreaterThan(2);
});

test("the next review lies within one and six months, and comes no later where more is at stake", () => {
  fc.assert(
    fc.property(worlds, several, number(1, 1e6), number(1, 10), (world, written, loss, factor) => {
      const { question, found } = ask(written, knowledgeOf(world));
      const review = nextReview(question, found, loss);
      const months = monthsBetween(asOf, review.by);
      // The day is rounded.
      expect(months).toBeGreaterThanOrEqual(1 - 0.02);
      expect(months).toBeLessThanOrEqual(6 + 0.02);
      expect(nextReview(question, found, loss * factor).by <= review.by).toBe(true);
      expect(review.by <= addMonths(asOf, 6)).toBe(true);
    }),
    runs(300),
  );
});
