import { dirname, resolve } from "node:path";
import { settled, sorted, summarise } from "../core/check/assess.ts";
import type { CheckedRecord, CheckReport, Finding, RawFinding } from "../core/check/finding.ts";
import { type CheckSettings, decidedLater, judgeRecord } from "../core/check/judge-record.ts";
import { finding } from "../core/check/raw.ts";
import { type CheckRuleId, checkRules, type Severity } from "../core/check/rules.ts";
import { type Waiver, waive } from "../core/check/waive.ts";
import { headOf } from "../core/document.ts";
import { fingerprint } from "../load/baseline.ts";
import { type Diagnostic, type Loaded, loaded } from "../load/diagnostic.ts";
import { nameFrom } from "../load/discover.ts";
import { readText } from "../load/files.ts";
import type { FoundFile } from "../load/find-records.ts";
import { type LoadedRecord, parseRecord } from "../load/record.ts";
import type { Place, Source } from "../load/source.ts";
import { missingSuccessor } from "../load/successor.ts";
import { checkUseCase, type LoadedUseCase, parseUseCase } from "../load/use-case.ts";
import { type LoadedWaivers, parseWaivers } from "../load/waivers.ts";
import { brokenUseCase, filesToCheck, markKnown, usualWaivers } from "./check-files.ts";
import { InForce } from "./in-force.ts";
import type { Ground } from "./knowledge.ts";
import type { Environment } from "./outcome.ts";
import { progressOf } from "./progress.ts";
import { unknownInRecord } from "./record-names.ts";

