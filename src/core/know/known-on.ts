import type { Day } from "../../shapes/common.ts";
import type { Provider, Stated } from "../../shapes/providers.ts";
import type { Model, Offer } from "./knowledge.ts";
import { visible } from "./months.ts";
import type { Knowledge } from "./pack.ts";

/**
 * The knowledge without what hosts promised only later. A promise is a claim: unlike a price, none of a later day stands in for it,
 * so on an earlier day it is unknown, and asked. The same object where nothing is later, since much is remembered by it.
 */
export function knownOn(knowledge: Knowledge, asOf: Day): Knowledge {
  const found = made.get(knowledge)?.get(asOf);
  if (found !== undefined) return found;
  const known = without(knowledge, asOf);
  made.set(knowledge, (made.get(knowledge) ?? new Map()).set(asOf, known));
  return known;
}

const made = new WeakMap<Knowledge, Map<Day, Knowledge>>();

function without(knowledge: Knowledge, asOf: Day): Knowledge {
  const providers = mapped(knowledge.providers, (one) => statedOn(one, asOf));
  const models = mapped(knowledge.models, (one) => offeredOn(one, asOf));
  const isSame = providers === knowledge.providers && models === knowledge.models;
  return isSame ? knowledge : { ...knowledge, providers, models };
}

function statedOn(provider: Provider, asOf: Day): Provider {
  const assurances = seen(provider.assurances, asOf);
  const machines = seen(provider.machines, asOf);
  const terms = seen<Provider["terms"]>(provider.terms, asOf);
  const isSame =
    assurances === provider.assurances &&
    machines === provider.machines &&
    terms === provider.terms;
  return isSame ? provider : { ...provider, assurances, machines, terms };
}

/** What an offer itself lists was read with the offer. */
function offeredOn(model: Model, asOf: Day): Model {
  const isLater = ({ assurances, published }: Offer) =>
    assurances.length > 0 && !visible(published, asOf);
  if (!model.offers.some(isLater)) return model;
  const offers = model.offers.map((one) => (isLater(one) ? { ...one, assurances: [] } : one));
  return { ...model, offers };
}

function seen<Of extends Readonly<Record<string, Stated | undefined>>>(all: Of, asOf: Day): Of {
  const entries = Object.entries(all);
  const kept = entries.filter(([, one]) => one === undefined || visible(one.published, asOf));
  return kept.length === entries.length ? all : (Object.fromEntries(kept) as Of);
}

/** Each entry changed; the same object where none was. */
function mapped<Of>(
  all: Readonly<Record<string, Of>>,
  change: (one: Of) => Of,
): Readonly<Record<string, Of>> {
  const entries = Object.entries(all).map(([name, one]) => [name, one, change(one)] as const);
  if (entries.every(([, before, after]) => before === after)) return all;
  return Object.fromEntries(entries.map(([name, , after]) => [name, after]));
}
