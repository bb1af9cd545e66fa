import { type Belief, beliefOn, type CapabilityBelief } from "../../../src/core/believe/belief.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { Day } from "../../../src/shapes/common.ts";

/** How far off a capability lies that is read from the boards of another one of its class, where both have boards of their own. */

/** Standard deviations of a belief within which 80 % of a normal lie. */
const inEighty = 1.2816;

/** What is believed of models that were scored on both, in standard deviations of the belief that stands in. */
export function kinMisses(knowledge: Knowledge, asOf: Day): number[] {
  const beliefs = Object.values(knowledge.profiles).flatMap(({ id, class: of }) => {
    const belief = beliefOn({ capability: id, bounded: false }, knowledge, asOf);
    return belief?.capability === id && belief.from === "lines" ? [{ of, belief }] : [];
  });
  return beliefs.flatMap((one) =>
    beliefs
      .filter((other) => other !== one && other.of === one.of)
      .flatMap((other) => missesBetween(one.belief, other.belief)),
  );
}

/** Most scores are of high effort; others would count a model more than once. */
const scored = ({ rows }: CapabilityBelief): Belief[] =>
  rows.filter(({ own, effort }) => own > 0 && effort === "high");

const missesBetween = (read: CapabilityBelief, meant: CapabilityBelief): number[] =>
  scored(read).flatMap((one) => {
    const own = scored(meant).find(({ model }) => model === one.model);
    return own === undefined ? [] : [(own.gap - one.gap) / one.sd];
  });

/** The factor on the doubt with which 80 % ranges hold 80 % of them. */
export function kinFactorOf(misses: readonly number[]): number {
  const sizes = misses.map(Math.abs).sort((a, b) => a - b);
  return (sizes[Math.floor(0.8 * sizes.length)] ?? Number.NaN) / inEighty;
}
