import type { Row } from "../../choose/table.ts";
import { type FleetCost, fleetSize } from "../../cost/fleet.ts";
import type { HostedCost } from "../../cost/hosted.ts";
import { checkpointOf, largestRequest, serveArguments, trialCommands } from "../../cost/serve.ts";
import type { Candidate } from "../../gate/candidate.ts";
import type { NeedState } from "../../gate/need.ts";
import type { Gpu, Model } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import type {
  CommonTarget,
  ExportedRates,
  ExportedTarget,
  HostedTarget,
  OwnTarget,
} from "./document.ts";

type ServedModel = Pick<Candidate, "kind" | "option" | "offer" | "request" | "thinking"> & {
  readonly model: Model;
};

const million = 1e6;
/** As GPUs are named: 80 GB are 80 times 2^30 bytes. */
const gigabyte = 2 ** 30;

/** A candidate as something that can be reached; undefined for a side that only a claim describes. */
export function targetOf(
  row: Row,
  state: NeedState,
  knowledge: Knowledge,
): ExportedTarget | undefined {
  const { candidate } = row;
  const { cost, model } = candidate;
  if (model === undefined) return undefined;
  const { kind, option, offer, request, thinking } = candidate;
  const served = { model, kind, option, offer, request, thinking };
  const common = {
    model: model.id,
    option,
    effort: candidate.effort,
    effortIsTold: candidate.belief?.untold !== true,
    tuned: kind === "tuned",
    usdPerMonth: cost === undefined ? null : row.usd,
  };
  if (cost?.kind === "fleet")
    return { ...common, ...ownOf(served, cost, state, knowledge), rates: fleetRates(row, state) };
  if (option === "self-host") return undefined;
  return { ...common, ...hostedOf(served, knowledge), rates: hostedRates(cost) };
}

function ownOf(
  { model, thinking, request }: ServedModel,
  fleet: FleetCost,
  { need }: NeedState,
  knowledge: Knowledge,
): Omit<OwnTarget, keyof CommonTarget> {
  const { gpu, gpusPerReplica, precision, capacity } = fleet.configuration;
  const contextTokens = largestRequest(need.workload, thinking, knowledge);
  const inFlight = capacity.concurrency;
  const served = { model, machine: fleet.configuration, contextTokens, inFlight };
  const checkpoint = checkpointOf(model, precision);
  const weights = model.serving?.weights;
  return {
    kind: "own",
    gpu: gpu.id,
    gpuTitle: gpu.title,
    maker: makerOf(gpu),
    ...{ gpusPerReplica, precision, inFlight },
    replicas: fleetSize(fleet).peakReplicas,
    spares: fleet.spares,
    memoryGb: (gpu.memory * gpusPerReplica) / gigabyte,
    memoryAskedGb: checkpoint?.memoryGb ?? null,
    repository: checkpoint?.repository ?? null,
    revision: checkpoint?.revision ?? null,
    serve: serveArguments(served) ?? null,
    bench: request.speech === undefined ? trialCommands(served, request)[1] : null,
    minEngine: weights?.minEngine ?? null,
    image: weights?.image ?? null,
    source: checkpoint?.source ?? weights?.source ?? null,
    note: weights?.note ?? null,
  };
}

const makerOf = ({ family }: Gpu): OwnTarget["maker"] => (family === "cdna" ? "amd" : "nvidia");

function hostedOf(
  { model, offer, kind, option }: ServedModel,
  { providers }: Knowledge,
): Omit<HostedTarget, keyof CommonTarget> {
  const provider = offer?.provider ?? model.vendor;
  const { title, api } = providers[provider] ?? {};
  // A tuned model is had under a name that its owner gives it.
  const isNamed = kind !== "tuned" || option === "proprietary-api";
  return {
    kind: "hosted",
    provider,
    providerTitle: title ?? provider,
    endpoint: isNamed ? (offer?.endpoint ?? null) : null,
    base: api?.base ?? null,
    litellm: api?.litellm ?? null,
    note: api?.note ?? null,
  };
}

function hostedRates(cost: HostedCost | undefined): ExportedRates | null {
  if (cost === undefined) return null;
  const { input, output, cacheRead, batch, tiers = [], source, published } = cost.price;
  const [tier] = tiers;
  const notes = [
    ...(tier === undefined ? [] : [`requests above ${tier.above} input tokens cost more`]),
    ...(batch === undefined ? [] : ["batches cost less"]),
    ...(cost.changes === undefined ? [] : [`changes on ${cost.changes}`]),
  ];
  return {
    input: input / million,
    output: output / million,
    cacheRead: cacheRead === undefined ? null : cacheRead / million,
    note: notes.length === 0 ? null : notes.join("; "),
    ...{ source, published },
  };
}

/** The bill of a fleet over the tokens that it was planned for, whichever way they go. */
function fleetRates(
  { usd, candidate: { request } }: Row,
  { volume }: NeedState,
): ExportedRates | null {
  const requests = volume.reduce((sum, one) => sum + one, 0) / volume.length;
  const tokens = requests * (request.inputTokens + request.outputTokens);
  if (!(tokens > 0)) return null;
  const note = "the bill of the fleet, rent and people, over the tokens that were planned";
  return {
    input: usd / tokens,
    output: usd / tokens,
    cacheRead: null,
    note,
    source: "moat",
    published: null,
  };
}
