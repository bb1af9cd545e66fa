import type { Day, Effort } from "../../shapes/common.ts";
import type { Fitted } from "../know/fit.ts";
import type { Model } from "../know/knowledge.ts";
import { efforts } from "../know/lists.ts";
import { releasedOn } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { Recent } from "../know/recent.ts";
import { remembering } from "../know/remember.ts";
import { Ability, type ScoredRow } from "./ability.ts";
import { bestPerBoard, type Cell, type LinkedBoard, scoresAt } from "./boards.ts";
import { rankOf, tierOf } from "./efforts.ts";
import { fittedTo } from "./fitted.ts";

/** A model that somebody scored, with what its scores say of it at every effort. */
export interface ScoredModel {
  readonly model: Model;
  /** All of its visible scores. */
  readonly cells: readonly Cell[];
  /** By rank of effort, the best of each board; a score without an effort stands at the usual one. */
  readonly at: readonly (readonly Cell[])[];
  /** The effort with most scores: others are believed in from what it can do. */
  readonly anchor: Effort;
  /** Ability at the anchor. */
  readonly ability: Ability;
  /** Efforts that it can be asked for. */
  readonly offered: readonly Effort[];
  /** The effort of scores that state none; undefined where a score states one. */
  readonly assumed: Effort | undefined;
}

/** What all boards together say at a day. */
export interface Beliefs {
  readonly boards: readonly LinkedBoard[];
  readonly fit: Fitted;
  readonly models: readonly ScoredModel[];
}

const kept = remembering((_: Knowledge) => new Recent<Beliefs>(8), new WeakMap());

/** Fitted when somebody first asks, once per knowledge and day: what is shipped of the boards' lines is of the very scores of that day, so no day sees a later one. */
export function beliefsAt(knowledge: Knowledge, asOf: Day): Beliefs {
  const known = kept(knowledge).get(asOf);
  if (known !== undefined) return known;
  const found = believe(knowledge, asOf);
  kept(knowledge).set(asOf, found);
  return found;
}

function believe(knowledge: Knowledge, asOf: Day): Beliefs {
  const { boards, byModel } = scoresAt(knowledge, asOf);
  const arranged = [...byModel].flatMap(([id, cells]) => {
    const model = knowledge.models[id];
    return model === undefined ? [] : [arrange(model, cells, knowledge)];
  });
  const homes = boards.map((one) => one.home);
  const parameters = knowledge.pack.evidence.ability;
  const scored = { homes, rows: arranged.flatMap(rowsOf), parameters };
  const fit = fittedTo(scored, knowledge.fitted);
  const models = arranged.map((one) => ({
    ...one,
    ability: new Ability(rowOf(one, one.at[rankOf(one.anchor)] ?? []), fit),
  }));
  return { boards, fit, models };
}

type Arranged = Omit<ScoredModel, "ability">;

function arrange(model: Model, cells: readonly Cell[], knowledge: Knowledge): Arranged {
  const stated = efforts.filter((effort) => cells.some((cell) => cell.effort === effort));
  const { usual, switchable } = usualEffort(model, knowledge);
  const untold = stated.at(-1) ?? usual;
  const at = efforts.map((effort) =>
    bestPerBoard(cells.filter((cell) => (cell.effort ?? untold) === effort)),
  );
  const most = at.reduce(
    (top, one, rank) => (one.length >= (at[top]?.length ?? 0) ? rank : top),
    0,
  );
  const isOffered = (_: Effort, rank: number) =>
    rank <= rankOf(untold) && (rank < rankOf("xhigh") || (at[rank]?.length ?? 0) > 0);
  return {
    model,
    cells,
    at,
    anchor: efforts[most] ?? "none",
    // Before models had a switch for it, whoever states no effort had no choice of one.
    offered: stated.length === 0 && !switchable ? [untold] : efforts.filter(isOffered),
    assumed: stated.length === 0 ? untold : undefined,
  };
}

/** How a model runs where nobody says otherwise, by the day of its release; and whether it can be told to think less. */
export function usualEffort(
  model: Model,
  { efforts: { unstated } }: Knowledge,
): { readonly usual: Effort; readonly switchable: boolean } {
  const begun = unstated.filter((one) => one.from <= releasedOn(model));
  const latest = begun.reduce<(typeof unstated)[number] | undefined>(
    (held, one) => (held === undefined || one.from > held.from ? one : held),
    undefined,
  );
  return {
    usual: latest?.effort ?? "none",
    switchable: latest !== undefined && unstated.every((one) => one.from <= latest.from),
  };
}

const monthOf = (day: Day): number =>
  (Number(day.slice(0, 4)) - 2026) * 12 +
  Number(day.slice(5, 7)) -
  1 +
  Number(day.slice(8, 10)) / 30.4;

const rowOf = ({ model }: Arranged, cells: readonly Cell[]): ScoredRow => ({
  month: monthOf(releasedOn(model)),
  scores: cells,
});

/** Boards are fitted on one row per model and tier of effort. */
const rowsOf = (one: Arranged): ScoredRow[] =>
  (["light", "medium", "heavy"] as const).flatMap((tier) => {
    const cells = one.at.flatMap((cells, rank) =>
      tierOf[efforts[rank] ?? "none"] === tier ? cells : [],
    );
    return cells.length === 0 ? [] : [rowOf(one, bestPerBoard(cells))];
  });

/** Anybody can buy it: a preview too, but not what only a router resells. */
export const isOnSale = (model: Model, asOf: Day): boolean =>
  model.status !== "restricted" &&
  model.published <= asOf &&
  releasedOn(model) <= asOf &&
  !(model.retires !== undefined && model.retires <= asOf) &&
  model.offers.some((offer) => offer.kind !== "router");
