import type { Day } from "../../shapes/common.ts";
import type { Warning } from "../../shapes/document.ts";
import type { BillPlan } from "../cost/bill.ts";
import { withoutStaff } from "../cost/conditions.ts";
import { limitsOf } from "../cost/configuration.ts";
import { batchFactorOf } from "../cost/hosted.ts";
import { longRequests } from "../cost/long-requests.ts";
import { monthOfFleet, type OwnPlan, ownBill, utilisation } from "../cost/own-bill.ts";
import { deploymentOf } from "../cost/servable.ts";
import { serverlessWay } from "../cost/serverless.ts";
import { estimate, prepare } from "../cost/throughput.ts";
import { count, percent, usd } from "../know/money.ts";
import { monthsBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";
import type { Arm } from "./arms.ts";
import type { Setting } from "./billed.ts";

/** Above this, a fleet with a usual peak and a spare is not what is really there (cost-model 3.2). */
const usualUtilisation = 0.53;
const fullFleet = 0.6;
const oldMonths = 1;

type PlannedArm = Arm & { readonly plan: BillPlan | undefined };

/** What a reader has to know before believing a figure, as data with codes. */
export const cautions = (arms: readonly PlannedArm[], setting: Setting): Warning[] => [
  ...arms.flatMap((arm) => ofArm(arm, setting)),
  ...when(
    arms.some((one) => one.plan !== undefined),
    "not-priced",
    `Not priced, since no dated price is known: provisioned throughput (Azure PTU, Bedrock, Vertex; moat explain ptu)${arms.some((one) => isBySecond(one, setting)) ? "" : " and serverless GPUs that scale to zero"}.`,
  ),
];

/** Of the ways to buy the same, some have no dated price at all, and some none of these machines. */
const isBySecond = ({ plan }: PlannedArm, { expected, knowledge, asOf }: Setting): boolean =>
  plan?.kind === "own" && serverlessWay(plan, expected, knowledge, asOf) !== undefined;

const ofArm = (arm: PlannedArm, setting: Setting): Warning[] => [
  ...(arm.plan?.kind === "own" && !arm.plan.managed
    ? [...ofFleet(arm, arm.plan, setting), ...ofTeam(arm.plan, setting)]
    : []),
  ...ofPrice(arm, setting.asOf),
  ...ofLength(arm, setting),
];

const warn = (code: string, text: string): Warning => ({ code: `cost.${code}`, text });
const when = (holds: boolean, code: string, text: string): Warning[] =>
  holds ? [warn(code, text)] : [];

function ofFleet(
  { candidate }: Arm,
  plan: OwnPlan,
  { expected: conditions, useCase, knowledge, asOf }: Setting,
): Warning[] {
  const { configuration, maturity } = plan.fleet;
  const { capacity } = configuration;
  const limits = limitsOf(useCase, knowledge);
  const { load } = monthOfFleet(plan, conditions, 0);
  const spread = knowledge.serving.estimator.firstToken.spread;
  const used = utilisation(plan, conditions);
  return [
    ...when(
      maturity.kind !== "measured" && useCase.team.stack === undefined,
      "maturity-unknown",
      `How mature your stack is, nobody knows yet: ${maturity.factor === 1 ? "the whole estimate" : `${percent(maturity.factor)} of the estimate`} is assumed (${kinds[maturity.kind]}). Say what you run with --stack, or measure it and give --measured.`,
    ),
    ...when(
      isCacheBound(candidate, plan, knowledge),
      "kv-bound",
      `The KV cache limits a replica to ${capacity.concurrency} requests at once: longer contexts cost throughput in proportion.`,
    ),
    ...when(
      limits.firstTokenMs !== undefined && capacity.firstTokenMs / spread > limits.firstTokenMs,
      "first-token",
      `Even the low end of the first-token estimate (${Math.round(capacity.firstTokenMs / spread)} ms) is above the limit of ${limits.firstTokenMs} ms.`,
    ),
    ...when(
      limits.perTokenMs !== undefined && capacity.perTokenMs > limits.perTokenMs * (1 + 1e-9),
      "per-token",
      `No machine meets ${limits.perTokenMs} ms per token; this one takes ${Math.round(capacity.perTokenMs)} ms.`,
    ),
    ...when(
      load > fullFleet && load <= 1,
      "smallest-fleet",
      `The peak already takes ${Math.round(100 * load)} % of one replica: the next replica, and the next step of cost, is near.`,
    ),
    ...when(
      // Work that may wait fills the quiet hours, so that a high figure is then no surprise.
      used > usualUtilisation && plan.workload.batchShare === 0,
      "utilisation",
      `An effective utilisation of ${Math.round(100 * used)} % is above what fleets with a usual peak and a spare reach (${100 * usualUtilisation} %); check the peak.`,
    ),
    ...ofRent(plan, useCase, asOf),
    ...ofEngine(knowledge),
  ];
}

function ofEngine({ serving: { estimator } }: Knowledge): Warning[] {
  const { kvElementBytes, tokensPerStep } = estimator;
  return [
    ...when(
      kvElementBytes !== undefined,
      "kv-cache",
      `The KV cache is reckoned with at ${8 * (kvElementBytes ?? 2)} bits, as you state; what that does to quality at your work is not known here.`,
    ),
    ...when(
      tokensPerStep !== undefined,
      "speculative",
      `Speculative decoding yields ${tokensPerStep} tokens a step, as you state; it changes no answer, and pays less the more requests run at once.`,
    ),
  ];
}

const kinds = {
  tuned: "a recipe made for this model and GPU",
  dense: "a dense model on the engine as it comes",
  experts: "a mixture of experts on the engine as it comes",
  fresh: "weights out for less than three months",
  measured: "",
} as const;

function ofRent(plan: OwnPlan, useCase: UseCase, asOf: Day): Warning[] {
  const { rent, gpu } = plan.fleet.configuration;
  const oldest = rent.offers.map((one) => one.published).sort()[0];
  return [
    ...when(
      rent.mode === "owned" && rent.basis !== "user",
      "owned",
      `Your own ${gpu.id} are charged at $${rent.usdPerGpuHour.toFixed(2)} per GPU-hour, ${rent.basis}: write-off, interest, support, rack and power. Say what they cost you with --rent or --figure owned.capexUsd.`,
    ),
    ...when(
      !rent.available,
      "rent-unavailable",
      `The only rents known of ${gpu.id} are a marketplace's, or list prices of a day on which nobody could have it.`,
    ),
    ...when(
      rent.mode === "reserved-1y" && rent.basis !== "user" && useCase.policy.rentTerm === undefined,
      "rent-term",
      `The rent is that of a year's commitment, ${usd(rent.usdPerGpuHour)} per GPU-hour, since you plan for ${useCase.horizonMonths} months; another term is had with --rent-term.`,
    ),
    ...when(
      rent.backcast,
      "backcast",
      `No rent was public at ${asOf}; the earliest known one stands in.`,
    ),
    ...when(
      oldest !== undefined && monthsBetween(oldest, asOf) > oldMonths,
      "rent-old",
      `The oldest rent behind ${gpu.id} is of ${oldest}, more than 30 days before ${asOf}.`,
    ),
  ];
}

/** Engineers who run the machines, against those that the team says it has. */
function ofTeam(plan: OwnPlan, { expected, useCase }: Setting): Warning[] {
  const { fte, usd: whole } = ownBill(plan, expected);
  const { mlEngineers, onCall } = useCase.team;
  const bare = ownBill(plan, withoutStaff(expected)).usd;
  const number = fte < 10 ? fte.toFixed(1) : count(Math.round(fte));
  const needs = `The machines need about ${number} ${fte < 1.05 ? "of an engineer" : "engineers"}${onCall ? "" : ", on call"}`;
  const has = mlEngineers === 0 ? "none" : String(mlEngineers);
  return [
    ...when(
      mlEngineers < fte || !onCall,
      "people",
      `${needs}; you said ${has}${onCall ? "" : " and no rota"}. The bill is ${usd(whole)} a month with them and ${usd(bare)} without.`,
    ),
  ];
}

/** The batch ends where the memory does, not where the latency limit does. */
function isCacheBound(candidate: Arm["candidate"], plan: OwnPlan, { serving }: Knowledge): boolean {
  if (candidate === undefined) return false;
  const deployment = deploymentOf(candidate.served, plan.fleet.configuration);
  if (deployment === undefined) return false;
  const { concurrency } = plan.fleet.configuration.capacity;
  const found = estimate(prepare(deployment, serving.estimator), { ...plan.request, concurrency });
  return concurrency >= Math.floor(found.batchLimit) && found.batchLimit < 1024;
}

function ofPrice({ option, candidate }: Arm, asOf: Day): Warning[] {
  if (candidate?.cost.kind !== "hosted") return [];
  const { price, backcast, changes } = candidate.cost;
  const where = `${candidate.model.id} at ${candidate.offer?.provider ?? "its vendor"}`;
  return [
    ...when(
      backcast,
      "backcast",
      `No price of ${where} was public at ${asOf}; the earliest known one stands in.`,
    ),
    ...when(
      !backcast && monthsBetween(price.published, asOf) > oldMonths,
      "price-old",
      `The price of ${where} (${option}) was read on ${price.published}, more than 30 days before ${asOf}.`,
    ),
    ...when(changes !== undefined, "price-changes", `The price of ${where} changes on ${changes}.`),
  ];
}

/** Below this share, long requests change no bill that anybody would notice. */
const leastShare = 0.0005;

/** A price of long requests that the mean request does not meet, and some of the others may. */
function ofLength({ candidate }: PlannedArm, { state, knowledge }: Setting): Warning[] {
  if (candidate?.cost.kind !== "hosted" || candidate.offer === undefined) return [];
  const { requestsPerMonth, contextTokens, outputTokens } = state.need.workload;
  const found = longRequests(
    candidate.cost.price,
    candidate.request,
    { requests: requestsPerMonth, largest: contextTokens - outputTokens },
    batchFactorOf(candidate.offer, knowledge.serving),
  );
  if (found === undefined || found.share < leastShare) return [];
  return [
    warn(
      "long-requests",
      `${candidate.model.id} at ${candidate.offer.provider} takes more above ${count(found.above)} tokens of input: about ${shareText(found.share)} of the requests may be longer, if lengths spread up to the largest of ${count(contextTokens)}; that would add ${usd(found.usd)} a month to the bill of the mean request.`,
    ),
  ];
}

const shareText = (share: number): string =>
  share < 0.01 ? `${(100 * share).toPrecision(1)} %` : percent(share);
