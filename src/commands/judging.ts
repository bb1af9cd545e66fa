import type { RawFinding } from "../core/check/finding.ts";
import { type CheckSettings, type JudgedRecord, judgeRecord } from "../core/check/judge-record.ts";
import type { Loaded } from "../load/file/diagnostic.ts";
import type { FoundFile } from "../load/input/find-records.ts";
import type { LoadedRecord } from "../load/input/record.ts";
import type { LoadedUseCase } from "../load/input/use-case.ts";
import type { DecisionRecord } from "../shapes/record.ts";
import type { WrittenUseCase } from "../shapes/use-case.ts";
import type { Ground } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import { answersTo } from "./pool.ts";
import type { GlobalOptions } from "./shell.ts";

export interface RecordToJudge {
  readonly record: DecisionRecord;
  readonly about: { readonly written: WrittenUseCase; readonly sha256: string };
}

export type UseCaseOf = Loaded<LoadedUseCase> | "missing";

/** A record that was read, with its use case where that matters. */
export interface ReadRecord {
  readonly found: FoundFile;
  readonly loadedRecord: LoadedRecord;
  /** What is wrong with what its status says has taken its place. */
  readonly missing: string | undefined;
  readonly useCase: UseCaseOf | undefined;
  /** Where it holds only from a later day on, what there is to say. */
  readonly later: RawFinding | undefined;
}

/** Those of which a judgement is asked; of the others is said what is the matter with them. */
export const toJudge = (records: readonly Loaded<ReadRecord>[]): RecordToJudge[] =>
  records.flatMap((one) => {
    if (!one.ok || one.value.later !== undefined) return [];
    const { loadedRecord, useCase } = one.value;
    if (useCase === undefined || useCase === "missing" || !useCase.ok) return [];
    const { useCase: written, sha256 } = useCase.value;
    return [{ record: loadedRecord.record, about: { written, sha256 } }];
  });

/** What another thread needs to judge records. */
export interface JudgeGiven {
  /** Which pack and day: threads read them anew. */
  readonly options: Pick<GlobalOptions, "pack" | "asOf">;
  readonly settings: CheckSettings;
}

/** Records whose judgement costs about as much as to start a thread: most need no draws. */
const startup = 24;

/** What speaks against records, in their order, judged on as many threads as pay. */
export function judgedOf(
  records: readonly RecordToJudge[],
  given: JudgeGiven & { readonly jobs: number | undefined },
  ground: Ground,
  { threads }: Pick<Environment, "threads">,
): AsyncGenerator<JudgedRecord> {
  const { jobs, options, settings } = given;
  const here = ({ record, about }: RecordToJudge) => judgeRecord(record, about, ground, settings);
  const all = (async function* () {
    yield records;
  })();
  return answersTo(all, { here, given: { options, settings }, jobs, startup }, { threads });
}
