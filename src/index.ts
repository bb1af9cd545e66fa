import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { advise as decide } from "./core/answer/advise.ts";
import type { Decision } from "./core/answer/decision.ts";
import type { Knowledge } from "./core/pack.ts";
import type { WrittenUseCase } from "./core/use-case.ts";
import { readPack as readPackFrom } from "./load/pack.ts";

export type { Diagnostic, Loaded } from "./load/diagnostic.ts";
export { parseUseCase } from "./load/use-case.ts";
export type { Decision, Knowledge, WrittenUseCase };

const rules = fileURLToPath(new URL("../rules", import.meta.url));

/** A shipped pack by id, or a pack by the path of its folder. */
export const readPack = async (pack = "current") =>
  readPackFrom(/[/\\]/.test(pack) ? pack : join(rules, pack), rules);

/**
 * The decision for a use case, as of a day (YYYY-MM-DD). `draws` 0 leaves the confidence out; `flips` false leaves out what
 * would change the verdict. A program that sweeps many use cases wants neither.
 */
export const advise = (
  useCase: WrittenUseCase,
  knowledge: Knowledge,
  asOf: string,
  {
    draws = knowledge.pack.choice.draws,
    flips = true,
  }: { readonly draws?: number; readonly flips?: boolean } = {},
): Decision => decide(useCase, knowledge, asOf, { draws, flips, version: "library", sha256: "" });
