import { dirname, resolve } from "node:path";
import { settled, sorted, summarise } from "../core/check/assess.ts";
import type { RawFinding } from "../core/check/finding.ts";
import { Gathered } from "../core/check/gathered.ts";
import { InForce } from "../core/check/in-force.ts";
import { type CheckSettings, decidedLater, type JudgedRecord } from "../core/check/judge-record.ts";
import { finding } from "../core/check/raw.ts";
import { type CheckRuleId, checkRules, type Severity } from "../core/check/rules.ts";
import type { Decided } from "../core/code/decision.ts";
import type { CodeFinding } from "../core/code/use.ts";
import { headOf } from "../core/know/document.ts";
import { valueAt } from "../core/know/tree.ts";
import { type Loaded, loaded } from "../load/file/diagnostic.ts";
import { nameFrom } from "../load/file/discover.ts";
import { readText } from "../load/file/files.ts";
import type { Source } from "../load/file/source.ts";
import { fingerprint } from "../load/input/baseline.ts";
import type { FoundFile } from "../load/input/find-records.ts";
import { type LoadedRecord, parseRecord } from "../load/input/record.ts";
import { checkUseCase, parseUseCase } from "../load/input/use-case.ts";
import { parseWaivers } from "../load/input/waivers.ts";
import { missingSuccessor } from "../load/pack/successor.ts";
import type { CheckedRecord, CheckReport, CodeSummary } from "../shapes/check.ts";
import type { WrittenUseCase } from "../shapes/use-case.ts";
import { brokenUseCase, filesToCheck, markKnown, usualWaivers } from "./check-files.ts";
import { judgedOf, type ReadRecord, toJudge, type UseCaseOf } from "./judging.ts";
import type { Ground } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import { progressOf } from "./progress.ts";
import { unknownInRecord } from "./record-names.ts";
import type { GlobalOptions } from "./shell.ts";

/** What a check is asked to do, with every flag understood. */
export interface CheckPlan extends CheckSettings {
  readonly paths: readonly string[];
  /** Folder whose code is held against the records; undefined: none is looked at. */
  readonly code: string | undefined;
  readonly failOn: Severity | "never";
  readonly maxWarnings: number | undefined;
  readonly strict: boolean;
  /** Files named by flags; undefined: the usual name, if it is there; false: none. */
  readonly waivers: string | false | undefined;
  readonly baseline: string | false | undefined;
  readonly quiet: boolean;
  /** Threads asked for; undefined: as many as are of use. */
  readonly jobs: number | undefined;
  /** The flags that say which pack and day: threads read them anew. */
  readonly ground: Pick<GlobalOptions, "pack" | "asOf">;
}

export interface Checked {
  readonly report: CheckReport;
  readonly gone: readonly string[];
  readonly files: number;
  /** The folder that paths of the report are taken from. */
  readonly root: string;
  /** The text of a file that findings are about. */
  readonly textOf: (file: string) => string;
}

/** What code comes to under the records in force; it is loaded only where it is asked for. */
export type CheckCode = (
  decided: readonly Decided[],
  root: string,
) => Loaded<{
  readonly summary: CodeSummary;
  readonly findings: readonly (CodeFinding & { readonly file: string })[];
}>;

/** Whether a rule is looked for: rules of code only where code is looked at. */
export const looksFor =
  ({ code }: Pick<CheckPlan, "code">) =>
  (rule: string): boolean =>
    code !== undefined || !rule.startsWith("code.");

/** Everything that a check finds; trouble with what the flags name ends it, trouble in one record does not. */
export async function checkAll(
  plan: CheckPlan,
  ground: Ground,
  environment: Environment,
  checkCode?: CheckCode,
): Promise<Loaded<Checked>> {
  const read = filesToCheck(plan, environment);
  if (!read.ok) return read;
  const { root, found, files, baseline } = read.value;
  const run = new CheckRun(plan, ground, root);
  const total = files.filter(({ kind }) => kind === "record").length;
  const progress = progressOf({ what: "records", total, quiet: plan.quiet }, environment);
  await run.take(files, found, { step: progress.step, threads: environment.threads });
  progress.end();
  const code = checkCode?.(run.decided, root);
  if (code?.ok === false) return code;
  for (const { file, ...one } of code?.value.findings ?? []) run.gathered.addRead(file, one);
  const findings = run.waived();
  const known = { baseline, looks: looksFor(plan) };
  const { findings: marked, gone } = markKnown(known, findings, run.textOf, root);
  const ordered = sorted(marked);
  const records = settled(run.gathered.records, ordered);
  return loaded({
    files: found.filter((one) => one.kind !== "waivers").length,
    gone,
    root,
    textOf: run.textOf,
    report: {
      ...headOf("moat.check", ground, environment.version),
      failOn: plan.failOn,
      summary: summarise(records, run.useCases, ordered, plan),
      ...(code === undefined ? {} : { code: code.value.summary }),
      records,
      findings: ordered,
      baseline:
        baseline === undefined
          ? null
          : {
              unchanged: ordered.filter((one) => one.baseline === "unchanged").length,
              gone: gone.length,
            },
    },
  });
}

