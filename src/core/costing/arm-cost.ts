import type { Amount, ArmCost, FleetReport } from "../../shapes/cost.ts";
import { itemsOf, usdOf } from "../cost/bill.ts";
import { withTuned } from "../cost/capacity.ts";
import type { FleetCost } from "../cost/fleet.ts";
import type { HostedCost } from "../cost/hosted.ts";
import { idleReplicas, type OwnPlan, ownBill, utilisation } from "../cost/own-bill.ts";
import { ownedCost, ownedTerms } from "../cost/owned.ts";
import { type Request, requestCost } from "../cost/request-items.ts";
import { quantilesOf } from "../cost/risk.ts";
import { deploymentOf } from "../cost/servable.ts";
import { largestRequest, trialCommands } from "../cost/serve.ts";
import { type ServerlessWay, serverlessWay } from "../cost/serverless.ts";
import { estimate, prepare } from "../cost/throughput.ts";
import { spillingWay, spotWay, termWays, type Way } from "../cost/ways.ts";
import type { Model } from "../know/knowledge.ts";
import type { PricedArm } from "./arms.ts";
import type { Billed, Setting } from "./billed.ts";
import { nameOf, runnersUp } from "./fleets.ts";
import { cashView, presentValue, shownItems } from "./views.ts";

/** One arm of the comparison; `usd` holds its draws where there are any. */
export function armReport(
  arm: Billed,
  arms: readonly Billed[],
  setting: Setting,
  usd: Float64Array | undefined,
): ArmCost {
  const { option, standing, because, candidate, plan } = arm;
  const named = {
    ...{ option, standing, because },
    model: candidate?.model.id ?? null,
    offer: candidate?.offer?.provider ?? null,
    effort: candidate?.effort ?? null,
    thinkingTokens: Math.round(candidate?.thinking ?? 0),
  };
  if (candidate === undefined || plan === undefined) return { ...named, ...unpriced };
  const expected = usdOf(plan, setting.expected);
  const range =
    usd === undefined ? { p10: expected, p50: expected, p90: expected } : quantilesOf(usd);
  const amount = { expected, ...range };
  const { cost } = candidate;
  const items = itemsOf(plan, setting.expected);
  const { discountRate } = setting;
  return {
    ...named,
    usdPerMonth: amount,
    // Tokens are not what speech is billed by.
    perMillion: plan.request.speech === undefined ? ratesOf(arm, amount, setting) : null,
    items: shownItems(items, candidate),
    cash: cashView(candidate, plan, items, setting),
    presentValueUsd: discountRate === undefined ? null : presentValue(plan, setting, discountRate),
    price: cost.kind === "hosted" ? priceReport(cost) : null,
    fleet: plan.kind === "own" ? fleetReport({ ...arm, candidate }, plan, arms, setting) : null,
  };
}

const unpriced = {
  ...{ usdPerMonth: null, perMillion: null, items: {}, cash: null, presentValueUsd: null },
  ...{ price: null, fleet: null },
} as const;

function priceReport({ price, basis, changes }: HostedCost): ArmCost["price"] {
  const { input, output, cacheRead, perMinute, perMillionCharacters, source, published } = price;
  return {
    input,
    output,
    cacheRead: cacheRead ?? null,
    ...(perMinute === undefined ? {} : { perMinute }),
    ...(perMillionCharacters === undefined ? {} : { perMillionCharacters }),
    basis,
    source,
    published,
    changes: changes ?? null,
  };
}

/**
 * The bill over the tokens of each side, split as the side causes it: by price, or by time on the machine; and over the
 * tokens of both, as they are stated, so that it divides out.
 */
