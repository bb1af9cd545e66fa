import type { Warning } from "../../shapes/document.ts";
import { thinkingBasis } from "../believe/thinking.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { Candidate } from "../gate/candidate.ts";
import { count, percent } from "../know/money.ts";
import { staleEvidence } from "../know/stale.ts";
import { capWarning } from "./cap.ts";

type Candidates = readonly Candidate[];

/** A thing about the data that a reader must know before trusting a number; undefined where it does not apply. */
type Caution = (chosen: Candidates, question: Question) => Warning | undefined;

const backcast: Caution = (chosen, { asOf }) => {
  const stoodIn = chosen.some(({ cost }) =>
    cost?.kind === "hosted" ? cost.backcast : cost?.configuration.rent.backcast === true,
  );
  if (!stoodIn) return undefined;
  const text = `No price or rent was public on ${asOf}: the earliest known one stands in, as an assumption.`;
  return { code: "market.backcast", text };
};

const unpriced: Caution = (_chosen, question) => {
  const needs = answerable(question).filter(({ table }) => !table.priced);
  if (needs.length === 0) return undefined;
  const names = needs.map(({ state }) => state.need.id).join(", ");
  const text = `Not decided in money: no price is known for ${names}, on any side.`;
  return { code: "cost.unpriced", text };
};

/** What is billed where the model's own price is not known. */
const bounded: Caution = (chosen) => {
  const names = chosen.flatMap(({ model, boundedBy }) =>
    boundedBy === undefined ? [] : [`${model?.title} by that of ${boundedBy.title}`],
  );
  if (names.length === 0) return undefined;
  const text = `A price is not known and bounded from above: ${[...new Set(names)].join("; ")}, the smallest larger model of which it is known.`;
  return { code: "cost.bounded", text };
};

/** Thinking tokens are billed as output, and most people do not expect them. */
const thinking: Caution = (chosen, { knowledge }) => {
  const thinks = chosen.filter((one) => one.thinking > 0 && one.cost !== undefined);
  const texts = thinks.map(({ model, effort, thinking }) => {
    const basis = model === undefined ? "assumed" : thinkingBasis(model, effort, knowledge);
    return `${model?.title} at ${effort}, about ${count(Math.round(thinking))} tokens a request (${basis})`;
  });
  if (texts.length === 0) return undefined;
  return {
    code: "cost.thinking",
    text: `Thinking is billed as output on top of what is seen: ${[...new Set(texts)].join("; ")}.`,
  };
};

/** Nobody says at which effort it was scored. */
const untold: Caution = (chosen) => {
  const names = chosen.flatMap(({ belief }) =>
    belief?.untold === true ? [belief.model.title] : [],
  );
  if (names.length === 0) return undefined;
  const text = `No source says at which effort ${[...new Set(names)].join(", ")} was scored: what models of its time usually run at is assumed.`;
  return { code: "evidence.effort", text };
};

const estimated: Caution = (chosen) => {
  const names = chosen.flatMap(({ belief, kind }) =>
    belief?.imputed === true && kind === "scored"
      ? [`${belief.model.title}, from ${belief.others} scores on other boards`]
      : [],
  );
  if (names.length === 0) return undefined;
  const text = `Not measured on these boards, but estimated: ${[...new Set(names)].join("; ")}.`;
  return { code: "evidence.estimated", text };
};

/** Boards of another capability say what is believed. */
const kin: Caution = (_chosen, { needs, knowledge }) => {
  const names = needs.flatMap(({ state: { profile, belief } }) =>
    belief === undefined || belief.capability === profile.id
      ? []
      : [`${profile.id}: ${knowledge.profiles[belief.capability]?.id}`],
  );
  if (names.length === 0) return undefined;
  const text = `No board of its own; what is believed is read from those of another capability (${names.join("; ")}).`;
  return { code: "evidence.kin", text };
};

/** Needs that nobody measured stay out of the comparison. */
const aside: Caution = (_chosen, question) => {
  const left = question.needs.filter((one) => !answerable(question).includes(one));
  if (left.length === 0 || left.length === question.needs.length) return undefined;
  const names = left.map(({ state }) => state.need.id).join(", ");
  const share = left.reduce((sum, { state }) => sum + state.need.share, 0);
  const text = `Nobody measured ${names} (${percent(share)} of the requests): it is left out of all that follows; run your own evaluation for it.`;
  return { code: "evidence.none", text };
};

const priceChanges: Caution = (chosen) => {
  const changes = chosen.flatMap(({ cost, model }) =>
    cost?.kind === "hosted" && cost.changes !== undefined
      ? [`${model?.title} on ${cost.changes}`]
      : [],
  );
  if (changes.length === 0) return undefined;
  const text = `A price changes within the horizon and is used from that day on: ${[...new Set(changes)].join(", ")}.`;
  return { code: "price.changes", text };
};

/** Volumes of agents are stated in steps or in tasks, and one is a multiple of the other. */
const steps: Caution = (_chosen, { needs, knowledge }) => {
  const agents = needs.filter(({ state }) => state.profile.turn === "agent");
  if (agents.length === 0) return undefined;
  const names = agents.map(({ state }) => state.need.id).join(" and ");
  const text = `A request of ${names} is one step of an agent; a task takes several, and a trial counts ${knowledge.pack.choice.stepsPerTask} for it.`;
  return { code: "workload.steps", text };
};

const severalMachines: Caution = (chosen) => {
  const spans = ({ cost }: Candidates[number]) =>
    cost?.kind === "fleet" && cost.configuration.gpusPerReplica > cost.configuration.gpu.perNode;
  if (!chosen.some(spans)) return undefined;
  const text =
    "A replica spans several machines; such fleets were never calibrated, so check the estimate with your own measurement.";
  return { code: "cost.multi-node", text };
};

const tunedFamily: Caution = (chosen, { knowledge }) => {
  const { tuned } = knowledge.serving.estimator;
  const gpus = chosen.flatMap(({ cost }) =>
    cost?.kind === "fleet" && tuned[cost.configuration.gpu.family] !== undefined
      ? [cost.configuration.gpu.id]
      : [],
  );
  if (gpus.length === 0) return undefined;
  const text = `Throughput on ${[...new Set(gpus)].join(", ")} is that of tuned stacks of 2025 and later; older stacks reached a third of it. Measure yours (moat cost --measured) before you buy.`;
  return { code: "cost.tuned-stack", text };
};

const stale: Caution = (_chosen, { needs, knowledge, asOf }) =>
  staleEvidence(
    needs.map(({ state }) => state.profile),
    knowledge,
    asOf,
  );

const frozenPack: Caution = (_chosen, { knowledge: { pack } }) => {
  if (!pack.frozen) return undefined;
  const text = `Pack ${pack.id} answers as of ${pack.asOf}, from claims as they were published, not from today's evidence.`;
  return { code: "pack.frozen", text };
};

const cautions = [
  backcast,
  unpriced,
  bounded,
  thinking,
  estimated,
  kin,
  untold,
  aside,
  priceChanges,
  steps,
  severalMachines,
  tunedFamily,
  stale,
  frozenPack,
];

export function warningsFor(question: Question, { ranked }: Chosen): Warning[] {
  const chosen = (ranked[0]?.plan.picks ?? []).map(({ row }) => row.candidate);
  return [
    ...cautions.flatMap((caution) => caution(chosen, question) ?? []),
    ...capWarning(question, { ranked }),
  ];
}