/** What a check is asked to do, with every flag understood. */
export interface CheckPlan extends CheckSettings {
  readonly paths: readonly string[];
  readonly failOn: Severity | "never";
  readonly maxWarnings: number | undefined;
  readonly strict: boolean;
  /** Files named by flags; undefined: the usual name, if it is there; false: none. */
  readonly waivers: string | false | undefined;
  readonly baseline: string | false | undefined;
  readonly quiet: boolean;
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

/** Everything that a check finds; trouble with what the flags name ends it, trouble in one record does not. */
export function checkAll(
  plan: CheckPlan,
  ground: Ground,
  environment: Environment,
): Loaded<Checked> {
  const read = filesToCheck(plan, environment);
  if (!read.ok) return read;
  const { root, found, files, baseline } = read.value;
  const run = new CheckRun(plan, ground, root);
  const total = files.filter(({ kind }) => kind === "record").length;
  const progress = progressOf({ what: "records", total, quiet: plan.quiet }, environment);
  run.take(files, found, progress.step);
  progress.end();
  const findings = run.waived();
  const { findings: marked, gone } = markKnown(baseline, findings, run.textOf, root);
  const ordered = sorted(marked);
  const records = settled(run.records, ordered);
  return loaded({
    files: found.filter((one) => one.kind !== "waivers").length,
    gone,
    root,
    textOf: run.textOf,
    report: {
      ...headOf("moat.check", ground.knowledge, ground.asOf, environment.version),
      failOn: plan.failOn,
      summary: summarise(records, run.useCases, ordered, plan),
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

type UseCaseOf = Loaded<LoadedUseCase> | "missing";

/** One run over the files. It gathers as it goes: the record, its use case and the waivers lie in different files. */
class CheckRun {
  readonly records: CheckedRecord[] = [];
  useCases = 0;
  readonly #findings: Finding[] = [];
  readonly #waivers: { readonly list: readonly Waiver[]; readonly from: LoadedWaivers }[] = [];
  readonly #named = new Map<string, readonly string[]>();
  /** Use cases by path, read once however many records refer to them. */
  readonly #known = new Map<string, UseCaseOf>();
  readonly #decided = new Set<string>();
  readonly #inForce = new InForce();
  /** Files under the paths; a waivers file that is not among them speaks of more than was looked at. */
  readonly #found = new Set<string>();
  readonly #texts = new Map<string, readonly string[]>();
  readonly #plan: CheckPlan;
  readonly #ground: Ground;
  readonly #root: string;

  constructor(plan: CheckPlan, ground: Ground, root: string) {
    this.#plan = plan;
    this.#ground = ground;
    this.#root = root;
  }

  readonly textOf = (file: string): string => (this.#texts.get(file) ?? []).join("\n");

  take(files: readonly FoundFile[], found: readonly FoundFile[], step: () => void): void {
    for (const one of found) this.#found.add(one.file);
    for (const one of files) this.#texts.set(one.file, one.text.split(/\r?\n/));
    for (const one of files.filter(({ kind }) => kind === "unreadable"))
      this.#invalid(one.file, one.trouble);
    for (const one of files.filter(({ kind }) => kind === "waivers")) this.#takeWaivers(one);
    for (const one of files.filter(({ kind }) => kind === "record")) {
      this.#takeRecord(one);
      step();
    }
    for (const one of files.filter(({ kind }) => kind === "use-case")) this.#takeUseCase(one);
    this.#namedButUnknown();
  }

  waived(): readonly Finding[] {
    let findings: readonly Finding[] = this.#findings;
    const remarks: Finding[] = [];
    for (const { list, from } of this.#waivers) {
      const { warnDaysBefore } = from.policy;
      const { asOf } = this.#ground;
      const { strict } = this.#plan;
      const files = this.#found.has(from.source.file) ? undefined : this.#found;
      const waived = waive(findings, list, this.#named, asOf, { warnDaysBefore, strict, files });
      findings = waived.findings;
      remarks.push(
        ...waived.remarks.map(({ index, rule, severity, message }) =>
          this.#at(from.source, {
            rule,
            severity,
            at: ["waivers", index, "id"],
            need: null,
            subject: list[index]?.id ?? null,
            message,
            changes: [],
            remedy: checkRules[rule].remedy,
          }),
        ),
      );
    }
    return [...findings, ...remarks];
  }

  #takeWaivers({ file, text }: FoundFile): void {
    const parsed = parseWaivers(file, text, Object.keys(checkRules));
    if (parsed.ok) this.#waivers.push({ list: parsed.value.waivers, from: parsed.value });
    else this.#invalid(file, parsed.diagnostics);
  }

  #takeRecord(found: FoundFile): void {
    const parsed = parseRecord(found.file, found.text);
    if (!parsed.ok) {
      this.#invalid(found.file, parsed.diagnostics);
      return;
    }
    const { record, inForce, successor, source } = parsed.value;
    const missing = missingSuccessor(successor, found.path);
    if (!inForce && missing === undefined) {
      this.#note(found.file, parsed.value, "skipped", null);
      return;
    }
    if (missing !== undefined) this.#find(source, "check.unknown-successor", [], missing);
    this.#named.set(found.file, record.waive);
    const useCase = this.#useCaseOf(found, parsed.value);
    if (useCase === "missing") {
      const named = parsed.value.useCase;
      const message =
        typeof named === "string"
          ? `there is no use case at "${named}", taken from the folder of the record`
          : "the record names no use case";
      this.#find(source, "check.record-without-use-case", ["useCase"], message);
      this.#note(found.file, parsed.value, "findings", null);
    } else if (useCase.ok) this.#judge(found, parsed.value, useCase.value);
    else {
      if (typeof parsed.value.useCase !== "string") this.#invalid(found.file, useCase.diagnostics);
      else this.#find(source, "input.invalid", ["useCase"], brokenUseCase(useCase.diagnostics));
      this.#note(found.file, parsed.value, "invalid", null);
    }
  }

  #judge(
    { file, path }: FoundFile,
    loadedRecord: LoadedRecord,
    { useCase, sha256 }: LoadedUseCase,
  ): void {
    const { knowledge, asOf } = this.#ground;
    const later = decidedLater(loadedRecord.record, knowledge, asOf);
    if (later !== undefined) {
      this.#findings.push(this.#at(loadedRecord.source, later));
      this.#note(file, loadedRecord, "skipped", null);
      return;
    }
    for (const one of unknownInRecord(loadedRecord.record, useCase, knowledge))
      this.#findings.push(this.#at(loadedRecord.source, one));
    const twice = this.#inForce.put(file, path, loadedRecord);
    if (twice !== undefined) this.#findings.push(this.#at(loadedRecord.source, twice));
    const about = { written: useCase, sha256 };
    const judged = judgeRecord(loadedRecord.record, about, knowledge, asOf, this.#plan);
    for (const one of judged.findings) this.#findings.push(this.#at(loadedRecord.source, one));
    this.#note(file, loadedRecord, "clean", judged.today);
  }

  #useCaseOf(found: FoundFile, { useCase }: LoadedRecord): UseCaseOf {
    if (useCase === undefined) return "missing";
    if (typeof useCase !== "string") return checkUseCase(useCase, this.#ground.knowledge);
    const path = resolve(dirname(found.path), useCase);
    this.#decided.add(path);
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
    if (!useCase.ok) this.#invalid(file, useCase.diagnostics);
    else if (!this.#decided.has(path)) {
      const { source, useCase: written } = useCase.value;
      const message = `no record in force decides ${written.name}`;
      this.#find(source, "check.undecided-use-case", ["name"], message);
    }
  }

  /** A misspelt id would leave a finding open without a word about why. */
  #namedButUnknown(): void {
    const known = new Set(this.#waivers.flatMap(({ list }) => list.map((one) => one.id)));
    if (this.#plan.waivers === false) return;
    for (const [file, ids] of this.#named) {
      for (const id of ids.filter((one) => !known.has(one)))
        this.#invalid(file, [
          {
            code: "input.waiver",
            severity: "error",
            file,
            line: this.#lineOf(file, id),
            column: 1,
            message: `the record names waiver ${id}, which is not defined`,
            help: `Define it in ${usualWaivers}, or remove it from the record.`,
          },
        ]);
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
    this.records.push({
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
    this.#findings.push(this.#at(source, finding(rule, at, message)));
  }

  #at(source: Source, { at, ...raw }: RawFinding): Finding {
    return this.#placed(source.file, source.locate(at), raw);
  }

  #placed(file: string, { line, column }: Place, raw: Omit<RawFinding, "at">): Finding {
    return {
      ...raw,
      file,
      line,
      column,
      snippet: (this.#texts.get(file)?.[line - 1] ?? "").slice(0, longestSnippet).trimEnd(),
      fingerprint: fingerprint(raw.rule, file, raw.need, raw.subject),
      waivedBy: null,
      baseline: null,
    };
  }

  /** Trouble in a file becomes findings of it, and the file stands in the list: it was not checked, and that shows. */
  #invalid(file: string, trouble: readonly Diagnostic[]): void {
    for (const one of trouble) {
      const place = { line: one.line ?? 1, column: one.column ?? 1 };
      const raw = {
        rule: "input.invalid",
        severity: "error",
        need: null,
        subject: `${one.code} ${one.message}`,
        message: one.message,
        changes: [],
        remedy: one.help ?? checkRules["input.invalid"].remedy,
      } as const;
      this.#findings.push(this.#placed(file, place, raw));
    }
    if (this.records.some((one) => one.file === file)) return;
    this.records.push({ ...blank, file, title: file.split("/").at(-1) ?? file });
  }
}

const longestSnippet = 160;

const blank = {
  choice: null,
  decidedOn: null,
  reviewBy: null,
  owners: [],
  state: "invalid",
  today: null,
} as const satisfies Partial<CheckedRecord>;
