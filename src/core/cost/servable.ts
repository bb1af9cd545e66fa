import type { Gpu, Model, Precision } from "../knowledge.ts";
import type { Knowledge } from "../pack.ts";
import { remembering } from "../remember.ts";
import { type Capacity, capacityOf, type Limits, type Ready, ready } from "./capacity.ts";
import type { Deployment } from "./deployment.ts";
import { fits } from "./footprint.ts";
import type { Request } from "./request-items.ts";

/** A model on one kind of machine, with the load that a replica of it carries; no size and no price yet. */
export interface Servable {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly capacity: Capacity;
}

/** What a servable machine runs, for those who want to estimate it again. */
export function deploymentOf(
  model: Model,
  { gpu, gpusPerReplica, precision }: Omit<Servable, "capacity">,
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

const replicaSizes = [1, 2, 4, 8, 16];
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
  const { inputTokens, outputTokens, cachedInputShare } = request;
  const { perTokenMs, firstTokenMs } = limits;
  const key = `${inputTokens}|${outputTokens}|${cachedInputShare}|${perTokenMs}|${firstTokenMs}`;
  const known = searched.get(model);
  if (known?.key === key && known.knowledge === knowledge) return known.found;
  const within = search(model, request, limits, knowledge);
  const found = within.length > 0 ? within : search(model, request, {}, knowledge);
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

/** A machine that holds the weights; the estimate behind it is prepared when it is first asked for. */
export class Machine {
  readonly gpu: Gpu;
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly #deployment: Deployment;
  readonly #knowledge: Knowledge;
  #ready: Ready | null | undefined;

  constructor(deployment: Deployment, knowledge: Knowledge) {
    this.gpu = deployment.gpu;
    this.gpusPerReplica = deployment.gpus;
    this.precision = deployment.precision;
    this.#deployment = deployment;
    this.#knowledge = knowledge;
  }

  /** Undefined where the limits cannot be met. */
  serving(request: Request, limits: Limits): Servable | undefined {
    const { estimator, corrections } = this.#knowledge.serving;
    if (this.#ready === undefined) this.#ready = ready(this.#deployment, estimator, corrections);
    const capacity = this.#ready && capacityOf(this.#ready, request, limits);
    if (capacity === null) return undefined;
    const { gpu, gpusPerReplica, precision } = this;
    return { gpu, gpusPerReplica, precision, capacity };
  }
}

const machines = new WeakMap<Model, { knowledge: Knowledge; found: readonly Machine[] }>();

/** What a model can run on does not depend on the requests. */
export function machinesFor(model: Model, knowledge: Knowledge): readonly Machine[] {
  const known = machines.get(model);
  if (known?.knowledge === knowledge) return known.found;
  const found = rentable(knowledge).flatMap((gpu) =>
    deploymentsOn(gpu, model, knowledge).map((deployment) => new Machine(deployment, knowledge)),
  );
  machines.set(model, { knowledge, found });
  return found;
}

/** GPUs with any dated rent: the others could be sized but never priced. */
const rentable = remembering((knowledge: Knowledge): readonly Gpu[] => {
  const rented = new Set(knowledge.gpuOffers.map((one) => one.gpu));
  return Object.values(knowledge.gpus).filter((one) => rented.has(one.id));
}, new WeakMap());

/** Per precision the smallest replica that holds the weights, and one twice as large: more is slower per GPU. */
function deploymentsOn(gpu: Gpu, model: Model, knowledge: Knowledge): Deployment[] {
  const architecture = model.serving?.architecture;
  if (architecture === undefined || architecture === null) return [];
  return precisionsOn(gpu, model).flatMap((precision) =>
    replicaSizes
      .map(
        (gpus): Deployment => ({
          model: model.id,
          architecture,
          precision,
          gpu,
          gpus,
          dataParallel: false,
          engine: "vllm",
        }),
      )
      .filter((one) => fits(one, knowledge.serving.estimator))
      .slice(0, 2),
  );
}

/** The lightest published weights that the GPU computes natively, and 8 bits beside them. */
function precisionsOn(gpu: Gpu, model: Model): Precision[] {
  const published = model.serving?.precisions ?? [];
  const native = (one: Precision) =>
    one !== "fp4" || gpu.family === "blackwell" || gpu.family === "rtx";
  const usable = published.filter(native).filter((one) => one !== "fp8" || gpu.family !== "ampere");
  const light = (["mxfp4", "fp4", "int4"] as const).find((one) => usable.includes(one));
  const chosen = [light, usable.includes("fp8") ? ("fp8" as const) : undefined].filter(
    (one) => one !== undefined,
  );
  return chosen.length > 0 ? chosen : usable.filter((one) => one === "bf16");
}
