import type { ToldList, Topic, TopicLine } from "../../shapes/words.ts";
import type { Knowledge } from "../know/pack.ts";
import { type Block, item, type Page, text } from "../know/page.ts";
import { isTree, valueAt } from "../know/tree.ts";

/** All names that a topic answers to, the usual one first. */
export const namesOf = ({ names }: Topic): string[] =>
  names.flatMap((one) => [...new Set([one.replaceAll(" ", "-"), one])]);

export function topicPage(topic: Topic, knowledge: Knowledge): Page {
  return {
    title: topic.title,
    subtitle: namesOf(topic)[0] ?? "",
    lead: [topic.lead],
    sections: [{ title: "In full", blocks: topic.say.flatMap((one) => told(one, knowledge)) }],
    foot: [],
  };
}

function told(said: TopicLine, knowledge: Knowledge): Block[] {
  if (typeof said === "string") return [text(filled(said, knowledge))];
  if (isList(said)) return lists[said.list](knowledge);
  return Object.entries(said).map(([label, one]) => item(label, filled(one, knowledge)));
}

const isList = (said: Exclude<TopicLine, string>): said is { readonly list: ToldList } =>
  Object.hasOwn(lists, said.list ?? "");

/** Figures put in: they stand in the pack, and the words beside it. */
function filled(written: string, knowledge: Knowledge): string {
  const known = { ...knowledge, fit: knowledge.forecast.fits.at(-1) };
  return written.replace(
    /\{([a-z][\w.]*)(?:\sas\s(percent|points))?\}/gi,
    (_, path: string, form?: "percent" | "points") => {
      const value = valueAt(known, path.split("."));
      return form === undefined ? plain(value) : forms[form](Number(value));
    },
  );
}

const forms = {
  percent: (value: number) => `${Math.round(value * 1000) / 10} %`,
  /** A value of 1 is 100 points. */
  points: (value: number) => String(Math.round(value * 10_000) / 100),
} as const;

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (!isTree(value)) return String(value ?? "none");
  return Object.entries(value)
    .map(([name, figure]) => `${name} ${valueAt(figure, ["value"])}`)
    .join(", ");
}

const lists: Readonly<Record<ToldList, (knowledge: Knowledge) => Block[]>> = {
  bars: ({ pack }) =>
    Object.entries(pack.bars).map(([name, value]) =>
      item(name, name === "frontier" ? `${value}, and the yardstick moves on` : `${value}`),
    ),
  thinking: ({ efforts }) =>
    Object.entries(efforts.thinking).map(([work, { value }]) =>
      item(work, `${value} a request at high effort, of the median model`),
    ),
  kin: ({ profiles }) =>
    Object.values(profiles).flatMap(({ id, kin }) =>
      kin === undefined ? [] : [item(id, `reads the boards of ${kin}`)],
    ),
  gates: ({ rules }) =>
    rules.filter((one) => one.effect.kind === "veto").map((one) => item(one.id, one.title)),
  sizeClasses: ({ forecast }) =>
    forecast.sizeClasses.map(({ id, lagFactor }) =>
      item(
        id,
        lagFactor === 1
          ? "lags as the class does"
          : `lags ${Math.round(lagFactor * 100) / 100} times as long`,
      ),
    ),
  scenarios: ({ profiles }) =>
    Object.values(profiles).flatMap((one) =>
      one.scenarios.map(({ id, title }) => item(id, `${title} (${one.id})`)),
    ),
};
