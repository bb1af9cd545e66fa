import type { Retirement, UsageFacts } from "../../shapes/usage.ts";
import type { Model } from "../know/knowledge.ts";

/** An id of a model, read. */
export interface ModelId {
  /** Without routes, regions and versions of a cloud, in lower case: what tables know it by. */
  readonly name: string;
  /** Forms under which a table may know it, the fullest first. */
  readonly forms: readonly string[];
  /** Who serves it, where the id itself says so. */
  readonly provider: string | undefined;
  /** Whose own id it is: where it is called unless the code says otherwise. */
  readonly home: string | undefined;
  readonly region: string | undefined;
  /** The model of the market, where it is one that moat knows. */
  readonly model: string | undefined;
}

export type ReadId = (written: string) => ModelId | undefined;

/** Names of files are no ids, however they begin. */
const isFile =
  /\.(?:md|mdx|json|jsonl|ya?ml|toml|[cm]?[jt]sx?|py|go|rs|java|kt|rb|cs|sh|txt|html?|css|png|jpe?g|svg|webp|gif|ico|pdf|gguf|csv)$/;

const longest = 120;

/** Reads ids as the usage facts, the models of the market and the retired ones know them. */
export function idReader(
  usage: UsageFacts,
  models: Readonly<Record<string, Model>>,
  retired: readonly Retirement[],
): ReadId {
  const known = dictionary(models);
  const gone = new Set(retired.map((one) => one.id));
  const routes = routesOf(usage);
  const stems = stemsOf(usage);
  const constant = constantReader(usage, [...known.keys(), ...gone]);
  const prefixes = Object.values(usage.regions)
    .flat()
    .filter((one) => one.endsWith("."));
  return (written) => {
    // What an address leads to is read out of it.
    if (written.length > longest || written.includes("://")) return undefined;
    const full = constant(written) ?? written.toLowerCase();
    const parts = partsOf(full, routes);
    const last = parts.at(-1) ?? "";
    const region = prefixes.find((one) => last.startsWith(one))?.slice(0, -1);
    const bare = region === undefined ? last : last.slice(region.length + 1);
    const route = routeOf(parts, routes);
    const at = bare.indexOf("@");
    const name = at > 0 ? bare.slice(0, at) : bare;
    const home = homeOf(name, stems);
    if (isFile.test(bare) || (home === undefined && !gone.has(full) && !known.has(full)))
      return undefined;
    const forms = [...new Set([full, last, bare, name, plain(name)])];
    return {
      name,
      forms,
      provider:
        route ?? (home?.cloud === true ? home.provider : at > 0 ? "google-vertex" : undefined),
      home: home?.provider,
      region,
      model: forms.map((one) => known.get(one)).find((one) => one !== undefined),
    };
  };
}

/** `anthropic.claude-3-haiku-20240307-v1:0` and `meta-llama-3.1-8b` are the model behind what a cloud puts around it. */
const plain = (name: string): string =>
  name.replace(/^[a-z0-9]+\.(?=[a-z])/, "").replace(/-v\d+(?::\d+)?(?::\w+)?$|:\d+$/, "");

/** Ids, aliases and ids of price lists -> the model; where two models share one, the id itself decides. */
function dictionary(models: Readonly<Record<string, Model>>): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const add = (name: string, id: string) => {
    const key = name.toLowerCase();
    // A bare word such as "command" or "sonar" is no id wherever it stands.
    if (/[\d-]/.test(key) && !known.has(key)) known.set(key, id);
  };
  const all = Object.values(models);
  for (const { id } of all) add(id, id);
  for (const { id } of all) add(id.replaceAll(".", "-"), id);
  for (const { id, aliases } of all) for (const alias of aliases) add(alias, id);
  for (const { id, offers } of all)
    for (const { priceId } of offers) {
      const name = priceId?.slice(priceId.indexOf(":") + 1);
      if (name === undefined) continue;
      add(name, id);
      add(name.split("/").at(-1) ?? name, id);
    }
  return known;
}

/** `openai.GPT4Dot1Mini`, `ChatModel.GPT_4O`: what an SDK calls an id is the id without its punctuation, behind a word of its own. */
function constantReader(
  { providers }: UsageFacts,
  ids: readonly string[],
): (written: string) => string | undefined {
  const words = providers.flatMap((one) => one.constants);
  const named = new Map(ids.map((id) => [id.replace(/[^a-z0-9]/g, ""), id]));
  return (written) => {
    for (const word of words) {
      const rest = written.startsWith(word) ? written.slice(word.length) : "";
      const id = named.get(rest.replace(/(?<=\d)Dot(?=\d)|_/g, "").toLowerCase());
      if (id !== undefined) return id;
    }
    return undefined;
  };
}

/** Route -> who serves it; own servers are `own:` and their name. */
export const ownPrefix = "own:";

export function routesOf({ providers, own }: UsageFacts): ReadonlyMap<string, string> {
  return new Map([
    ...providers.flatMap(({ id, routes }) => routes.map((one) => [one, id] as const)),
    ...own.flatMap(({ id, routes }) => routes.map((one) => [one, `${ownPrefix}${id}`] as const)),
  ]);
}

/** `anthropic:claude-…` names its route before a colon; `llama3:8b` and `…-v1:0` end in a tag. */
function partsOf(full: string, routes: ReadonlyMap<string, string>): readonly string[] {
  const parts = full.split("/");
  const [head = "", ...rest] = (parts[0] ?? "").split(":");
  return rest.length > 0 && routes.has(head) ? [head, rest.join(":"), ...parts.slice(1)] : parts;
}

/** The first part of an id that is a route: `bedrock/anthropic.claude-…`, `openrouter/openai/gpt-4o`. */
function routeOf(
  parts: readonly string[],
  routes: ReadonlyMap<string, string>,
): string | undefined {
  if (parts.length < 2) return undefined;
  return routes.get(`${parts[0]}/${parts[1]}`) ?? routes.get(parts[0] ?? "");
}

interface Stems {
  readonly pattern: RegExp;
  readonly homes: ReadonlyMap<
    string,
    { readonly provider: string | undefined; readonly cloud: boolean }
  >;
}

function stemsOf({ providers, open }: UsageFacts): Stems {
  const homes = new Map<string, { provider: string | undefined; cloud: boolean }>();
  for (const stem of open) homes.set(stem, { provider: undefined, cloud: false });
  // `anthropic.claude-` holds the name of the maker: only the cloud that serves it writes so.
  for (const { id, ids } of providers)
    for (const stem of ids)
      homes.set(stem, { provider: id, cloud: /^[a-z0-9]+\.[a-z]/.test(stem) });
  // The longest first: an alternation takes the first that fits.
  const all = [...homes.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const ends = (stem: string) =>
    /[a-z]$/.test(stem) ? "(?![a-z])" : /\d$/.test(stem) ? "(?![a-z0-9])" : "";
  const alternatives = all.map((stem) => `${escaped(stem)}${ends(stem)}`).join("|");
  return { pattern: new RegExp(`^(${alternatives})[\\w.:-]*$`), homes };
}

function homeOf(name: string, { pattern, homes }: Stems) {
  const stem = pattern.exec(name)?.[1];
  return stem === undefined ? undefined : homes.get(stem);
}

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