function ratesOf(
  { candidate, plan }: Billed,
  amount: Amount,
  setting: Setting,
): ArmCost["perMillion"] {
  if (candidate === undefined || plan === undefined) return null;
  const { volume } = setting.state;
  const { request } = plan;
  const requests = volume.reduce((sum, one) => sum + one, 0) / volume.length;
  const inputShare =
    plan.kind === "own"
      ? prefillShare(candidate.served, plan, setting)
      : hostedInputShare(candidate.cost, request);
  const rate = (tokens: number, share: number): Amount =>
    scaled(amount, tokens * requests === 0 ? 0 : (share * 1e6) / (tokens * requests));
  const input = rate(request.inputTokens, inputShare);
  const output = rate(request.outputTokens, 1 - inputShare);
  const { workload } = setting.state.need;
  const blended = rate(workload.inputTokens + workload.outputTokens, 1);
  return { input, output, blended };
}

const scaled = ({ expected, p10, p50, p90 }: Amount, by: number): Amount => ({
  expected: expected * by,
  p10: p10 * by,
  p50: p50 * by,
  p90: p90 * by,
});

function hostedInputShare(cost: HostedCost | FleetCost, request: Request): number {
  if (cost.kind !== "hosted") return 0;
  const all = requestCost(cost.price, request, 1);
  return all === 0 ? 0 : requestCost(cost.price, { ...request, outputTokens: 0 }, 1) / all;
}

/** Time of a request in prefill over its time on the machine: undoes the overlap that the estimate assumes. */
function prefillShare(model: Model, plan: OwnPlan, { knowledge: { serving } }: Setting): number {
  const deployment = deploymentOf(model, plan.fleet.configuration);
  if (deployment === undefined) return 0;
  const { estimator } = serving;
  const { concurrency } = plan.fleet.configuration.capacity;
  const found = estimate(prepare(deployment, withTuned(estimator, deployment)), {
    ...plan.request,
    concurrency,
  });
  const q = estimator.overlapExponent;
  const decode =
    Math.max(0, (1 / found.requestsPerSecond) ** q - found.prefillSeconds ** q) ** (1 / q);
  return found.prefillSeconds / (found.prefillSeconds + decode);
}

function fleetReport(
  arm: Billed & { readonly candidate: PricedArm },
  plan: OwnPlan,
  arms: readonly Billed[],
  setting: Setting,
): FleetReport {
  const { candidate } = arm;
  const { fleet } = plan;
  const { configuration, maturity } = fleet;
  const { gpu, gpusPerReplica, precision, rent } = configuration;
  const bill = ownBill(plan, setting.expected);
  const { spares } = idleReplicas(plan, setting.expected);
  const usd = (one: FleetCost) => ownBill({ ...plan, fleet: one }, setting.expected).usd;
  const published =
    rent.offers
      .map((one) => one.published)
      .sort()
      .at(-1) ?? null;
  return {
    configuration: nameOf(fleet),
    ...{ gpu: gpu.id, gpusPerReplica, precision },
    replicas: bill.replicas,
    peakReplicas: bill.peakReplicas,
    spares,
    gpus: (bill.peakReplicas + spares) * gpusPerReplica,
    fte: bill.fte,
    utilisation: utilisation(plan, setting.expected),
    rent: {
      ...{ usdPerGpuHour: rent.usdPerGpuHour, mode: rent.mode, basis: rent.basis },
      sources: [...new Set(rent.offers.map((one) => one.source))],
      published,
    },
    serving: servingReport(plan, maturity),
    verify: verifyCommands(candidate, plan, setting),
    runnersUp: runnersUp(arm.others, fleet, setting.useCase, usd),
    ways: plan.managed ? [] : waysOf(plan, arms, setting),
    owned: ownedReport(plan, setting),
  };
}

function servingReport(
  { fleet, request }: OwnPlan,
  maturity: FleetCost["maturity"],
): FleetReport["serving"] {
  const { requestsPerSecond, concurrency, perTokenMs, firstTokenMs, correction, basis, lnError80 } =
    fleet.configuration.capacity;
  return {
    requestsPerSecond: requestsPerSecond * maturity.factor,
    outputTokensPerSecond: requestsPerSecond * maturity.factor * request.outputTokens,
    ...{ concurrency, perTokenMs, firstTokenMs },
    maturity: maturity.factor,
    maturityKind: maturity.kind,
    ...{ correction, basis, lnError80 },
  };
}

