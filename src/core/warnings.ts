import type { Warning } from "./decision.ts";
import type { Answer, Question } from "./question.ts";
import { staleEvidence } from "./stale.ts";

type Candidates = Question["needs"][number]["judged"][number]["candidate"][];

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

const unpriced: Caution = (chosen) => {
  const names = chosen
    .filter((one) => one.cost === undefined)
    .map((one) => one.model?.title ?? one.option);
  if (names.length === 0) return undefined;
  const claimed = chosen.some((one) => one.costShare !== undefined);
  const then = claimed ? "cost counts as it is claimed" : "its cost is left out of the comparison";
  const text = `No price is known for ${[...new Set(names)].join(", ")}, nor what serving it takes: ${then}.`;
  return { code: "cost.unpriced", text };
};

/** Scores hold at the effort they were run at, so that more is billed than the use case speaks of. */
const raisedEffort: Caution = (chosen, { needs, knowledge: { serving } }) => {
  const raised = chosen.flatMap(({ cost, effort }, index) => {
    const asked = needs[index]?.state.need.workload.reasoning ?? effort;
    const times = serving.effort[effort].value / serving.effort[asked].value;
    return cost === undefined || times === 1 ? [] : [{ effort, asked, times }];
  });
  const texts = raised.map(
    ({ effort, asked, times }) =>
      `effort ${effort}, which its scores were run at, not ${asked}: ${Number(times.toPrecision(2))} times the output tokens`,
  );
  if (texts.length === 0) return undefined;
  return { code: "cost.effort", text: `Priced at ${[...new Set(texts)].join("; ")}.` };
};

const priceChanges: Caution = (chosen) => {
  const changes = chosen.flatMap(({ cost, model }) =>
    cost?.kind === "hosted" && cost.changes !== undefined
      ? [`${model?.title} on ${cost.changes}`]
      : [],
  );
  if (changes.length === 0) return undefined;
  const text = `A price changes within the horizon and is used from that day on: ${changes.join(", ")}.`;
  return { code: "price.changes", text };
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
  raisedEffort,
  priceChanges,
  severalMachines,
  tunedFamily,
  stale,
  frozenPack,
];

export function warningsFor(question: Question, found: Answer): Warning[] {
  const chosen = (found.plan?.picks ?? []).map((one) => one.contender.candidate);
  return cautions.flatMap((caution) => caution(chosen, question) ?? []);
}
