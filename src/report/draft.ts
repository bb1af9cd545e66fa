import type { DistinctUse } from "../core/code/distinct.ts";
import { safeLine } from "../core/know/printable.ts";

/** A draft with the name of its file. */
export interface FileDraft {
  readonly name: string;
  readonly text: string;
}

/** Drafts of use cases, one for each use; names that come out alike are numbered. */
export function draftsOf(
  uses: readonly DistinctUse[],
  titleOf: (provider: string) => string,
): FileDraft[] {
  const taken = new Map<string, number>();
  return uses.map((use) => {
    const base = idOf(use);
    const times = (taken.get(base) ?? 0) + 1;
    taken.set(base, times);
    const name = times === 1 ? base : `${base}-${times}`;
    return { name, text: draft(use, name, titleOf) };
  });
}

const idOf = ({ model, provider }: DistinctUse): string =>
  `uses-${model ?? provider ?? "model"}`
    .toLowerCase()
    .replace(/[^a-z0-9.+-]+/g, "-")
    .replace(/-+$/, "")
    .slice(0, 60);

const mostPlaces = 8;

/** What the code cannot say is left to the person who knows: the capability is a word that no pack has, so nothing is decided before. */
function draft(use: DistinctUse, name: string, titleOf: (provider: string) => string): string {
  const { model, known, provider, places, files } = use;
  const rest = places.length - mostPlaces;
  const seen = [...places.slice(0, mostPlaces), ...(rest > 0 ? [`and ${rest} more places`] : [])];
  const where = provider === undefined ? "a server that the code does not name" : titleOf(provider);
  return `# Drafted from code: ${safeLine(model ?? "no model that the code names")}, at ${safeLine(where)}${known === undefined ? "" : ` (${known})`}.
${seen.map((one) => `#   ${safeLine(one)}\n`).join("")}# Fill in what the code cannot say, then: moat advise ${name}.yaml --record docs/decisions/${name}.md
# and let the record say which code it decides for:
#   affects: [${files.slice(0, mostPlaces).map(quoted).join(", ")}]
kind: moat/use-case@1
name: ${name}
title: What is ${safeLine(model ?? where)} used for here?
needs:
  - capability: FILL-IN                 # what it does: moat profiles list
    bar: strong                         # commodity .75 | strong .85 | parity .95 | frontier
    # task: bounded                     # bounded: fixed labels or schema | open-ended
# workload:
#   requestsPerMonth: 200000            # left out: decided at 10k, 100k and 1M
#   inputTokens: 1800                   # mean per request
#   outputTokens: 220
# data:
#   personal: true                      # personal data in the requests
#   sensitivity: internal               # public | internal | confidential | regulated
#   boundary: vendor-agreement          # anywhere | vendor-agreement | own-cloud | own-premises | air-gapped
#   cloud: aws                          # aws | azure | gcp …, where the boundary is own-cloud
`;
}

const quoted = (file: string): string => JSON.stringify(safeLine(file));
