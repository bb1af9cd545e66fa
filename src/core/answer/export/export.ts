import type { Day } from "../../../shapes/common.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { askedOf } from "../../choose/asked.ts";
import { answerable, type Chosen, choose, pickedIn } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import type { Valued } from "../../choose/valued.ts";
import { fill } from "../../gate/rules/trace.ts";
import { headOf } from "../../know/document.ts";
import type { Knowledge } from "../../know/pack.ts";
import { isTry } from "../candidate.ts";
import { planName } from "../plan-name.ts";
import type { ExportedNeed, PlanExport } from "./document.ts";
import { failoverOf } from "./failover.ts";
import { targetOf } from "./target.ts";

export interface ExportSettings {
  readonly draws: number;
  readonly version: string;
}

/** The chosen plan of a use case as what is needed to put it into service. Pure, as `advise` is. */
export function exportPlan(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  { draws, version }: ExportSettings,
): PlanExport {
  const { question } = askedOf(written, pack, asOf);
  const { useCase, knowledge } = question;
  const chosen = choose(question, draws);
  const { tool, packs } = headOf("moat.decision", { knowledge, asOf }, version);
  const head = chosen.ranked[0];
  const picked = head === undefined ? [] : pickedIn(head.plan, question);
  const needs = picked.flatMap(({ pick }, at) => {
    const need = answerable(question)[at];
    return need === undefined ? [] : exported(pick, need, question, chosen);
  });
  const found = new Set(needs.map((one) => one.id));
  return {
    ...{ tool, packs, asOf },
    name: useCase.name,
    title: useCase.title,
    choice: chosen.choice,
    status: chosen.status,
    evenWith: chosen.even.filter((one) => one !== head).map(({ plan }) => planName(plan)),
    needs,
    without: useCase.needs.map((one) => one.id).filter((id) => !found.has(id)),
  };
}

function exported(
  pick: Valued,
  need: Question["needs"][number],
  question: Question,
  chosen: Chosen,
): ExportedNeed[] {
  const { state } = need;
  const { row } = pick;
  const first = targetOf(row, state, question.knowledge);
  if (first === undefined) return [];
  const failover = failoverOf(pick, need, chosen);
  const next = failover.row && targetOf(failover.row, state, question.knowledge);
  return [
    {
      id: state.need.id,
      first,
      next: next ?? null,
      because: failover.because,
      asks: row.judged.asks.map((rule) => fill(rule.remedy ?? rule.because, row.judged.context)),
      tryFirst: isTry(row, state, question),
      clearsBar: row.chance,
      isChat: state.profile.pricedInTokens && state.profile.endpoint === undefined,
    },
  ];
}
