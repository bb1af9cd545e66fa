import { createHash } from "node:crypto";
import type { Knowledge } from "../../core/know/pack.ts";
import type { WrittenBar, WrittenUseCase } from "../../shapes/use-case.ts";
import { useCaseInReach as schema } from "../../shapes/use-case.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import { type Path, parseSource, type Source } from "../file/source.ts";
import { check, placeOf, short } from "./check.ts";
import { unknownInFigures } from "./figure-names.ts";
import { knownScenarios, offScale, unknownNames } from "./use-case-names.ts";

export interface LoadedUseCase {
  readonly useCase: WrittenUseCase;
  readonly sha256: string;
  readonly source: Source;
}

/** A use case from text. Values of flags are put over it before it is checked, so one set of messages serves both. */
export function parseUseCase(
  file: string,
  text: string,
  knowledge: Knowledge,
): Loaded<LoadedUseCase> {
  const source = parseSource(file, text);
  return source.ok ? checkUseCase(source.value, knowledge) : source;
}

export function checkUseCase(source: Source, knowledge: Knowledge): Loaded<LoadedUseCase> {
  const written = check(schema, source);
  if (!written.ok) return written;
  const unknown = namesOf(written.value, source, knowledge);
  if (unknown.some((one) => one.severity === "error")) return failed(...unknown);
  const { kind: _kind, ...useCase } = written.value;
  const sha256 = createHash("sha256").update(JSON.stringify(useCase)).digest("hex").slice(0, 16);
  return loaded({ useCase, sha256, source }, unknown);
}

/** Names that only the pack can know: capabilities, benchmarks, presets, GPUs, scenarios, what gates compare with the market, and scores off their scale. */
function namesOf(useCase: WrittenUseCase, source: Source, knowledge: Knowledge): Diagnostic[] {
  const unknown = (
    path: Path,
    what: string,
    name: string,
    known: Iterable<string>,
  ): Diagnostic => ({
    code: `input.unknown-${what}`,
    severity: "error",
    ...placeOf(source, path),
    message: `there is no ${what} "${short(name)}" in pack ${knowledge.pack.id}`,
    help: suggest(name, known),
  });
  const barOf = (bar: WrittenBar | undefined, path: Path, id: string): Diagnostic[] => {
    if (typeof bar !== "object") return [];
    const boards = knowledge.profiles[id]?.benchmarks ?? [];
    const board = boards.find((one) => one.id === bar.benchmark);
    if (board === undefined) {
      const known = boards.map((one) => one.id);
      return [unknown([...path, "benchmark"], "benchmark", bar.benchmark, known)];
    }
    const trouble = offScale(board, bar.score);
    const place = placeOf(source, [...path, "score"]);
    return trouble === undefined
      ? []
      : [{ code: "input.off-scale", severity: "error", ...place, ...trouble }];
  };
  const found: Diagnostic[] = [
    ...unknownNames(useCase, source, knowledge),
    ...unknownInFigures(useCase.figures, source, knowledge),
  ];
  for (const [index, need] of useCase.needs.entries()) {
    const id = knowledge.capabilityIds[need.capability];
    if (id === undefined || !Object.hasOwn(knowledge.capabilityIds, need.capability)) {
      found.push(
        unknown(
          ["needs", index, "capability"],
          "capability",
          need.capability,
          Object.keys(knowledge.capabilityIds),
        ),
      );
      continue;
    }
    found.push(...barOf(need.bar, ["needs", index, "bar"], id));
  }
  const { preset, scenario } = useCase;
  if (preset !== undefined && !Object.hasOwn(knowledge.pack.presets, preset))
    found.push(unknown(["preset"], "preset", preset, Object.keys(knowledge.pack.presets)));
  // Usual, and known without a look at every profile.
  if (scenario !== undefined && scenario !== "base") {
    const known = knownScenarios(knowledge);
    if (!known.includes(scenario))
      found.push(unknown(["scenario"], "scenario", scenario, new Set(known)));
  }
  return found;
}
