// What hosts ask today: `node test/maintain/host-prices.mjs INBOX` puts the price lists in prices.csv of that folder side by
// side, each row with the day on which it was checked, and writes market/host-offers.yaml (hosts of open models that
// market/models does not name) and market/host-prices.yaml (what the offers named there cost now, where it changed).
// It prints where lists differ by more than 5 %, and offers that no newer list names. rules/README.md has the rule.
import { readFileSync } from "node:fs";
import { groupBy, median, models, observations, readYaml, rules, write } from "./inbox.mjs";
import { priceRows } from "./price-rows.mjs";

const [inbox] = process.argv.slice(2);

/** Lists from the one that is believed first, of those checked on one day. Routers sell what others serve. */
const lists = {
  "pi-ai-1.6.0": "2026-11-20",
  "models.dev-2026-09-30": "2026-09-30",
  "genai-prices-2026-08-22": "2026-08-22",
  "litellm-2026-07-24": "2026-07-24",
};
/** Those in which an offer must stand to be added: genai-prices files some prices of routers under the maker. */
const newest = ["pi-ai-1.6.0", "models.dev-2026-09-30"];
const otherNames = {
  "novita-ai": "novita",
  togetherai: "together",
  "cloudflare-workers-ai": "cloudflare",
  "fireworks-ai": "fireworks",
  "wafer.ai": "wafer",
  inference: "inference-net",
  moonshot: "moonshotai",
};
/** Clouds sell by route; an id says which. What closed models cost there is kept by hand. */
const routes = {
  "amazon-bedrock": (id) =>
    ({ us: "aws-bedrock-regional", eu: "aws-bedrock-eu" })[id.split(".")[0]] ?? "aws-bedrock",
  azure: () => "azure-foundry",
  "google-vertex": () => "google-vertex",
};

const providers = new Map(readYaml("market/providers.yaml").providers.map((one) => [one.id, one]));
const known = new Map(models().map((one) => [one.id, one]));
const records = new Map(
  JSON.parse(readFileSync(new URL("market/prices.json", rules), "utf8")).records.map((one) => [
    one.id,
    one,
  ]),
);

/** Routers and gateways resell what others serve, whatever a list files under their name. */
const resells = new Set(
  [...known.values()].flatMap(({ offers = [] }) =>
    offers.flatMap(({ kind, provider }) => (kind === "router" ? provider : [])),
  ),
);
/** Alibaba bills an answer with thoughts at another rate. A model that thinks is priced by the dearer: no plan may come out too cheap. */
const thinking = new Set(
  observations().flatMap(({ model, effort = "none" }) => (effort === "none" ? [] : [model])),
);
const outputOf = ({ model, output, tiers }) =>
  Math.max(output, (thinking.has(model) && tiers && JSON.parse(tiers).reasoning) || 0);

/** Lists work some prices out, and write the last digits of that. */
const number = (text) => (text === "" ? undefined : Number(Number(text).toPrecision(10)));
const rows = priceRows(inbox)
  .map((row) => ({
    ...row,
    cloud: Object.hasOwn(routes, row.host),
    provider: routes[row.host]?.(row.model_id) ?? otherNames[row.host] ?? row.host,
  }))
  .filter(
    (row) => known.has(row.model) && providers.has(row.provider) && !resells.has(row.provider),
  )
  .filter((row) => !row.cloud || known.get(row.model).weights === "open")
  .filter((row) => row.input !== "" && row.output !== "" && Object.hasOwn(lists, row.source))
  .map((row) => ({
    model: row.model,
    provider: row.provider,
    cloud: row.cloud,
    id: row.model_id.split("/").at(-1).toLowerCase(),
    // On its way out, or a trial that costs nothing and promises nothing.
    unsold: row.status === "deprecated" || Number(row.input) === 0 || Number(row.output) === 0,
    input: Number(row.input),
    output: outputOf(row),
    cacheRead: number(row.cacheRead) || undefined,
    // LiteLLM is a copy of copies that shows no day of its own.
    published: (row.source !== "litellm-2026-07-24" && row.price_checked) || undefined,
    source: row.source,
  }));

const rank = (row) => Object.keys(lists).indexOf(row.source);
/** Newest first, a day that nobody states last; of one list the plainest name, then the dearest: no plan may come out too cheap. */
const better = (a, b) =>
  (b.published ?? "").localeCompare(a.published ?? "") ||
  rank(a) - rank(b) ||
  Number(a.unsold) - Number(b.unsold) ||
  a.id.length - b.id.length ||
  b.output - a.output;

const far = (a, b) =>
  Math.max(...["input", "output"].map((at) => Math.max(a[at], b[at]) / Math.min(a[at], b[at]) - 1));
const usd = ({ input, output, source, published }) =>
  `${input}/${output} (${source}, ${published ?? "no day"})`;

const offerOf = (model, provider) =>
  known.get(model).offers?.find((one) => one.provider === provider);

/** An offer that names its record is about that checkpoint and no other. */
const isMeant = (row) => {
  const id = offerOf(row.model, row.provider)?.priceId?.split(/[:/]/).at(-1).toLowerCase();
  return id === undefined || id === row.id;
};

const sold = [...groupBy(rows.filter(isMeant), (row) => `${row.model} at ${row.provider}`)].map(
  ([what, all]) => {
    const lines = [...groupBy(all.toSorted(better), (row) => row.source).values()].map(
      ([row]) => row,
    );
    return { what, lines, ...lines[0] };
  },
);

