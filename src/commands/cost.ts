import { type CostOptions, costOf } from "../core/costing/costing.ts";
import { failed, type Loaded, loaded, together } from "../load/file/diagnostic.ts";
import type { Source } from "../load/file/source.ts";
import { costReporters } from "../report/cost/index.ts";
import type { CostDocument } from "../shapes/cost.ts";
import { type CostFlags, costSettings, currencyOf } from "./cost-flags.ts";
import { deliver } from "./deliver.ts";
import { type Ground, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import { drawsOf, readUseCases, type UseCaseOptions, useCaseOf } from "./use-cases.ts";

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
): Promise<CommandResult> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  if (options.throughput !== undefined) {
    const { runThroughput } = await import("./throughput.ts");
    return runThroughput(options.throughput, options, ground.value, environment);
  }
  const asked = together(
    drawsOf(options.draws),
    costSettings(options, ground.value.knowledge),
    await readUseCases(paths, options, environment),
    currencyOf(options.currency),
  );
  if (!asked.ok) return asked;
  const [draws = usualDraws, settings, sources, currency] = asked.value;
  const full = { ...settings, draws, version: environment.version };
  const priced = together(...sources.map((one) => price(one, options, ground.value, full)));
  if (!priced.ok) return priced;
  const delivered = deliver(priced.value, costReporters, { options, environment }, { currency });
  return delivered.ok ? loaded(delivered.value, priced.diagnostics) : delivered;
}

function price(
  source: Source,
  options: CostCommand,
  { knowledge, asOf }: Ground,
  settings: Omit<CostOptions, "sha256">,
): Loaded<CostDocument> {
  const useCase = useCaseOf(source, options, knowledge);
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
