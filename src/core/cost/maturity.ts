import type { Day } from "../../shapes/common.ts";
import type { Stack } from "../../shapes/use-case.ts";
import type { Model } from "../know/knowledge.ts";
import { monthsBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";

/** Measured over predicted throughput of the stack that a team runs. */
export interface Maturity {
  readonly factor: number;
  readonly lnSd: number;
  /**
   * `tuned`: a recipe made for this model and GPU; `dense`, `experts`: the engine as it comes, by class of model; `fresh`: weights
   * that engines have not caught up with; `measured`: the team measured its own stack, and the capacity says so already.
   */
  readonly kind: "tuned" | "dense" | "experts" | "fresh" | "measured";
}

/** Of a model: where the correction was measured on the very stack, and elsewhere. */
export interface Maturities {
  readonly onMeasured: Maturity;
  readonly elsewhere: Maturity;
}

/**
 * What a team states holds everywhere. Where nothing is stated, a correction that was measured on the stack says what a tuned
 * recipe reaches, and everything else is taken as the engine comes.
 */
export function maturitiesOf(
  model: Model,
  stack: Stack | undefined,
  { serving }: Knowledge,
  asOf: Day,
): Maturities {
  const { maturity: facts } = serving;
  const of = (kind: Exclude<Maturity["kind"], "measured">): Maturity => ({
    factor: facts[kind].value,
    lnSd: facts[`${kind}LnSd`].value,
    kind,
  });
  const asItComes = of(model.serving?.architecture?.experts === undefined ? "dense" : "experts");
  if (stack !== undefined) {
    const stated = stack === "default" ? asItComes : of(stack);
    return { onMeasured: stated, elsewhere: stated };
  }
  const { weights } = model.released;
  const isFresh = weights !== undefined && monthsBetween(weights, asOf) < facts.freshMonths.value;
  return { onMeasured: of("tuned"), elsewhere: isFresh ? of("fresh") : asItComes };
}
