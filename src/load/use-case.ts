import { createHash } from "node:crypto";
import type { Knowledge } from "../core/pack.ts";
import type { WrittenUseCase } from "../core/use-case.ts";
import { check, short } from "./check.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "./diagnostic.ts";
import { useCase as schema } from "./schema/use-case.ts";
import { type Path, parseSource, type Source } from "./source.ts";

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
  if (unknown.length > 0) return failed(...unknown);
  const { kind: _kind, ...useCase } = written.value;
  const sha256 = createHash("sha256").update(JSON.stringify(useCase)).digest("hex").slice(0, 16);
  return loaded({ useCase, sha256, source });
}

/** Names that only the pack can know: capabilities, benchmarks, presets, GPUs, scenarios, and units that clash. */
function namesOf(useCase: WrittenUseCase, source: Source, knowledge: Knowledge): Diagnostic[] {
  const unknown = (
    path: Path,
    what: string,
    name: string,
    known: Iterable<string>,
  ): Diagnostic => ({
    code: `input.unknown-${what}`,
    severity: "error",
    file: source.file,
    ...source.locate(path),
    message: `there is no ${what} "${short(name)}" in pack ${knowledge.pack.id}`,
    help: suggest(name, known),
  });
  const found: Diagnostic[] = [];
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
    const boards = knowledge.profiles[id]?.benchmarks.map((one) => one.id) ?? [];
    if (typeof need.bar === "object" && !boards.includes(need.bar.benchmark)) {
      found.push(
        unknown(["needs", index, "bar", "benchmark"], "benchmark", need.bar.benchmark, boards),
      );
    }
  }
  const { preset, scenario, policy } = useCase;
  if (preset !== undefined && !Object.hasOwn(knowledge.pack.presets, preset))
    found.push(unknown(["preset"], "preset", preset, Object.keys(knowledge.pack.presets)));
  for (const [index, { gpu }] of (policy?.ownedGpus ?? []).entries()) {
    if (!Object.hasOwn(knowledge.gpus, gpu))
      found.push(
        unknown(["policy", "ownedGpus", index, "gpu"], "gpu", gpu, Object.keys(knowledge.gpus)),
      );
  }
  const scenarios = [
    "base",
    "contrarian",
    ...Object.values(knowledge.profiles).flatMap((one) => one.scenarios.map((s) => s.id)),
  ];
  if (scenario !== undefined && !scenarios.includes(scenario))
    found.push(unknown(["scenario"], "scenario", scenario, new Set(scenarios)));
  return found;
}
