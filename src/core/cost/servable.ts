import type { Gpu, Model, Precision, Transcribing } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";
import {
  type Capacity,
  capacity,
  type Limits,
  mostRequests,
  type Ready,
  ready,
} from "./capacity.ts";
import type { Deployment } from "./deployment.ts";
import { computes, fits, holds, splits, weightGb } from "./footprint.ts";
import type { Rent } from "./rent.ts";
import type { Request } from "./request-items.ts";

/** A model on one kind of machine, with the load that a replica of it carries; no size and no price yet. */
export interface Servable {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly capacity: Capacity;
  /** Weights of one replica, GB. */
  readonly weightGb: number;
}

/** Open weights on one kind of machine, with the load that a replica of it carries, and its rent. */
export interface Configuration extends Servable {
  readonly rent: Rent;
}

/** What a servable machine runs, for those who want to estimate it again. */
export function deploymentOf(
  model: Model,
  { gpu, gpusPerReplica, precision }: Pick<Servable, "gpu" | "gpusPerReplica" | "precision">,
): Deployment | undefined {
  const architecture = model.serving?.architecture;
  if (architecture === undefined || architecture === null) return undefined;
  return {
    model: model.id,
    architecture,
    precision,
    gpu,
    gpus: gpusPerReplica,
    dataParallel: false,
    engine: "vllm",
  };
}

/** GPUs of a replica that are looked at. */
export const replicaSizes = [1, 2, 4, 8, 16];
/**
 * Every machine that serves the model within the limits. Where none meets them, the best without limits are given: the
 * latency gate then says by how much they miss.
 */
export function servable(
  model: Model,
  request: Request,
  limits: Limits,
  knowledge: Knowledge,
): readonly Servable[] {
  const { inputTokens, outputTokens, cachedInputShare, speech } = request;
  const { perTokenMs, firstTokenMs, contextTokens } = limits;
  const key = `${inputTokens}|${outputTokens}|${cachedInputShare}|${perTokenMs}|${firstTokenMs}|${contextTokens}|${speech?.amount}`;
  const known = searched.get(model);
  if (known?.key === key && known.knowledge === knowledge) return known.found;
  const within = search(model, request, limits, knowledge);
  const found = within.length > 0 ? within : search(model, request, { contextTokens }, knowledge);
  searched.set(model, { key, knowledge, found });
  return found;
}

/** The last shape of each model: the ways of renting differ more often within a run than the requests do. */
const searched = new WeakMap<
  Model,
  { readonly key: string; readonly knowledge: Knowledge; readonly found: readonly Servable[] }
>();

function search(model: Model, request: Request, limits: Limits, knowledge: Knowledge): Servable[] {
  return machinesFor(model, knowledge).flatMap((one) => one.serving(request, limits) ?? []);
}

/** A machine that holds the weights. */
export interface Machine {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  /** Undefined where the limits cannot be met, or the work is another than it does. */
  readonly serving: (request: Request, limits: Limits) => Servable | undefined;
  /** Requests per second that it does not exceed, whatever it serves. */
  readonly most: (request: Request, limits: Limits) => number;
}

/** Writes down what is heard, as fast as somebody measured it: no estimate stands behind it. */
class SpeechMachine implements Machine {
  readonly gpu: Gpu;
  readonly gpusPerReplica = 1;
  readonly precision = "bf16";
  readonly #speed: Transcribing;
  readonly #weightGb: number;

  constructor(gpu: Gpu, speed: Transcribing, billions: number) {
    this.gpu = gpu;
    this.#speed = speed;
    this.#weightGb = 2 * billions;
  }

  serving({ speech }: Request): Servable | undefined {
    if (speech?.unit !== "audioMinutes") return undefined;
    const { value, range } = this.#speed;
    const seconds = (60 * speech.amount) / value;
    const { gpu, gpusPerReplica, precision } = this;
    return {
      ...{ gpu, gpusPerReplica, precision, weightGb: this.#weightGb },
      capacity: {
        requestsPerSecond: 1 / seconds,
        concurrency: 1,
        perTokenMs: 0,
        firstTokenMs: 1000 * seconds,
        outputTokensPerSecondPerGpu: 0,
        basis: "measured",
        correction: 1,
        lnError80: Math.log(range[1] / range[0]) / 2,
      },
    };
  }

  most(): number {
    return Number.POSITIVE_INFINITY;
  }
}

/** Serves tokens; the estimate behind it is prepared when it is first asked for. */
class TokenMachine implements Machine {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly #deployment: Deployment;
  readonly #knowledge: Knowledge;
  /** The replica half as large, where that is already larger than need be. */
  readonly #smaller: TokenMachine | undefined;
  #ready: Ready | null | undefined;

