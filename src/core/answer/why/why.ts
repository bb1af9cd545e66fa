import type { CandidatesDocument, NeedCandidates } from "../../../shapes/candidates.ts";
import type { Day } from "../../../shapes/common.ts";
import type { CandidateOutcome, Listed } from "../../../shapes/route.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { askedOf } from "../../choose/asked.ts";
import { choose } from "../../choose/choose.ts";
import type { Row } from "../../choose/table.ts";
import { answeredUseCase, headOf } from "../../know/document.ts";
import type { Model } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import { nearMisses } from "../beside.ts";
import { nameOf } from "../candidate.ts";
import { byNearness, listedIn } from "./listed.ts";
import { askedModels } from "./model.ts";
import { shortListOf } from "./short-list.ts";
import { type View, viewsOf } from "./view.ts";

export interface WhyOptions {
  readonly draws: number;
  readonly version: string;
  readonly sha256: string;
  /** Models that are asked for, for each of which is worked out what would let it in; none: the short-list alone. */
  readonly models: readonly Model[];
}

/** The decision seen from its candidates: what became of each, who comes after the first, and why not the one that is asked for. */
export function why(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  options: WhyOptions,
): CandidatesDocument {
  const { question, ...asked } = askedOf(written, pack, asOf);
  const { useCase, knowledge } = question;
  const chosen = choose(question, options.draws);
  const views = viewsOf(question, chosen);
  const listed = views.map(listedIn);
  const models = options.models.flatMap(({ id }) => knowledge.models[id] ?? []);
  return {
    ...headOf("moat.candidates", { knowledge, asOf }, options.version),
    useCase: answeredUseCase(useCase, options.sha256),
    verdict: { choice: chosen.choice, status: chosen.status },
    needs: views.map((view, at) => needOf(view, listed[at] ?? [])),
    models: views.flatMap((view, at) => askedModels(models, view, listed[at] ?? [], asked.written)),
    nearMisses: nearMisses(question, chosen),
    candidates: listed.flatMap((one) => one.toSorted(byNearness)),
  };
}

function needOf(view: View, listed: readonly Listed[]): NeedCandidates {
  const { need, question, at, head } = view;
  const { state } = need;
  const counts: Partial<Record<CandidateOutcome, number>> = {};
  for (const { outcome } of listed) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const pick = head?.picks[at];
  return {
    need: state.need.id,
    bar: {
      name: state.need.bar.name,
      quality: state.threshold.share,
      asked: question.knowledge.pack.evidence.belief.takesPart,
    },
    candidates: listed.length,
    models: new Set(listed.flatMap(({ model }) => model ?? [])).size,
    counts,
    chosen: pick === undefined || at < 0 ? null : nameOf(pick.row),
    shortList: shortListOf(view, (row) => outcomeIn(listed, row)),
  };
}

function outcomeIn(listed: readonly Listed[], row: Row): CandidateOutcome {
  const { candidate } = row;
  const found = listed.find(
    (one) =>
      one.model === (candidate.model?.id ?? null) &&
      one.kind === candidate.kind &&
      one.option === candidate.option &&
      one.effort === candidate.effort &&
      (candidate.offer === undefined || one.offers.includes(candidate.offer.provider)),
  );
  return found?.outcome ?? "outvalued";
}
