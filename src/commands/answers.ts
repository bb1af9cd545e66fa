import type { Snapshot } from "../core/know/pack.ts";
import {
  answersDiff,
  Causes,
  plainAnswer,
  plainQuestions,
  whatChanged,
} from "../core/profile/answers.ts";
import type { AnswersDiff, ChangedAnswer } from "../shapes/answers-diff.ts";
import type { Environment } from "./outcome.ts";
import { progressOf } from "./progress.ts";
import type { GlobalOptions } from "./shell.ts";

/** Every plain question put to both, and what turned each answer that is another; a terminal sees how far it is. */
export function answersBetween(
  before: Snapshot,
  after: Snapshot,
  { quiet }: GlobalOptions,
  environment: Environment,
): AnswersDiff {
  const questions = plainQuestions(before.knowledge, after.knowledge);
  const asking = progressOf({ what: "answers", total: questions.length, quiet }, environment);
  const changed = questions.flatMap((asked): ChangedAnswer[] => {
    const [from, to] = [plainAnswer(asked, before), plainAnswer(asked, after)];
    asking.step();
    const what = whatChanged(from, to);
    return what === undefined ? [] : [{ ...asked, before: from, after: to, what, cause: null }];
  });
  asking.end();
  const causes = new Causes(before, after);
  const turned = changed.filter(({ what }) => what === "option" || what === "model");
  const tracing = progressOf({ what: "causes", total: turned.length, quiet }, environment);
  const traced = changed.map((one): ChangedAnswer => {
    if (!turned.includes(one)) return one;
    const cause = causes.of(one);
    tracing.step();
    return { ...one, cause };
  });
  tracing.end();
  const { changes } = causes;
  return answersDiff({ before, after, questions: questions.length, changed: traced, changes });
}