/** What moat says of an offer that its maker's file names, without what this script wrote. */
function priceOf(offer) {
  const generated = records.get(offer.priceId);
  const taken = (generated?.prices ?? []).map((one) => ({
    ...one,
    published: generated.checked ?? "2026-09-23",
  }));
  return [...taken, ...(offer.prices ?? [])]
    .filter((one) => (one.from ?? "") <= lists["pi-ai-1.6.0"])
    .toSorted(
      (a, b) =>
        (a.from ?? "").localeCompare(b.from ?? "") || a.published.localeCompare(b.published),
    )
    .at(-1);
}

/** Of which no page says anything: such a host is not made the cheapest by one line of a list. */
const isUndocumented = (id) => {
  const { assurances = {}, terms = {} } = providers.get(id);
  return Object.keys({ ...assurances, ...terms }).length === 0;
};

const offers = [];
const changes = [];
for (const row of sold.toSorted((a, b) => a.what.localeCompare(b.what))) {
  if (row.unsold) continue;
  const model = known.get(row.model);
  const offer = offerOf(row.model, row.provider);
  const own = model.vendor === row.provider || providers.get(row.provider).of === model.vendor;
  const price = { input: row.input, output: row.output, cacheRead: row.cacheRead };
  const about = { published: row.published ?? lists[row.source], source: row.source };
  const peers = sold.filter((one) => one.model === row.model && one !== row && !one.unsold);
  const cheap = peers.length >= 3 && row.output < median(peers.map((one) => one.output)) / 2;
  if (offer === undefined && cheap && isUndocumented(row.provider))
    console.log(`held: ${row.what}: ${usd(row)} is less than half of what others ask`);
  else if (offer === undefined && model.weights === "open" && newest.includes(row.source))
    offers.push({
      model: row.model,
      provider: row.provider,
      kind: own ? "first-party" : row.cloud ? "cloud" : "host",
      placement: row.cloud ? "in-tenant" : undefined,
      assurances: row.cloud ? ["in-tenant"] : undefined,
      prices: [{ ...price, ...about }],
      ...about,
    });
  if (offer === undefined || offer.retires !== undefined) continue;
  const now = priceOf(offer);
  if (now !== undefined && (far(now, row) <= 0.005 || !(row.published > now.published))) continue;
  // A price that more than doubles or halves is mostly another checkpoint or unit: a person looks first, and writes it by hand.
  const held = now !== undefined && far(now, row) > 0.5;
  const was = now === undefined ? "no price" : usd(now);
  console.log(`${held ? "held" : "changed"}: ${row.what}: ${was} -> ${usd(row)}`);
  const from = now === undefined ? undefined : row.published;
  if (!held)
    changes.push({
      model: row.model,
      provider: row.provider,
      prices: [{ from, ...price, ...about }],
    });
}

const flow = (value) =>
  Array.isArray(value)
    ? `[${value.map(flow).join(", ")}]`
    : typeof value === "object"
      ? `{ ${Object.entries(value)
          .filter(([, one]) => one !== undefined)
          .map(([key, one]) => `${key}: ${flow(one)}`)
          .join(", ")} }`
      : String(value);
const because = "A newer list of that host (rules/README.md#prices)";
const file = (kind, list, says, entries) =>
  `# yaml-language-server: $schema=../schema/${kind}.schema.json\n# Generated by test/maintain/host-prices.mjs. ${says}\nkind: moat/${kind}@1\n${list}:${entries.length === 0 ? " []" : ""}\n${entries.map((one) => `  - ${flow(one)}\n`).join("")}`;

write(
  "market/host-offers.yaml",
  file("offers", "offers", "Hosts of open models beside those that market/models names.", offers),
);
write(
  "market/host-prices.yaml",
  file(
    "overrides",
    "overrides",
    "Prices that moved since the offers in market/models were written.",
    changes.map(({ model, provider, prices }) => ({
      model,
      provider,
      keepHistory: true,
      prices,
      because,
    })),
  ),
);

for (const { what, lines } of sold) {
  const [used, ...others] = lines;
  if (used.unsold) continue;
  const apart = others.filter((one) => !one.unsold && far(used, one) > 0.05);
  if (apart.length > 0)
    console.log(`differs: ${what}: ${usd(used)} is used; ${apart.map(usd).join("; ")}`);
}
/** Hosts that the newest lists know at all: of others they cannot have dropped anything. */
const followed = new Set(
  rows.filter((row) => newest.includes(row.source)).map((row) => row.provider),
);
for (const { id, weights, offers: named = [] } of known.values())
  for (const { provider, retires } of named) {
    if (weights !== "open" || retires !== undefined || !followed.has(provider)) continue;
    const lines = sold.find((one) => one.what === `${id} at ${provider}`)?.lines ?? [];
    const listed = lines.filter((one) => newest.includes(one.source));
    if (listed.length === 0) console.log(`not relisted: ${id} at ${provider}`);
    else if (listed[0].unsold) console.log(`deprecated or free: ${id} at ${provider}`);
  }
const hosts = groupBy(offers, (one) => one.model);
console.log(
  `${offers.length} offers of ${hosts.size} models, ${changes.length} prices changed, ${sold.length} offers seen`,
);
