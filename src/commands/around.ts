import { costOf } from "../core/costing/costing.ts";
import { timelineReport } from "../core/timeline/outlook.ts";
import type { Source } from "../load/file/source.ts";
import type { Around } from "../report/decision/figures.ts";
import type { Ground } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import { drawsOf, type UseCaseOptions, useCaseOf } from "./use-cases.ts";

/** Enough for the bands of a picture. */
const usualDraws = 512;

/** What the same use cases cost at other volumes, and how their gaps close; they have been decided, so they can be read. */
export function aroundOf(
  sources: readonly Source[],
  options: UseCaseOptions,
  { knowledge, asOf }: Ground,
  { version }: Environment,
): Around[] {
  const draws = drawsOf(options.draws);
  return sources.flatMap((source) => {
    const read = useCaseOf(source, options, knowledge);
    if (!read.ok) return [];
    const { useCase, sha256 } = read.value;
    const said = { version, sha256 };
    const drawn = {
      draws: (draws.ok ? draws.value : undefined) ?? usualDraws,
      models: [],
      drift: {},
    };
    const outlook = {
      target: { kind: "reference" as const },
      sizeClass: undefined,
      contractEnds: undefined,
    };
    return [
      {
        cost: costOf(useCase, knowledge, asOf, { ...said, ...drawn }),
        outlook: timelineReport(useCase, knowledge, asOf, { ...said, ...outlook }),
      },
    ];
  });
}
