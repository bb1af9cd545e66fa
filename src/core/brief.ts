import { type Candidate, options } from "./candidates/candidate.ts";
import { contender, rivalsIn } from "./contender.ts";
import { isCost, type Judged, passes, rulesOf } from "./judge.ts";
import type { Option } from "./knowledge.ts";
import type { Lever } from "./levers.ts";
import type { Rule } from "./pack.ts";
import type { Brief, Question } from "./question.ts";
import { read } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";

/**
 * What a look at a turned lever may leave out, so that a flip decides again only what it can change. Who is worse than
 * another at expected values, and no cheaper, stays so under levers that keep prices.
 */
export function briefsFor(question: Question): (lever: Lever) => Brief {
  const { needs, knowledge } = question;
  const { settling, moving } = rulesOf(knowledge);
  const costly = moving.filter((one) => one.isCostly).map((one) => one.rule);
  const cheap = [...settling, ...moving].filter((one) => !one.isCostly);
  const asked = cheap.flatMap(({ rule }) => pathsOf(rule.when));
  // Where points hang on costs, the cheaper of two need not be the better one.
  const comparable = costly.every((one) => one.effect.kind === "veto");
  const shaded = comparable ? shadedIn(question, costly) : needs.map(() => []);
  const shadedBut = (stays: (option: Option) => boolean) =>
    shaded.map((all) => {
      const without = all.filter((one) => !stays(one.candidate.option));
      return new Set(without.map((one) => one.settled));
    });
  const without = {
    nothing: shadedBut(() => true),
    prices: shadedBut((option) => option === "self-host"),
    // Needs that share machines may want one that is second best for each.
    costs: shadedBut((option) => option === "self-host" && needs.length > 1),
  };
  const keptOf = (spares: (candidate: Candidate) => boolean) =>
    needs.map(({ judged }) => {
      const kept = judged.filter(({ candidate }) => spares(candidate));
      return new Map(kept.map((one) => [one.settled, one.candidate]));
    });
  const [everyone, nobody] = [keptOf(() => true), keptOf(() => false)];
  return (lever: Lever): Brief => {
    const { path, moves = [], reshapes, keeps, spares } = lever;
    const moved = [path, `need.${path}`, ...moves];
    const isMoved = reshapes || moved.some((one) => asked.includes(one));
    const left = without[isMoved ? "nothing" : (keeps ?? "nothing")];
    const kept = spares ? keptOf(spares) : keeps === "costs" ? everyone : nobody;
    return kept.map((one, index) => ({ without: left[index] ?? new Set(), kept: one }));
  };
}

/**
 * Those that another of their need and option, which stands, outdoes at expected values. Gates about costs are taken to
 * forbid what is dear and large, never what is cheap. A gate may ask for costs and for something else at once, such as a
 * maker abroad: whoever differs in that may outlive the other.
 */
function shadedIn({ needs, useCase, knowledge }: Question, costly: readonly Rule[]): Judged[][] {
  const beside = costly
    .flatMap(({ when }) => pathsOf(when))
    .filter((path) => path.startsWith("candidate.") && !isCost(path));
  const isAlike = (one: Judged, other: Judged) =>
    beside.every((path) => read(one.context.facts, path) === read(other.context.facts, path));
  return needs.map(({ judged }) =>
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
}
