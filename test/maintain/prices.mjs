// Makes rules/market/prices.json from the price data of @pydantic/genai-prices, for the offers that name a `priceId`.
// `node test/maintain/prices.mjs [INBOX]` writes it; with `--check` it compares instead (exit 1: the file differs).
// The package does not say when a price was checked. The list in the INBOX does; a row with the same rates lends its day, and
// days that are known already stay while the rates do.
// The package carries its data, so nothing is fetched. Raise `version` and `asOf` together with the package.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { waitForUpdate } from "@pydantic/genai-prices";
import { rolldown } from "rolldown";
import { parse } from "yaml";
import { priceRows } from "./price-rows.mjs";

// What `moat profiles update` makes of this data is what is shipped: there is one reader.
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const built = at(".dist-prices");
const bundle = await rolldown({
  input: at("src/load/import/genai.ts"),
  platform: "node",
  logLevel: "silent",
});
await bundle.write({ dir: built, format: "esm" });
const { datedPrices } = await import(`${built}/genai.js`);
rmSync(built, { recursive: true });

const models = new URL("../../rules/market/models/", import.meta.url);
const target = new URL("../prices.json", models);
const header = {
  source: "genai-prices-0.1.8",
  package: "@pydantic/genai-prices",
  version: "0.1.8",
  asOf: "2026-09-23",
  licence: "MIT",
};

const wantedIds = () => {
  const files = readdirSync(models).filter((name) => name.endsWith(".yaml"));
  const offers = files
    .flatMap((name) => parse(readFileSync(new URL(name, models), "utf8")).models)
    .flatMap((model) => model.offers ?? []);
  return [...new Set(offers.flatMap((offer) => offer.priceId ?? []))].sort();
};

const toRecord = (id, model) => {
  // Embeddings produce no tokens, so their output costs nothing. Anywhere else a missing or zero rate is unknown.
  const embeds = /embed/.test(id);
  const prices = datedPrices(id, model.prices);
  const isWhole = Array.isArray(prices) && prices.length > 0;
  if (isWhole && prices.every((price) => price.input > 0 && (embeds || price.output > 0)))
    return { id, prices };
  console.warn(`${id}: the package knows no price; it is left out, never written as 0`);
  return undefined;
};

/** Day on which somebody looked at the rates of a record. */
const checkedDays = () => {
  const [inbox] = process.argv.slice(2).filter((one) => !one.startsWith("--"));
  const listed = inbox === undefined ? [] : priceRows(inbox);
  const rows = listed
    .filter((row) => row.source.startsWith("genai-prices") && row.price_checked !== "")
    .map((row) => [
      `${row.host}:${row.model_id} ${Number(row.input)}/${Number(row.output)}`,
      row.price_checked,
    ]);
  const kept = JSON.parse(readFileSync(target, "utf8")).records.map((one) => [
    keyOf(one),
    one.checked,
  ]);
  return new Map([...kept, ...rows].filter(([, day]) => day !== undefined));
};

const keyOf = ({ id, prices }) => `${id} ${Number(prices[0].input)}/${Number(prices[0].output)}`;

const pairs = (text) => new Set([...text].map((_, index) => text.slice(index, index + 2)));

const likeness = (a, b) => {
  const [left, right] = [pairs(a), pairs(b)];
  return (2 * [...left].filter((pair) => right.has(pair)).length) / (left.size + right.size);
};

const nearest = (id, ids) =>
  ids.reduce((best, other) => (likeness(id, other) > likeness(id, best) ? other : best));

const snapshot = (wanted, known) => {
  const days = checkedDays();
  const records = wanted
    .flatMap((id) => toRecord(id, known.get(id)) ?? [])
    .map(({ id, prices }) => ({ id, checked: days.get(keyOf({ id, prices })), prices }));
  const head = JSON.stringify(header, null, 2).slice(0, -2);
  const lines = records.map((record) => `    ${JSON.stringify(record)}`).join(",\n");
  return `${head},\n  "records": [\n${lines}\n  ]\n}\n`;
};

const write = (text) => {
  const temporary = new URL("prices.json.tmp", target); // a reader never sees half a file
  writeFileSync(temporary, text);
  renameSync(temporary, target);
};

const providers = await waitForUpdate();
const rows = providers.flatMap((provider) =>
  provider.models.map((model) => [`${provider.id}:${model.id}`, model]),
);
const known = new Map(rows);
const wanted = wantedIds();
const unknown = wanted.filter((id) => !known.has(id));
for (const id of unknown)
  console.error(`${id}: no such price; the nearest is ${nearest(id, [...known.keys()])}`);

if (unknown.length > 0) process.exitCode = 1;
else if (!process.argv.includes("--check")) write(snapshot(wanted, known));
else if (readFileSync(target, "utf8") !== snapshot(wanted, known)) {
  console.error(
    "rules/market/prices.json differs from the package: run node test/maintain/prices.mjs",
  );
  process.exitCode = 1;
}
