import type { RunResult } from "../../core/cost/trial-run.ts";
import { groupedBy } from "../../core/know/by-key.ts";
import { safe } from "../../core/know/printable.ts";
import type { AccuracyRow, SkippedLine, ThroughputDocument } from "../../shapes/throughput.ts";
import { toJson } from "../json.ts";
import type { ReportSettings } from "../page.ts";
import { type Style, table, wrap } from "../style.ts";
import { cell } from "./csv.ts";

export interface ThroughputReport {
  readonly file: string;
  readonly results: readonly RunResult[];
  readonly skipped: readonly SkippedLine[];
  readonly table: readonly AccuracyRow[];
}

type ThroughputReporter = (report: ThroughputReport, settings: ReportSettings) => string;

export const throughputReporters = {
  text: (report, { style, verbose }) => text(report, style, verbose),
  json: (report) => toJson(json(report)),
  csv: ({ results, skipped }) => csv(results, skipped),
} satisfies Record<string, ThroughputReporter>;

/** Rows beyond this are a table for a file, not for a screen. */
const mostRows = 40;

function text(
  { file, results, skipped, table: rows }: ThroughputReport,
  style: Style,
  verbose: boolean,
): string {
  const all = rows[0];
  const head = ["", "rows", "median", "p90", "within 25 %", "bias", "corrected", "p90"];
  const shown = rows.filter((one) => verbose || one.by !== "engine");
  const body = shown.map(({ by, name, roofline, corrected }) => [
    by === "all" ? "all" : `${by} ${name}`,
    String(roofline.rows),
    ...[roofline.median, roofline.p90, roofline.within25].map(percent),
    roofline.bias.toFixed(2),
    ...[corrected.median, corrected.p90].map(percent),
  ]);
  const misfit = results.filter((one) => one.estimated === null).length;
  return `${[
    style.bold(`Throughput estimates against ${safe(file)}`),
    all === undefined
      ? "No row can be estimated."
      : wrap(
          `${results.length} rows, ${skipped.length} left out${misfit > 0 ? `, ${misfit} whose weights do not fit` : ""}. Median error ${percent(all.roofline.median)} by the roofline, ${percent(all.corrected.median)} with the corrections.`,
          style.width,
        ),
    ...(body.length === 0 ? [] : [table([head, ...body], style, [1, 2, 3, 4, 5, 6, 7])]),
    ...(results.length <= mostRows || verbose
      ? [rowTable(results, style)]
      : [style.dim("-v lists every row, and so does -f csv")]),
    ...(skipped.length === 0 ? [] : [skippedPart(skipped, style, verbose)]),
  ].join("\n\n")}\n`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function rowTable(results: readonly RunResult[], style: Style): string {
  const head = ["line", "measured", "estimated", "error", "model, machine and load"];
  const rows = results.map(({ run, estimated, corrected }) => [
    String(run.line),
    run.measured.toFixed(0),
    corrected === null ? "-" : corrected.toFixed(0),
    corrected === null || estimated === null ? "no fit" : percent(corrected / run.measured - 1),
    `${run.model} ${run.precision}, ${run.gpus} x ${run.gpu.id}, ${run.engine}, ${run.load.inputTokens}/${run.load.outputTokens} at ${concurrency(run.load.concurrency)}`,
  ]);
  return table([head, ...rows], style, [0, 1, 2, 3]);
}

const concurrency = (value: number): string => (Number.isFinite(value) ? String(value) : "max");

function skippedPart(skipped: readonly SkippedLine[], style: Style, verbose: boolean): string {
  const groups = groupedBy(skipped, ({ name, because }) => `${name}: ${because}`);
  const lines = [...groups].map(
    ([what, at]) =>
      `${what} (${at.length} rows, ${at.length > 1 ? "first " : ""}line ${at[0]?.line})`,
  );
  const shown = lines.slice(0, verbose ? lines.length : 20);
  return [
    style.bold("Left out"),
    ...shown.map((one) => `  ${wrap(safe(one), style.width - 2, "    ")}`),
    ...(shown.length < lines.length
      ? [style.dim(`  ${lines.length - shown.length} more with -v`)]
      : []),
  ].join("\n");
}

function json({ results, skipped, table: accuracy }: ThroughputReport): ThroughputDocument {
  return {
    format: "moat.throughput",
    formatVersion: "1.0",
    accuracy,
    rows: results.map(({ run, estimated, corrected, basis }) => ({
      line: run.line,
      model: run.model,
      precision: run.precision,
      gpu: run.gpu.id,
      gpus: run.gpus,
      engine: run.engine,
      inputTokens: run.load.inputTokens,
      outputTokens: run.load.outputTokens,
      concurrency: concurrency(run.load.concurrency),
      ...{ measured: run.measured, estimated, corrected, basis },
      error: corrected === null ? null : corrected / run.measured - 1,
    })),
    skipped,
  };
}

const columns =
  "line,model,precision,gpu,n_gpus,engine,isl,osl,concurrency,measured,roofline,estimated,error_percent,basis";

function csv(results: readonly RunResult[], skipped: readonly SkippedLine[]): string {
  const rows = results.map(({ run, estimated, corrected, basis }) => [
    ...[run.line, run.model, run.precision, run.gpu.id, run.gpus, run.engine],
    ...[run.load.inputTokens, run.load.outputTokens, concurrency(run.load.concurrency)],
    ...[run.measured, estimated?.toFixed(2) ?? "", corrected?.toFixed(2) ?? ""],
    corrected === null ? "" : (100 * (corrected / run.measured - 1)).toFixed(1),
    basis,
  ]);
  const left = skipped.map(({ line, name, because }) => [
    line,
    name,
    ...Array(11).fill(""),
    because,
  ]);
  return `${[columns, ...[...rows, ...left].map((row) => row.map((one) => cell(String(one))).join(","))].join("\n")}\n`;
}
