import type { PlanExport } from "../core/answer/export/document.ts";
import { exportPlan } from "../core/answer/export/export.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  suggest,
  together,
} from "../load/file/diagnostic.ts";
import { parseDocument } from "../load/file/documents.ts";
import { parseSource, type Source } from "../load/file/source.ts";
import { decidedUseCase } from "../load/input/decided-use-case.ts";
import {
  type ExportTarget,
  exporters,
  exportTargets,
  hasMachines,
  needsMachines,
} from "../report/export/index.ts";
import type { Decision } from "../shapes/decision.ts";
import { deliver } from "./deliver.ts";
import { inputName, readInput } from "./input.ts";
import { flag, readGround, textOnly } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import { refuse } from "./shell.ts";
import { drawsOf, readUseCases, type UseCaseOptions, useCaseOf } from "./use-cases.ts";

export interface ExportCommand extends UseCaseOptions {
  /** Targets, each with a file or for standard output. */
  readonly to?: readonly string[] | undefined;
}

/** What is exported: a use case, or the decision that was made for one. */
interface ExportSubject {
  readonly source: Source;
  readonly decision: Decision | undefined;
}

/** The chosen plan of a use case, or of a decision, as what runs it. */
export async function runExport(
  path: string | undefined,
  options: ExportCommand,
  environment: Environment,
): Promise<CommandResult> {
  const targets = targetsOf(options);
  const draws = drawsOf(options.draws);
  const subject = await read(path, options, environment);
  const asked = together(targets, draws, subject);
  if (!asked.ok) return asked;
  const { source, decision } = asked.value[2];
  const of = decision === undefined ? options : { ...groundOf(decision), ...options };
  const ground = await readGround(of, environment);
  if (!ground.ok) return ground;
  const { knowledge, asOf } = ground.value;
  const useCase = useCaseOf(source, options, knowledge);
  if (!useCase.ok) return useCase;
  const plan = exportPlan(useCase.value.useCase, knowledge, asOf, {
    draws: asked.value[1] ?? decision?.verdict.draws ?? knowledge.pack.choice.draws,
    version: environment.version,
  });
  const wrong = troubleOf(plan, asked.value[0], source.file, decision);
  if (wrong !== undefined) return failed(wrong);
  if (plan.needs.length === 0)
    return loaded({
      ...refuse([nothing(source.file)], environment, options),
      exitCode: exit.findings,
    });
  const to = { options: { ...options, format: options.to }, environment };
  const delivered = deliver(plan, exporters, to);
  return delivered.ok ? loaded(delivered.value, useCase.diagnostics) : delivered;
}

function targetsOf(options: ExportCommand): Loaded<readonly ExportTarget[]> {
  const { to = [] } = options;
  const all = exportTargets.join(", ");
  const names = to.map((one) => one.split("=")[0] ?? "");
  const found = names.flatMap((name) => exportTargets.filter((one) => one === name));
  const trouble = [
    ...textOnly(
      options,
      "an export has the format of what reads it",
      `Leave it out, and say --to ${all}.`,
    ),
    ...(to.length === 0 ? [flag("--to", "what for is not said", `Say one: --to ${all}.`)] : []),
    ...names
      .filter((name) => !exportTargets.some((one) => one === name))
      .map((name) =>
        flag("--to", `there is no target "${name.slice(0, 40)}"`, suggest(name, exportTargets)),
      ),
    ...(to.filter((one) => !one.includes("=")).length > 1 ? [crowded] : []),
  ];
  return trouble.length > 0 ? failed(...trouble) : loaded(found);
}

const crowded = flag(
  "--to",
  "only one target can go to standard output",
  "Give the others a file: --to compose=compose.yaml",
);

async function read(
  path: string | undefined,
  options: ExportCommand,
  environment: Environment,
): Promise<Loaded<ExportSubject>> {
  if (path === undefined) {
    const sources = await readUseCases([], options, environment);
    const [source] = sources.ok ? sources.value : [];
    if (!sources.ok) return sources;
    return source === undefined ? failed() : loaded({ source, decision: undefined });
  }
  const text = await readInput(path, environment);
  if (!text.ok) return text;
  const file = inputName(path);
  if (!/^\s*\{[\s\S]*"moat\.decision/.test(text.value)) {
    const source = parseSource(file, text.value);
    return source.ok ? loaded({ source: source.value, decision: undefined }) : source;
  }
  const document = parseDocument(file, text.value);
  if (!document.ok) return document;
  const [decision, ...others] = document.value.kind === "decisions" ? document.value.decisions : [];
  if (decision === undefined || others.length > 0 || decision.useCase.given === undefined)
    return failed({
      ...flag(
        file,
        "one decision with what was given is needed",
        "Write it: moat advise use-case.yaml -f json=decision.json",
      ),
      code: "input.document",
    });
  return loaded({ source: decidedUseCase(file, decision), decision });
}

/** Where the decision was made. */
const groundOf = ({ asOf, packs }: Decision) => ({ asOf, pack: packs.at(-1)?.id });

function troubleOf(
  plan: PlanExport,
  targets: readonly ExportTarget[],
  file: string,
  decision: Decision | undefined,
): Diagnostic | undefined {
  if (decision !== undefined && !isSame(plan, decision))
    return {
      ...flag(
        file,
        "the rules of today come to another plan than this decision",
        "Decide again, and read what changed: moat advise use-case.yaml -f json=new.json, then moat diff.",
      ),
      code: "export.moved",
    };
  const idle = targets.find(needsMachines);
  if (plan.needs.length > 0 && idle !== undefined && !hasMachines(plan))
    return {
      ...flag(
        "--to",
        `this plan runs nothing on machines of your own, so there is nothing to ${idle}`,
        "Say --to litellm or --to client.",
      ),
      code: "export.hosted",
    };
  return undefined;
}

const isSame = ({ needs }: PlanExport, { plans }: Decision): boolean => {
  const routes = plans[0]?.routes ?? [];
  return (
    needs.length === routes.length &&
    needs.every(({ id, first }, at) => {
      const route = routes[at];
      const offer = first.kind === "hosted" && route?.offer !== null ? first.provider : null;
      return (
        route?.need === id &&
        route.model === first.model &&
        route.option === first.option &&
        route.effort === first.effort &&
        route.offer === offer
      );
    })
  );
};

const nothing = (file: string): Diagnostic => ({
  ...flag(
    file,
    "nothing stands for this use case, so there is no plan to export",
    "moat advise says what removed the candidates, and what would let one in.",
  ),
  code: "export.none",
});
