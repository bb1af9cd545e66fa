import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Compared, rank } from "../../src/core/choose/choice.ts";
import type { Plan } from "../../src/core/choose/plans.ts";
import { shipped } from "./knowledge.ts";

/** Which of plans is named, and which are even with it, by their means, their wins and their bills alone. */

const { even: parameters } = shipped.pack.choice;

interface Given {
  readonly value: number;
  readonly wins: number;
  readonly usd?: number;
  readonly chance?: number;
  readonly askedShare?: number;
}

const planOf = ({ usd = 100, chance = 0.8, askedShare = 0 }: Given, set: number): Plan =>
  ({
    set,
    picks: [{ row: { chance, candidate: { offer: { provider: "p" } } } }],
    expectedUsd: usd,
    imputedShare: 0,
    askedShare,
  }) as unknown as Plan;

/** Options are numbered in the order in which they are given. */
function named(...given: readonly Given[]): { head: number; even: number[] } {
  const plans = given.map(
    (one, at): Compared => ({ plan: planOf(one, 1 << at), value: one.value, wins: one.wins }),
  );
  const { ranked, even } = rank(plans, parameters);
  const place = (one: Compared | undefined) => plans.indexOf(one as Compared);
  return { head: place(ranked[0]), even: even.map(place).sort() };
}

describe("even", () => {
  it("takes more points where the best plan hardly wins oftener than not", () => {
    expect(named({ value: 0.8, wins: 0.51 }, { value: 0.76, wins: 0.49 }).even).toEqual([0, 1]);
    expect(named({ value: 0.8, wins: 0.7 }, { value: 0.76, wins: 0.3 }).even).toEqual([]);
    expect(named({ value: 0.8, wins: 0.75 }, { value: 0.796, wins: 0.25 }).even).toEqual([0, 1]);
  });

  it("has no step: a little more of the draws never makes more plans even", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.34, max: 0.75, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.06, noNaN: true }),
        (wins, more, behind) => {
          const size = (share: number) =>
            named({ value: 0.8, wins: share }, { value: 0.8 - behind, wins: 1 - share }).even
              .length;
          if (size(Math.min(0.95, wins + more)) > 0 && wins >= 0.5) expect(size(wins)).toBe(2);
        },
      ),
    );
  });

  it("leaves out who wins less than a third as often as the most frequent", () => {
    expect(named({ value: 0.8, wins: 0.77 }, { value: 0.799, wins: 0.23 }).even).toEqual([]);
  });
});

describe("of even plans", () => {
  it("the one that waits for no answer is named, then the likelier", () => {
    expect(named({ value: 0.8, wins: 0.5, askedShare: 1 }, { value: 0.79, wins: 0.5 }).head).toBe(
      1,
    );
    expect(named({ value: 0.8, wins: 0.5, chance: 0.45 }, { value: 0.79, wins: 0.5 }).head).toBe(1);
  });

  it("a clearly lower bill is named where it wins as often and gives next to nothing away", () => {
    expect(named({ value: 0.8, wins: 0.48 }, { value: 0.785, wins: 0.52, usd: 80 }).head).toBe(1);
    expect(named({ value: 0.8, wins: 0.52 }, { value: 0.785, wins: 0.48, usd: 80 }).head).toBe(0);
    expect(named({ value: 0.8, wins: 0.48 }, { value: 0.785, wins: 0.52, usd: 95 }).head).toBe(0);
    expect(named({ value: 0.8, wins: 0.48 }, { value: 0.77, wins: 0.52, usd: 80 }).head).toBe(0);
  });

  it("none that costs half as much again is named, however often it wins, unless the cheap one is unlikely", () => {
    expect(named({ value: 0.8, wins: 0.6 }, { value: 0.785, wins: 0.4, usd: 60 }).head).toBe(1);
    expect(named({ value: 0.8, wins: 0.6 }, { value: 0.785, wins: 0.4, usd: 70 }).head).toBe(0);
    expect(
      named({ value: 0.8, wins: 0.6 }, { value: 0.785, wins: 0.4, usd: 60, chance: 0.4 }).head,
    ).toBe(0);
  });

  it("the one that wins most often is named where the means are as good as one", () => {
    expect(named({ value: 0.8, wins: 0.3 }, { value: 0.797, wins: 0.7 }).head).toBe(1);
    expect(named({ value: 0.8, wins: 0.3 }, { value: 0.785, wins: 0.7 }).head).toBe(0);
  });
});
