import type { CheckedRecord, Finding } from "../../shapes/check.ts";
import type { Day } from "../../shapes/common.ts";
import type { Diagnostic } from "../../shapes/trouble.ts";
import type { Waiver } from "../../shapes/waivers.ts";
import type { RawFinding } from "./finding.ts";
import { checkRules } from "./rules.ts";
import { waive } from "./waive.ts";

/** Where something stands in a file, from 1. */
export interface PlaceInFile {
  readonly line: number;
  readonly column: number;
}

/** The waivers of one file, with where each of them stands. */
export interface WaiverFile {
  readonly file: string;
  readonly waivers: readonly Waiver[];
  readonly warnDaysBefore: number;
  readonly placeOf: (index: number) => PlaceInFile;
}

/** What of files a finding needs, which are read elsewhere. */
export interface Texts {
  readonly lineAt: (file: string, line: number) => string;
  /** Digest of what a finding is about. */
  readonly print: (
    rule: string,
    file: string,
    need: string | null,
    subject: string | null,
  ) => string;
}

export interface WaivedAs {
  readonly asOf: Day;
  readonly strict: boolean;
  /** Files that were looked at. */
  readonly found: ReadonlySet<string>;
  /** Whether a rule was looked for at all: a waiver for another one is not called unused. */
  readonly looked: (rule: string) => boolean;
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

/** What a check found so far: findings with their places, and the records that they are about. */
export class Gathered {
  readonly records: CheckedRecord[] = [];
  readonly named = new Map<string, readonly string[]>();
  readonly #findings: Finding[] = [];
  readonly #waivers: WaiverFile[] = [];
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  note(record: CheckedRecord): void {
    this.records.push(record);
  }

  takeWaivers(file: WaiverFile): void {
    this.#waivers.push(file);
  }

  add(file: string, place: PlaceInFile, raw: Omit<RawFinding, "at">): void {
    this.#findings.push(this.#placed(file, place, raw));
  }

  /** Findings of code, which bring the line that they stand in. */
  addRead(
    file: string,
    {
      snippet,
      line,
      column,
      ...raw
    }: Omit<RawFinding, "at"> & PlaceInFile & { readonly snippet: string },
  ): void {
    this.#findings.push({
      ...this.#placed(file, { line, column }, raw),
      snippet: shortened(snippet),
    });
  }

  /** Trouble in a file becomes findings of it, and the file stands in the list: it was not checked, and that shows. */
  invalid(file: string, trouble: readonly Omit<Diagnostic, "file" | "severity">[]): void {
    for (const one of trouble)
      this.add(
        file,
        { line: one.line ?? 1, column: one.column ?? 1 },
        {
          rule: "input.invalid",
          severity: "error",
          need: null,
          subject: `${one.code} ${one.message}`,
          message: one.message,
          changes: [],
          remedy: one.help ?? checkRules["input.invalid"].remedy,
        },
      );
    if (this.records.some((one) => one.file === file)) return;
    this.records.push({ ...blank, file, title: file.split("/").at(-1) ?? file });
  }

  /** A misspelt id would leave a finding open without a word about why. */
  namedButUnknown(lineOf: (file: string, text: string) => number, usual: string): void {
    const known = new Set(this.#waivers.flatMap(({ waivers }) => waivers.map((one) => one.id)));
    for (const [file, ids] of this.named)
      for (const id of ids.filter((one) => !known.has(one)))
        this.invalid(file, [
          {
            code: "input.waiver",
            line: lineOf(file, id),
            column: 1,
            message: `the record names waiver ${id}, which is not defined`,
            help: `Define it in ${usual}, or remove it from the record.`,
          },
        ]);
  }

  /** All findings, with the waivers that cover them, and what there is to say of the waivers. */
  waived({ asOf, strict, found, looked }: WaivedAs): readonly Finding[] {
    let findings: readonly Finding[] = this.#findings;
    const remarks: Finding[] = [];
    for (const { file, waivers, warnDaysBefore, placeOf } of this.#waivers) {
      // A waivers file that is not under the paths speaks of more than was looked at.
      const files = found.has(file) ? undefined : found;
      const settings = { asOf, warnDaysBefore, strict, files, looked };
      const waived = waive(findings, waivers, this.named, settings);
      findings = waived.findings;
      for (const { index, rule, severity, message } of waived.remarks) {
        const about = { need: null, subject: waivers[index]?.id ?? null, changes: [] };
        const raw = { rule, severity, message, remedy: checkRules[rule].remedy, ...about };
        remarks.push(this.#placed(file, placeOf(index), raw));
      }
    }
    return [...findings, ...remarks];
  }

  #placed(file: string, { line, column }: PlaceInFile, raw: Omit<RawFinding, "at">): Finding {
    return {
      ...raw,
      file,
      line,
      column,
      snippet: shortened(this.#texts.lineAt(file, line)),
      fingerprint: this.#texts.print(raw.rule, file, raw.need, raw.subject),
      waivedBy: null,
      baseline: null,
    };
  }
}

const shortened = (line: string): string => line.slice(0, longestSnippet).trimEnd();