  constructor(deployment: Deployment, knowledge: Knowledge, smaller?: TokenMachine) {
    this.gpu = deployment.gpu;
    this.gpusPerReplica = deployment.gpus;
    this.precision = deployment.precision;
    this.#deployment = deployment;
    this.#knowledge = knowledge;
    this.#smaller = smaller;
  }

  /** Undefined where a smaller replica holds every request, too: more is slower per GPU. Tokens say nothing of audio. */
  serving(request: Request, limits: Limits): Servable | undefined {
    if (request.speech !== undefined) return undefined;
    if (this.#smaller?.holds(limits.contextTokens ?? 0) === true) return undefined;
    const prepared = this.#prepared();
    const found = prepared && capacity(prepared, request, limits);
    if (found === null) return undefined;
    const { gpu, gpusPerReplica, precision } = this;
    const { estimator } = this.#knowledge.serving;
    return {
      ...{ gpu, gpusPerReplica, precision, capacity: found },
      weightGb: weightGb(this.#deployment, estimator),
    };
  }

  most(request: Request, limits: Limits): number {
    const prepared = this.#prepared();
    return prepared === null ? 0 : mostRequests(prepared, request, limits);
  }

  holds(tokens: number): boolean {
    const prepared = this.#prepared();
    return prepared !== null && holds(prepared.prepared.memory, tokens);
  }

  #prepared(): Ready | null {
    if (this.#ready === undefined) this.#ready = ready(this.#deployment, this.#knowledge.serving);
    return this.#ready;
  }
}

const machines = new WeakMap<Model, { knowledge: Knowledge; found: readonly Machine[] }>();

/** What a model can run on does not depend on the requests. */
export function machinesFor(model: Model, knowledge: Knowledge): readonly Machine[] {
  const known = machines.get(model);
  if (known?.knowledge === knowledge) return known.found;
  const found = rentable(knowledge).flatMap((gpu) => [
    ...machinesOn(gpu, model, knowledge),
    ...speechMachinesOn(gpu, model),
  ]);
  machines.set(model, { knowledge, found });
  return found;
}

/** GPUs with any dated rent: the others could be sized but never priced. */
const rentable = remembering((knowledge: Knowledge): readonly Gpu[] => {
  const rented = new Set(knowledge.gpuOffers.map((one) => one.gpu));
  return Object.values(knowledge.gpus).filter((one) => rented.has(one.id));
}, new WeakMap());

const speechMachinesOn = (gpu: Gpu, { transcribes = [], parameters }: Model): Machine[] =>
  transcribes
    .filter((one) => one.gpu === gpu.id)
    .map((one) => new SpeechMachine(gpu, one, parameters?.total ?? 0));

/**
 * Per precision the smallest replica that holds the weights, and one twice as large; those beyond are there for requests that
 * fit in neither.
 */
function machinesOn(gpu: Gpu, model: Model, knowledge: Knowledge): TokenMachine[] {
  const architecture = model.serving?.architecture;
  if (architecture === undefined || architecture === null) return [];
  return precisionsOn(gpu, model).flatMap((precision) => {
    const found: TokenMachine[] = [];
    for (const gpus of replicaSizes) {
      const deployment = deploymentOf(model, { gpu, gpusPerReplica: gpus, precision });
      if (deployment === undefined || !splits(architecture, gpus)) continue;
      if (!fits(deployment, knowledge.serving.estimator)) continue;
      found.push(
        new TokenMachine(deployment, knowledge, found.length < 2 ? undefined : found.at(-1)),
      );
    }
    return found;
  });
}

/** The lightest published weights that the GPU computes natively, and 8 bits beside them. */
function precisionsOn(gpu: Gpu, model: Model): Precision[] {
  const published = model.serving?.precisions ?? [];
  const usable = published.filter((one) => computes(gpu, one));
  const light = (["mxfp4", "fp4", "int4"] as const).find((one) => usable.includes(one));
  const chosen = [light, usable.includes("fp8") ? ("fp8" as const) : undefined].filter(
    (one) => one !== undefined,
  );
  return chosen.length > 0 ? chosen : usable.filter((one) => one === "bf16");
}
