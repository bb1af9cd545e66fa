import { normalCdf } from "../know/special.ts";

/**
 * A fleet that is sized below the peak and sends what it cannot carry to an API. Load over time is taken as lognormal
 * around its mean, with the peak over the mean as its 99th percentile; against public traces (ServeGen) that gives what
 * was measured: at 0.75 x the mean 72 % of the volume (68-74 %), at 1.0 x 86 % (80-91 %), at 1.5 x 97 % (92-100 %).
 */
export function servedShare(capacity: number, peakToMean: number): number {
  if (capacity <= 0) return 0;
  const sd = lnSdOf(Math.max(1, peakToMean), z99);
  if (sd === 0) return Math.min(1, capacity);
  const z = Math.log(capacity) / sd;
  return normalCdf(z - sd / 2) + capacity * (1 - normalCdf(z + sd / 2));
}

/** A standard normal exceeds this once in a hundred times. */
const z99 = 2.3263478740408408;

/** Sd of a lognormal whose mean is 1 and whose quantile at z lies there: z sd - sd^2 / 2 = ln(quantile). */
export const lnSdOf = (quantile: number, z: number): number =>
  z - Math.sqrt(Math.max(0, z * z - 2 * Math.log(quantile)));

export interface SpillTerms {
  /** Mean load, in replicas at what is planned for one. */
  readonly meanLoad: number;
  readonly peakToMean: number;
  /** Share of the work that may wait: it fills the fleet's quiet hours. */
  readonly batchShare: number;
  readonly usdPerReplica: number;
  /** $ per month that the API takes for the whole volume. */
  readonly hostedUsd: number;
  /** $ per month of everything that comes with so many replicas: staff, gateway, building. */
  readonly fixedUsd: (replicas: number) => number;
  readonly mostReplicas: number;
}

export interface Spill {
  readonly replicas: number;
  /** Share of the volume that the own machines serve. */
  readonly ownShare: number;
  /** Of what the replicas are planned for. */
  readonly utilisation: number;
  readonly rentUsd: number;
  readonly spillUsd: number;
  readonly fixedUsd: number;
  readonly usd: number;
}

/** So many replicas and the rest to the API. No spare: the API is the spare. */
export function spillAt(replicas: number, terms: SpillTerms): Spill {
  const { meanLoad, peakToMean, batchShare, usdPerReplica, hostedUsd } = terms;
  const room = meanLoad === 0 ? Number.POSITIVE_INFINITY : replicas / meanLoad;
  const online = 1 - batchShare;
  const served = online === 0 ? 0 : online * servedShare(room / online, peakToMean);
  const ownShare = Math.min(1, room, served + Math.min(batchShare, Math.max(0, room - served)));
  const rentUsd = replicas * usdPerReplica;
  const spillUsd = (1 - ownShare) * hostedUsd;
  const fixedUsd = terms.fixedUsd(replicas);
  const utilisation = room === Number.POSITIVE_INFINITY ? 0 : ownShare / room;
  const usd = rentUsd + spillUsd + fixedUsd;
  return { replicas, ownShare, utilisation, rentUsd, spillUsd, fixedUsd, usd };
}

/** Up to so many, each number is looked at; beyond, one in a thousand or so is as good. */
const everyReplica = 1000;

/** The cheapest number of replicas, at least one: with none there is nothing of one's own. */
export function bestSpill(terms: SpillTerms): Spill {
  const peak = Math.ceil(terms.meanLoad * Math.max(1, terms.peakToMean)) + 1;
  const most = Math.max(1, Math.min(peak, terms.mostReplicas));
  let best = spillAt(1, terms);
  for (let replicas = 2; replicas <= most; replicas += Math.ceil(replicas / everyReplica)) {
    const one = spillAt(replicas, terms);
    if (one.usd < best.usd) best = one;
  }
  return best;
}
