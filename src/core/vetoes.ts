import type { Unknown, Veto } from "./decision.ts";
import { conditionsOf, evidenceFor } from "./describe.ts";
import { asksForCosts, type Judged, passesFacts } from "./judge.ts";
import type { Option } from "./knowledge.ts";
import type { Rule } from "./pack.ts";
import type { Question } from "./question.ts";
import { read } from "./rules/evaluate.ts";
import { pathsOf } from "./rules/paths.ts";
import { fill, missing } from "./rules/trace.ts";

/** The gates that took candidates away under an option, most effective first, each with the datum of its nearest victim. */
export function vetoesOf(option: Option, question: Question): Veto[] {
  return question.needs.flatMap(({ state, judged }) => {
    let of = 0;
    const toll = new Map<Rule, Victims>();
    for (const one of judged) {
      if (one.candidate.option !== option) continue;
      of++;
      for (const rule of namedVetoes(one)) count(one, rule, toll);
    }
    const found = Array.from(toll, ([rule, victims]) => vetoBy(rule, victims, of, state, question));
    return found.sort((a, b) => b.removes - a.removes || (a.rule < b.rule ? -1 : 1));
  });
}

/** Those whom a gate takes away. */
interface Victims {
  removes: number;
  /** For a gate about money or machines the cheapest of them. */
  nearest: Judged;
}

function count(one: Judged, rule: Rule, toll: Map<Rule, Victims>): void {
  const victims = toll.get(rule);
  if (victims === undefined) {
    toll.set(rule, { removes: 1, nearest: one });
    return;
  }
  victims.removes++;
  const isNearest = asksForCosts(rule) ? isCheaper : isNearer;
  if (isNearest(one, victims.nearest)) victims.nearest = one;
}

/** Where nothing is known to do the work, whatever else a nobody would fail is not worth a line. */
function namedVetoes({ candidate, vetoes, barVetoes }: Judged): readonly Rule[] {
  if (candidate.kind === "none")
    return vetoes.filter(({ when }) => pathsOf(when).includes("candidate.evidence"));
  if (barVetoes.length === 0) return vetoes;
  return vetoes.length === 0 ? barVetoes : [...vetoes, ...barVetoes];
}

/** For each rule those that it says something about. */
function byRule(
  all: readonly Judged[],
  rulesOf: (one: Judged) => readonly Rule[],
): Map<Rule, Judged[]> {
  const found = new Map<Rule, Judged[]>();
  for (const one of all) {
    for (const rule of rulesOf(one)) {
      const known = found.get(rule);
      if (known === undefined) found.set(rule, [one]);
      else known.push(one);
    }
  }
  return found;
}

function vetoBy(
  rule: Rule,
  { removes, nearest }: Victims,
  of: number,
  state: Question["needs"][number]["state"],
  question: Question,
): Veto {
  return {
    need: state.need.id,
    rule: rule.id,
    title: rule.title,
    text: fill(rule.because, nearest.context),
    remedy: rule.remedy === undefined ? null : fill(rule.remedy, nearest.context),
    removes,
    of,
    conditions: conditionsOf(rule.when, nearest.context),
    evidence: evidenceFor(rule.evidence, nearest.candidate, state, question),
  };
}

/** The victim with the fewest vetoes is nearest to standing; among those, the better model. */
function isNearer(one: Judged, held: Judged): boolean {
  const vetoes = (judged: Judged) => judged.vetoes.length + judged.barVetoes.length;
  if (vetoes(one) !== vetoes(held)) return vetoes(one) < vetoes(held);
  return behind(one) < behind(held);
}

const isCheaper = (one: Judged, held: Judged): boolean =>
  usdOf(one) < usdOf(held) || (usdOf(one) === usdOf(held) && isNearer(one, held));

function usdOf({ context }: Judged): number {
  const usd = read(context.facts, "candidate.usdPerMonth");
  return typeof usd === "number" ? usd : Number.POSITIVE_INFINITY;
}

const behind = ({ candidate: { quality } }: Judged): number =>
  quality.kind === "measured" ? quality.behind : 1e3 - quality.high;

/** Rules that lacked a fact about what stands under an option: named once, with the facts. */
export function unknownsOf(option: Option, question: Question): Unknown[] {
  const standing = question.needs.flatMap(({ judged }) =>
    judged.filter(
      (one) => one.unknown.length > 0 && one.candidate.option === option && passesFacts(one),
    ),
  );
  const open = byRule(standing, (one) => one.unknown);
  return Array.from(open, ([rule, asking]) => {
    const lacking = new Set(asking.flatMap((one) => missing(rule.when, one.context)));
    const paths = [...lacking].sort();
    return {
      rule: rule.id,
      option,
      paths,
      text: `${rule.title}: cannot be judged without ${paths.join(", ")}`,
    };
  });
}
