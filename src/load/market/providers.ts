import type { Provider, WrittenProvider } from "../../shapes/providers.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Source } from "../file/source.ts";
import type { Registry } from "../pack/merge.ts";

/**
 * Those who serve, with what they inherit. What one is a route of stands above it, so that a pack changes no route of a pack
 * below by accident; the next is made whole once the one before has been put to the `known`.
 */
export function* wholeProviders(
  written: readonly WrittenProvider[],
  known: Registry<Provider>,
  source: Source,
  trouble: Diagnostic[],
): Generator<Provider> {
  for (const [index, { of, ...one }] of written.entries()) {
    const from = of === undefined ? undefined : known.get(of);
    if (of !== undefined && from === undefined)
      trouble.push({
        code: "reference.provider",
        severity: "error",
        file: source.file,
        ...source.locate(["providers", index, "of"]),
        message: `there is no provider "${of}" above this one`,
        help: suggest(
          of,
          known.entries().map(([id]) => id),
        ),
      });
    yield {
      ...one,
      company: from?.company ?? one.id,
      home: one.home ?? from?.home,
      regions: one.regions ?? from?.regions ?? [],
      tiers: one.tiers ?? from?.tiers ?? [],
      assurances: { ...from?.assurances, ...one.assurances },
      machines: { ...from?.machines, ...one.machines },
      terms: { ...from?.terms, ...one.terms },
    };
  }
}
