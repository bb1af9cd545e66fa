import { byKey, keysIn } from "../../core/know/by-key.ts";
import type {
  Ecosystem,
  OwnServer,
  Retirement,
  UsageFacts,
  UsedProvider,
} from "../../shapes/usage.ts";
import { retired, usage } from "../../shapes/usage.ts";
import type { Diagnostic } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry, seedSource } from "../pack/merge.ts";

/** How code shows whom it calls, and what is retired, while the files come in. */
export class UsageBook {
  readonly #trouble: Diagnostic[];
  readonly #retired: Registry<Retirement>;
  #usage: UsageFacts | undefined;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#retired = new Registry("retired id", trouble);
  }

  seed(facts: UsageFacts, gone: readonly Retirement[], rank: Rank): void {
    this.#usage = facts;
    for (const one of gone) this.#put(one, rank, seedSource("rules/market"), []);
  }

  /** Words are only added: a pack names SDKs and hosts of its own house, and takes none away. */
  enter(source: Source): void {
    const checked = check(usage, source);
    if (!checked.ok) this.#trouble.push(...checked.diagnostics);
    else {
      const { kind: _kind, ...written } = checked.value;
      this.#usage = this.#usage === undefined ? written : joined(this.#usage, written);
    }
  }

  enterRetired(source: Source, rank: Rank): void {
    const checked = check(retired, source);
    if (!checked.ok) this.#trouble.push(...checked.diagnostics);
    else
      for (const [index, one] of checked.value.retired.entries())
        this.#put(one, rank, source, ["retired", index, "id"]);
  }

  #put(one: Retirement, rank: Rank, source: Source, path: Path): void {
    const version = one.version === undefined ? "" : ` version ${one.version}`;
    this.#retired.put(`${one.id}${version} at ${one.provider}`, one, rank, { source, path });
  }

  close(): { readonly usage: UsageFacts; readonly retired: readonly Retirement[] } {
    return { usage: this.#usage ?? nothing, retired: this.#retired.values() };
  }
}

const nothing: UsageFacts = {
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
    lists: [],
  },
  calls: [],
  regions: {},
  apart: {},
  skip: [],
};

function joined(below: UsageFacts, above: UsageFacts): UsageFacts {
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
