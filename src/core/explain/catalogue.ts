import type { Day } from "../../shapes/common.ts";
import type { Vocabulary } from "../../shapes/words.ts";
import { checkRules } from "../check/rules.ts";
import { keysIn } from "../know/by-key.ts";
import { criteria } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { type Block, item, type Page, text } from "../know/page.ts";
import { lintRules } from "../profile/lint/finding.ts";
import { checkIds, checkPage } from "./check.ts";
import { criterionPage } from "./criterion.ts";
import { capabilityPage, sourcePage } from "./facts.ts";
import { fieldPage, sentenceOf, type UseCaseField } from "./field.ts";
import { lintIds, lintPage } from "./lint.ts";
import { hostPage, modelPage } from "./market.ts";
import { rulePage } from "./rule.ts";
import { namesOf, topicPage } from "./topic.ts";

export type Kind =
  | "rule"
  | "lint"
  | "criterion"
  | "term"
  | "capability"
  | "source"
  | "model"
  | "host"
  | "field"
  | "command line";

/** Something that can be explained. `names` are all that it answers to, the usual one first. */
export interface Entry {
  readonly kind: Kind;
  readonly names: readonly string[];
  readonly title: string;
  readonly page: () => Page | undefined;
}

/** What the catalogue takes from outside the core: words, the schema's fields, and a writer of YAML. */
export interface CatalogueInput {
  readonly words: Vocabulary;
  readonly fields: readonly UseCaseField[];
  readonly yaml: (value: unknown) => string;
}

const lintEntries = lintIds.map(
  (id): Entry => ({
    kind: "lint",
    names: [id, id.slice("lint.".length)],
    title: lintRules[id].title,
    page: () => lintPage(id),
  }),
);

const checkEntries = (knowledge: Knowledge): Entry[] =>
  checkIds.map((id) => ({
    kind: "rule",
    names: [id],
    title: checkRules[id].title,
    page: () => checkPage(id, knowledge),
  }));

/** Everything that can be explained, from the rules, profiles, pack and schema that hold the facts. */
export function catalogue(
  knowledge: Knowledge,
  asOf: Day,
  { words, fields, yaml }: CatalogueInput,
): Entry[] {
  return [
    ...criteria.map(
      (name): Entry => ({
        kind: "criterion",
        names: [name, `criterion.${name}`],
        title: `what ${name} means, and how it is reckoned`,
        page: () => criterionPage(name, knowledge),
      }),
    ),
    ...topicEntries(words, knowledge),
    ...knowledge.rules.map(
      (rule): Entry => ({
        kind: "rule",
        names: [rule.id, rule.id.slice(rule.id.indexOf("/") + 1)],
        title: rule.title,
        page: () => rulePage(rule, knowledge, yaml),
      }),
    ),
    ...lintEntries,
    ...checkEntries(knowledge),
    ...Object.values(knowledge.profiles).map(
      (one): Entry => ({
        kind: "capability",
        names: [one.id, ...one.aliases],
        title: one.title,
        page: () => capabilityPage(one.id, knowledge, asOf),
      }),
    ),
    ...fields.map(
      (one): Entry => ({
        kind: "field",
        names: [
          one.path,
          one.path.replace("[]", ""),
          ...(one.flag === undefined ? [] : [`--${one.flag}`]),
        ],
        title: one.help ?? one.type,
        page: () => fieldPage(one, sentenceOf(one.path, words), knowledge.pack),
      }),
    ),
    ...marketEntries(knowledge, asOf),
    ...Object.keys(knowledge.sources).map(
      (id): Entry => ({
        kind: "source",
        names: [id],
        title: knowledge.sources[id]?.title ?? id,
        page: () => sourcePage(id, knowledge),
      }),
    ),
  ];
}

const topicEntries = ({ topics }: Vocabulary, knowledge: Knowledge): Entry[] =>
  topics.map((one) => ({
    kind: one.group,
    names: namesOf(one),
    title: one.title,
    page: () => topicPage(one, knowledge),
  }));

/** Models and hosts, by id, title or alias. */
function marketEntries(knowledge: Knowledge, asOf: Day): Entry[] {
  return [
    ...Object.values(knowledge.models).map(
      (one): Entry => ({
        kind: "model",
        names: [one.id, one.title, ...one.aliases],
        title: one.title,
        page: () => modelPage(one, knowledge, asOf),
      }),
    ),
    ...Object.values(knowledge.providers).map(
      (one): Entry => ({
        kind: "host",
        names: [one.id, one.title],
        title: one.title,
        page: () => hostPage(one, knowledge, asOf),
      }),
    ),
  ];
}

/** The first entry of that name: a criterion or a term wins over a source or a field of the same name. */
export function find(entries: readonly Entry[], name: string): Entry | undefined {
  const exact = entries.find((one) => one.names.includes(name));
  const lower = name.toLowerCase();
  return exact ?? entries.find((one) => one.names.some((known) => known.toLowerCase() === lower));
}

const headings: Readonly<Record<Kind, string>> = {
  criterion: "Criteria",
  term: "Words of the answer",
  "command line": "Command line",
  rule: "Rules",
  lint: "Lints of the evidence",
  capability: "Capabilities",
  field: "Fields of a use case",
  model: "Models",
  host: "Hosts and vendors",
  source: "Sources",
};

/** What there is to explain: names with titles where they are few, names alone where they are many. */
export function contentsPage(entries: readonly Entry[], knowledge: Knowledge): Page {
  const kinds = keysIn(headings);
  return {
    title: "moat explain NAME",
    subtitle: `pack ${knowledge.pack.id} ${knowledge.pack.version}`,
    lead: ["Explains any of these names; rules also without the part before the slash."],
    sections: kinds.map((kind) => ({
      title: headings[kind],
      blocks: contents(
        entries.filter((one) => one.kind === kind),
        kind,
      ),
    })),
    foot: [],
  };
}

function contents(entries: readonly Entry[], kind: Kind): Block[] {
  if (kind === "model")
    return [text(`${entries.length} of them, by id, title or alias: moat explain MODEL.`)];
  if (kind === "source")
    return [text(`${entries.length} of them: moat profiles sources lists their ids.`)];
  const names = entries.map((one) => one.names[0] ?? "");
  if (kind === "field" || kind === "host" || kind === "criterion" || kind === "capability")
    return [text(names.join(", "))];
  return entries.map((one) => item(one.names[0] ?? "", one.title));
}
