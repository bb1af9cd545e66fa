import type { Day } from "../../shapes/common.ts";
import type { Provider, Stated } from "../../shapes/providers.ts";
import type { Cell } from "../believe/boards.ts";
import { rankOf } from "../believe/efforts.ts";
import { beliefsAt } from "../believe/models.ts";
import { priceOn, pricesAt } from "../cost/hosted.ts";
import { answersOf } from "../gate/facts.ts";
import { groupedBy } from "../know/by-key.ts";
import type { Model, Offer } from "../know/knowledge.ts";
import { knownOn } from "../know/known-on.ts";
import { grouped } from "../know/money.ts";
import { releasedOn, visible } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { type Block, item, type Page, text } from "../know/page.ts";

/** What is known of a model or a host at a day, each with where it is from. */

export function modelPage(model: Model, knowledge: Knowledge, asOf: Day): Page {
  const { id, title, vendor, aliases, source, note } = model;
  const isOut = visible(releasedOn(model), asOf);
  const sources = new Set([source, model.licence.source, ...model.offers.map((one) => one.source)]);
  return {
    title,
    subtitle: `model ${id}`,
    lead: [
      isOut
        ? sentenceOf(model)
        : `Not out on ${asOf}: ${knowledge.providers[vendor]?.title ?? vendor} released it on ${releasedOn(model)}.`,
      ...(note === undefined ? [] : [note]),
    ],
    sections: isOut
      ? [
          { title: "What it is", blocks: factsOf(model, asOf) },
          { title: "Scores", blocks: scoresOf(model, knowledge, asOf) },
          { title: "Offers, $ per 1M tokens", blocks: offersOf(model, knowledge, asOf) },
        ]
      : [],
    foot: [
      ...(aliases.length === 0 ? [] : [`Also known as ${aliases.join(", ")}.`]),
      `Sources: ${[...sources].join(", ")} (moat explain each). Why it was or was not chosen: moat why ${id} FILE`,
    ],
  };
}

const sentenceOf = ({ vendor, origin, weights, status }: Model): string => {
  const sold = { general: "", preview: ", in preview", restricted: ", for chosen customers only" };
  return `${weights === "open" ? "Open weights" : "A closed model"} of ${vendor} (${origin})${sold[status]}.`;
};

function factsOf(model: Model, asOf: Day): Block[] {
  const { released, retires, licence, modalities, context, parameters, intendedUse, serving } =
    model;
  const heard = (model.transcribes ?? []).map(
    (one) =>
      `${one.value} minutes of audio a minute on one ${one.gpu} (${one.published}; ${one.source})`,
  );
  const entries: readonly (readonly [string, string | undefined])[] = [
    ["API since", released.api],
    ["weights since", released.weights],
    [
      "ends",
      retires === undefined
        ? undefined
        : `${retires}${retires <= asOf ? ", which has passed" : ""}`,
    ],
    [
      "licence",
      `${licence.name} (${licence.class})${licence.conditions === undefined ? "" : `: ${licence.conditions}`}`,
    ],
    ["intended use", intendedUse === "general" ? undefined : "research only, by its card"],
    ["takes in", modalities.join(", ")],
    ["context", context === undefined ? "unknown" : `${grouped(context)} tokens`],
    ["parameters", parameters && `${parameters.total} billion, ${parameters.active} active`],
    [
      "own machines",
      serving &&
        (serving.architecture === null
          ? "its configuration is not published, so a fleet is bounded by a larger model"
          : `attention ${serving.attention}; ${serving.precisions.join(", ")}`),
    ],
    ["writes down", heard.length === 0 ? undefined : heard.join("; ")],
  ];
  return entries.flatMap(([label, value]) => (value === undefined ? [] : [item(label, value)]));
}

