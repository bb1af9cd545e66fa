import { advise } from "../core/answer/advise.ts";
import { candidatesOf } from "../core/answer/why/candidates.ts";
import { type Loaded, loaded } from "../load/file/diagnostic.ts";
import type { Source } from "../load/file/source.ts";
import type { Decision } from "../shapes/decision.ts";
import type { CommandContext } from "./knowledge.ts";
import { type UseCaseOptions, useCaseOf } from "./use-cases.ts";

export interface DecideOptions extends UseCaseOptions {
  readonly flips?: boolean | undefined;
  /** List every candidate with what became of it, for readers of JSON. */
  readonly candidates?: boolean | undefined;
}

/** One decision from one use case as it was read, with the flags put over it. */
export function decide(
  source: Source,
  draws: number | undefined,
  { options, ground, environment }: CommandContext<DecideOptions>,
): Loaded<Decision> {
  const useCase = useCaseOf(source, options, ground.knowledge);
  if (!useCase.ok) return useCase;
  const settings = {
    draws: draws ?? ground.knowledge.pack.choice.draws,
    flips: options.flips !== false,
    version: environment.version,
    sha256: useCase.value.sha256,
  };
  const { useCase: written } = useCase.value;
  const decision = advise(written, ground.knowledge, ground.asOf, settings);
  if (options.candidates !== true) return loaded(decision, useCase.diagnostics);
  const candidates = candidatesOf(written, ground.knowledge, ground.asOf, settings.draws);
  return loaded({ ...decision, candidates }, useCase.diagnostics);
}
