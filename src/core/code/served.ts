import type { UsageFacts, UsedProvider } from "../../shapes/usage.ts";
import { type ModelId, ownPrefix } from "./model-id.ts";
import type { CodeFile, CodeSite } from "./site.ts";

/** Who is called in a file, as far as its text says. */
export interface Called {
  /** Providers whose packages or endpoints it names. */
  readonly providers: ReadonlySet<string>;
  /** It names a server of the team's own. */
  readonly own: boolean;
}

export const isOwn = (provider: string): boolean => provider.startsWith(ownPrefix);

export function calledIn({ sites }: Pick<CodeFile, "sites">, usage: UsageFacts): Called {
  const of = (kind: CodeSite["kind"]) =>
    sites.filter((one) => one.kind === kind).flatMap((one) => one.provider ?? []);
  const hosts = of("host");
  const own = [...of("own"), ...of("import"), ...hosts].some(isOwn);
  // The SDK of a maker, and the address of an own server beside it: that is whom it calls.
  const imports = of("import").filter((one) => !own || kindOf(one, usage) !== "own");
  return { providers: new Set([...imports, ...hosts].filter((one) => !isOwn(one))), own };
}

/**
 * Who serves an id: what the id itself says; else a host, cloud or router that the file names, where it names one; else whose
 * own id it is. An SDK of a maker that serves only its own models (many hosts are called with it) says nothing of others'.
 */
export function servedBy(
  site: CodeSite,
  id: ModelId,
  called: Called,
  usage: UsageFacts,
): string | undefined {
  const routers = named(called, usage, "routes");
  const route = site.provider;
  // Before a router "openai/gpt-4o" says who made the model.
  if (route !== undefined && !(routers.length === 1 && kindOf(route, usage) === "own"))
    return route;
  if (routers.length === 1) return routers[0];
  if (id.home !== undefined && called.providers.has(id.home)) return id.home;
  const hosts = named(called, usage, "others");
  if (hosts.length === 1) return hosts[0];
  if (hosts.length > 1) return undefined;
  if (id.home === undefined && called.own) return `${ownPrefix}server`;
  return id.home;
}

const kindOf = (provider: string, usage: UsageFacts): UsedProvider["serves"] | undefined =>
  usage.providers.find((one) => one.id === provider)?.serves;

const named = (
  { providers }: Called,
  usage: UsageFacts,
  kind: UsedProvider["serves"],
): readonly string[] => [...providers].filter((one) => kindOf(one, usage) === kind);
