import { resolve } from "node:path";
import { writeNew } from "../load/file/files.ts";
import { skillText } from "../report/skill.ts";
import { textOnly } from "./knowledge.ts";
import { type Environment, type Outcome, printed } from "./outcome.ts";
import { type GlobalOptions, refuse } from "./shell.ts";

export interface SkillCommand extends GlobalOptions {
  readonly write?: string | undefined;
}

/** A page for coding agents; printed, or written where nothing is yet. */
export async function runSkill(
  { write, ...options }: SkillCommand,
  environment: Environment,
): Promise<Outcome> {
  const trouble = textOnly(
    options,
    "a skill is Markdown, and has no other format",
    "Leave it out.",
  );
  if (trouble.length > 0) return refuse(trouble, environment, options);
  if (write === undefined) return printed(skillText);
  const failure = writeNew(resolve(environment.cwd, write), skillText, write);
  if (failure !== undefined) return refuse([failure], environment, options);
  return printed("", `Wrote ${write}.\n`);
}
