import { advise } from "../core/advise.ts";
import type { Decision } from "../core/decision.ts";
import { failed, type Loaded, loaded } from "../load/diagnostic.ts";
import type { Source } from "../load/source.ts";
import { checkUseCase } from "../load/use-case.ts";
import { withFlags } from "./flags.ts";
import { flag, type Ground } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

export interface DecideOptions extends GlobalOptions {
  readonly draws?: string | undefined;
  readonly flips?: boolean | undefined;
  /** Flags that stand for fields of the use case, by flag name. */
  readonly fields: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

const defaultDraws = 2000;
const mostDraws = 100_000;

/** One decision from one use case as it was read, with the flags put over it. */
export function decide(
  source: Source,
  options: DecideOptions,
  ground: Ground,
  draws: number,
  environment: Environment,
): Loaded<Decision> {
  const merged = withFlags(source, options.fields);
  if (!merged.ok) return merged;
  const useCase = checkUseCase(merged.value, ground.knowledge);
  if (!useCase.ok) return useCase;
  const settings = {
    draws,
    flips: options.flips !== false,
    version: environment.version,
    sha256: useCase.value.sha256,
  };
  return loaded(advise(useCase.value.useCase, ground.knowledge, ground.asOf, settings));
}

export function drawsOf(text: string | undefined): Loaded<number> {
  if (text === undefined) return loaded(defaultDraws);
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= mostDraws) return loaded(value);
  return failed(
    flag(
      "--draws",
      `"${text.slice(0, 40)}" is not a number of draws`,
      `Give a whole number from 0 to ${mostDraws}; 0 leaves the confidence out.`,
    ),
  );
}
