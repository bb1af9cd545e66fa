import type { Work } from "../../shapes/efforts.ts";
import type {
  Alternative,
  Fallback,
  Named,
  NearMiss,
  Route,
  RouteEvidence,
  TokenRates,
} from "../../shapes/route.ts";
import { tiedWith } from "../choose/alike.ts";
import { planFixedUsd } from "../choose/plan-cost.ts";
import { quantilesOf } from "../choose/quality.ts";
import type { Rates } from "../choose/rates.ts";
import type { Row, Table } from "../choose/table.ts";
import type { Valued } from "../choose/valued.ts";
import { fleetSize } from "../cost/fleet.ts";
import { batchFactorOf } from "../cost/hosted.ts";
import { ratesAt, requestCost } from "../cost/request-items.ts";
import type { Candidate } from "../gate/candidate.ts";
import { isKin } from "../gate/kin.ts";
import type { NeedState } from "../gate/need.ts";
import type { Price } from "../know/knowledge.ts";
import { efforts } from "../know/lists.ts";
import type { Knowledge, Terms } from "../know/pack.ts";
import { metBy } from "./met.ts";
import { questionsOf } from "./questions.ts";

/** Candidates as an answer names them. */

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

export const nameOf = ({ candidate, usd }: Row): Named => ({
  model: candidate.model?.id ?? null,
  effort: candidate.effort,
  option: candidate.option,
  offer: candidate.offer?.provider ?? null,
  configuration: configurationOf(candidate),
  usdPerMonth: candidate.cost === undefined ? null : usd,
});

export const alternativeOf = (row: Row, { state }: Pick<Table, "state">): Alternative => ({
  ...nameOf(row),
  need: state.need.id,
  clearsBar: row.chance,
});

/** One that does not take part, and how far it is from it. */
export const missOf = (row: Row, table: Table, { pack }: Knowledge): Omit<NearMiss, "saves"> => ({
  ...alternativeOf(row, table),
  quality: quantilesOf(row.prospect.quality, pack.evidence.anchor),
  because: table.unproven.includes(row) ? "too-few-scores" : "short-of-the-bar",
});

/** Not to be built on before it was tried: too likely to miss, not measured on boards of this work, or to be measured first. */
export const isTry = (
  row: Row,
  state: NeedState,
  { knowledge }: Pick<Terms, "knowledge">,
): boolean =>
  row.imputed ||
  row.open > 0 ||
  row.chance < knowledge.pack.evidence.belief.tryFirstUnder ||
  isKin(state);

export function routeOf(pick: Valued, table: Table, rates: Rates, terms: Terms): Route {
  const { row, nextUp } = pick;
  const { state } = table;
  const { knowledge } = rates;
  const { candidate, chance, prospect } = row;
  const { anchor } = knowledge.pack.evidence;
  const { need, threshold } = state;
  return {
    ...nameOf(row),
    need: need.id,
    share: need.share,
    kind: candidate.kind === "none" ? "claim" : candidate.kind,
    boundedBy: candidate.boundedBy?.id ?? null,
    thinkingTokens: Math.round(candidate.thinking),
    usdByThinking: byThinking(candidate, need.work, terms),
    quality: quantilesOf(prospect.quality, anchor),
    bar: { name: need.bar.name, quality: threshold.share },
    clearsBar: chance,
    rates: ratesOf(candidate, terms),
    peopleUsdPerMonth: planFixedUsd([candidate], terms),
    meets: metBy(row, state, terms),
    tryFirst: isTry(row, state, terms),
    fallback: fallbackOf(pick, state, rates),
    neither: 1 - holdsOf(pick, rates.wait),
    ties: tiedWith(row, table).flatMap((one) => one.candidate.model?.id ?? []),
    nextUp:
      nextUp === undefined
        ? null
        : {
            effort: efforts[nextUp.rank] ?? "none",
            clearsBar: nextUp.chance,
            usdPerMonth: nextUp.candidate.cost === undefined ? null : nextUp.usd,
          },
    evidence: evidenceOf(candidate, state),
    asks: questionsOf(row, terms).map(({ what }) => what),
  };
}

/** The bill at the ends of the range of how much such work makes models think, which nobody knows of the user's requests. */
function byThinking(
  { cost, request, thinking, offer }: Candidate,
  work: Work,
  { knowledge }: Terms,
): Route["usdByThinking"] {
  const { value, range } = knowledge.efforts.thinking[work];
  if (cost?.kind !== "hosted" || offer === undefined) return null;
  if (thinking === 0 || range === undefined) return null;
  const batch = batchFactorOf(offer, knowledge.serving);
  const costOf = (outputTokens: number) =>
    requestCost(cost.price, { ...request, outputTokens }, batch);
  const billAt = (end: number) => {
    const outputTokens = request.outputTokens + thinking * (end / value - 1);
    return (cost.usdPerMonth * costOf(outputTokens)) / costOf(request.outputTokens);
  };
  return { least: billAt(range[0]), most: billAt(range[1]) };
}

function ratesOf(candidate: Candidate, { knowledge }: Terms): Route["rates"] {
  const { cost, offer, boundedBy, request } = candidate;
  if (cost?.kind !== "hosted" || offer === undefined || boundedBy !== undefined) return null;
  const of = (price: Price): TokenRates => {
    const rates = ratesAt(price, request.inputTokens);
    const { input, output } = rates;
    const batch = rates.batch ? rates.batch.input / input : batchFactorOf(offer, knowledge.serving);
    const { perMinute, perMillionCharacters } = price;
    return {
      // A cache is written by the requests that miss it.
      input: request.cachedInputShare > 0 ? (rates.cacheWrite ?? input) : input,
      cached: request.cachedInputShare > 0 ? (rates.cacheRead ?? input) : null,
      output,
      batch: request.batchShare > 0 ? Math.min(1, batch) : null,
      ...(perMinute === undefined ? {} : { perMinute }),
      ...(perMillionCharacters === undefined ? {} : { perMillionCharacters }),
    };
  };
  const { price, next, changes } = cost;
  const later = next === undefined || changes === undefined ? null : { ...of(next), from: changes };
  return { ...of(price), later };
}

/** Chance that the fallback is moved to and good enough: it serves what is left of the horizon then. */
/** P(the first pick clears the bar, or the fallback does where it misses). */
export const holdsOf = (pick: Valued, wait: number): number =>
  Math.min(1, pick.row.chance + rescuedBy(pick, wait));

const rescuedBy = ({ taken, fallback }: Valued, wait: number): number =>
  fallback === undefined || wait >= 1 ? 0 : taken / (1 - wait);

function fallbackOf(
  { fallback, moves, switchUsd }: Valued,
  state: NeedState,
  rates: Rates,
): Fallback | null {
  if (fallback === undefined || moves === 0) return null;
  return {
    ...nameOf(fallback.row),
    probability: moves,
    clearsBar: fallback.row.chance,
    switchUsdPerMonth: switchUsd,
    afterShare: 1 - rates.wait,
    meets: metBy(fallback.row, state, rates),
  };
}

function evidenceOf({ belief }: Candidate, state: NeedState): RouteEvidence {
  const boards = (state.belief?.boards ?? []).map(({ benchmark }) => benchmark.title);
  return {
    boards,
    own: belief?.own ?? 0,
    others: belief?.others ?? 0,
    kin: isKin(state),
    estimated: belief?.imputed ?? false,
    untoldEffort: belief?.untold ?? false,
  };
}
