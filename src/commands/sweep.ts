import { withValue } from "../core/know/tree.ts";
import { type Loaded, loaded } from "../load/file/diagnostic.ts";
import type { Path, Source } from "../load/file/source.ts";
import { sweepReporters } from "../report/sweep.ts";
import type { Decision } from "../shapes/decision.ts";
import type { SweepPoint } from "../shapes/sweep.ts";
import { type DecideOptions, decide } from "./decide.ts";
import { deliver } from "./deliver.ts";
import { type CommandContext, misused } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { progressOf } from "./progress.ts";

interface Grid {
  readonly path: readonly string[];
  readonly values: readonly number[];
}

const mostSteps = 10_000;

/** Decides over a grid of one number, without draws, and shows where the verdict turns. */
export async function runSweep(
  sources: readonly Source[],
  text: string,
  context: CommandContext<DecideOptions>,
): Promise<CommandResult> {
  const { options, environment } = context;
  const grid = parseGrid(text);
  const [source, second] = sources;
  if (!grid.ok) return grid;
  if (source === undefined || second !== undefined)
    return misused("--sweep", "a sweep takes one use case", "Name one file.");
  const quiet = { ...context, options: { ...options, flips: false } };
  const points: SweepPoint[] = [];
  const { path, values } = grid.value;
  const flagOf = (at: Path) =>
    path.every((key, index) => key === String(at[index])) ? "--sweep" : undefined;
  const progress = progressOf(
    { what: "points", total: values.length, quiet: options.quiet },
    environment,
  );
  for (const value of values) {
    const changed = { ...source, value: withValue(source.value, path, value), flagOf };
    const decision = decide(changed, 0, quiet);
    if (!decision.ok) {
      progress.end();
      return decision;
    }
    points.push(pointOf(value, decision.value));
    progress.step();
  }
  progress.end();
  return deliver({ path: path.join("."), points }, sweepReporters, context);
}

function pointOf(value: number, { verdict, plans, options }: Decision): SweepPoint {
  return {
    value,
    verdict: verdict.choice,
    status: verdict.status,
    margin: verdict.margin,
    usdPerMonth: plans[0]?.usdPerMonth?.p50 ?? null,
    values: options.map(({ option }) => plans.find(({ plan }) => plan === option)?.value ?? null),
  };
}

/** `workload.requestsPerMonth=1e4..1e8:20`; steps are even on a logarithmic scale where the ends are far apart. */
function parseGrid(text: string): Loaded<Grid> {
  const match = /^([A-Za-z0-9.]+)=([^:]+?)\.\.([^:]+):(\d+)$/.exec(text);
  const [from, to, steps] = [Number(match?.[2]), Number(match?.[3]), Number(match?.[4])];
  const isUsable = [from, to].every(Number.isFinite) && steps >= 2 && steps <= mostSteps;
  if (match?.[1] === undefined || !isUsable)
    return misused(
      "--sweep",
      `"${text.slice(0, 60)}" is not a grid`,
      `Write path=from..to:steps, for example workload.requestsPerMonth=1e4..1e8:20, with 2 to ${mostSteps} steps.`,
    );
  return loaded({
    path: match[1].split("."),
    values: inWholes(match[1], valuesBetween(from, to, steps)),
  });
}

const farApart = 20;

function valuesBetween(from: number, to: number, steps: number): number[] {
  const isLog = from > 0 && to > 0 && Math.max(to / from, from / to) >= farApart;
  const scale = isLog ? Math.log : (x: number) => x;
  const back = isLog ? Math.exp : (x: number) => x;
  const at = (step: number) => back(scale(from) + ((scale(to) - scale(from)) * step) / (steps - 1));
  return Array.from({ length: steps }, (_, step) => Number(at(step).toPrecision(6)));
}

/** Fields that take whole numbers only, as the schema of a use case has it. */
const wholeField = /^(horizonMonths|policy\.maxGpus|policy\.ownedGpus\.\d+\.count)$/;

const inWholes = (path: string, values: readonly number[]): readonly number[] =>
  wholeField.test(path) ? [...new Set(values.map(Math.round))] : values;
