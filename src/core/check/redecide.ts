import type { Choice, Day } from "../../shapes/common.ts";
import type { Assumption } from "../../shapes/document.ts";
import { type Chosen, choose } from "../choose/choose.ts";
import { ask, type Question } from "../choose/question.ts";
import { knownFor } from "../gate/known-for.ts";
import { complete } from "../know/assume.ts";
import type { Knowledge } from "../know/pack.ts";
import type { UseCase, WrittenUseCase } from "../know/use-case.ts";

/** A use case decided again, with no more worked out than a check asks for. */
export interface Redecision {
  readonly useCase: UseCase;
  readonly assumed: readonly Assumption[];
  readonly question: Question;
  readonly chosen: Chosen;
}

export interface DrawSettings {
  readonly count: number;
  /** No draws are made where this is the answer anyway. */
  readonly unless?: Choice | undefined;
}

export function redecide(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  { count, unless }: DrawSettings,
): Redecision {
  const knowledge = knownFor(pack, written, asOf);
  const { useCase, assumed } = complete(written, knowledge);
  const question = ask({ useCase, knowledge, asOf });
  const expected = choose(question, 0);
  const chosen = count > 0 && expected.choice !== unless ? choose(question, count) : expected;
  return { useCase, assumed, question, chosen };
}
