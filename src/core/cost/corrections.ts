import type { Basis } from "../../shapes/common.ts";
import type { Corrections, EstimatorConstants } from "../../shapes/serving.ts";
import type { Deployment } from "./deployment.ts";

export interface Correction {
  readonly factor: number;
  readonly basis: Extract<Basis, "measured" | "calibrated" | "estimated" | "user">;
  readonly lnError80: number;
}

/**
 * A factor outside of this range says more about its rows than about the hardware: some GB200 rows are corrupt, and
 * a B200 row of Qwen3-32B counted prefix-cache hits as work. The broader factor holds the same rows, so none is used.
 */
const PLAUSIBLE = { low: 0.5, high: 2 };

type CorrectionTable = Readonly<Record<string, number>>;

function entry(table: CorrectionTable, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function knownFactor({ model, gpu, precision, engine }: Deployment, corrections: Corrections) {
  const key = `${model}|${gpu.id}|${precision}`;
  const byGpu = entry(corrections.byGpu, key);
  if (byGpu === undefined) return undefined;
  const byEngine = entry(corrections.byEngine, `${key}|${engine}`);
  const factor = byEngine ?? byGpu;
  if (factor < PLAUSIBLE.low || factor > PLAUSIBLE.high) return undefined;
  return { factor, basis: byEngine === undefined ? "calibrated" : "measured" } as const;
}

function unseen(
  { model = "", gpu }: Deployment,
  corrections: Corrections,
): keyof EstimatorConstants["lnError80"] {
  const seen = Object.keys(corrections.byFamily).some((key) => key.includes(`|${gpu.family}|`));
  if (!seen) return "newFamily";
  return entry(corrections.byModel, model) === undefined ? "newModel" : "newPair";
}

/** What measurements say about this deployment beyond the roofline. */
export function correctionFor(
  deployment: Deployment,
  corrections: Corrections,
  lnError80: EstimatorConstants["lnError80"],
): Correction {
  const known = knownFactor(deployment, corrections);
  if (known) return { ...known, lnError80: lnError80.knownPair };
  return { factor: 1, basis: "estimated", lnError80: lnError80[unseen(deployment, corrections)] };
}
