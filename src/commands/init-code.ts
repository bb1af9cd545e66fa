import { join, resolve } from "node:path";
import { thresholds } from "../core/check/rules.ts";
import { DistinctUses } from "../core/code/distinct.ts";
import { judgeCode } from "../core/code/judge.ts";
import { idReader } from "../core/code/model-id.ts";
import { providerTitle } from "../core/code/words.ts";
import { readCode } from "../load/code/read.ts";
import { failed, loaded } from "../load/file/diagnostic.ts";
import { rootOf } from "../load/file/discover.ts";
import { isFolder, makeFolder, writeNew } from "../load/file/files.ts";
import { draftsOf } from "../report/draft.ts";
import { misused, readGround } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, printed } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** Drafts a use case for every distinct use of a model in code: printed, or one file each in a folder. */
export async function runInitFromCode(
  code: string,
  folder: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  const { cwd } = environment;
  const start = resolve(cwd, code);
  if (!isFolder(start)) {
    const help = "Name the folder that the code lies in.";
    return misused("--from-code", `there is no folder "${code.slice(0, 60)}"`, help);
  }
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const { knowledge, asOf } = ground.value;
  const { usage, models, retired } = knowledge;
  const readId = idReader(usage, models, retired);
  const { retiringDays } = thresholds(knowledge);
  const judging = { knowledge, asOf, readId, decisions: [], retiringDays, strict: false };
  const uses = new DistinctUses();
  for (const file of readCode(start, rootOf(cwd, [start]), { usage, readId }, { files: 0 }))
    uses.take(file, judgeCode(file, judging));
  const drafts = draftsOf(uses.all(), (id) => providerTitle(id, knowledge));
  if (drafts.length === 0)
    return loaded(printed("", `No code under ${code} uses a model that moat can see.\n`));
  if (folder === undefined) return loaded(printed(drafts.map((one) => one.text).join("---\n")));
  const target = resolve(cwd, folder);
  const failure =
    makeFolder(target, folder) ??
    drafts
      .map(({ name, text }) =>
        writeNew(join(target, `${name}.yaml`), text, `${folder}/${name}.yaml`),
      )
      .find((one) => one !== undefined);
  if (failure !== undefined) return failed(failure);
  const list = drafts.map((one) => `  ${folder}/${one.name}.yaml\n`).join("");
  return loaded(
    printed("", `Wrote ${drafts.length} drafts; fill in what each use is for:\n${list}`),
  );
}
