import type { Knowledge } from "../core/know/pack.ts";
import type { Target } from "../core/timeline/goal.ts";
import type { TimelineSettings } from "../core/timeline/outlook.ts";
import { timelineReport } from "../core/timeline/outlook.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../load/file/diagnostic.ts";
import { checkUseCase } from "../load/input/use-case.ts";
import { targetTrouble } from "../load/input/use-case-names.ts";
import { isDay } from "../load/pack/packs.ts";
import { timelineFormats, timelineReporters } from "../report/timeline/index.ts";
import { deliver } from "./deliver.ts";
import { withFlags } from "./flags.ts";
import { flag, type Ground, readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { type GlobalOptions, printedStyle, refuse, withNotes } from "./shell.ts";
import { readUseCases, type UseCaseOptions } from "./use-cases.ts";

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
): Promise<Outcome> {
  if (options.score !== undefined) {
    const { runScore } = await import("./timeline-score.ts");
    return runScore(options.score, options, environment);
  }
  if (path === undefined && Object.values(options.fields).every((one) => one === undefined))
    return refuse([howToStart], environment, options);
  const ground = await readGround(options, environment);
  if (!ground.ok) return refuse(ground.diagnostics, environment, options);
  const settings = settingsOf(options, ground.value);
  const sources = await readUseCases(path === undefined ? [] : [path], options, environment);
  if (!settings.ok || !sources.ok)
    return refuse(
      [settings, sources].flatMap((one) => (one.ok ? [] : one.diagnostics)),
      environment,
      options,
    );
  const [source] = sources.value;
  if (source === undefined) return refuse([], environment, options);
  const merged = withFlags(source, options.fields);
  const useCase = merged.ok ? checkUseCase(merged.value, ground.value.knowledge) : merged;
  if (!useCase.ok) return refuse(useCase.diagnostics, environment, options);
  const trouble = targetTrouble(
    settings.value.target,
    useCase.value.useCase,
    ground.value.knowledge,
  );
  if (trouble !== undefined)
    return refuse([flag("--target", trouble.message, trouble.help)], environment, options);
  const report = timelineReport(useCase.value.useCase, ground.value.knowledge, ground.value.asOf, {
    ...settings.value,
    version: environment.version,
    sha256: useCase.value.sha256,
  });
  const outcome = await deliver(options, timelineFormats, environment, (format, toFile) =>
    timelineReporters[format](report, {
      style: printedStyle(toFile, environment, options.color),
      verbose: options.verbose === true,
    }),
  );
  return withNotes(outcome, useCase.diagnostics, environment, options);
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
    return failed(
      flag(
        "--size-class",
        `there is no size class "${sizeClass.slice(0, 40)}"`,
        suggest(sizeClass, sizes),
      ),
    );
  if (contractEnds !== undefined && !(isDay(contractEnds) && contractEnds >= asOf))
    return failed(
      flag(
        "--contract-ends",
        `"${contractEnds.slice(0, 40)}" is not a day from ${asOf} on`,
        "Write the last day of the contract as YYYY-MM-DD.",
      ),
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
  return failed(
    flag(
      "--target",
      `"${text.slice(0, 60)}" is neither a bar, a score nor a model`,
      suggest(text, [...Object.keys(bars), ...Object.keys(knowledge.models)]),
    ),
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
  return failed(
    flag(
      "--target",
      `there is no board "${benchmark.slice(0, 40)}"`,
      suggest(benchmark, [...new Set(boards)]),
    ),
  );
}
