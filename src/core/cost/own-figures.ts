import type { Day } from "../../shapes/common.ts";
import type { Figures, OwnPrice, RentTerm } from "../../shapes/figures.ts";
import type { Figure, ServingFacts } from "../../shapes/serving.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import type { GpuOffer, Model, Offer, Price } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { leavesIn } from "../know/tree.ts";
import { pricesAt } from "./hosted.ts";
import { ownedCost, ownedTerms } from "./owned.ts";

/** Id of the source of whatever a team states itself. */
const ownSource = "own-figures";

/**
 * The knowledge with the team's own figures in place of the pack's: those of the configuration, and over them those of
 * the use case. The same object for the same figures, since much is remembered by it.
 */
export function withOwnFigures(
  knowledge: Knowledge,
  written: Pick<WrittenUseCase, "figures" | "policy">,
  asOf: Day,
): Knowledge {
  const figures = merged(knowledge.pack.figures, written.figures);
  if (figures === undefined) return knowledge;
  const owned = (written.policy?.ownedGpus ?? []).map(({ gpu }) => gpu);
  const key = JSON.stringify([figures, owned, asOf]);
  const held = made.get(knowledge);
  if (held?.key === key) return held.own;
  const own = applied(knowledge, figures, owned, asOf);
  made.set(knowledge, { key, own });
  return own;
}

const made = new WeakMap<Knowledge, { readonly key: string; readonly own: Knowledge }>();

/** Group by group and name by name; the later wins. */
export function merged(
  usual: Figures | undefined,
  given: Figures | undefined,
): Figures | undefined {
  if (usual === undefined || given === undefined) return given ?? usual;
  const all: Record<string, object> = {};
  for (const one of [usual, given])
    for (const [group, values] of Object.entries(one)) all[group] = { ...all[group], ...values };
  return all;
}

/** Each figure that is given, by its path. */
export const leavesOf = (
  figures: Figures | undefined,
): { path: string; value: number | string }[] =>
  leavesIn(figures).flatMap(({ path, value }) =>
    typeof value === "number" || typeof value === "string" ? [{ path, value }] : [],
  );

function applied(
  knowledge: Knowledge,
  figures: Figures,
  owned: readonly string[],
  asOf: Day,
): Knowledge {
  const serving = servingWith(knowledge.serving, figures, asOf);
  const withMachines = { ...knowledge, serving };
  const { prices = {}, discounts = {} } = figures;
  const isPriced = Object.keys(prices).length + Object.keys(discounts).length > 0;
  return {
    ...withMachines,
    pack: { ...knowledge.pack, figures },
    gpuOffers: rentsWith(withMachines, figures, owned, asOf),
    models: isPriced
      ? Object.fromEntries(
          Object.entries(knowledge.models).map(([id, one]) => [id, pricedWith(one, figures, asOf)]),
        )
      : knowledge.models,
  };
}

const stated = (value: number, asOf: Day): Figure => ({
  value,
  range: [value, value],
  basis: "user",
  source: ownSource,
  published: asOf,
});

const replaceable = ["staff", "fleet", "network", "hosted", "owned", "labels"] as const;

/** The groups have the names of the facts that they replace. */
function servingWith(serving: ServingFacts, figures: Figures, asOf: Day): ServingFacts {
  const { fte, ...staff } = figures.staff ?? {};
  // A team that states its people has them at any size of the fleet.
  const people =
    fte === undefined
      ? {}
      : { leastFte: fte, ftePerDoubling: 0, gpusPerFte: Number.POSITIVE_INFINITY };
  const groups = { ...figures, staff: { ...staff, ...people } };
  const replaced = <Group extends (typeof replaceable)[number]>(name: Group) => {
    const given = Object.entries(groups[name] ?? {}).flatMap(([key, value]) =>
      typeof value === "number" ? [[key, stated(value, asOf)]] : [],
    );
    return { ...serving[name], ...Object.fromEntries(given) } as ServingFacts[Group];
  };
  return {
    ...serving,
    estimator: { ...serving.estimator, ...figures.engine },
    ...Object.fromEntries(replaceable.map((name) => [name, replaced(name)])),
  };
}

const modeOf = {
  "on-demand": "on-demand",
  "1-year": "reserved-1y",
  "3-year": "reserved-3y",
} as const satisfies Record<RentTerm, GpuOffer["mode"]>;

