import type { Basis, Day } from "../../shapes/common.ts";
import type { Corrections, EstimatorConstants } from "./constants.ts";

/** A number that says where it comes from; `range` is what a careful person would still believe. */
export interface Figure {
  readonly value: number;
  readonly range?: readonly [number, number] | undefined;
  readonly basis: Basis;
  readonly source: string;
  readonly published: Day;
  readonly note?: string | undefined;
}

/** market/serving.yaml: what it takes to serve open weights, and to be served. */
export interface ServingFacts {
  readonly estimator: EstimatorConstants;
  readonly corrections: Corrections;
  readonly fleet: {
    readonly hoursPerMonth: Figure;
    /** Load at the peak that a replica is planned for. */
    readonly maxLoad: Figure;
    readonly spareReplicas: Figure;
    /** Per-token limit that a fleet is sized for where nobody states one, ms. */
    readonly perTokenMs: Figure;
    /** Standard deviation of ln(rent) over a year. */
    readonly rentLnSd: Figure;
    /** Rent of a year's reservation as a share of on-demand, where no dated offer is known. */
    readonly reservedShare: Figure;
    /** What a dedicated deployment at a host costs over the bare rent. */
    readonly dedicatedPremium: Figure;
    /** Rent of machines that may be taken away, as a share of on-demand. */
    readonly spotShare: Figure;
    /** How long a serverless worker is kept, and billed, after its last request; and how long it is billed before its first. */
    readonly idleSeconds: Figure;
    readonly coldSeconds: Figure;
    readonly stagingReplicas: Figure;
    /** Range of the real peak around the stated one. */
    readonly peakFactor: Figure;
  };
  readonly network: {
    readonly egressUsdPerGb: Figure;
    readonly bytesPerToken: Figure;
    readonly storageUsdPerGbMonth: Figure;
  };
  /** Changes per year, 0.1 = +10 %: three separate inputs, because they do not move together. */
  readonly drift: {
    readonly rent: Figure;
    readonly software: Figure;
    readonly capabilityPrice: Figure;
  };
  /** A machine of one's own, per GPU. */
  readonly owned: {
    readonly capexUsd: Figure;
    readonly networkShare: Figure;
    readonly lifeMonths: Figure;
    readonly residualShare: Figure;
    readonly interestPerYear: Figure;
    readonly supportShare: Figure;
    readonly kilowatts: Figure;
    readonly colocationUsdPerKw: Figure;
    readonly loadShare: Figure;
    readonly pue: Figure;
    readonly usdPerKwh: Figure;
  };
  /** Measured over predicted throughput of the stack that a team really runs. */
  readonly maturity: {
    /** A recipe made for the model and the GPU. */
    readonly tuned: Figure;
    /** The engine as it comes, by class of model. */
    readonly dense: Figure;
    readonly experts: Figure;
    readonly fresh: Figure;
    readonly freshMonths: Figure;
    readonly tunedLnSd: Figure;
    readonly denseLnSd: Figure;
    readonly expertsLnSd: Figure;
    readonly freshLnSd: Figure;
  };
  readonly staff: {
    readonly usdPerYear: Figure;
    /** Of two replicas, the least that keeps a service up. */
    readonly leastFte: Figure;
    /** More people for twice the replicas. */
    readonly ftePerDoubling: Figure;
    /** GPUs that take one more person. */
    readonly gpusPerFte: Figure;
    readonly buildWeeks: Figure;
    readonly refreshWeeks: Figure;
    readonly refreshesPerYear: Figure;
    readonly gatewayUsdPerMonth: Figure;
  };
  readonly hosted: {
    readonly retryShare: Figure;
    readonly batchFactor: Figure;
    /** Vendors whose own API is known to sell batch work at the batch factor. */
    readonly batchVendors: readonly string[];
  };
  readonly tuning: {
    readonly weeksOnce: Figure;
    readonly weeksPerRefresh: Figure;
    readonly computeUsd: Figure;
  };
  /** What somebody takes who says whether an answer is right, to tune a model on it or to test one. */
  readonly labels: {
    readonly wordsPerToken: Figure;
    /** Silent reading. */
    readonly wordsPerMinute: Figure;
    /** However short it is. */
    readonly leastMinutes: Figure;
    readonly mostMinutes: Figure;
    /** To judge how an agent ended a task. */
    readonly taskMinutes: Figure;
    /** $ an hour of who labels bounded work, and of who knows the field of open-ended work. */
    readonly officeUsdPerHour: Figure;
    readonly expertUsdPerHour: Figure;
    /** A price of the team's own, instead of all that. */
    readonly usdPerLabel?: Figure | undefined;
  };
}
