import type { Day } from "../../shapes/common.ts";
import { priceOn, pricesAt } from "../cost/hosted.ts";
import { usd } from "../know/money.ts";
import { own } from "../know/own.ts";
import type { Knowledge } from "../know/pack.ts";
import type { CodeDecision } from "./decision.ts";
import type { ReadId } from "./model-id.ts";
import type { Ending } from "./retired.ts";

/** What people call a provider. */
export const providerTitle = (id: string, { providers, usage }: Knowledge): string =>
  usage.providers.find((one) => one.id === id)?.title ??
  // What follows a comma tells its routes apart.
  own(providers, id)?.title.split(",")[0] ??
  id;

/** What to do about an id that ends: its successor with the price, and what the record's own question is answered with today. */
export function endedRemedy(
  { replacedBy, provider }: Ending,
  decisions: readonly CodeDecision[],
  {
    knowledge,
    readId,
    asOf,
  }: { readonly knowledge: Knowledge; readonly readId: ReadId; readonly asOf: Day },
): string {
  const where = providerTitle(provider, knowledge);
  const successor =
    replacedBy === undefined
      ? `${where} names no single successor.`
      : `${where} recommends ${replacedBy}${priceOf(replacedBy, provider, { knowledge, readId, asOf })}; run your own evaluation on it before you move.`;
  const today = decisions.flatMap(({ takes, ask }) =>
    takes.length === 0
      ? []
      : [`Asked again today, ${ask} takes ${takes.map(takenText).join(", ")}.`],
  );
  const ask =
    decisions.length === 0
      ? ["moat init --from-code drafts the use case that moat advise would answer."]
      : [];
  return [successor, ...today, ...ask].join(" ");
}

const takenText = ({ model, offer }: CodeDecision["takes"][number]): string =>
  offer === undefined ? `${model} on own machines` : `${model} at ${offer}`;

/** The list price at the same provider, where it is known. */
function priceOf(
  written: string,
  provider: string,
  {
    knowledge,
    readId,
    asOf,
  }: { readonly knowledge: Knowledge; readonly readId: ReadId; readonly asOf: Day },
): string {
  const id = readId(written)?.model;
  const model = id === undefined ? undefined : own(knowledge.models, id);
  const offer = model?.offers.find((one) => one.provider === provider);
  const price = offer === undefined ? undefined : priceOn(pricesAt(offer, asOf).prices, asOf);
  if (price === undefined) return ", whose price there moat does not know";
  return ` (${usd(price.input)} in, ${usd(price.output)} out per million tokens)`;
}
