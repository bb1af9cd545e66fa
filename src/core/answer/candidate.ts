import { efforts } from "../believe/efforts.ts";
import { quantilesOf } from "../choose/quality.ts";
import type { Row, Table } from "../choose/table.ts";
import type { Valued } from "../choose/value.ts";
import { fleetSize } from "../cost/fleet.ts";
import type { Candidate } from "../gate/candidate.ts";
import type { NeedState } from "../gate/need.ts";
import type { Knowledge } from "../pack.ts";
import { fill } from "../rules/trace.ts";
import type { Alternative, Named, Route, RouteEvidence } from "./decision.ts";

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

export function routeOf(pick: Valued, state: NeedState, knowledge: Knowledge): Route {
  const { row, fallback, nextUp, moves } = pick;
  const { candidate, chance, imputed, judged, prospect } = row;
  const { anchor, belief } = knowledge.pack.evidence;
  const { need, threshold } = state;
  return {
    ...nameOf(row),
    need: need.id,
    share: need.share,
    kind: candidate.kind === "none" ? "claim" : candidate.kind,
    boundedBy: candidate.boundedBy?.id ?? null,
    thinkingTokens: Math.round(candidate.thinking),
    quality: quantilesOf(prospect.quality, anchor),
    bar: { name: need.bar.name, quality: threshold.share },
    clearsBar: chance,
    tryFirst: imputed || chance < belief.tryFirstUnder,
    fallback:
      fallback === undefined || moves === 0
        ? null
        : { ...nameOf(fallback.row), probability: moves },
    nextUp:
      nextUp === undefined
        ? null
        : {
            effort: efforts[nextUp.rank] ?? "none",
            clearsBar: nextUp.chance,
            usdPerMonth: nextUp.candidate.cost === undefined ? null : nextUp.usd,
          },
    evidence: evidenceOf(candidate, state),
    asks: judged.asks.map((rule) => fill(rule.remedy ?? rule.because, judged.context)),
  };
}

function evidenceOf({ belief }: Candidate, state: NeedState): RouteEvidence {
  const boards = (state.belief?.boards ?? []).map(({ benchmark }) => benchmark.title);
  return {
    boards,
    own: belief?.own ?? 0,
    others: belief?.others ?? 0,
    estimated: belief?.imputed ?? false,
    untoldEffort: belief?.untold ?? false,
  };
}
