import { escaped, type ReadId } from "../../core/code/model-id.ts";
import type { PackageNames, UsageFacts } from "../../shapes/usage.ts";
import { type Endpoints, endpointsOf } from "./endpoints.ts";
import { type Packages, packagesOf } from "./imports.ts";
import { type PlaceLiteral, placing } from "./position.ts";

/** Everything that a file is looked at with, compiled once. */
export interface Patterns {
  readonly readId: ReadId;
  readonly packages: Packages;
  readonly endpoints: Endpoints;
  readonly place: PlaceLiteral;
  /** Whether anything of that can be in a text at all. */
  readonly prefilter: RegExp;
  /** Providers whose ids are names of deployments. */
  readonly deployments: ReadonlySet<string>;
}

export function patternsOf(usage: UsageFacts, readId: ReadId): Patterns {
  return {
    readId,
    packages: packagesOf(usage),
    endpoints: endpointsOf(usage),
    place: placing(usage),
    prefilter: prefilter(usage),
    deployments: new Set(usage.providers.filter((one) => one.deployments).map((one) => one.id)),
  };
}

/** The first letters of all that is looked for: few alternatives, so that a text without any of it costs little. */
function prefilter({ providers, own, open, keys }: UsageFacts): RegExp {
  const names = [
    ...providers.flatMap(({ ids, hosts, calls, packages }) => [
      ...ids,
      ...hosts,
      ...calls,
      ...named(packages),
    ]),
    ...own.flatMap(({ images, commands, packages }) => [
      ...images,
      ...commands,
      ...named(packages),
    ]),
    ...open,
    ...keys.deployment,
  ];
  const pieces = new Set(names.map((one) => longest(one.toLowerCase())));
  const ports = own.flatMap((one) => one.ports).map((one) => `:${one}`);
  const all = [...pieces, ...ports].filter((one) => one.length > 1);
  // A piece that another one begins with finds nothing of its own.
  const least = all.filter((one) => !all.some((other) => other !== one && one.includes(other)));
  return new RegExp(least.map(escaped).join("|"), "i");
}

const named = (packages: PackageNames): string[] =>
  Object.values(packages).flatMap((one) => one ?? []);

/** The longest run of a name without what stands for anything. */
const longest = (name: string): string =>
  name.split(/\*|\{region\}/).reduce((a, b) => (b.length > a.length ? b : a), "");
