import type { Day, Effort } from "../../shapes/common.ts";
import type { Benchmark, Observation } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { isVisible, toLogit } from "./evidence.ts";

/** A board once, whatever the number of capabilities that use it. */
export interface LinkedBoard {
  readonly benchmark: Benchmark;
  readonly uses: readonly { readonly capability: string; readonly weight: number }[];
  /** The capability where it weighs most; of equals the first by name. */
  readonly home: string;
}

/** One visible observation on the common scale. */
export interface Cell {
  /** Index of its board. */
  readonly board: number;
  /** Undefined where no source says. */
  readonly effort: Effort | undefined;
  /** Log-odds; a vendor's own run is corrected by what such runs show too much. */
  readonly z: number;
  readonly weight: number;
  readonly independent: boolean;
  readonly observation: Observation;
}

export interface Scores {
  readonly boards: readonly LinkedBoard[];
  /** Models in order of their names, which must not hang on the order of files. */
  readonly byModel: ReadonlyMap<string, readonly Cell[]>;
}

/** Everything that boards showed at the as-of day. */
export function scoresAt(knowledge: Knowledge, asOf: Day): Scores {
  const boards: (LinkedBoard & { uses: { capability: string; weight: number }[] })[] = [];
  const places = new Map<string, number>();
  const byModel = new Map<string, Cell[]>();
  const seen = new Set<string>();
  const profiles = Object.values(knowledge.profiles).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id: capability, benchmarks } of profiles) {
    for (const benchmark of benchmarks) {
      const known = places.get(benchmark.id);
      const place = known ?? boards.push({ benchmark, uses: [], home: capability }) - 1;
      places.set(benchmark.id, place);
      boards[place]?.uses.push({ capability, weight: benchmark.weight });
      for (const observation of benchmark.observations) {
        const { model, effort, score, evaluator } = observation;
        const key = `${place}|${model}|${effort}|${score}|${evaluator}`;
        if (seen.has(key) || !isVisible(observation, knowledge, asOf)) continue;
        seen.add(key);
        const cells = byModel.get(model) ?? [];
        cells.push(cellOf(observation, place, benchmark, knowledge));
        byModel.set(model, cells);
      }
    }
  }
  return {
    boards: boards.map((one) => ({ ...one, home: homeOf(one) })),
    byModel: new Map([...byModel].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function cellOf(
  observation: Observation,
  board: number,
  benchmark: Benchmark,
  { pack: { evidence } }: Knowledge,
): Cell {
  const independent = benchmark.grade === "independent" && observation.evaluator === "independent";
  const flattered = observation.evaluator === "vendor" ? evidence.belief.vendorBias : 0;
  return {
    board,
    effort: observation.effort,
    z: toLogit(benchmark, observation.score) - flattered,
    weight: independent ? 1 : 1 / evidence.ability.vendor,
    independent,
    observation,
  };
}

const homeOf = ({ uses }: Pick<LinkedBoard, "uses">): string =>
  [...uses].sort((a, b) => b.weight - a.weight || (a.capability < b.capability ? -1 : 1))[0]
    ?.capability ?? "";

/** The best score per board, in the order of the boards. */
export function bestPerBoard(cells: readonly Cell[]): Cell[] {
  const best = new Map<number, Cell>();
  for (const cell of cells) {
    const held = best.get(cell.board);
    if (held === undefined || cell.z > held.z) best.set(cell.board, cell);
  }
  return [...best.values()].sort((a, b) => a.board - b.board);
}
