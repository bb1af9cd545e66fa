import type { Day } from "../../shapes/common.ts";
import type { TestedFact } from "../../shapes/decision.ts";
import type { Evidence } from "../../shapes/route.ts";
import { beliefsAt } from "../believe/models.ts";
import type { Candidate } from "../gate/candidate.ts";
import { answersOf } from "../gate/facts.ts";
import type { NeedState } from "../gate/need.ts";
import { findings } from "../gate/rules/trace.ts";
import type { Condition, Context } from "../know/condition.ts";
import { visible } from "../know/months.ts";
import type { Knowledge, Terms } from "../know/pack.ts";

/** A datum and where it stands; `published` where it has a day of its own. */
interface Datum {
  readonly source: string | undefined;
  readonly value: string | number | null;
  readonly published?: Day | undefined;
}

export function evidenceFor(
  names: readonly string[],
  candidate: Candidate | undefined,
  state: NeedState,
  terms: Terms,
): Evidence[] {
  const found = names.flatMap((name): Datum[] => {
    const { model } = candidate ?? {};
    switch (name) {
      case "model.licence":
        return [{ source: model?.licence.source, value: model?.licence.name ?? null }];
      case "model":
        return [{ source: model?.source, value: model?.title ?? null }];
      case "offer":
        return offerData(candidate, terms);
      case "price":
        // Asked for here alone: nobody has priced what a gate took away before.
        return pricesOf(candidate?.cost);
      case "scores":
        return candidate === undefined ? [] : scoresOf(candidate, state, terms);
      default:
        return state.profile.dataSource.claims.map((id) => ({
          source: state.profile.claims[id]?.source,
          value: null,
          published: state.profile.claims[id]?.published,
        }));
    }
  });
  return found.flatMap((one) => cite(one, terms.knowledge, terms.asOf));
}

/** What its scores on the boards of the need are; where it has none, nothing is cited. */
function scoresOf({ belief }: Candidate, state: NeedState, { knowledge, asOf }: Terms): Datum[] {
  if (belief === undefined || state.belief === undefined) return [];
  const ids = new Set(state.belief.boards.map(({ benchmark }) => benchmark.id));
  const { boards, models } = beliefsAt(knowledge, asOf);
  const scored = models.find(({ model }) => model === belief.model);
  return (scored?.cells ?? []).flatMap(({ board, effort, observation }) => {
    const benchmark = boards[board]?.benchmark;
    if (benchmark === undefined || !ids.has(benchmark.id)) return [];
    if (effort !== undefined && effort !== belief.effort) return [];
    const value = `${benchmark.title} ${observation.score}`;
    return [{ source: observation.source, value }];
  });
}

function offerData(candidate: Candidate | undefined, { knowledge }: Terms): Datum[] {
  const offer = candidate?.place.offers[0];
  if (offer === undefined) return [];
  const provider = knowledge.providers[offer.provider];
  const documented = answersOf(offer, provider, ["yes", "by-agreement"]);
  const value = `${offer.provider}: ${documented.join(", ") || "no assurances"}`;
  return [{ source: offer.source, value }];
}

/** A price per token, or the dated offers that a rent is the median of. */
function pricesOf(cost: Candidate["cost"]): Datum[] {
  if (cost?.kind === "hosted") {
    const { source, input, output, published } = cost.price;
    return [{ source, value: `$${input} in, $${output} out per 1M tokens`, published }];
  }
  if (cost?.kind !== "fleet") return [];
  const { gpu, rent } = cost.configuration;
  return rent.offers.map((one) => ({
    source: one.source,
    value: `${gpu.id} $${one.usdPerGpuHour} a GPU-hour, ${one.mode}, ${one.provider}`,
    published: one.published,
  }));
}

/** What was not public on the day is cited by no answer of that day, though an earliest price may stand in. */
function cite({ source, value, published }: Datum, knowledge: Knowledge, asOf: Day): Evidence[] {
  if (source === undefined) return [];
  const known = knowledge.sources[source];
  const days = [published, known?.published].filter((one) => one !== undefined && one !== null);
  if (days.some((one) => !visible(one, asOf))) return [];
  return [{ source, url: known?.url ?? "", published: known?.published ?? null, value }];
}

/** What each test of a condition found. */
export const conditionsOf = (when: Condition, context: Context): TestedFact[] =>
  findings(when, context).map((one) => ({
    ...one,
    expected: one.expected ?? null,
    actual: one.actual ?? null,
  }));

export function unique(found: readonly Evidence[]): Evidence[] {
  const seen = new Map(found.map((one) => [`${one.source}|${one.value}`, one]));
  return [...seen.values()];
}
