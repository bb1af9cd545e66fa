import type { Day } from "../../shapes/common.ts";
import type { CostDocument, NeedCost } from "../../shapes/cost.ts";
import type { Warning } from "../../shapes/document.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { askedOf } from "../choose/asked.ts";
import { choose, isPriced } from "../choose/choose.ts";
import { leavesOf } from "../cost/own-figures.ts";
import { byKey } from "../know/by-key.ts";
import { answeredUseCase, headOf } from "../know/document.ts";
import { options } from "../know/lists.ts";
import { visible } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { staleEvidence } from "../know/stale.ts";
import type { CostSettings } from "./billed.ts";
import { needCost } from "./need-cost.ts";

export interface CostOptions extends CostSettings {
  readonly version: string;
  /** Digest of the use case as it was read. */
  readonly sha256: string;
}

/**
 * What each way of serving a use case costs. The candidates are those of the decision, and so are the dollars: both come
 * from the same bills. Pure: the same input gives the same value.
 */
export function costOf(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  settings: CostOptions,
): CostDocument {
  const { question, assumed } = askedOf(written, pack, asOf);
  const { useCase, knowledge } = question;
  const chosen = choose(question, 0);
  const { serving } = knowledge;
  const alone = (at: number) => chosen.ranked.find(({ plan }) => plan.set === 1 << at)?.plan;
  return {
    ...headOf("moat.cost", { knowledge, asOf }, settings.version),
    useCase: {
      ...answeredUseCase(useCase, settings.sha256),
      assumed,
    },
    given: leavesOf(knowledge.pack.figures),
    draws: settings.draws,
    drift: {
      rent: settings.drift.rent ?? serving.drift.rent.value,
      software: settings.drift.software ?? serving.drift.software.value,
      capabilityPrice: settings.drift.capabilityPrice ?? serving.drift.capabilityPrice.value,
    },
    discountRate: settings.discountRate ?? null,
    needs: question.needs.map((asked) => {
      const need = needCost(asked, question, chosen, settings);
      const age = staleEvidence([asked.state.profile], knowledge, asOf) ?? [];
      return { ...need, warnings: [...need.warnings, ...standIns(need, asOf)].concat(age) };
    }),
    together: byKey(options, (_, at) => (isPriced(question) ? alone(at)?.usd : undefined) ?? null),
  };
}

/** Constants that nobody had published yet; prices and rents have warnings of their own. */
function standIns({ figures }: NeedCost, asOf: Day): Warning[] {
  const later = figures.filter((one) => !visible(one.published, asOf)).length;
  if (later === 0) return [];
  const text = `${later} of ${figures.length} figures were not yet public on ${asOf}: the earliest known ones stand in, as assumptions.`;
  return [{ code: "market.backcast", text }];
}
