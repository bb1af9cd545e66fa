import { escaped, ownPrefix } from "../../core/code/model-id.ts";
import type { UsageFacts } from "../../shapes/usage.ts";
import type { ProviderMention } from "./imports.ts";

export interface Endpoint extends ProviderMention {
  readonly region: string | undefined;
}

export interface Endpoints {
  readonly hosts: (text: string) => Endpoint[];
  readonly servers: (text: string) => ProviderMention[];
}

/** Endpoints of providers, and images, commands and addresses of servers of the team's own. */
export function endpointsOf(usage: UsageFacts): Endpoints {
  const hosts = finder(
    usage.providers.flatMap(({ id, hosts: names, calls }) => [
      ...names.map((name) => ({ id, core: coreOf(name), pattern: hostPattern(name) })),
      ...calls.map((name) => ({ id, core: name, pattern: callPattern(name) })),
    ]),
  );
  const servers = finder(
    usage.own.flatMap(({ id, images, commands, ports }) => [
      ...images.map((name) => ({ id, core: name, pattern: imagePattern(name) })),
      ...commands.map((name) => ({ id, core: name, pattern: commandPattern(name) })),
      ...ports.map((port) => ({ id, core: `:${port}`, pattern: portPattern(port, id) })),
    ]),
  );
  const local = localServers(usage);
  return {
    hosts: (text) => hosts(text).map((one) => ({ ...one, region: regionIn(one.name, usage) })),
    servers: (text) => [
      ...servers(text).map((one) => ({ ...one, provider: `${ownPrefix}${one.provider}` })),
      ...local(text),
    ],
  };
}

/** What is searched for, and whether it is what it looks like there. */
interface Sought {
  readonly id: string;
  readonly core: string;
  readonly pattern: RegExp;
}

/** As far around a core as a pattern may reach. */
const reach = 100;

/** One pass over a text for all the cores, which are plain text; the patterns are tried around those that are found. */
function finder(sought: readonly Sought[]): (text: string) => ProviderMention[] {
  const byCore = grouped(sought);
  const cores = new RegExp(
    [...byCore.keys()]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join("|"),
    "gi",
  );
  return (text) =>
    [...text.matchAll(cores)].flatMap(({ 0: core, index }) => {
      const from = Math.max(0, index - reach);
      const near = text.slice(from, index + core.length + reach);
      for (const { id, pattern } of byCore.get(core.toLowerCase()) ?? []) {
        const found = [...near.matchAll(pattern)].find((one) => {
          const start = from + one.index;
          return start <= index && index < start + one[0].length;
        });
        if (found !== undefined)
          return [{ name: found[0].replace(/^:/, ""), offset: from + found.index, provider: id }];
      }
      return [];
    });
}

function grouped(sought: readonly Sought[]): ReadonlyMap<string, readonly Sought[]> {
  const all = new Map<string, Sought[]>();
  for (const one of sought) {
    const core = one.core.toLowerCase();
    all.set(core, [...(all.get(core) ?? []), one]);
  }
  return all;
}

/** The longest piece of a name that stands for itself: that is what a text is searched for. */
const coreOf = (name: string): string =>
  name.split(/\*|\{region\}/).reduce((a, b) => (b.length > a.length ? b : a), "");

/** One part of the name of a host: letters, and what a template puts there. */
const part = String.raw`[\w$<>{}()-]{1,80}`;

function hostPattern(name: string): RegExp {
  const pieces = name
    .split(/(\*|\{region\})/)
    .map((one) => (one === "*" || one === "{region}" ? part : escaped(one)));
  return new RegExp(String.raw`(?<![\w.-])${pieces.join("")}(?![\w-])`, "gi");
}

const callPattern = (name: string): RegExp =>
  new RegExp(
    String.raw`(?<=client\(\s*(?:service_name\s*=\s*)?["'])${escaped(name)}(?=["'])`,
    "gi",
  );

const imagePattern = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\w.-])${escaped(name)}(?=[:@"'\s]|$)`, "gi");

const commandPattern = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\w.-])${escaped(name)}(?![\w-])`, "gi");

const portPattern = (port: number, id: string): RegExp =>
  new RegExp(
    String.raw`(?<=localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|${escaped(id)}):${port}(?!\d)`,
    "gi",
  );

/** The part of a host that one of the known regions begins; a template that names none leaves it unknown. */
function regionIn(host: string, { regions }: UsageFacts): string | undefined {
  const starts = Object.values(regions)
    .flat()
    .filter((one) => one.endsWith("-"));
  const parts = host.toLowerCase().split(/\.|-(?=aiplatform)/);
  return parts.find((one) => /\d/.test(one) && starts.some((start) => one.startsWith(start)));
}

/** A base address on this machine, or in the cluster: whoever answers there is not somebody else. */
function localServers({ keys }: UsageFacts): (text: string) => ProviderMention[] {
  const pattern = new RegExp(
    String.raw`(?:${keys.base.map(escaped).join("|")})["']?\s*(?::|=|\()\s*["']?(https?://(?:localhost|127\.0\.0\.1|host\.docker\.internal|[\w.-]{1,80}\.svc(?:\.cluster\.local)?)(?::\d+)?)`,
    "gi",
  );
  return (text) =>
    [...text.matchAll(pattern)].map((found) => {
      const name = found[1] ?? "";
      return {
        name,
        offset: found.index + found[0].lastIndexOf(name),
        provider: `${ownPrefix}server`,
      };
    });
}
