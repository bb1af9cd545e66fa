import type { Effort } from "../../shapes/common.ts";
import type { EffortFacts, Work } from "../../shapes/efforts.ts";
import { byKey } from "../know/by-key.ts";
import type { Model } from "../know/knowledge.ts";
import { efforts } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import { rankOf } from "./efforts.ts";
import { median } from "./median.ts";

/** Thinking of one model by effort, 1 = the median model at `high`. */
type Factors = Partial<Record<Effort, number | undefined>>;

/** What is known of how much models think, and what follows for those of which it is not. */
interface Thinking {
  readonly of: Readonly<Record<string, Factors>>;
  /** By vendor, for those with three models or more: thinking at an effort as a share of that at `high`, and at `high`. */
  readonly byVendor: Readonly<Record<string, UsualThinking>>;
  readonly usual: UsualThinking;
}

interface UsualThinking {
  readonly share: Factors;
  readonly atHigh: number;
}

/** Below so many models a vendor's habit is that of all. */
const leastModels = 3;

const thinkingIn = remembering((knowledge: Knowledge): Thinking => {
  const facts = knowledge.efforts;
  const of: Record<string, Factors> = {};
  for (const { model, effort, factor } of facts.measured) {
    of[model] ??= {};
    (of[model] as Record<string, number>)[effort] = factor;
  }
  const vendors = new Map<string, Factors[]>();
  for (const [id, factors] of Object.entries(of)) {
    const vendor = knowledge.models[id]?.vendor;
    if (vendor !== undefined) vendors.set(vendor, [...(vendors.get(vendor) ?? []), factors]);
  }
  const all = usualOf(Object.values(of), sharesIn(facts));
  return {
    of,
    usual: all,
    byVendor: Object.fromEntries(
      [...vendors]
        .filter(([, some]) => some.length >= leastModels)
        .map(([vendor, some]) => [vendor, usualOf(some, all.share)]),
    ),
  };
}, new WeakMap());

const sharesIn = ({ share }: EffortFacts): Factors =>
  byKey(efforts, (effort) => share[effort].value);

/** `otherwise` holds for efforts at which none of them was measured beside `high`. */
function usualOf(some: readonly Factors[], otherwise: Factors): UsualThinking {
  const share: Factors = byKey(efforts, (effort) => {
    const known = some.flatMap((one) =>
      one[effort] !== undefined && one.high !== undefined ? [one[effort] / one.high] : [],
    );
    return known.length === 0 ? otherwise[effort] : median(known);
  });
  const high = some.flatMap((one) => atHigh(one, share) ?? []);
  return { share, atHigh: high.length === 0 ? 1 : median(high) };
}

/** From `high` itself, or from the nearest effort that was measured. */
function atHigh(factors: Factors, share: Factors): number | undefined {
  const near = (["high", "xhigh", "medium", "max", "low"] as const).find(
    (effort) => factors[effort] !== undefined,
  );
  if (near === undefined) return undefined;
  return (factors[near] ?? 1) / (near === "high" ? 1 : (share[near] ?? 1));
}

/** Thinking tokens of a request, on top of its visible output; never less at a higher effort. */
export const thinkingTokens = (
  model: Model,
  effort: Effort,
  work: Work,
  knowledge: Knowledge,
): number =>
  knowledge.efforts.thinking[work].value * (factorsOf(knowledge)(model)[rankOf(effort)] ?? 0);

/** By rank of effort, 1 = the median model at `high`. */
const factorsOf = remembering(
  (knowledge: Knowledge) =>
    remembering((model: Model): readonly number[] => {
      const { of, byVendor, usual } = thinkingIn(knowledge);
      const habit = byVendor[model.vendor] ?? usual;
      const own = of[model.id] ?? {};
      const high = atHigh(own, habit.share) ?? habit.atHigh;
      let most = 0;
      return efforts.map((effort) => {
        if (effort !== "none")
          most = Math.max(most, own[effort] ?? high * (habit.share[effort] ?? 1));
        return most;
      });
    }, new WeakMap()),
  new WeakMap(),
);

/** `measured`: on this model at this effort; otherwise from its vendor's or from all models. */
export const thinkingBasis = (
  { id }: Model,
  effort: Effort,
  knowledge: Knowledge,
): "measured" | "assumed" =>
  effort === "none" || thinkingIn(knowledge).of[id]?.[effort] !== undefined
    ? "measured"
    : "assumed";