/** Every visible score, board by board. */
function scoresOf(model: Model, knowledge: Knowledge, asOf: Day): Block[] {
  const { boards, models } = beliefsAt(knowledge, asOf);
  const cells = models.find((one) => one.model === model)?.cells ?? [];
  if (cells.length === 0)
    return [
      text("Nobody published a score of it: nothing is believed of it, and it is never chosen."),
    ];
  const byBoard = groupedBy(cells, ({ board }) => boards[board]?.benchmark.title ?? "");
  return [...byBoard].map(([title, held]) => item(title, boardText(held)));
}

/** Scores from most to least thinking, and where they are from. */
function boardText(cells: readonly Cell[]): string {
  const scores = cells
    .toSorted((a, b) => rankOf(b.effort ?? "none") - rankOf(a.effort ?? "none"))
    .map(
      ({ effort, observation }) =>
        `${observation.score}${effort === undefined ? "" : ` at ${effort}`}`,
    );
  const days = cells.map(({ observation }) => observation.date).sort();
  const sources = new Set(cells.map(({ observation }) => observation.source));
  return `${scores.join(", ")} (${days.at(-1)}; ${[...sources].join(", ")})`;
}

function offersOf({ id }: Model, all: Knowledge, asOf: Day): Block[] {
  const knowledge = knownOn(all, asOf);
  const offers = knowledge.models[id]?.offers ?? [];
  const sold = offers.filter((one) => one.retires === undefined || one.retires > asOf);
  if (sold.length === 0) return [text("Nobody is known to sell it.")];
  return [
    {
      kind: "table",
      head: ["at", "in", "out", "cached", "documents"],
      right: [1, 2, 3],
      rows: sold.map((offer) => {
        const price = priceOn(pricesAt(offer, asOf).prices, asOf);
        const dollars = (amount: number | undefined) => (amount === undefined ? "?" : `$${amount}`);
        return [
          offer.provider,
          dollars(price?.input),
          dollars(price?.output),
          dollars(price?.cacheRead),
          documentedBy(offer, knowledge),
        ];
      }),
    },
  ];
}

function documentedBy(offer: Offer, { providers }: Knowledge): string {
  const known = answersOf(offer, providers[offer.provider], ["yes", "by-agreement"]);
  return known.length === 0 ? "nothing that is known" : known.join(", ");
}

export function hostPage(provider: Provider, knowledge: Knowledge, asOf: Day): Page {
  const { id, title, home, regions, tiers, assurances, terms } = provider;
  const models = Object.values(knowledge.models).filter(
    (one) => visible(releasedOn(one), asOf) && one.offers.some((offer) => offer.provider === id),
  );
  const stated = (all: Readonly<Record<string, Stated | undefined>>) =>
    Object.entries(all).flatMap(([name, one]) =>
      one === undefined || !visible(one.published, asOf)
        ? []
        : [
            item(
              name,
              `${one.answer}${one.note === undefined ? "" : `: ${one.note}`} (${one.source}, ${one.published})`,
            ),
          ],
    );
  const [assured, agreed] = [stated(assurances), stated({ ...terms })];
  const nothing = text("Nothing is known: where it is asked for, somebody has to ask.");
  return {
    title,
    subtitle: `host ${id}`,
    lead: [
      `Serves ${models.length} of the known models. Its company is at home in ${home ?? "a country that is not known"}.`,
    ],
    sections: [
      {
        title: "Where and how",
        blocks: [
          item("regions", regions.length === 0 ? "unknown" : regions.join(", ")),
          item("tiers", tiers.length === 0 ? "unknown" : tiers.join(", ")),
        ],
      },
      { title: "Assurances", blocks: assured.length === 0 ? [nothing] : assured },
      { title: "Terms", blocks: agreed.length === 0 ? [nothing] : agreed },
      {
        title: "Models",
        blocks: models.length === 0 ? [] : [text(models.map((one) => one.id).join(", "))],
      },
    ],
    foot: ["An offer may document more than its host does: moat explain MODEL lists them."],
  };
}
