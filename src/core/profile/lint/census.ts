import type { Census } from "../../../shapes/validate.ts";
import type { Citation } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import { sourcesIn } from "../sources.ts";

export function censusOf(knowledge: Knowledge): Census {
  const { profiles, models, sources } = knowledge;
  const { gpus, gpuOffers, providers, speeds, efforts, serving, forecast } = knowledge;
  const market = [models, gpus, gpuOffers, providers, speeds, efforts, serving, forecast];
  const named = [...sourcesIn([profiles, market])];
  const primary = named.filter((id) => sources[id]?.kind === "primary").length;
  const scores = Object.values(profiles)
    .flatMap((one) => one.benchmarks)
    .flatMap((board) => board.observations);
  const share = (count: number): number => (scores.length === 0 ? 0 : count / scores.length);
  const open = scores.filter((one) => openLicence.test(sources[one.source]?.licence ?? ""));
  return {
    capabilities: Object.keys(profiles).length,
    models: Object.keys(models).length,
    facts: named.length,
    sources: new Set(named).size,
    primaryShare: named.length === 0 ? 0 : primary / named.length,
    thirdPartyShare: share(scores.filter((one) => one.evaluator !== "vendor").length),
    openShare: share(open.length),
    publishers: counted(scores.map((one) => publisherOf(sources[one.source]))).map(
      ([name, count]) => ({ name, share: share(count) }),
    ),
  };
}

const openLicence = /^(MIT|Apache|CC0|CC-BY-(?!NC))/;

/** A mirror is not the publisher. */
const publisherOf = (source: Citation | undefined): string =>
  source?.publisher?.split(/ \(|, mirror/)[0] ?? "unknown";

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
