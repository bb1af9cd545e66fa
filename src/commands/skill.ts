import { resolve } from "node:path";
import { failed, loaded } from "../load/file/diagnostic.ts";
import { writeNew } from "../load/file/files.ts";
import { skillText } from "../report/skill.ts";
import { textOnly } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, printed } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

export interface SkillCommand extends GlobalOptions {
  readonly write?: string | undefined;
}

/** A page for coding agents; printed, or written where nothing is yet. */
export async function runSkill(
  { write, ...options }: SkillCommand,
  environment: Environment,
): Promise<CommandResult> {
  const trouble = textOnly(
    options,
    "a skill is Markdown, and has no other format",
    "Leave it out.",
  );
  if (trouble.length > 0) return failed(...trouble);
  if (write === undefined) return loaded(printed(skillText));
  const failure = writeNew(resolve(environment.cwd, write), skillText, write);
  if (failure !== undefined) return failed(failure);
  return loaded(printed("", `Wrote ${write}.\n`));
}
