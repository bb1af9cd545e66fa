import { byKey, keysIn } from "../../core/know/by-key.ts";
import type { Ecosystem, OwnServer, UsageFacts, UsedProvider } from "../../shapes/usage.ts";

// How code shows whom it calls.

export const nothing: UsageFacts = {
  published: "",
  source: "",
  providers: [],
  own: [],
  open: [],
  keys: {
    model: [],
    deployment: [],
    base: [],
    facts: [],
    names: [],
    call: [],
    counts: [],
    tells: [],
    routed: [],
    counters: [],
    examples: [],
    replies: [],
    saves: [],
    lists: [],
    measures: [],
  },
  calls: [],
  regions: {},
  apart: {},
  skip: [],
  settings: [],
};

/** Both lists of words, what they say of one provider or server together. */
export function joinedUsage(below: UsageFacts, above: UsageFacts): UsageFacts {
  return {
    ...below,
    providers: byId(below.providers, above.providers, bothProviders),
    own: byId(below.own, above.own, bothServers),
    open: both(below.open, above.open),
    keys: perKey(below.keys, above.keys),
    calls: both(below.calls, above.calls),
    regions: perKey(below.regions, above.regions),
    apart: perKey(below.apart, above.apart),
    skip: both(below.skip, above.skip),
    settings: both(below.settings, above.settings),
  };
}

const both = <T>(a: readonly T[], b: readonly T[]): readonly T[] => [...new Set([...a, ...b])];

type Lists<Key extends string> = Readonly<Partial<Record<Key, readonly string[] | undefined>>>;

const perKey = <Key extends string>(a: Lists<Key>, b: Lists<Key>): Record<Key, readonly string[]> =>
  byKey(both(keysIn(a), keysIn(b)), (key) => both(a[key] ?? [], b[key] ?? []));

function byId<T extends { readonly id: string }>(
  below: readonly T[],
  above: readonly T[],
  join: (a: T, b: T) => T,
): readonly T[] {
  const all = new Map(below.map((one) => [one.id, one]));
  for (const one of above) {
    const known = all.get(one.id);
    all.set(one.id, known === undefined ? one : join(known, one));
  }
  return [...all.values()];
}

const bothProviders = (a: UsedProvider, b: UsedProvider): UsedProvider => ({
  id: a.id,
  title: b.title ?? a.title,
  serves: b.serves === "own" ? a.serves : b.serves,
  deployments: a.deployments || b.deployments,
  ids: both(a.ids, b.ids),
  routes: both(a.routes, b.routes),
  packages: perKey<Ecosystem>(a.packages, b.packages),
  hosts: both(a.hosts, b.hosts),
  calls: both(a.calls, b.calls),
  constants: both(a.constants, b.constants),
});

const bothServers = (a: OwnServer, b: OwnServer): OwnServer => ({
  id: a.id,
  title: b.title,
  images: both(a.images, b.images),
  commands: both(a.commands, b.commands),
  ports: both(a.ports, b.ports),
  routes: both(a.routes, b.routes),
  packages: perKey<Ecosystem>(a.packages, b.packages),
});
