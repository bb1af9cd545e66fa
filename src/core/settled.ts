import { options } from "./candidates/candidate.ts";
import { contender, rivalsIn } from "./contender.ts";
import { asksForCosts, butForCosts, isCost, type Judged, passes } from "./judge.ts";
import type { Option } from "./knowledge.ts";
import type { Lever } from "./levers.ts";
import type { Rule } from "./pack.ts";
import { type Brief, isMeasured, type Question, type SettledNeed } from "./question.ts";
import { read } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";

/**
 * What still holds of a question when a lever is turned, so that a flip looks again only at what it can change. Who is
 * worse than another at expected values, and no cheaper, stays so under levers that keep prices, and is left out.
 */
export function settledFor(question: Question): (lever: Lever) => Brief {
  const { needs, knowledge } = question;
  const rules = knowledge.rules.filter(
    ({ given, effect }) => given === "candidate" && effect.kind !== "advise",
  );
  const costly = rules.filter(asksForCosts);
  const asked = rules.filter((one) => !asksForCosts(one)).flatMap(({ when }) => pathsOf(when));
  // Where points hang on costs, the cheaper of two need not be the better one.
  const comparable = costly.every((one) => one.effect.kind === "veto");
  // Of a model's offers the cheapest stands, which turns with the requests; what policy denies is told apart before.
  const tellsHosts = rules
    .map(({ when }) => pathsOf(when))
    .some((all) => all.includes("candidate.provider") && !all.includes("policy.denyVendors"));
  const shaded = comparable ? shadedIn(question, costly) : new Set<Judged>();
  const scored = needs.map(({ judged }) => judged.filter((one) => one.candidate.kind === "scored"));
  const without = (left: (option: Option) => boolean): SettledNeed[] =>
    scored.map((all) => ({
      judged: all.flatMap((one) =>
        left(one.candidate.option) && shaded.has(one) ? [] : (butForCosts(one) ?? []),
      ),
      measured: all.some(isMeasured),
    }));
  const kept = {
    nothing: without(() => false),
    prices: without((option) => option !== "self-host"),
    // Needs that share machines may want one that is second best for each.
    costs: without((option) => option !== "self-host" || needs.length === 1),
  };
  return ({ path, moves = [], reshapes, keeps }: Lever): Brief => {
    const moved = [path, `need.${path}`, ...moves];
    if (reshapes || moved.some((one) => asked.includes(one))) return {};
    if (tellsHosts && keeps === undefined) return {};
    return { settled: kept[keeps ?? "nothing"], keepsCosts: keeps === "costs" };
  };
}

/**
 * Those that another of their need and option, which stands, outdoes at expected values. A gate may ask for costs and for
 * something else at once, such as a maker abroad: whoever differs in that may outlive the other.
 */
function shadedIn(
  { needs, useCase, knowledge }: Question,
  costly: readonly Rule[],
): ReadonlySet<Judged> {
  const beside = costly
    .flatMap(({ when }) => pathsOf(when))
    .filter((path) => path.startsWith("candidate.") && !isCost(path));
  const isAlike = (one: Judged, other: Judged) =>
    beside.every((path) => read(one.context.facts, path) === read(other.context.facts, path));
  const shaded = needs.flatMap(({ judged }) =>
    options.flatMap((option) => {
      const here = judged.filter((one) => one.candidate.option === option && passes(one));
      const median = here.map(({ candidate }) => candidate.clearing.median);
      const rivals = rivalsIn(here.map((one) => contender(one, useCase, knowledge)));
      const isOutdone = (place: number, rival: number) =>
        (median[rival] ?? 0) > (median[place] ?? 0) ||
        (median[rival] === median[place] && rival < place);
      return here.filter((one, place) =>
        rivals[place]?.some(
          (rival) => isOutdone(place, rival) && isAlike(one, here[rival] as Judged),
        ),
      );
    }),
  );
  return new Set(shaded);
}
