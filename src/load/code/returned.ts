import type { LiteralContext, Words } from "./context.ts";
import { functionAround, givenBy, isLast, isReturned } from "./statements.ts";

/** What a function gives that is named for it, getModel or default_model; likewise a property of C#. */
export function returnedBy(context: LiteralContext, words: Words): string | undefined {
  const { before, language } = context;
  const isGiven = isReturned(before) || isLast(before, language);
  const around = isGiven ? givesModel(context, words) : undefined;
  return [givenBy(before, language)].find(givesOne(words)) ?? around;
}

const givesOne = (words: Words) => (name: string | undefined) =>
  name !== undefined && words.model.test(name) && !words.tells(name);

/** The function around it, where that is named for a model. */
export function givesModel(
  { literal, language }: LiteralContext,
  words: Words,
): string | undefined {
  return [functionAround(literal.whole, literal.offset - 1, language)].find(givesOne(words));
}
