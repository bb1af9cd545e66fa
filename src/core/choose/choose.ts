import type { Choice, Status } from "../../shapes/common.ts";
import type { NeedState } from "../gate/need.ts";
import { type Compared, choiceOf, rank } from "./choice.ts";
import { type Draws, drawPlans } from "./draws.ts";
import { type Field, isAsking, type Plan, plansOf } from "./plans.ts";
import type { Question } from "./question.ts";
import { ratesOf } from "./rates.ts";
import type { Table } from "./table.ts";
import { NeedValues } from "./value.ts";
import type { Valued } from "./valued.ts";

/** What a question comes to. */
export interface Chosen {
  readonly choice: Choice;
  readonly status: Status;
  readonly field: Field;
  /** The headline first. */
  readonly ranked: readonly Compared[];
  /** Plans that are even with each other, the headline among them. */
  readonly even: readonly Compared[];
  readonly draws: Draws | undefined;
}

/** The choice among all plans; without draws by their value at expected values. */
export function choose(question: Question, count: number): Chosen {
  const field = fieldOf(question);
  const plans = isComplete(question) ? plansOf(field) : [];
  const draws = count > 0 && plans.length > 0 ? drawPlans(plans, field, count) : undefined;
  const compared: readonly Compared[] =
    draws?.plans ?? plans.map((plan) => ({ plan, value: plan.value, wins: undefined }));
  const { ranked, even } = rank(compared, question.knowledge.pack.choice.even);
  const head = ranked[0]?.plan;
  const status = statusOf(question, head, even.length > 1);
  const choice = head === undefined ? "none" : choiceOf(head);
  return { choice, status, field, ranked, even, draws };
}

/** Needs that nobody measured, and of which nobody claims anything, stay aside while the others are most of the work. */
export const answerable = ({ needs }: Question): Question["needs"] =>
  needs.filter(({ state }) => state.belief !== undefined || state.claim !== undefined);

/** Each need that is answered has a price; else nothing is said in money. */
export const isPriced = (question: Question): boolean =>
  answerable(question).every(({ table }) => table.priced);

/** A plan's picks, each with the need that it is for. */
export const pickedIn = ({ picks }: Plan, question: Question): Picked[] =>
  answerable(question).flatMap(({ state, table }, at) => {
    const pick = picks[at];
    return pick === undefined ? [] : [{ pick, state, table }];
  });

export interface Picked {
  readonly pick: Valued;
  readonly state: NeedState;
  readonly table: Table;
}

function fieldOf(question: Question): Field {
  const { useCase, knowledge } = question;
  const tables = answerable(question).map(({ table }) => table);
  const { rates, ofNeeds, stakes } = ratesOf(tables, useCase, knowledge);
  return {
    tables,
    rates,
    stakes,
    terms: question,
    values: tables.map((table, at) => new NeedValues(table, ofNeeds[at] ?? rates)),
  };
}

function isComplete(question: Question): boolean {
  const asked = answerable(question);
  const share = asked.reduce((sum, { state }) => sum + state.need.share, 0);
  return share >= 0.5 - 1e-9 && asked.every(({ table }) => table.rows.length > 0);
}

function statusOf(question: Question, head: Plan | undefined, isEven: boolean): Status {
  const asked = answerable(question);
  if (head === undefined) {
    if (asked.length < question.needs.length) return "no-evidence";
    const isUnpriced = asked.some(
      ({ table }) => table.rows.length === 0 && table.unpriced.length > 0,
    );
    return isUnpriced ? "no-price" : "infeasible";
  }
  if (asked.some(({ table }) => table.status === "below-bar")) return "below-bar";
  if (isAsking(head)) return "ask";
  // A pack of claims has no prices at all, and decides without money.
  if (!question.knowledge.pack.frozen && !isPriced(question)) return "no-price";
  return isEven ? "even" : "decided";
}
