import type { ExportedNeed, OwnTarget, PlanExport } from "../../core/answer/export/document.ts";
import { count } from "../../core/know/money.ts";

/** Weights on one kind of machine, with the needs that they serve. */
export interface Fleet {
  readonly needs: readonly string[];
  readonly target: OwnTarget;
}

/** Own machines of a plan; needs with the same weights on the same machines share them. */
export function fleetsOf(plan: PlanExport): Fleet[] {
  const fleets = new Map<string, Fleet>();
  for (const need of plan.needs) {
    const target = ownIn(need);
    if (target === undefined) continue;
    const key = `${target.model} ${target.precision} ${target.gpu} ${target.gpusPerReplica}`;
    const held = fleets.get(key);
    fleets.set(
      key,
      held === undefined
        ? { needs: [need.id], target }
        : { needs: [...held.needs, need.id], target: shared(held.target, target) },
    );
  }
  return [...fleets.values()];
}

/** A dedicated deployment at a host is that host's to run. */
const ownIn = ({ first }: ExportedNeed): OwnTarget | undefined =>
  first.kind === "own" && first.option === "self-host" ? first : undefined;

const limits = ["--max-model-len", "--max-num-seqs"];

/** Of both, the longer request and the more of them. */
function shared(a: OwnTarget, b: OwnTarget): OwnTarget {
  const other = new Map((b.serve ?? []).map(([flag = "", value]) => [flag, value]));
  const serve =
    a.serve?.map(([flag = "", ...values]) =>
      limits.includes(flag)
        ? [flag, String(Math.max(Number(values[0]), Number(other.get(flag))))]
        : [flag, ...values],
    ) ?? null;
  return { ...a, serve, replicas: a.replicas + b.replicas, spares: Math.max(a.spares, b.spares) };
}

export function aboutFleet({ needs, target }: Fleet): string[] {
  const { model, precision, gpuTitle, gpusPerReplica, replicas, spares, inFlight } = target;
  const size = `${replicas} ${replicas === 1 ? "replica" : "replicas"}${spares > 0 ? ` and ${spares} spare` : ""}`;
  return [
    `${model} in ${precision} for ${needs.join(" and ")}: ${size} of ${gpusPerReplica} x ${gpuTitle}, ${count(inFlight)} requests in flight on each`,
    ...(target.tuned
      ? [
          "The plan counts on weights tuned on your own labels: put their path in the place of the repository.",
        ]
      : []),
    ...aboutWeights(target),
    ...aboutMemory(target),
    ...(target.note === null ? [] : [target.note]),
    ...(target.serve?.some(([flag]) => flag === "--trust-remote-code") === true
      ? ["--trust-remote-code runs code of the repository: read it, and pin the commit."]
      : []),
  ];
}

function aboutWeights({ repository, revision, model, precision, source, minEngine }: OwnTarget) {
  if (repository === null)
    return [
      `No repository is known with weights of ${model} in ${precision}: put your own copy in its place.`,
    ];
  const version =
    minEngine === null
      ? "no tested recipe of vLLM is known: try the newest"
      : `vLLM ${minEngine} or newer`;
  return [
    `${version} (${source}).`,
    ...(revision === null ? ["No commit of the weights is known: pin one with --revision."] : []),
  ];
}

/** Recipes ask for the weights and a fifth of them beside (vllm-project/recipes, vram_minimum_gb). */
const recipeRoom = 1.2;

function aboutMemory({ memoryGb, memoryAskedGb }: OwnTarget): string[] {
  if (memoryAskedGb === null || memoryAskedGb <= memoryGb) return [];
  const short =
    memoryAskedGb > recipeRoom * memoryGb
      ? "do not expect it to start without more"
      : "there is less room beside the weights";
  return [
    `The recipe asks for ${count(memoryAskedGb)} GB and a replica here has ${count(Math.round(memoryGb))}: ${short}. Start one machine before you rent the others.`,
  ];
}
