import { resolve } from "node:path";
import { thresholds } from "../core/check/rules.ts";
import { codeDecision } from "../core/code/decision.ts";
import { judgeCode } from "../core/code/judge.ts";
import { idReader } from "../core/code/model-id.ts";
import { CodeTally } from "../core/code/tally.ts";
import type { CodeFinding } from "../core/code/use.ts";
import { readCode } from "../load/code/read.ts";
import { loaded } from "../load/file/diagnostic.ts";
import { nameFrom } from "../load/file/discover.ts";
import { isFolder } from "../load/file/files.ts";
import type { CheckCode, CheckPlan } from "./checking.ts";
import { type Ground, misused } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";

/** Reads a folder of code file by file, and judges each by the records in force. */
export const checkCodeIn =
  (
    { code = ".", strict }: Pick<CheckPlan, "code" | "strict">,
    { knowledge, asOf }: Ground,
    { cwd }: Environment,
  ): CheckCode =>
  (decided, root) => {
    const start = resolve(cwd, code);
    if (!isFolder(start))
      return misused(
        "--code",
        `there is no folder "${code.slice(0, 60)}"`,
        "Name the folder that the code lies in.",
      );
    const readId = idReader(knowledge.usage, knowledge.models, knowledge.retired);
    const decisions = decided.map((one) => codeDecision(one, knowledge, asOf));
    const { retiringDays } = thresholds(knowledge);
    const ground = { knowledge, asOf, readId, decisions, retiringDays, strict };
    const tally = new CodeTally(nameFrom(root, start) || ".");
    const findings: (CodeFinding & { file: string })[] = [];
    for (const file of readCode(start, root, { usage: knowledge.usage, readId }, tally)) {
      const judged = judgeCode(file, ground);
      tally.take(file, judged);
      for (const one of judged.findings) findings.push({ ...one, file: file.file });
    }
    return loaded({ summary: tally.summary(), findings });
  };