/** One run over the files: the record, its use case and the waivers lie in different ones. */
class CheckRun {
  readonly gathered: Gathered;
  /** Records in force with what they say of code. */
  readonly decided: Decided[] = [];
  useCases = 0;
  /** Use cases by path, read once however many records refer to them. */
  readonly #known = new Map<string, UseCaseOf>();
  readonly #asked = new Set<string>();
  readonly #inForce = new InForce();
  readonly #found = new Set<string>();
  readonly #texts = new Map<string, readonly string[]>();
  readonly #plan: CheckPlan;
  readonly #ground: Ground;
  readonly #root: string;

  constructor(plan: CheckPlan, ground: Ground, root: string) {
    this.#plan = plan;
    this.#ground = ground;
    this.#root = root;
    this.gathered = new Gathered({
      lineAt: (file, line) => this.#texts.get(file)?.[line - 1] ?? "",
      print: fingerprint,
    });
  }

  readonly textOf = (file: string): string => (this.#texts.get(file) ?? []).join("\n");

  async take(
    files: readonly FoundFile[],
    found: readonly FoundFile[],
    { step, threads }: Pick<Environment, "threads"> & { readonly step: () => void },
  ): Promise<void> {
    for (const one of found) this.#found.add(one.file);
    for (const one of files) this.#texts.set(one.file, one.text.split(/\r?\n/));
    for (const one of files.filter(({ kind }) => kind === "unreadable"))
      this.gathered.invalid(one.file, one.trouble);
    for (const one of files.filter(({ kind }) => kind === "waivers")) this.#takeWaivers(one);
    const records = files.filter(({ kind }) => kind === "record").map((one) => this.#read(one));
    const { draws, flips, maxAgeDays, jobs, ground: options } = this.#plan;
    const given = { options, settings: { draws, flips, maxAgeDays }, jobs };
    const judged = judgedOf(toJudge(records), given, this.#ground, { threads });
    try {
      for (const one of records) {
        if (one.ok) await this.#takeRecord(one.value, judged);
        else this.gathered.invalid(one.file, one.diagnostics);
        step();
      }
    } finally {
      await judged.return(undefined);
    }
    for (const one of files.filter(({ kind }) => kind === "use-case")) this.#takeUseCase(one);
    if (this.#plan.waivers !== false)
      this.gathered.namedButUnknown((file, text) => this.#lineOf(file, text), usualWaivers);
  }

  waived() {
    const { strict } = this.#plan;
    const { asOf } = this.#ground;
    return this.gathered.waived({ asOf, strict, found: this.#found, looked: looksFor(this.#plan) });
  }

  #takeWaivers({ file, text }: FoundFile): void {
    const parsed = parseWaivers(file, text, Object.keys(checkRules));
    if (!parsed.ok) {
      this.gathered.invalid(file, parsed.diagnostics);
      return;
    }
    const { waivers, policy, source } = parsed.value;
    const { warnDaysBefore } = policy;
    const placeOf = (index: number) => source.locate(["waivers", index, "id"]);
    this.gathered.takeWaivers({ file, waivers, warnDaysBefore, placeOf });
  }

  #read(found: FoundFile): Loaded<ReadRecord> & { readonly file: string } {
    const { file, path, text } = found;
    const parsed = parseRecord(file, text);
    if (!parsed.ok) return { ...parsed, file };
    const { record, inForce, successor } = parsed.value;
    const missing = missingSuccessor(successor, path);
    const isLookedAt = inForce || missing !== undefined;
    const useCase = isLookedAt ? this.#useCaseOf(found, parsed.value) : undefined;
    const later = decidedLater(record, this.#ground.knowledge, this.#ground.asOf);
    return { ...loaded({ found, loadedRecord: parsed.value, missing, useCase, later }), file };
  }

  async #takeRecord(read: ReadRecord, judged: AsyncGenerator<JudgedRecord>): Promise<void> {
    const { found, loadedRecord, missing, useCase, later } = read;
    const { source } = loadedRecord;
    const note = (state: CheckedRecord["state"]) =>
      this.#note(found.file, loadedRecord, state, null);
    if (missing !== undefined) this.#find(source, "check.unknown-successor", [], missing);
    if (useCase !== undefined) this.gathered.named.set(found.file, loadedRecord.record.waive);
    if (useCase === undefined) note("skipped");
    else if (useCase === "missing") {
      const named = loadedRecord.useCase;
      const message =
        typeof named === "string"
          ? `there is no use case at "${named}", taken from the folder of the record`
          : "the record names no use case";
      this.#find(source, "check.record-without-use-case", ["useCase"], message);
      note("findings");
    } else if (!useCase.ok) {
      if (typeof loadedRecord.useCase !== "string")
        this.gathered.invalid(found.file, useCase.diagnostics);
      else this.#find(source, "input.invalid", ["useCase"], brokenUseCase(useCase.diagnostics));
      note("invalid");
    } else if (later !== undefined) {
      this.#add(source, later);
      note("skipped");
    } else await this.#takeJudged(found, loadedRecord, useCase.value.useCase, judged);
  }

  async #takeJudged(
    { file, path }: FoundFile,
    loadedRecord: LoadedRecord,
    useCase: WrittenUseCase,
    judgements: AsyncGenerator<JudgedRecord>,
  ): Promise<void> {
    const { record, affects, source } = loadedRecord;
    for (const one of unknownInRecord(record, useCase, this.#ground.knowledge))
      this.#add(source, one);
    const twice = this.#inForce.put(file, this.#askedBy(file, path, loadedRecord), record);
    if (twice !== undefined) this.#add(source, twice);
    const { value: judged } = await judgements.next();
    for (const one of judged.findings) this.#add(source, one);
    this.#note(file, loadedRecord, "clean", judged.today);
    const asked =
      typeof loadedRecord.useCase === "string"
        ? nameFrom(this.#root, resolve(dirname(path), loadedRecord.useCase))
        : undefined;
    this.decided.push({ file, record, affects, useCase, takes: judged.takes, asked });
  }

  /** What tells the questions of records apart: the path of the use case, or its name. */
  #askedBy(file: string, path: string, { useCase, source }: LoadedRecord): string {
    return typeof useCase === "string"
      ? resolve(dirname(path), useCase)
      : String(valueAt(source.value, ["useCase", "name"]) ?? file);
  }

  #useCaseOf(found: FoundFile, { useCase }: LoadedRecord): UseCaseOf {
    if (useCase === undefined) return "missing";
    if (typeof useCase !== "string") return checkUseCase(useCase, this.#ground.knowledge);
    const path = resolve(dirname(found.path), useCase);
    this.#asked.add(path);
    return this.#readUseCase(path);
  }

  #readUseCase(path: string): UseCaseOf {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const read = this.#parseUseCase(path);
    this.#known.set(path, read);
    return read;
  }

  #parseUseCase(path: string): UseCaseOf {
    const file = nameFrom(this.#root, path);
    const text = readText(path, file);
    if (text.ok) {
      this.#texts.set(file, text.value.split(/\r?\n/));
      return parseUseCase(file, text.value, this.#ground.knowledge);
    }
    return text.diagnostics.some((one) => one.code === "file.enoent") ? "missing" : text;
  }

  #takeUseCase({ file, path }: FoundFile): void {
    this.useCases++;
    const useCase = this.#readUseCase(path);
    if (useCase === "missing") return;
    if (!useCase.ok) this.gathered.invalid(file, useCase.diagnostics);
    else if (!this.#asked.has(path)) {
      const { source, useCase: written } = useCase.value;
      const message = `no record in force decides ${written.name}`;
      this.#find(source, "check.undecided-use-case", ["name"], message);
    }
  }

  #lineOf(file: string, text: string): number {
    return Math.max(1, (this.#texts.get(file) ?? []).findIndex((one) => one.includes(text)) + 1);
  }

  #note(
    file: string,
    { record, title }: LoadedRecord,
    state: CheckedRecord["state"],
    today: CheckedRecord["today"],
  ): void {
    this.gathered.note({
      file,
      title,
      choice: record.choice,
      decidedOn: record.decidedOn ?? record.basis?.asOf ?? null,
      reviewBy: record.reviewBy ?? null,
      owners: record.owners,
      state,
      today,
    });
  }

  #find(source: Source, rule: CheckRuleId, at: RawFinding["at"], message: string): void {
    this.#add(source, finding(rule, at, message));
  }

  #add(source: Source, { at, ...raw }: RawFinding): void {
    this.gathered.add(source.file, source.locate(at), raw);
  }
}
