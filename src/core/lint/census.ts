import type { Knowledge } from "../pack.ts";

/** How much a pack knows, and how much of it comes from whoever made or measured the thing itself. */
export interface Census {
  readonly capabilities: number;
  readonly models: number;
  /** Statements that name a source: scores, claims, prices, rents, licences, constants. */
  readonly facts: number;
  /** Sources that at least one fact names. */
  readonly sources: number;
  /** Share of the facts whose source is primary, 0..1. */
  readonly primaryShare: number;
}

export function censusOf(knowledge: Knowledge): Census {
  const { profiles, models, sources } = knowledge;
  const { gpus, gpuOffers, providers, speeds, efforts, serving, forecast } = knowledge;
  const market = [models, gpus, gpuOffers, providers, speeds, efforts, serving, forecast];
  const named = [...sourcesIn([profiles, market])];
  const primary = named.filter((id) => sources[id]?.kind === "primary").length;
  return {
    capabilities: Object.keys(profiles).length,
    models: Object.keys(models).length,
    facts: named.length,
    sources: new Set(named).size,
    primaryShare: named.length === 0 ? 0 : primary / named.length,
  };
}

function* sourcesIn(value: unknown): Generator<string> {
  if (value === null || typeof value !== "object") return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "source" && typeof inner === "string") yield inner;
    else yield* sourcesIn(inner);
  }
}