/** What serves and measures it at the load that the fleet is planned for, and what to make of the measurement. */
function verifyCommands(
  { model, thinking }: PricedArm,
  { fleet, request, workload }: OwnPlan,
  { knowledge }: Setting,
): string[] {
  // What measures tokens measures no audio.
  if (request.speech !== undefined) return [];
  const { configuration: machine } = fleet;
  const inFlight = machine.capacity.concurrency;
  const contextTokens = largestRequest(workload, thinking, knowledge);
  const load = [inFlight, Math.round(request.inputTokens), Math.round(request.outputTokens)];
  return [
    ...trialCommands({ model, machine, contextTokens, inFlight }, request),
    `moat cost ... --measured TOKENS_PER_SECOND@${load.join(",")}`,
  ];
}

const termNames: Readonly<Partial<Record<string, string>>> = {
  "on-demand": "without commitment",
  "reserved-1y": "committed for one year",
  "reserved-3y": "committed for three years",
};

function waysOf(plan: OwnPlan, arms: readonly Billed[], setting: Setting): FleetReport["ways"] {
  const { expected, useCase, knowledge, asOf } = setting;
  const apis = arms
    .filter((one) => one.plan?.kind === "hosted" && one.standing !== "gated")
    .flatMap((one) =>
      one.plan === undefined ? [] : [{ arm: one, usd: usdOf(one.plan, expected) }],
    )
    .sort((a, b) => a.usd - b.usd);
  const api = apis[0];
  // Work that may all wait has no peak that could be sent elsewhere.
  const spill =
    api === undefined || plan.fleet.waits
      ? undefined
      : spillingWay(plan, expected, api.usd, useCase);
  const spot = spotWay(plan, expected, knowledge, asOf);
  const noted = (one: Way | undefined, note: string): FleetReport["ways"] => {
    if (one === undefined) return [];
    const { kind, usd, replicas, ownShare, utilisation: used, elsewhereUsd } = one;
    return [{ kind, usdPerMonth: usd, replicas, ownShare, utilisation: used, elsewhereUsd, note }];
  };
  const { candidate } = api?.arm ?? {};
  const bySecond = serverlessWay(plan, expected, knowledge, asOf);
  return [
    ...noted(spill, `peak goes to ${candidate?.model.id} at ${candidate?.offer?.provider}`),
    ...noted(spot, "work that may wait runs on machines that may be taken away"),
    ...noted(bySecond, serverlessNote(bySecond)),
    ...termWays(plan, expected, knowledge, asOf).flatMap((one) =>
      noted(one, `${termNames[one.mode]} at $${one.usdPerGpuHour.toFixed(2)} per GPU-hour`),
    ),
  ];
}

function serverlessNote(way: ServerlessWay | undefined): string {
  if (way === undefined) return "";
  const off = Math.round(100 * way.offShare);
  const pauses = `none up ${off} % of the time; the first request after a pause waits for a start`;
  const rent = `workers by the second at $${way.usdPerGpuHour.toFixed(2)} per GPU-hour`;
  return off === 0 ? `${rent}, one up at all times` : `${rent}, ${pauses}`;
}

/** What the same GPU would cost if it were one's own; the figures are those of an H100, so only it is given. */
function ownedReport(
  { fleet: { configuration } }: OwnPlan,
  { knowledge }: Setting,
): FleetReport["owned"] {
  if (configuration.rent.mode === "owned" || configuration.gpu.id !== "h100-sxm") return null;
  const { owned, fleet } = knowledge.serving;
  const { usdPerGpuHour } = ownedCost(ownedTerms(owned), fleet.hoursPerMonth.value);
  const note = `bought at $${owned.capexUsd.value} a GPU, written off over ${owned.lifeMonths.value} months, power and rack included`;
  return { usdPerGpuHour, note };
}
