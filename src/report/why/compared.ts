import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { AskedModel, CandidatesDocument } from "../../shapes/candidates.ts";
import type { Listed } from "../../shapes/route.ts";
import { chance } from "../chance.ts";
import {
  asOfLine,
  chosenText,
  dollars,
  letInItems,
  placeOf,
  points,
  shortRule,
  sourcesLine,
  standings,
} from "./words.ts";

/** Models side by side, each at the place that comes nearest. */
export function comparedPage(document: CandidatesDocument): Page {
  const { models, needs, useCase } = document;
  return {
    title: "SIDE BY SIDE",
    subtitle: useCase.title,
    lead: [],
    sections: [
      ...needs.flatMap((need) => {
        const asked = models.filter((one) => one.need === need.need);
        return [
          {
            title: `${need.need}, bar ${need.bar.name} (${need.bar.quality.toFixed(2)}); chosen: ${chosenText(need)}`,
            blocks: [tableOf(asked)],
          },
          reasonsOf(asked),
        ];
      }),
      { title: "What would let them in", blocks: letInItems(models, true) },
    ],
    foot: [...sourcesLine(models), asOfLine(document)],
  };
}

const rows: readonly (readonly [string, (one: Listed) => string])[] = [
  ["at", placeOf],
  ["effort", ({ effort }) => effort],
  ["$ a month", ({ usdPerMonth }) => dollars(usdPerMonth)],
  ["quality", ({ quality }) => quality.p50.toFixed(2)],
  ["80 % range", ({ quality }) => `${quality.p10.toFixed(2)}-${quality.p90.toFixed(2)}`],
  ["P(bar)", ({ clearsBar }) => chance(clearsBar)],
  ["points", ({ value }) => points(value) || "-"],
  ["rules", ({ rules }) => rules.map(shortRule).join(", ") || "-"],
];

function tableOf(asked: readonly AskedModel[]): Block {
  return {
    kind: "table",
    head: ["", ...asked.map(({ model }) => model)],
    rows: [
      ["outcome", ...asked.map(({ outcome }) => standings[outcome])],
      ...rows.map(([name, cell]) => [
        name,
        ...asked.map(({ nearest }) => (nearest === null ? "-" : cell(nearest))),
      ]),
    ],
  };
}

const reasonsOf = (asked: readonly AskedModel[]): Section => ({
  title: "",
  blocks: asked.map(({ model, text }) => item(model, text)),
});
