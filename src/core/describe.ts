import type { Candidate } from "./candidates/candidate.ts";
import type { Draws } from "./confidence.ts";
import type { Arena } from "./contender.ts";
import type { Pick, Plan } from "./contest.ts";
import { fleetSize } from "./cost/fleet.ts";
import { monthlyCost } from "./cost/monthly.ts";
import type { Condition, Evidence, OptionResult, Quantiles, Route } from "./decision.ts";
import type { Day } from "./knowledge.ts";
import { visible } from "./months.ts";
import type { Knowledge } from "./pack.ts";
import { qualityRange } from "./quality.ts";
import type { Question } from "./question.ts";
import type { Context, Condition as RuleCondition } from "./rules/condition.ts";
import { findings } from "./rules/trace.ts";
import type { NeedState } from "./situation.ts";
import type { UseCase } from "./use-case.ts";

/** The parts of a decision that are shown for a candidate, a plan or a rule. */

export function configurationOf({ cost, kind, option }: Candidate): string | null {
  if (cost?.kind !== "fleet") return null;
  const { configuration, spares } = cost;
  const size = fleetSize(cost);
  const machine = `${configuration.gpusPerReplica} x ${configuration.gpu.id}`;
  const dedicated = kind === "tuned" && option === "hosted-open" ? "dedicated, " : "";
  const replicas = `${size.peakReplicas}${spares > 0 ? `+${spares}` : ""}`;
  const noun = replicas === "1" ? "replica" : "replicas";
  return `${dedicated}${replicas} ${noun} of ${machine}, ${configuration.precision}`;
}

export function routeOf(
  pick: Pick,
  state: NeedState,
  useCase: UseCase,
  knowledge: Knowledge,
): Route {
  const { candidate } = pick.contender;
  const { anchor } = knowledge.pack.evidence;
  return {
    need: state.need.id,
    share: state.need.share,
    option: pick.option,
    model: candidate.model?.id ?? null,
    offer: candidate.offer?.provider ?? null,
    configuration: configurationOf(candidate),
    effort: candidate.effort,
    evidence: evidenceOf(candidate),
    quality: qualityRange(candidate.quality, anchor),
    bar: {
      name: state.need.bar.name,
      quality: state.threshold.share,
      probability: candidate.clearing.probability,
    },
    usdPerMonth: monthlyCost(candidate, useCase, knowledge)?.total ?? null,
  };
}

function evidenceOf({ kind, quality, standing }: Candidate): Route["evidence"] {
  if (quality.kind === "unknown") return "unknown";
  if (kind === "tuned" || kind === "claim") return kind;
  return standing?.kind === "proxy" ? "proxy" : "scored";
}

export function bestOf(plan: Plan, { fields }: Arena): OptionResult["best"] {
  return plan.picks.map(({ contender: { candidate } }, need) => ({
    need: fields[need]?.need.id ?? "",
    model: candidate.model?.id ?? null,
    offer: candidate.offer?.provider ?? null,
    configuration: configurationOf(candidate),
    evidence: evidenceOf(candidate),
  }));
}

/** Quantiles of the draws; the expected value thrice where nothing was drawn. */
export function usdRange(plan: Plan, draws: Draws | undefined, option: number): Quantiles | null {
  if (plan.picks.some((one) => one.contender.unpriced)) return null;
  const values = draws?.usd[option];
  if (values === undefined || values.length === 0)
    return {
      p10: plan.usdPerMonth,
      p50: plan.usdPerMonth,
      p90: plan.usdPerMonth,
    };
  const at = (p: number) =>
    values[Math.min(values.length - 1, Math.floor(p * values.length))] ?? plan.usdPerMonth;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

export const conditionsOf = (when: RuleCondition, context: Context): Condition[] =>
  findings(when, context).map((one) => ({
    ...one,
    expected: one.expected ?? null,
    actual: one.actual ?? null,
  }));

/** What backs a rule about a candidate: the names that a rule may list are checked when the pack is loaded. */
export const evidenceNames = [
  "model.licence",
  "model",
  "offer",
  "price",
  "scores",
  "profile",
] as const;

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
  { knowledge, asOf }: Question,
): Evidence[] {
  const found = names.flatMap((name): Datum[] => {
    const { model, standing } = candidate ?? {};
    switch (name) {
      case "model.licence":
        return [{ source: model?.licence.source, value: model?.licence.name ?? null }];
      case "model":
        return [{ source: model?.source, value: model?.title ?? null }];
      case "offer":
        return [offerDatum(candidate?.offer)];
      case "price":
        // Asked for here alone: nobody has priced what a gate took away before.
        return pricesOf(candidate?.cost);
      case "scores":
        return (standing?.boards ?? []).map(({ benchmark, observation }) => ({
          source: observation.source,
          value: `${benchmark.title} ${observation.score}`,
        }));
      default:
        return state.profile.dataSource.claims.map((id) => ({
          source: state.profile.claims[id]?.source,
          value: null,
          published: state.profile.claims[id]?.published,
        }));
    }
  });
  return found.flatMap((one) => cite(one, knowledge, asOf));
}

const offerDatum = (offer: Candidate["offer"]): Datum => ({
  source: offer?.source,
  value:
    offer === undefined
      ? null
      : `${offer.provider}: ${offer.assurances.join(", ") || "no assurances"}`,
});

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
