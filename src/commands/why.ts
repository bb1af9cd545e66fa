import { why } from "../core/answer/why/why.ts";
import type { Model } from "../core/know/knowledge.ts";
import { modelNamed } from "../core/know/model-names.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  suggestion,
  together,
} from "../load/file/diagnostic.ts";
import { whyReporters } from "../report/why/index.ts";
import { deliver } from "./deliver.ts";
import { flag, type Ground, misused, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { drawsOf, readUseCases, type UseCaseOptions, useCaseOf } from "./use-cases.ts";

/** Why a model was not chosen, or without one who comes after the first. */
export async function runWhy(
  names: readonly string[],
  options: UseCaseOptions,
  environment: Environment,
): Promise<CommandResult> {
  const files = names.filter(isFile);
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const { knowledge, asOf } = ground.value;
  const draws = drawsOf(options.draws);
  const models = modelsOf(
    names.filter((one) => !isFile(one)),
    ground.value,
  );
  const source = await oneUseCase(files, options, environment);
  const asked = together(models, draws, source);
  if (!asked.ok) return asked;
  const useCase = useCaseOf(asked.value[2], options, knowledge);
  if (!useCase.ok) return useCase;
  const { sha256, useCase: written } = useCase.value;
  const found = why(written, knowledge, asOf, {
    draws: asked.value[1] ?? knowledge.pack.choice.draws,
    version: environment.version,
    sha256,
    models: asked.value[0],
  });
  const delivered = deliver(found, whyReporters, { options, environment });
  return delivered.ok ? loaded(delivered.value, useCase.diagnostics) : delivered;
}

/** Whatever else is named is a model. */
const isFile = (name: string): boolean => name === "-" || /\.(ya?ml|json)$/i.test(name);

async function oneUseCase(
  files: readonly string[],
  options: UseCaseOptions,
  environment: Environment,
) {
  const read = await readUseCases(files, options, environment);
  if (!read.ok) return failed(...read.diagnostics.map(forWhy));
  const [first, second] = read.value;
  if (first !== undefined && second === undefined) return loaded(first);
  const message = `${files.join(" and ")} are several use cases`;
  return misused("moat why", message, "Ask about one of them at a time.");
}

/** How to start is another thing here than in moat advise. */
const forWhy = (one: Diagnostic): Diagnostic =>
  one.code === "input.none"
    ? {
        ...one,
        file: "moat why",
        help: `Name one that ends in .yaml or .json, or say it in flags:
 moat why claude-haiku-5.5 use-case.yaml
 moat why claude-haiku-5.5 --capability structured-extraction --requests 200000`,
      }
    : one;

function modelsOf(names: readonly string[], { knowledge }: Ground): Loaded<readonly Model[]> {
  const found = names.map((name) => modelNamed(name, knowledge.models));
  const unknown = names.filter((_, at) => found[at] === undefined);
  if (unknown.length > 0)
    return failed(
      ...unknown.map((name) =>
        flag(
          "moat why",
          `no model of pack ${knowledge.pack.id} is called "${name.slice(0, 60)}"`,
          `${suggestion(name, Object.keys(knowledge.models))} A use case ends in .yaml or .json.`,
        ),
      ),
    );
  return loaded([...new Set(found.flatMap((one) => one ?? []))]);
}
