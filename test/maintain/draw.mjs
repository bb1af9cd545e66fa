// Facts to be checked by hand against their sources: `node test/maintain/draw.mjs SEED [SCORES PRICES TERMS RENTS RETIRED]`.
// A seed gives the same facts of the same rules; another reviewer takes another seed.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const rules = new URL("../../rules/", import.meta.url);
const read = (path) => readFileSync(new URL(path, rules), "utf8");
const all = (folder) =>
  readdirSync(new URL(folder, rules)).map((name) => parse(read(`${folder}${name}`)));
const [seed, ...counts] = process.argv.slice(2).map(Number);
if (!Number.isInteger(seed))
  throw new Error("usage: node test/maintain/draw.mjs SEED [SCORES PRICES TERMS RENTS RETIRED]");

const scores = all("current/capabilities/").flatMap(({ id, benchmarks = [] }) =>
  benchmarks.flatMap(({ id: board, observations = [] }) =>
    observations.map((one) => ({ ...one, key: `${id} ${board} ${one.id}`, board })),
  ),
);
const snapshot = JSON.parse(read("market/prices.json")).records;
const models = all("market/models/").flatMap((file) => file.models);
const hosts = ["market/host-offers.yaml", "market/host-prices.yaml"].flatMap(
  (path) => parse(read(path)).offers ?? parse(read(path)).overrides,
);
const prices = [
  ...models.flatMap(({ id, offers = [] }) =>
    offers.flatMap(({ provider, prices = [] }) =>
      prices.map((one) => ({ ...one, key: `${id} at ${provider}`, from: one.from })),
    ),
  ),
  ...hosts.flatMap(({ model, provider, prices }) =>
    prices.map((one) => ({ ...one, key: `${model} at ${provider}` })),
  ),
  ...snapshot.flatMap(({ id, prices }) => prices.map((one) => ({ ...one, key: `record ${id}` }))),
];
const terms = parse(read("market/providers.yaml")).providers.flatMap(
  ({ id, assurances = {}, terms: said = {} }) =>
    Object.entries({ ...assurances, ...said }).map(([name, one]) => ({
      ...one,
      key: `${id} ${name}`,
    })),
);
const rents = parse(read("market/gpu-offers.yaml")).offers.map((one) => ({ ...one, key: one.id }));

const retired = parse(read("market/retired.yaml")).retired.map((one) => ({
  ...one,
  key: [one.id, one.version ?? [], one.provider].flat().join(" "),
}));

/** The first so many in an order that only the seed and the name of each decide. */
const drawn = (list, count) =>
  list
    .map((one) => [createHash("sha256").update(`${seed} ${one.key}`).digest("hex"), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, count)
    .map(([, one]) => one);

const strata = { score: scores, price: prices, term: terms, rent: rents, retired };
/** Of each, where nothing is said; of retirements none. */
const usual = { retired: 0 };
for (const [at, [kind, list]] of Object.entries(strata).entries())
  for (const { key, id: _id, note: _note, ...one } of drawn(list, counts[at] ?? usual[kind] ?? 15))
    console.log(`${kind} ${key} ${JSON.stringify(one)}`);
console.error(
  Object.entries(strata)
    .map(([kind, list]) => `${list.length} ${kind}s`)
    .join(", "),
);
