// What a refresh finds in the price lists of its folder: offers that are new or cost something else, and offers that are gone.
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { groupBy } from "./inbox.mjs";
import { priceRows } from "./price-rows.mjs";

/** `models` by id, `hosts` of slugs.yaml: whose list counts, and what it calls the hosts that are followed. */
export function offersIn(inbox, { models, rules, hosts, today }) {
  const read = (path) => readFileSync(new URL(path, rules), "utf8");
  const listed = priceRows(inbox);
  const records = new Map(
    JSON.parse(read("market/prices.json")).records.map((one) => [one.id, one.prices]),
  );

  /** The price that holds today, as moat reads it: the latest `from`, then the newest `published`. */
  const priceOf = ({ prices = [], priceId }) =>
    [...(records.get(priceId) ?? []), ...prices]
      .filter(({ from = "" }) => from <= today)
      .sort((a, b) =>
        `${a.from ?? ""} ${a.published ?? ""}`.localeCompare(
          `${b.from ?? ""} ${b.published ?? ""}`,
        ),
      )
      .at(-1);

  const written = (name, list) => (existsSync(new URL(name, rules)) ? parse(read(name))[list] : []);
  const elsewhere = written("market/host-offers.yaml", "offers");
  const moved = ["market/host-prices.yaml", "market/overrides.yaml"].flatMap((name) =>
    written(name, "overrides"),
  );
  /** What is sold: offers that market/models names, those of the other list of hosts, and prices that moved since. */
  const offersOf = (model) =>
    [...(models.get(model).offers ?? []), ...elsewhere.filter((one) => one.model === model)].map(
      (offer) => {
        const changes = moved.filter(
          (one) => one.model === model && one.provider === offer.provider,
        );
        return {
          ...offer,
          prices: [...(offer.prices ?? []), ...changes.flatMap((one) => one.prices)],
        };
      },
    );

  /** Half a per cent is rounding. */
  const isPrice = (price, { input, output }) =>
    [price.input / input, price.output / output].every((one) => Math.abs(one - 1) < 0.005);

  /** What the newest list of a followed host says otherwise than the offers here. A person writes it: terms and regions differ. */
  function offerChanges() {
    const all = listed.filter(
      (one) =>
        one.source === hosts.list &&
        one.host in hosts.names &&
        models.has(one.model) &&
        one.output > 0 &&
        !(`${one.host}/${one.model_id}` in hosts.omit),
    );
    return [...groupBy(all, (one) => `${one.model} at ${hosts.names[one.host]}`)].flatMap(
      ([key, rows]) => {
        const [model, host] = key.split(" at ");
        // A cloud sells by routes, which its list tells by the name of the model alone.
        const prices = offersOf(model)
          .filter(({ provider }) => provider === host || provider.startsWith(`${host}-`))
          .flatMap((one) => priceOf(one) ?? []);
        if (prices.some((price) => rows.some((row) => isPrice(price, row)))) return [];
        const told = [...new Set(rows.map((one) => `${one.input}/${one.output}`))];
        const was = prices.map((one) => `${one.input}/${one.output}`).join(" or ");
        return [`  ${key}: ${told.join(" or ")}, ${was === "" ? "new" : `here ${was}`}`];
      },
    );
  }

  /** Offers at followed hosts that their newest list no longer has. It need not be whole: look before an offer goes. */
  function offersGone() {
    const sold = new Set(
      listed
        .filter((one) => one.source === hosts.list)
        .map((one) => `${one.model} at ${hosts.names[one.host]}`),
    );
    const followed = new Set(Object.values(hosts.names));
    const newestList = { published: listDay(), source: hosts.list };
    return [...models.values()].flatMap(({ id, offers = [] }) =>
      offers
        .filter((one) => (one.retires ?? "9") > today)
        .map((one) => one.provider)
        .filter((host) => followed.has(host) && !sold.has(`${id} at ${host}`))
        .map((provider) => ({ model: id, provider, ...newestList })),
    );
  }

  /** The day on which the rows of the newest list were read. */
  const listDay = () =>
    listed
      .filter((one) => one.source === hosts.list)
      .map((one) => one.price_checked)
      .sort()
      .at(-1);

  return { changes: offerChanges(), gone: offersGone() };
}
