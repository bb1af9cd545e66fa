import type { Day } from "../../shapes/common.ts";
import { type Board, best } from "../believe/evidence.ts";
import { capabilityAt } from "../believe/situation.ts";
import type { Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import { priceOn, pricesAt } from "../cost/hosted.ts";
import { rentFor } from "../cost/rent.ts";
import type { Candidate } from "../gate/candidate.ts";
import type { Model, Observation } from "../know/knowledge.ts";
import { later } from "../know/months.ts";
import { own } from "../know/own.ts";
import type { Knowledge, Snapshot, Terms } from "../know/pack.ts";
import type { UseCase } from "../know/use-case.ts";

/** One dated fact under a verdict, under a name by which it can be looked up again on another day. */
export interface Fact {
  /** `board/BOARD/reference`, `board/BOARD/open`, `price/MODEL@PROVIDER/output`, `rent/GPU`, `licence/MODEL`, `retires/MODEL` */
  readonly id: string;
  readonly title: string;
  readonly value: string | number;
  readonly source: string | null;
  readonly published: Day | null;
}

/** Names of the facts that carry an answer: the records of its boards, and prices, rents and licences of both leaders. */
export function carryingFacts(question: Question, { ranked }: Chosen): string[] {
  const boards = question.needs.flatMap(({ state }) =>
    state.boards.flatMap(({ benchmark }) => [
      `board/${benchmark.id}/reference`,
      `board/${benchmark.id}/open`,
    ]),
  );
  const leaders = ranked
    .slice(0, 2)
    .flatMap(({ plan }) => plan.picks.flatMap(({ row }) => candidateFacts(row.candidate)));
  return [...new Set([...boards, ...leaders])];
}

function candidateFacts({ model, offer, cost }: Candidate): string[] {
  const names: string[] = [];
  if (cost?.kind === "hosted" && model !== undefined && offer !== undefined) {
    const key = `${model.id}@${offer.provider}`;
    names.push(`price/${key}/input`, `price/${key}/output`);
  }
  if (cost?.kind === "fleet") names.push(`rent/${cost.configuration.gpu.id}`);
  if (model !== undefined) {
    names.push(`licence/${model.id}`);
    if (model.retires !== undefined) names.push(`retires/${model.id}`);
  }
  return names;
}

/** A named fact as it stands on a day; undefined where it is not known then. */
export function factAt(
  id: string,
  useCase: UseCase,
  knowledge: Knowledge,
  asOf: Day,
): Fact | undefined {
  const found = valueAt(id.split("/"), { useCase, knowledge, asOf });
  return found && { id, ...found };
}

type FactValue = Omit<Fact, "id">;

function valueAt([kind, name = "", part = ""]: string[], terms: Terms): FactValue | undefined {
  switch (kind) {
    case "board":
      return boardFact(name, part, terms);
    case "price":
      return priceFact(name, part, terms);
    case "rent":
      return rentFact(name, terms);
    case "licence":
    case "retires":
      return modelFact(kind, own(terms.knowledge.models, name));
    default:
      return undefined;
  }
}

function boardFact(
  name: string,
  part: string,
  { useCase, knowledge, asOf }: Terms,
): FactValue | undefined {
  for (const { capability } of useCase.needs) {
    const state = capabilityAt(capability, knowledge, asOf, useCase.scenario);
    const board = state?.boards.find((one) => one.benchmark.id === name);
    if (board === undefined) continue;
    const top = part === "reference" ? board.reference : bestOpen(board, knowledge);
    if (top === undefined) return undefined;
    const which = part === "reference" ? "best proprietary model" : "best open weights";
    return {
      title: `${board.benchmark.title}, ${which}`,
      value: `${top.model} ${top.score}`,
      source: top.source,
      published: top.published,
    };
  }
  return undefined;
}

const bestOpen = ({ benchmark, observations }: Board, knowledge: Knowledge) =>
  best(
    benchmark,
    observations.filter((one: Observation) => knowledge.models[one.model]?.weights === "open"),
  );

function priceFact(
  name: string,
  part: string,
  { knowledge, asOf }: Snapshot,
): FactValue | undefined {
  const [model = "", provider = ""] = name.split("@");
  const offer = own(knowledge.models, model)?.offers.find((one) => one.provider === provider);
  if (offer === undefined) return undefined;
  const price = priceOn(pricesAt(offer, asOf).prices, asOf);
  if (price === undefined) return undefined;
  return {
    title: `${model} at ${provider}, $ per 1M ${part} tokens`,
    value: part === "input" ? price.input : price.output,
    source: price.source,
    published: price.published,
  };
}

function rentFact(gpu: string, { useCase, knowledge, asOf }: Terms): FactValue | undefined {
  const rent = rentFor(gpu, useCase, knowledge, asOf);
  const [first] = rent?.offers ?? [];
  if (rent === undefined || first === undefined) return undefined;
  return {
    title: `${gpu}, $ per GPU-hour`,
    value: rent.usdPerGpuHour,
    source: first.source,
    published: rent.offers.reduce((day, one) => later(day, one.published), first.published),
  };
}

function modelFact(kind: "licence" | "retires", model: Model | undefined): FactValue | undefined {
  if (model === undefined) return undefined;
  const { licence, retires, published, source } = model;
  return kind === "licence"
    ? {
        title: `Licence of ${model.title}`,
        value: `${licence.name} (${licence.class})`,
        source: licence.source,
        published,
      }
    : {
        title: `${model.title} retires`,
        value: retires ?? "not announced",
        source,
        published,
      };
}
