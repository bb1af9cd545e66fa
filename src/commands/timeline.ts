import type { Knowledge } from "../core/know/pack.ts";
import type { Target } from "../core/timeline/goal.ts";
import type { TimelineSettings } from "../core/timeline/outlook.ts";
import { timelineReport } from "../core/timeline/outlook.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  suggest,
  together,
} from "../load/file/diagnostic.ts";
import { targetTrouble } from "../load/input/use-case-names.ts";
import { isDay } from "../load/pack/packs.ts";
import { timelineReporters } from "../report/timeline/index.ts";
import { deliver } from "./deliver.ts";
import { type Ground, misused, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";
import { readUseCases, type UseCaseOptions, useCaseOf } from "./use-cases.ts";

export interface TimelineCommand extends GlobalOptions, Pick<UseCaseOptions, "fields"> {
  readonly target?: string | undefined;
  readonly sizeClass?: string | undefined;
  readonly contractEnds?: string | undefined;
  readonly score?: string | undefined;
}

/** When gaps close, what to do until then, and when to look again. */
export async function runTimeline(
  path: string | undefined,
  options: TimelineCommand,
  environment: Environment,
): Promise<CommandResult> {
  if (options.score !== undefined) {
    const { runScore } = await import("./timeline-score.ts");
    return runScore(options.score, options, environment);
  }
  if (path === undefined && Object.values(options.fields).every((one) => one === undefined))
    return failed(howToStart);
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const { knowledge, asOf } = ground.value;
  const asked = together(
    settingsOf(options, ground.value),
    await readUseCases(path === undefined ? [] : [path], options, environment),
  );
  if (!asked.ok) return asked;
  const [settings, [source]] = asked.value;
  if (source === undefined) return failed();
  const useCase = useCaseOf(source, options, knowledge);
  if (!useCase.ok) return useCase;
  const { useCase: written, sha256 } = useCase.value;
  const trouble = targetTrouble(settings.target, written, knowledge);
  if (trouble !== undefined) return misused("--target", trouble.message, trouble.help);
  const said = { ...settings, version: environment.version, sha256 };
  const report = timelineReport(written, knowledge, asOf, said);
  const delivered = deliver(report, timelineReporters, { options, environment });
  return delivered.ok ? loaded(delivered.value, useCase.diagnostics) : delivered;
}

const howToStart: Diagnostic = {
  code: "input.none",
  severity: "error",
  file: "moat timeline",
  message: "neither a use case nor a capability given",
  help: "Name one:\n moat timeline --capability computer-use\n moat timeline use-case.yaml",
};

type TimelineFlags = Omit<TimelineSettings, "version" | "sha256">;

function settingsOf(options: TimelineCommand, { knowledge, asOf }: Ground): Loaded<TimelineFlags> {
  const target = targetOf(options.target, knowledge);
  if (!target.ok) return target;
  const { sizeClass, contractEnds } = options;
  const sizes = knowledge.forecast.sizeClasses.map((one) => one.id);
  if (sizeClass !== undefined && !sizes.includes(sizeClass))
    return misused(
      "--size-class",
      `there is no size class "${sizeClass.slice(0, 40)}"`,
      suggest(sizeClass, sizes),
    );
  if (contractEnds !== undefined && !(isDay(contractEnds) && contractEnds >= asOf))
    return misused(
      "--contract-ends",
      `"${contractEnds.slice(0, 40)}" is not a day from ${asOf} on`,
      "Write the last day of the contract as YYYY-MM-DD.",
    );
  return loaded({ target: target.value, sizeClass, contractEnds });
}

/** A bar by name or as a share, a score (on a board: `osworld-verified=75`), or a model. */
function targetOf(text: string | undefined, knowledge: Knowledge): Loaded<Target> {
  if (text === undefined) return loaded({ kind: "reference" });
  const { bars } = knowledge.pack;
  if (Object.hasOwn(bars, text)) {
    const quality = bars[text as keyof typeof bars];
    return loaded({ kind: "bar", name: text, quality });
  }
  const [, board, digits = ""] = /^(?:(.+)[=:])?\s*([\d.]+)\s*$/.exec(text) ?? [];
  const number = Number(digits);
  if (digits !== "" && Number.isFinite(number)) return scoreTarget(board, number, knowledge);
  const model = Object.values(knowledge.models).find(
    (one) => one.id === text || one.aliases.includes(text),
  );
  if (model !== undefined) return loaded({ kind: "model", model: model.id });
  return misused(
    "--target",
    `"${text.slice(0, 60)}" is neither a bar, a score nor a model`,
    suggest(text, [...Object.keys(bars), ...Object.keys(knowledge.models)]),
  );
}

function scoreTarget(
  benchmark: string | undefined,
  number: number,
  { profiles }: Knowledge,
): Loaded<Target> {
  if (benchmark === undefined && number > 0 && number < 1)
    return loaded({ kind: "bar", name: "share", quality: number });
  const boards = Object.values(profiles).flatMap((one) => one.benchmarks.map(({ id }) => id));
  if (benchmark === undefined || boards.includes(benchmark))
    return loaded({ kind: "score", benchmark, score: number });
  return misused(
    "--target",
    `there is no board "${benchmark.slice(0, 40)}"`,
    suggest(benchmark, [...new Set(boards)]),
  );
}
