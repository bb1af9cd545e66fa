import type { Day, Option } from "../../shapes/common.ts";
import type { Chosen } from "../choose/choose.ts";
import { JudgedPlace } from "../choose/judged-place.ts";
import { placesOf } from "../choose/places.ts";
import { aloneCost } from "../choose/plan-cost.ts";
import type { AskedNeed } from "../choose/question.ts";
import { stillPlaces } from "../choose/still-places.ts";
import { type Candidate, isDownloadable } from "../gate/candidate.ts";
import { type Judged, judgeFor } from "../gate/judge.ts";
import type { Model } from "../know/knowledge.ts";
import { options } from "../know/lists.ts";
import { type Arm, bestArm, type NamedArm, priced } from "./arms.ts";

/**
 * Each named model in each option that it fits, at the cheapest host that passes the gates; of several for an option the
 * one that stands for it first.
 */
export function namedArms(models: readonly Model[], need: AskedNeed, chosen: Chosen): NamedArm[] {
  const { asOf } = need.terms;
  const found = models.flatMap((model) =>
    options
      .filter((option) => fits(option, model, asOf))
      .map((option) => namedArm(option, model, need, chosen)),
  );
  const usd = ({ candidate }: Arm) =>
    candidate === undefined ? Number.POSITIVE_INFINITY : aloneCost(candidate, need.terms);
  const passes = ({ because, candidate }: Arm) => candidate !== undefined && because.length === 0;
  return found.sort((a, b) => Number(passes(b)) - Number(passes(a)) || usd(a) - usd(b));
}

const fits = (option: Option, model: Model, asOf: Day): boolean =>
  option === "self-host"
    ? isDownloadable(model, asOf)
    : (option === "proprietary-api") === (model.weights === "closed");

function namedArm(option: Option, model: Model, need: AskedNeed, chosen: Chosen): NamedArm {
  const judged = judgedOf(option, model, need);
  const isNamed = (one: Candidate) => one.model === model && one.kind === "scored";
  // How hard it thinks is chosen as for any other model; which host, by the price alone.
  const effort = bestArm(option, need, chosen, isNamed).candidate?.effort;
  const all = judged.filter(({ candidate }) => priced(candidate) !== undefined);
  const same = all.filter(({ candidate }) => candidate.effort === effort);
  const [best] = (same.length > 0 ? same : all)
    .map((one) => ({ one, usd: aloneCost(one.candidate, need.terms) }))
    .sort((a, b) => openness(a.one) - openness(b.one) || a.usd - b.usd);
  const because = ((best?.one ?? judged[0])?.vetoes ?? []).map(({ id }) => id);
  const candidate = priced(best?.one.candidate);
  return { option, model, candidate, standing: candidate ? "named" : "none", because };
}

/** Gates that remove it, then gates that lack a fact. */
const openness = ({ vetoes, asks }: Judged): number => 2 * vetoes.length + Math.min(1, asks.length);

/** Gates are asked of a model that nobody measured for this need, too. */
function judgedOf(option: Option, model: Model, { places, facts, terms }: AskedNeed): Judged[] {
  const scored = places.filter(
    ({ place }) => place.model === model && place.option === option && place.kind === "scored",
  );
  if (scored.length > 0) return scored.flatMap((one) => one.all);
  const judge = judgeFor(facts, terms);
  const placed = placesOf(model, terms)
    .filter((place) => place.option === option)
    .map((place) => ({ place, beliefs: [undefined] }));
  return stillPlaces(placed, judge, terms).all.flatMap(
    (one) => new JudgedPlace(one, judge, terms).all,
  );
}
