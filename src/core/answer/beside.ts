import type { Ask } from "../../shapes/decision.ts";
import type { Alternative, NearMiss } from "../../shapes/route.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import { isAsked } from "../choose/plans.ts";
import type { Question } from "../choose/question.ts";
import type { Row, Table } from "../choose/table.ts";
import { renters } from "../gate/facts.ts";
import { read } from "../gate/rules/evaluate.ts";
import type { Terms } from "../know/pack.ts";
import { alternativeOf, missOf } from "./candidate.ts";
import { questionsOf } from "./questions.ts";

/** What stands beside the picks: what nearly took part, what is cheapest, and whom to ask. */

/**
 * Much cheaper than the pick of its option and than whatever takes part, and short of it by chance, or by what was measured of
 * it; what is likeliest to save most first. Where somebody has to be asked first, it is listed there.
 */
export function nearMisses(question: Question, chosen: Chosen): NearMiss[] {
  const { choice, evidence } = question.knowledge.pack;
  const { nearMiss } = choice;
  const { takesPart } = evidence.belief;
  return answerable(question).flatMap(({ table }, need) => {
    const least = Math.min(...table.rows.map(({ usd }) => usd));
    const found = [
      ...table.short.filter(({ chance }) => chance >= nearMiss.from),
      ...table.unproven.filter(({ chance }) => chance >= takesPart),
    ];
    const misses = [0, 1, 2].flatMap((option): NearMiss[] => {
      // An option that is left with too few scores is compared with what is chosen instead.
      const pick =
        pickOf(option, need, chosen) ??
        (table.emptied.includes(option) ? chosen.ranked[0]?.plan.picks[need]?.row : undefined);
      const cheap = found
        .filter((row) => row.option === option && table.priced && row.open === 0 && row.usd < least)
        .filter((row) => pick === undefined || row.usd < (1 - nearMiss.saving) * pick.usd);
      const [best] = cheap.toSorted((a, b) => b.chance - a.chance || a.usd - b.usd);
      if (best === undefined || pick === undefined) return [];
      return [{ ...missOf(best, table, question.knowledge), saves: pick.usd - best.usd }];
    });
    return misses.sort((a, b) => b.clearsBar * b.saves - a.clearsBar * a.saves);
  });
}

/** The option's own plan, or any that has a pick of it for the need. */
function pickOf(option: number, need: number, { ranked }: Chosen): Row | undefined {
  for (const { plan } of ranked) {
    const row = plan.picks[need]?.row;
    if (row?.option === option) return row;
  }
  return undefined;
}

export const cheapestThatTakesPart = (question: Question, { ranked }: Chosen): Alternative[] =>
  answerable(question).flatMap(({ table }, need) => {
    const pick = ranked[0]?.plan.picks[need]?.row;
    if (!table.priced || pick === undefined || table.rows.length === 0) return [];
    const cheapest = table.rows.reduce((held, row) => (isCheaper(row, held) ? row : held));
    return cheapest.usd < pick.usd ? [alternativeOf(cheapest, table)] : [];
  });

/** Surer by this much is worth its price to some; of those that are as sure within a hair the cheapest. */
const surerBy = 0.1;
const assure = 0.02;

/** For a pick that is no more than likely: who is likeliest to clear the bar, measured here and asked nothing. */
export const surestOf = (question: Question, { ranked }: Chosen): Alternative[] =>
  answerable(question).flatMap(({ table }, need) => {
    const pick = ranked[0]?.plan.picks[need]?.row;
    const sure = table.rows.filter((row) => !row.imputed && row.open === 0);
    const most = Math.max(0, ...sure.map(({ chance }) => chance));
    const { tryFirstUnder } = question.knowledge.pack.evidence.belief;
    if (pick === undefined || table.status !== "stands" || pick.chance >= tryFirstUnder) return [];
    if (most < pick.chance + surerBy) return [];
    const close = sure.filter(({ chance }) => chance >= most - assure);
    return [
      alternativeOf(
        close.reduce((held, row) => (isCheaper(row, held) ? row : held)),
        table,
      ),
    ];
  });

const mostAsks = 3;

/** Candidates about which something has to be asked or measured: those of the plans first, then those that would be cheaper; and prices. */
export function asksOf(question: Question, chosen: Chosen): Ask[] {
  return answerable(question).flatMap(({ table }, need) => {
    const picked = chosen.ranked.flatMap(({ plan }) => plan.picks[need]?.row ?? []);
    const open = [
      ...picked.filter((row) => row.open > 0 || row.silent),
      ...cheaper(table, picked).filter((row) => !picked.includes(row)),
    ];
    const seen = new Set<string>();
    const once = open.filter(({ candidate: { model, offer, option } }) => {
      const key = `${model?.id}|${offer?.provider ?? option}`;
      return !seen.has(key) && seen.add(key);
    });
    return [
      ...once.slice(0, mostAsks).flatMap((row) => askOf(row, table, question)),
      ...prices(question, table),
    ];
  });
}

/** Of equal bills the likelier. */
const isCheaper = (one: Row, held: Row): boolean =>
  one.usd < held.usd || (one.usd === held.usd && one.chance > held.chance);

/** Would be cheaper than what its option has by a quarter, or its option has nothing. */
function cheaper({ asking }: Table, picked: readonly Row[]): Row[] {
  return asking
    .filter((row) => {
      const pick = picked.find((one) => one.option === row.option);
      return isAsked(row) && (pick === undefined || row.usd < 0.75 * pick.usd);
    })
    .sort((a, b) => documented(b) - documented(a) || a.usd - b.usd);
}

/** Whoever documents more is likelier to document the rest. */
const documented = ({ judged }: Row): number => {
  const assurances = read(judged.context.facts, "candidate.assurances");
  return Array.isArray(assurances) ? assurances.length : 0;
};

function askOf(row: Row, table: Table, terms: Terms): Ask[] {
  const whom = row.candidate.offer?.provider ?? renters;
  const named = alternativeOf(row, table);
  return questionsOf(row, terms).map((one) => ({ ...named, ...one, whom }));
}

/** Offers that pass every gate and have no public price, where their option has nothing with one. */
function prices({ knowledge }: Question, table: Table): Ask[] {
  // What own machines cost is worked out, and nobody is there to be asked.
  return [1, 2].flatMap((option): Ask[] => {
    if (table.rows.some((row) => row.option === option)) return [];
    const first = table.unpriced.find(
      ({ candidate }) =>
        candidate.option === ["self-host", "hosted-open", "proprietary-api"][option],
    );
    const { model, offer, effort, option: name } = first?.candidate ?? {};
    if (first === undefined || model === undefined || effort === undefined || name === undefined)
      return [];
    const provider = offer?.provider;
    const whom =
      provider === undefined ? model.vendor : (knowledge.providers[provider]?.title ?? provider);
    return [
      {
        need: table.state.need.id,
        model: model.id,
        effort,
        option: name,
        offer: provider ?? null,
        configuration: null,
        usdPerMonth: null,
        clearsBar: 0,
        rule: "price.unknown",
        what: `Ask ${whom} what ${model.title} costs: no public price is known.`,
        whom,
      },
    ];
  });
}
