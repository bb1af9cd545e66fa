import type { Knowledge } from "../core/know/pack.ts";
import { type Diagnostic, failed, type Loaded, loaded, together } from "../load/file/diagnostic.ts";
import { parseSource, type Source } from "../load/file/source.ts";
import { sourceOf } from "../load/file/source-of.ts";
import { checkUseCase, type LoadedUseCase } from "../load/input/use-case.ts";
import { withFlagPlaces, withFlags } from "./flags.ts";
import { inputName, readInput } from "./input.ts";
import { misused } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** What every command that answers for a use case takes. */
export interface UseCaseOptions extends GlobalOptions {
  readonly draws?: string | undefined;
  /** Flags that stand for fields of the use case, by flag name. */
  readonly fields: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** The use cases that files and flags stand for. */
export async function readUseCases(
  paths: readonly string[],
  { fields }: Pick<UseCaseOptions, "fields">,
  environment: Environment,
): Promise<Loaded<Source[]>> {
  if (paths.length === 0) {
    const given = Object.values(fields).some((value) => value !== undefined);
    return given ? loaded([withFlagPlaces(emptyUseCase, () => true)]) : failed(howToStart);
  }
  return together(...(await Promise.all(paths.map((path) => readUseCase(path, environment)))));
}

async function readUseCase(path: string, environment: Environment): Promise<Loaded<Source>> {
  const text = await readInput(path, environment);
  return text.ok ? parseSource(inputName(path), text.value) : text;
}

/** One of them, with the flags put over it. */
export function useCaseOf(
  source: Source,
  { fields }: Pick<UseCaseOptions, "fields">,
  knowledge: Knowledge,
): Loaded<LoadedUseCase> {
  const merged = withFlags(source, fields);
  return merged.ok ? checkUseCase(merged.value, knowledge) : merged;
}

/** What flags are put over where there is no file. */
export const emptyUseCase = sourceOf("flags", { kind: "moat/use-case@1", name: "from-flags" });

const howToStart: Diagnostic = {
  code: "input.none",
  severity: "error",
  file: "moat advise",
  message: "no use case given",
  help: `Write one, and decide it:
 moat init use-case.yaml && moat advise use-case.yaml
Or say it in flags:
 moat advise --capability structured-extraction --requests 200000`,
};

const mostDraws = 100_000;

/** Undefined: as many as the pack says. */
export function drawsOf(text: string | undefined): Loaded<number | undefined> {
  if (text === undefined) return loaded(undefined);
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= mostDraws) return loaded(value);
  return misused(
    "--draws",
    `"${text.slice(0, 40)}" is not a number of draws`,
    `Give a whole number from 0 to ${mostDraws}; 0 leaves the confidence out.`,
  );
}
