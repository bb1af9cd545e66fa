import type { Choice } from "../../shapes/common.ts";
import type { Assumption } from "../../shapes/document.ts";
import type { Asked } from "../choose/asked.ts";
import { type Chosen, choose } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { UseCase } from "../know/use-case.ts";

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
  { question, assumed }: Pick<Asked, "question" | "assumed">,
  { count, unless }: DrawSettings,
): Redecision {
  const expected = choose(question, 0);
  const chosen = count > 0 && expected.choice !== unless ? choose(question, count) : expected;
  return { useCase: question.useCase, assumed, question, chosen };
}
