import { judgeRecord } from "../core/check/judge-record.ts";
import { answerOf, type BatchGiven, type BatchLine } from "./batch.ts";
import type { JudgeGiven, RecordToJudge } from "./judging.ts";
import { readGround } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";

/** What a thread does for another: it reads the pack once, and answers parts of the work as often as it is asked. */
export async function workOf(
  asked: object,
  environment: Environment,
): Promise<(part: unknown) => readonly unknown[]> {
  // What a command handed to `threads.start`, and below what it asks.
  const given = asked as BatchGiven | JudgeGiven;
  const { options } = given;
  const read = await readGround(options, environment);
  // Where the command started it was read, so somebody changed it since.
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join("; "));
  const ground = read.value;
  if ("settings" in given)
    return (part) =>
      (part as readonly RecordToJudge[]).map(({ record, about }) =>
        judgeRecord(record, about, ground, given.settings),
      );
  const answer = answerOf(given, { options: given.options, ground, environment });
  return (part) => (part as readonly BatchLine[]).map(answer);
}
