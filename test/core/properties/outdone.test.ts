import fc from "fast-check";
import { expect, test } from "vitest";
import type { Field } from "../../../src/core/contender.ts";
import { outcomeOf } from "../../../src/core/outcome.ts";
import { between } from "../../../src/core/quality.ts";
import { arenaOf, hopefuls, isHopeful } from "../../../src/core/question.ts";
import { type QualityDraw, Showing } from "../../../src/core/showing.ts";
import { number, shipped } from "../knowledge.ts";
import { ask, change, closeTo, runs, single } from "./setting.ts";

/** Draws look at those who may win only; that nobody is missed is seen by looking at all. */

const capabilities = ["structured-extraction", "agentic-coding", "text-reasoning", "embeddings"];
const normal = number(-6.3, 6.3);
const chances = fc.record({
  z: fc.tuple(normal, normal, normal),
  p: number(0, 1),
  throughput: normal,
  rent: normal,
});

/** Places of those that clear the bar with the quality that is drawn, or whose quality is unknown. */
const clearing = ({ bar, contenders }: Field, option: number, { z, p }: QualityDraw): number[] =>
  (contenders[option] ?? []).flatMap(({ quality, unknown }, place) => {
    const clears =
      quality.kind === "measured"
        ? quality.behind + quality.sd * z <= bar.behind
        : unknown || between(quality, p) >= bar.share;
    return clears ? [place] : [];
  });

test("whoever is left out of the draws as outdone would have won in none of them", () => {
  let [left, all] = [0, 0];
  fc.assert(
    fc.property(
      single,
      fc.constantFrom(...capabilities),
      fc.array(chances, { minLength: 1, maxLength: 8 }),
      fc.option(number(2, 5.5), { nil: undefined }),
      (drawn, capability, states, cap) => {
        const [need] = drawn.needs;
        const usdPerMonth = cap === undefined ? undefined : 10 ** cap;
        const written = change(drawn, "budget", { usdPerMonth });
        const { question } = ask({ ...written, needs: [{ ...need, capability }] }, shipped);
        const { weights } = question.useCase;
        // Where little else counts, a fleet that is larger in one draw only shows.
        const thrifty = { quality: 1, cost: 99, privacy: 0, ops: 0, control: 0, speed: 0 };
        const few = hopefuls(question);
        const whole = arenaOf(question, isHopeful, (one) => one);
        const often = new Showing(few, { often: true });
        const same = (showing: Showing, other: Showing) => {
          for (const weighed of [weights, thrifty]) {
            const found = outcomeOf(few, { weights: weighed, showing });
            const sought = outcomeOf(whole, { weights: weighed, showing: other });
            expect(found.choice).toBe(sought.choice);
            for (const [option, plan] of sought.single.entries()) {
              expect(found.single[option]?.tier).toBe(plan?.tier);
              closeTo(found.single[option]?.value, plan?.value);
            }
          }
        };
        same(often.show(undefined), new Showing(whole).show(undefined));
        for (const { z, p, throughput, rent } of states) {
          const quality = (_: number, option: number) => ({ z: z[option] ?? 0, p });
          const chance = { quality, throughput, rent };
          const plain = new Showing(whole).show(chance);
          for (const [option, lane] of plain.lanes(0).entries())
            expect(lane.live.slice(0, lane.count)).toEqual(
              clearing(whole.fields[0] as Field, option, chance.quality(0, option)),
            );
          same(often.show(chance), plain);
          for (const lane of often.lanes(0)) left += lane.count;
          for (const one of whole.fields[0]?.contenders ?? []) all += one.length;
        }
      },
    ),
    runs(150),
  );
  console.log(`looked at ${Math.round((100 * left) / all)} % of ${all} contenders`);
  expect(left).toBeLessThan(all / 2);
});