/** Ways of renting that a quote of one's own stands for; machines that may be taken away are another offer. */
const quotedModes = ["on-demand", "reserved-1y", "reserved-3y", "owned"] as const;

/** A quote is what will be paid, whatever term the pack would have looked for; an owned machine may be quoted too. */
function rentsWith(
  { gpuOffers, serving }: Knowledge,
  { rents = {}, owned: ownedFigures }: Figures,
  owned: readonly string[],
  asOf: Day,
): readonly GpuOffer[] {
  const bought =
    ownedFigures === undefined || Object.keys(ownedFigures).length === 0
      ? undefined
      : ownedCost(ownedTerms(serving.owned), serving.fleet.hoursPerMonth.value).usdPerGpuHour;
  const quoted = Object.entries(rents).flatMap(([gpu, { usdPerHour, term }]) =>
    quotedModes.map((mode) => quote({ gpu, mode, usdPerGpuHour: usdPerHour }, asOf, term)),
  );
  const own = owned
    .filter((gpu) => bought !== undefined && rents[gpu] === undefined)
    .map((gpu) => quote({ gpu, mode: "owned", usdPerGpuHour: bought ?? 0 }, asOf));
  const replaced = new Set([...quoted, ...own].map(({ gpu, mode }) => `${gpu} ${mode}`));
  return [
    ...gpuOffers.filter(({ gpu, mode }) => !replaced.has(`${gpu} ${mode}`)),
    ...quoted,
    ...own,
  ];
}

const quote = (
  rent: Pick<GpuOffer, "gpu" | "mode" | "usdPerGpuHour">,
  asOf: Day,
  term?: RentTerm,
): GpuOffer => ({
  id: `${ownSource}-${rent.gpu}-${rent.mode}`,
  provider: ownSource,
  ...rent,
  minGpus: 1,
  volatile: false,
  available: true,
  basis: "user",
  published: asOf,
  source: ownSource,
  ...(term === undefined ? {} : { note: modeOf[term] }),
});

function pricedWith(model: Model, { prices = {}, discounts = {} }: Figures, asOf: Day): Model {
  const given = (provider: string) =>
    prices[`${model.id}@${provider}`] ?? prices[model.id] ?? discounts[provider];
  if (!model.offers.some((one) => given(one.provider) !== undefined)) return model;
  const offers = model.offers.map((one): Offer => {
    const found = given(one.provider);
    if (found === undefined) return one;
    return typeof found === "number"
      ? {
          ...one,
          prices: one.prices.map((price) => times(price, 1 - found, 1 - found)),
          speech: one.speech?.map((price) => times(price, 1 - found, 1 - found)),
        }
      : { ...one, prices: [quotedPrice(one, found, asOf)] };
  });
  return { ...model, offers };
}

/** A contract holds: no tier, batch or cache of the list survives but in its ratio to it. */
function quotedPrice(offer: Offer, own: OwnPrice, asOf: Day): Price {
  const list = pricesAt(offer, asOf).prices.at(-1);
  const { input, output, cacheRead } = own;
  const dated = { published: asOf, source: ownSource, basis: "user" } as const;
  if (list === undefined || list.input === 0 || list.output === 0)
    return { input, output, cacheRead, ...dated };
  const {
    from: _from,
    note: _note,
    ...scaled
  } = times(list, input / list.input, output / list.output);
  return { ...scaled, input, output, cacheRead: cacheRead ?? scaled.cacheRead, ...dated };
}

function times(price: Price, input: number, output: number): Price {
  const rates = (one: Omit<Price, "published" | "source" | "tiers">) => ({
    input: one.input * input,
    output: one.output * output,
    cacheRead: one.cacheRead && one.cacheRead * input,
    cacheWrite: one.cacheWrite && one.cacheWrite * input,
    batch: one.batch && { input: one.batch.input * input, output: one.batch.output * output },
  });
  const tiers = price.tiers?.map((one) => ({ ...one, ...rates(one) }));
  return {
    ...price,
    ...rates(price),
    // What is heard or read goes in.
    perMinute: price.perMinute && price.perMinute * input,
    perMillionCharacters: price.perMillionCharacters && price.perMillionCharacters * input,
    tiers,
    basis: "user",
  };
}
