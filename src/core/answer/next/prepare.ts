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

/** People and machines that the first picks need and the team has not. */
export function prepareSteps(question: Question, { ranked }: Chosen): Step[] {
  const { policy } = question.useCase;
  const head = ranked[0]?.plan;
  const picked = head === undefined ? [] : pickedIn(head, question);
  const picks = picked.map(({ pick }) => pick.row.candidate);
  const own = picks.filter(({ option, cost }) => option === "self-host" && cost?.kind === "fleet");
  const needed = own.length === 0 ? [] : peopleAndMachines(own, question);
  if (needed.length === 0) return [];
  return [
    {
      kind: "prepare",
      text: `${own.length > 0 && policy.ownedGpus.length === 0 ? "Once it passes, have ready" : "Have ready"}: ${needed.join(", ")}.`,
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

/** A model that is to be tuned is tuned before anybody can try it; the bill has the same weeks, machines and labels. */
export function tuneSteps(question: Question, { ranked }: Chosen): Step[] {
  const head = ranked[0]?.plan;
  const { staff, tuning } = question.knowledge.serving;
  const weeks = tuning.weeksOnce.value;
  const once = (weeks * staff.usdPerYear.value) / 52 + tuning.computeUsd.value;
  return (head === undefined ? [] : pickedIn(head, question)).flatMap(({ pick, state }): Step[] => {
    const { kind, model, option } = pick.row.candidate;
    if (kind !== "tuned" || model === undefined) return [];
    const text = `Tune ${model.id} on ${labels(state, question)}: about ${count(weeks)} weeks of an ML engineer and ${usd(tuning.computeUsd.value)} of machines, ${usd(once)} once (in the bill).`;
    const hosts = option === "hosted-open" ? hostsOfOwnWeights(question) : [];
    const where =
      hosts.length === 0
        ? ""
        : ` ${hosts.join(" and ")} serve weights of your own; ask what the machine costs there.`;
    return [{ kind: "prepare", text: `${text}${where}`, detail: "" }];
  });
}

const hostsOfOwnWeights = ({ knowledge, useCase }: Question): string[] =>
  Object.values(knowledge.providers).flatMap(({ id, company, title, terms }) =>
    terms.ownWeights?.answer === "yes" && company === id && !useCase.policy.denyVendors.includes(id)
      ? [title]
      : [],
  );

/** The same that the bill has for them. */
function labels(state: NeedState, { useCase, knowledge }: Question): string {
  if (useCase.data.domainData !== "none") return "labels of your own";
  const { labels } = knowledge.pack.choice.tuned;
  const each = labelUsd(state, knowledge.serving.labels);
  return `${count(labels)} labelled examples (about ${usd(labels * each)} to have made)`;
}
