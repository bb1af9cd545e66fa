import type { MeasuredRun } from "../../core/cost/trial-run.ts";
import type { Architecture, Gpu, Precision } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import type { Engine } from "../../shapes/serving.ts";
import type { SkippedLine } from "../../shapes/throughput.ts";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";

/** Runs that can be estimated, and lines that cannot, each with what is wrong. */
export interface Measurements {
  readonly runs: readonly MeasuredRun[];
  readonly skipped: readonly SkippedLine[];
}

export interface Yardsticks {
  readonly names: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, Architecture>>;
}

const needed = [
  "model",
  "precision",
  "gpu",
  "n_gpus",
  "engine",
  "isl",
  "osl",
  "concurrency",
  "output_tok_s_per_gpu",
];

/** A CSV of benchmark runs. Lines that cannot be estimated are named, never dropped in silence. */
export function parseMeasurements(
  file: string,
  text: string,
  knowledge: Knowledge,
  yardsticks: Yardsticks,
): Loaded<Measurements> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const head = cellsOf(lines[0] ?? "").map((one) => one.trim().toLowerCase());
  const missing = needed.filter((one) => !head.includes(one));
  if (missing.length > 0) return failed(noColumns(file, missing));
  const runs: MeasuredRun[] = [];
  const skipped: SkippedLine[] = [];
  const find = finder(knowledge, yardsticks);
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const cells = cellsOf(line);
    const row = (name: string) => (cells[head.indexOf(name)] ?? "").trim();
    const found = runOf(row, index + 1, find);
    if (typeof found === "string")
      skipped.push({
        line: index + 1,
        name: `${row("model")} on ${row("gpu")}`.slice(0, 80),
        because: found,
      });
    else runs.push(found);
  }
  return loaded({ runs, skipped });
}

const noColumns = (file: string, missing: readonly string[]): Diagnostic => ({
  code: "csv.columns",
  severity: "error",
  file,
  line: 1,
  column: 1,
  message: `the first line lacks the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`,
  help: `Give the columns ${needed.join(",")}; tp, attn_dp, n_req and kind may follow.`,
});

/** Cells of one line; a quoted cell may hold commas and doubled quotes. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"' && isQuoted && line.charAt(at + 1) === '"') {
      cell += char;
      at++;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === "," && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}

interface Finder {
  readonly model: (
    name: string,
  ) => { readonly id: string; readonly architecture: Architecture } | undefined;
  readonly gpu: (name: string) => Gpu | undefined;
}

function finder({ models, gpus }: Knowledge, yardsticks: Yardsticks): Finder {
  const byAlias = <Named extends { id: string; aliases: readonly string[] }>(
    all: readonly Named[],
  ) =>
    new Map(
      all.flatMap((one) =>
        [...one.aliases, one.id].map((name) => [name.toLowerCase(), one] as const),
      ),
    );
  const known = byAlias(Object.values(models));
  const machines = byAlias(Object.values(gpus));
  const named = (name: string) =>
    Object.hasOwn(yardsticks.names, name) ? yardsticks.names[name] : undefined;
  return {
    gpu: (name) => machines.get(name.toLowerCase()),
    model: (written) => {
      const name = written.toLowerCase();
      const found = known.get(named(name) ?? name);
      const architecture = found?.serving?.architecture;
      if (found !== undefined && architecture) return { id: found.id, architecture };
      const measured = Object.hasOwn(yardsticks.models, name) ? yardsticks.models[name] : undefined;
      return measured === undefined ? undefined : { id: name, architecture: measured };
    },
  };
}

const precisions: readonly Precision[] = ["bf16", "fp8", "fp4", "mxfp4", "int4"];
const precisionAliases: Readonly<Record<string, Precision>> = {
  fp16: "bf16",
  nvfp4: "fp4",
  awq: "int4",
  gptq: "int4",
};

type CellReader = (name: string) => string;

/** The run of a line, or why there is none. */
function runOf(row: CellReader, line: number, find: Finder): MeasuredRun | string {
  const model = find.model(row("model"));
  if (model === undefined) return "unknown model, or its architecture is not published";
  const gpu = find.gpu(row("gpu"));
  if (gpu === undefined) return "unknown GPU";
  const written = row("precision").toLowerCase();
  const precision = precisions.find((one) => one === written) ?? precisionAliases[written];
  if (precision === undefined) return "unknown precision";
  const engine = engineOf(row("engine"));
  if (engine === undefined) return "unknown engine";
  const number = (name: string) => Number(row(name));
  const [gpus, inputTokens, outputTokens, measured] = [
    number("n_gpus"),
    number("isl"),
    number("osl"),
    number("output_tok_s_per_gpu"),
  ];
  const isMax = row("concurrency").toLowerCase() === "max";
  const concurrency = isMax ? Number.POSITIVE_INFINITY : number("concurrency");
  if (![gpus, inputTokens, outputTokens, measured].every((one) => Number.isFinite(one) && one > 0))
    return "a number is missing or not above zero";
  if (!(concurrency > 0)) return "concurrency is neither a number nor max";
  const requests = number("n_req") > 0 ? { requests: number("n_req") } : {};
  const isStatic = row("kind").toLowerCase().startsWith("static") ? { static: true } : {};
  return {
    line,
    model: model.id,
    architecture: model.architecture,
    ...{ precision, gpu, gpus, engine, measured },
    dataParallel: number("attn_dp") > 1,
    load: { inputTokens, outputTokens, concurrency, ...requests, ...isStatic },
  };
}

function engineOf(name: string): Engine | undefined {
  const lower = name.toLowerCase();
  if (lower.includes("trt") || lower.includes("tensorrt")) return "trt";
  if (lower.includes("vllm")) return "vllm";
  return lower.includes("sglang") ? "sglang" : undefined;
}
