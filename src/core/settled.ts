import { contender, rivalsIn } from "./contender.ts";
import { asksForCosts, butForCosts, type Judged, passes } from "./judge.ts";
import type { Option } from "./knowledge.ts";
import type { Lever } from "./levers.ts";
import type { Brief, Question } from "./question.ts";
import { pathsOf } from "./rules/trace.ts";

/**
 * What still holds of a question when a lever is turned, so that a flip looks again only at what it can change. Who is
 * worse than another at expected values, and no cheaper, stays so under levers that keep prices, and is left out.
 */
export function settledFor(question: Question): (lever: Lever) => Brief {
  const { needs, knowledge } = question;
  const rules = knowledge.rules.filter((one) => one.given === "candidate");
  const asked = rules.filter((one) => !asksForCosts(one)).flatMap(({ when }) => pathsOf(when));
  // Where points hang on costs, the cheaper of two need not be the better one.
  const comparable = rules.every((one) => !asksForCosts(one) || one.effect.kind === "veto");
  const without = (shaded: readonly Option[]) =>
    needs.map(({ judged }) => {
      const out = comparable ? shadedIn(judged, shaded, question) : new Set<Judged>();
      return judged.flatMap((one) => (out.has(one) ? [] : (butForCosts(one) ?? [])));
    });
  const hosted: Option[] = ["hosted-open", "proprietary-api"];
  const kept = {
    nothing: without([]),
    prices: without(hosted),
    // Needs that share machines may want one that is second best for each.
    costs: without(needs.length === 1 ? ["self-host", ...hosted] : hosted),
  };
  return ({ path, reshapes, keeps }: Lever): Brief =>
    reshapes || asked.includes(path) || asked.includes(`need.${path}`)
      ? {}
      : { settled: kept[keeps ?? "nothing"], keepsCosts: keeps === "costs" };
}

/** Those of some options that another of their option, which stands, outdoes at expected values. */
function shadedIn(
  judged: readonly Judged[],
  among: readonly Option[],
  { useCase, knowledge }: Question,
): ReadonlySet<Judged> {
  const shaded = among.flatMap((option) => {
    const here = judged.filter((one) => one.candidate.option === option && passes(one));
    const median = here.map(({ candidate }) => candidate.clearing.median);
    const rivals = rivalsIn(here.map((one) => contender(one, useCase, knowledge)));
    const isOutdone = (place: number, rival: number) =>
      (median[rival] ?? 0) > (median[place] ?? 0) ||
      (median[rival] === median[place] && rival < place);
    return here.filter((_, place) => rivals[place]?.some((rival) => isOutdone(place, rival)));
  });
  return new Set(shaded);
}
