// Rows of prices.csv, each under the model whose checkpoint it sells. The folder's own column knows families: it files the Thinking
// and the Instruct weights of one size under one model, which host after host prices apart.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { groupBy, models, table } from "./inbox.mjs";

const { checkpoints } = parse(readFileSync(new URL("slugs.yaml", import.meta.url), "utf8"));

/** A name without the vendor and the route that stand before it. */
const plain = (id) =>
  id
    .split("/")
    .at(-1)
    .toLowerCase()
    .replace(/^(?:us|eu|global|jp|au|apac)\./, "");

const saidOf = ({ host, model_id: id }) =>
  [`${host}/${plain(id)}`, plain(id)].find((name) => Object.hasOwn(checkpoints, name));

const letters = (name) => name.toLowerCase().replaceAll(/[^a-z0-9+]/g, "");
const named = new Map(
  models().flatMap(({ id, aliases = [] }) => [id, ...aliases].map((one) => [letters(one), id])),
);

/** What the folder files under nothing is a model of moat where it has its very name. */
export const priceRows = (folder) =>
  table(folder, "prices").map((row) => {
    const said = saidOf(row);
    const model =
      said === undefined
        ? row.model || (named.get(letters(plain(row.model_id))) ?? "")
        : (checkpoints[said] ?? "");
    return { ...row, model };
  });

/** What a name says of the weights that a family's name does not: how they were trained, or the month and day of a revision. */
const marks = /thinking|reasoning|preview|distill|vision|(?<!\d)(?:0[1-9]|1[0-2])[0-3]\d(?!\d)/g;

/** Names that say another checkpoint than the model under which they are filed, and that `checkpoints` does not settle. */
export function mixed(folder) {
  const rows = table(folder, "prices").filter(
    (row) => row.model !== "" && saidOf(row) === undefined,
  );
  return [...groupBy(rows, ({ model, model_id: id }) => `${model} ${plain(id)}`)].flatMap(
    ([, [{ model, model_id: id, host }]]) => {
      const strange = [
        ...plain(id)
          .replace(/\d{4}-\d\d-\d\d|\d{8}/, "")
          .matchAll(marks),
      ]
        .map(([mark]) => mark)
        .filter((mark) => !model.includes(mark));
      return strange.length === 0 ? [] : [`${model}: ${id} at ${host}`];
    },
  );
}
