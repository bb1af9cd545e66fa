import type { Checkpoint } from "../../shapes/models.ts";
import type { Workload } from "../../shapes/use-case.ts";
import type { Model, Precision } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import type { Request } from "./request-items.ts";
import type { Servable } from "./servable.ts";

/** Weights on one replica, and what the server is told of its load. */
export interface Served {
  readonly model: Model;
  readonly machine: Pick<Servable, "gpu" | "gpusPerReplica" | "precision">;
  /** Tokens of the largest request, thinking included; left out: what the model can take. */
  readonly contextTokens?: number | undefined;
  /** Requests in flight on a replica at which the estimate of its throughput holds. */
  readonly inFlight: number;
}

/** Blocks of tokens in which a length is given. */
const lengthStep = 1024;

export const checkpointOf = (model: Model, precision: Precision): Checkpoint | undefined =>
  model.serving?.weights?.checkpoints[precision];

/**
 * Arguments of `vllm serve`, flag by flag; undefined where nobody has said in which repository weights of this precision are.
 * The flags of the model's recipe come last, without those that the plan decides.
 */
export function serveArguments(served: Served): readonly (readonly string[])[] | undefined {
  const { model, machine, inFlight } = served;
  const checkpoint = checkpointOf(model, machine.precision);
  if (checkpoint === undefined) return undefined;
  const { revision, repository } = checkpoint;
  const length = lengthOf(served);
  return [
    [repository],
    ...(revision === undefined ? [] : [["--revision", revision]]),
    ["--served-model-name", model.id],
    ["--tensor-parallel-size", String(machine.gpusPerReplica)],
    ...(length === undefined ? [] : [["--max-model-len", String(length)]]),
    ["--max-num-seqs", String(inFlight)],
    ...pairs(model.serving?.weights?.arguments ?? []),
  ];
}

/** One line for a shell. */
export const serveCommand = (served: Served): string | undefined => {
  const written = serveArguments(served);
  return written === undefined ? undefined : ["vllm", "serve", ...written.flat()].join(" ");
};

/** The largest request in whole blocks, and never more than the model was made for. */
function lengthOf({ model, contextTokens }: Served): number | undefined {
  if (contextTokens === undefined) return undefined;
  const blocks = Math.ceil(contextTokens / lengthStep) * lengthStep;
  return Math.min(blocks, model.context ?? blocks);
}

/** A flag with its value, where it has one. */
function pairs(words: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (word.startsWith("-") || last === undefined) found.push([word]);
    else last.push(word);
  }
  return found;
}

/** Tokens of the largest request with what is thought on it: as many times the mean as nobody's largest request is assumed to be. */
export const largestRequest = (
  { contextTokens }: Pick<Workload, "contextTokens">,
  thinking: number,
  { pack }: Knowledge,
): number => contextTokens + pack.defaults.contextFactor * thinking;

/** Serve the weights, and measure them with the engine's own benchmark at the load that the fleet is planned for. */
export function trialCommands(served: Served, request: Request): [serve: string, bench: string] {
  const { model, machine, inFlight } = served;
  const [input, output] = [Math.round(request.inputTokens), Math.round(request.outputTokens)];
  const serve =
    serveCommand(served) ??
    `# no repository is known with weights of ${model.id} in ${machine.precision}: serve a copy of your own`;
  const repository = checkpointOf(model, machine.precision)?.repository;
  const bench = [
    ["vllm", "bench", "serve", "--model", repository ?? model.id],
    ...(repository === undefined ? [] : [["--served-model-name", model.id]]),
    ["--dataset-name", "random"],
    ["--random-input-len", String(input), "--random-output-len", String(output)],
    ["--max-concurrency", String(inFlight)],
    ["--num-prompts", String(Math.max(100, 10 * inFlight))],
  ];
  return [serve, bench.flat().join(" ")];
}
