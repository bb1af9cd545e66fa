import type { CostDocument } from "../core/cost/document.ts";
import { type CostOptions, costOf } from "../core/costing/costing.ts";
import { failed, type Loaded, loaded } from "../load/file/diagnostic.ts";
import type { Source } from "../load/file/source.ts";
import { checkUseCase } from "../load/input/use-case.ts";
import { type CostFormat, costFormats, costReporters } from "../report/cost/index.ts";
import { type CostFlags, costSettings, currencyOf } from "./cost-flags.ts";
import { deliver } from "./deliver.ts";
import { withFlags } from "./flags.ts";
import { type Ground, readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { printedStyle, refuse, withNotes } from "./shell.ts";
import { drawsOf, readUseCases, type UseCaseOptions } from "./use-cases.ts";

export interface CostCommand extends UseCaseOptions, CostFlags {
  /** CSV of measurements that the estimate is checked against. */
  readonly throughput?: string | undefined;
}

/** Bills are cheap to draw, and their ends are what is asked for. */
const usualDraws = 2000;

/** Use case in, bill of every option out. */
export async function runCost(
  paths: readonly string[],
  options: CostCommand,
  environment: Environment,
): Promise<Outcome> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return refuse(ground.diagnostics, environment, options);
  if (options.throughput !== undefined) {
    const { runThroughput } = await import("./throughput.ts");
    return runThroughput(options.throughput, options, ground.value, environment);
  }
  const draws = drawsOf(options.draws);
  const settings = costSettings(options, ground.value.knowledge);
  const sources = await readUseCases(paths, options, environment);
  const currency = currencyOf(options.currency);
  const trouble = [draws, settings, sources, currency].flatMap((one) =>
    one.ok ? [] : one.diagnostics,
  );
  if (!draws.ok || !settings.ok || !sources.ok || !currency.ok)
    return refuse(trouble, environment, options);
  const full = {
    ...settings.value,
    draws: draws.value ?? usualDraws,
    version: environment.version,
  };
  const priced = sources.value.map((one) => price(one, options, ground.value, full));
  const wrong = priced.flatMap((one) => (one.ok ? [] : one.diagnostics));
  if (wrong.length > 0) return refuse(wrong, environment, options);
  const documents = priced.flatMap((one) => (one.ok ? [one.value] : []));
  const outcome = await deliver(options, costFormats, environment, (format: CostFormat, toFile) =>
    costReporters[format](documents, {
      style: printedStyle(toFile, environment, options.color),
      verbose: options.verbose === true,
      currency: currency.value,
    }),
  );
  const notes = priced.flatMap((one) => one.diagnostics);
  return withNotes(outcome, notes, environment, options);
}

function price(
  source: Source,
  options: CostCommand,
  { knowledge, asOf }: Ground,
  settings: Omit<CostOptions, "sha256">,
): Loaded<CostDocument> {
  const merged = withFlags(source, options.fields);
  if (!merged.ok) return merged;
  const useCase = checkUseCase(merged.value, knowledge);
  if (!useCase.ok) return useCase;
  const { sha256, useCase: written } = useCase.value;
  const found = costOf(written, knowledge, asOf, { ...settings, sha256 });
  return found.needs.length > 0 ? loaded(found, useCase.diagnostics) : failed(nothing(source.file));
}

const nothing = (file: string) => ({
  code: "input.no-needs",
  severity: "error" as const,
  file,
  message: "no need of this use case is known to the pack",
  help: 'See "moat profiles list" for the capabilities there are.',
});
