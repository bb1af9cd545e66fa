import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { advise as decide } from "./core/answer/advise.ts";
import type { Knowledge } from "./core/know/pack.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "./load/file/diagnostic.ts";
import { sourceOf } from "./load/file/source-of.ts";
import type { Flagged } from "./load/input/check.ts";
import { checkUseCase } from "./load/input/use-case.ts";
import { readPack as readPackFrom } from "./load/pack/pack.ts";
import { dayHelp, isDay } from "./load/pack/packs.ts";
import type { Decision } from "./shapes/decision.ts";
import type { WrittenUseCase } from "./shapes/use-case.ts";

export { parseUseCase } from "./load/input/use-case.ts";
export type { Decision, Diagnostic, Knowledge, Loaded, WrittenUseCase };

const rules = fileURLToPath(new URL("../rules", import.meta.url));

/** A shipped pack by id, or a pack by the path of its folder. */
export const readPack = async (pack = "current") =>
  readPackFrom(/[/\\]/.test(pack) ? pack : join(rules, pack), rules);

/**
 * The decision for a use case, as of a day (YYYY-MM-DD); or what is wrong with either, by the path of the field. `draws` 0
 * leaves the confidence out; `flips` false leaves out what would change the verdict. A program that sweeps many use cases wants
 * neither.
 */
export function advise(
  useCase: WrittenUseCase,
  knowledge: Knowledge,
  asOf: string,
  {
    draws = knowledge.pack.choice.draws,
    flips = true,
  }: { readonly draws?: number; readonly flips?: boolean } = {},
): Loaded<Decision> {
  const trouble = dayTrouble(asOf, knowledge);
  if (trouble !== undefined) return failed(trouble);
  const checked = checkUseCase(asSource(useCase), knowledge);
  if (!checked.ok) return checked;
  const { useCase: known, sha256 } = checked.value;
  return loaded(decide(known, knowledge, asOf, { draws, flips, version: "library", sha256 }));
}

function dayTrouble(asOf: string, { pack }: Knowledge): Diagnostic | undefined {
  const about = (message: string, help: string): Diagnostic => ({
    code: "input.day",
    severity: "error",
    file: "asOf",
    message,
    help,
  });
  if (!isDay(asOf)) return about(`"${String(asOf).slice(0, 40)}" is not a day`, dayHelp);
  return pack.frozen && asOf !== pack.asOf
    ? about(`pack ${pack.id} is frozen at ${pack.asOf}`, `Give ${pack.asOf}.`)
    : undefined;
}

/** An object has no lines: what is wrong with it is said of the field. */
const asSource = (useCase: WrittenUseCase): Flagged => ({
  ...sourceOf(
    "useCase",
    typeof useCase === "object" ? { kind: "moat/use-case@1", ...useCase } : useCase,
  ),
  flagOf: (path) => ["useCase", ...path].join("."),
});
