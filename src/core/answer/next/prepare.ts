import type { Step } from "../../../shapes/decision.ts";
import { type Chosen, pickedIn } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import { fteFor } from "../../cost/fixed.ts";
import { fleetSize, gpusOf } from "../../cost/fleet.ts";
import { labelUsd } from "../../cost/labels.ts";
import type { Candidate } from "../../gate/candidate.ts";
import type { NeedState } from "../../gate/need.ts";
import { count, usd } from "../../know/money.ts";
import { configurationOf } from "../candidate.ts";

/** People, machines and labels that the first picks need and the team has not. */
export function prepareSteps(question: Question, { ranked }: Chosen): Step[] {
  const head = ranked[0]?.plan;
  const picked = head === undefined ? [] : pickedIn(head, question);
  const picks = picked.map(({ pick }) => pick.row.candidate);
  const own = picks.filter(({ option, cost }) => option === "self-host" && cost?.kind === "fleet");
  const tuned = picked.filter(({ pick }) => pick.row.candidate.kind === "tuned");
  const needed = [
    ...(own.length === 0 ? [] : peopleAndMachines(own, question)),
    ...tuned.flatMap(({ state }) => labels(state, question)),
  ];
  if (needed.length === 0) return [];
  return [
    {
      kind: "prepare",
      text: `Have ready: ${needed.join(", ")}.`,
      detail: own.length === 0 ? "" : building(question),
    },
  ];
}

function peopleAndMachines(own: readonly Candidate[], { useCase, knowledge }: Question): string[] {
  const { team, policy } = useCase;
  const fleets = own.flatMap(({ cost }) => (cost?.kind === "fleet" ? [cost] : []));
  const replicas = fleets.reduce((sum, one) => sum + fleetSize(one).peakReplicas + one.spares, 0);
  const gpus = fleets.reduce((sum, one) => sum + gpusOf(one), 0);
  const people = inTenths(fteFor(replicas, gpus, knowledge.serving.staff));
  const short = inTenths(people - team.mlEngineers);
  const machines = [...new Set(own.flatMap((one) => configurationOf(one) ?? []))];
  const isInside = ["own-premises", "air-gapped"].includes(useCase.data.boundary);
  return [
    ...(short > 0
      ? [`${count(short)} more of an ML engineer (it takes about ${count(people)})`]
      : []),
    ...(team.onCall ? [] : ["a rota, or hours in which it may be down"]),
    ...(policy.ownedGpus.length > 0
      ? []
      : [`${machines.join(" and ")} (to ${isInside ? "buy" : "rent"})`]),
  ];
}

const inTenths = (value: number): number => Math.round(10 * value) / 10;

function building({ knowledge }: Question): string {
  const { buildWeeks, refreshWeeks, refreshesPerYear } = knowledge.serving.staff;
  return `Building takes about ${count(buildWeeks.value)} weeks, and a newer model about ${count(refreshWeeks.value)} weeks ${count(refreshesPerYear.value)} times a year (both in the bill).`;
}

/** The same that the bill has for them. */
function labels(state: NeedState, { useCase, knowledge }: Question): string[] {
  if (useCase.data.domainData !== "none") return [];
  const { labels } = knowledge.pack.choice.tuned;
  const each = labelUsd(state, knowledge.serving.labels);
  return [`${count(labels)} labelled examples (about ${usd(labels * each)})`];
}
