import type { Option } from "../../shapes/common.ts";
import type { OptionResult, Unknown, Veto } from "../../shapes/decision.ts";
import { optionsOf } from "../choose/choice.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import { type NeedTerms, optionIndex } from "../gate/candidate.ts";
import { asksForCosts, type Judged } from "../gate/judge.ts";
import { evaluate, read } from "../gate/rules/evaluate.ts";
import { pathsOf } from "../gate/rules/paths.ts";
import { fill, missing } from "../gate/rules/trace.ts";
import type { Rule } from "../know/pack.ts";
import { missOf } from "./candidate.ts";
import { conditionsOf, evidenceFor } from "./evidence.ts";

export function optionResult(option: Option, question: Question, chosen: Chosen): OptionResult {
  let [candidates, passing] = [0, 0];
  const told = toldOf(option, question);
  for (const [{ candidate, passes }, times] of told.flat()) {
    if (candidate.kind === "none") continue;
    candidates += times;
    if (passes) passing += times;
  }
  return {
    option,
    eligible: chosen.ranked.some(({ plan }) => optionsOf(plan).join() === option),
    candidates,
    passing,
    short: shortOf(option, question),
    vetoes: vetoesOf(option, question, told),
  };
}

/** By need, of whom gates say something of their own, each with how many it stands for. */
type Told = readonly (readonly (readonly [Judged, number])[])[];

const toldOf = (option: Option, { needs }: Question): Told =>
  needs.map(({ places }) =>
    places.filter(({ place }) => place.option === option).flatMap(({ told }) => told),
  );

function shortOf(option: Option, question: Question): OptionResult["short"] {
  const at = optionIndex(option);
  for (const { table } of answerable(question)) {
    if (table.rows.some((row) => row.option === at)) continue;
    const short = [...table.short, ...table.unproven].filter((row) => row.option === at);
    const [first, ...rest] = short;
    if (first === undefined) continue;
    const best = rest.reduce((held, row) => (row.chance > held.chance ? row : held), first);
    return missOf(best, table, question.knowledge);
  }
  return null;
}

/** The gates that took candidates away under an option, most effective first, each with the datum of its nearest victim. */
export function vetoesOf(
  option: Option,
  question: Question,
  told = toldOf(option, question),
): Veto[] {
  return question.needs.flatMap((need, at) => {
    let of = 0;
    const toll = new Map<Rule, Victims>();
    for (const [one, times] of told[at] ?? []) {
      of += times;
      for (const rule of namedVetoes(one)) count(one, times, rule, toll);
    }
    const found = Array.from(toll, ([rule, victims]) => vetoBy(rule, victims, of, need.terms));
    return found.sort((a, b) => b.removes - a.removes || (a.rule < b.rule ? -1 : 1));
  });
}

/** Those whom a gate takes away. */
interface Victims {
  removes: number;
  /** For a gate about money or machines the cheapest of them. */
  nearest: Judged;
}

function count(one: Judged, times: number, rule: Rule, toll: Map<Rule, Victims>): void {
  const victims = toll.get(rule);
  if (victims === undefined) {
    toll.set(rule, { removes: times, nearest: one });
    return;
  }
  victims.removes += times;
  const isNearest = asksForCosts(rule) ? isCheaper : isNearer;
  if (isNearest(one, victims.nearest)) victims.nearest = one;
}

/** Where nothing is known to do the work, whatever else a nobody would fail is not worth a line. */
const namedVetoes = ({ candidate, vetoes }: Judged): readonly Rule[] =>
  candidate.kind === "none"
    ? vetoes.filter(({ when }) => pathsOf(when).includes("candidate.evidence"))
    : vetoes;

function vetoBy(rule: Rule, { removes, nearest }: Victims, of: number, terms: NeedTerms): Veto {
  return {
    need: terms.state.need.id,
    rule: rule.id,
    title: rule.title,
    text: fill(rule.because, nearest.context),
    remedy: rule.remedy === undefined ? null : fill(rule.remedy, nearest.context),
    removes,
    of,
    conditions: conditionsOf(rule.when, nearest.context),
    evidence: evidenceFor(rule.evidence, nearest.candidate, terms.state, terms),
  };
}

/** The victim with the fewest vetoes is nearest to standing; among those, the better model. */
function isNearer(one: Judged, held: Judged): boolean {
  if (one.vetoes.length !== held.vetoes.length) return one.vetoes.length < held.vetoes.length;
  return gapOf(one) < gapOf(held);
}

const gapOf = ({ candidate: { belief } }: Judged): number =>
  belief?.gap ?? Number.POSITIVE_INFINITY;

const isCheaper = (one: Judged, held: Judged): boolean =>
  usdOf(one) < usdOf(held) || (usdOf(one) === usdOf(held) && isNearer(one, held));

function usdOf({ context }: Judged): number {
  const usd = read(context.facts, "candidate.usdPerMonth");
  return typeof usd === "number" ? usd : Number.POSITIVE_INFINITY;
}

/** Gates that lacked a fact about a first pick of a listed plan: named once per option, with the facts. */
export function unknownsOf(option: Option, { ranked }: Chosen): Unknown[] {
  const open = new Map<Rule, Set<string>>();
  for (const { plan } of ranked)
    for (const { row } of plan.picks) {
      if (row.candidate.option !== option) continue;
      const one = row.judged;
      for (const rule of one.asks) {
        // A rule that asks by itself lacks nothing.
        if (evaluate(rule.when, one.context) !== "unknown") continue;
        const lacking = missing(rule.when, one.context);
        const known = open.get(rule) ?? new Set<string>();
        for (const path of lacking) known.add(path);
        open.set(rule, known);
      }
    }
  return Array.from(open, ([rule, lacking]) => {
    const paths = [...lacking].sort();
    const text = `${rule.title}: cannot be judged without ${paths.join(", ")}`;
    return { rule: rule.id, option, paths, text };
  });
}
