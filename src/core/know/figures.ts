/**
 * What a team knows better than the pack: its own rents, prices and costs. A figure that is given replaces the pack's and
 * is shown with the basis `user`; nothing is averaged.
 */
export interface Figures {
  /** By GPU: what an hour of one costs, owned machines of that kind included. */
  readonly rents?: Readonly<Record<string, OwnRent>> | undefined;
  /** By `model` or `model@provider`. */
  readonly prices?: Readonly<Record<string, OwnPrice>> | undefined;
  /** By provider: share taken off its list prices, 0..1. */
  readonly discounts?: Readonly<Record<string, number>> | undefined;
  /** By GPU or provider: $ per month that are paid whether they are used or not. */
  readonly committed?: Readonly<Record<string, number>> | undefined;
  readonly staff?: Given<StaffFigure> | undefined;
  readonly fleet?: Given<FleetFigure> | undefined;
  readonly network?: Given<"egressUsdPerGb" | "storageUsdPerGbMonth"> | undefined;
  readonly hosted?: Given<"retryShare" | "batchFactor"> | undefined;
  readonly owned?: Given<OwnedFigure> | undefined;
  readonly labels?: Given<LabelFigure> | undefined;
  readonly engine?: EngineFigures | undefined;
}

type Given<Names extends string> = { readonly [K in Names]?: number | undefined };

/** How the team's own engine serves; the precision of the weights is the machine's (`--gpu`). */
export interface EngineFigures {
  /** 1 where the KV cache is kept at 8 bits, 2 at 16. */
  readonly kvElementBytes?: 1 | 2 | undefined;
  /** Tokens that a decode step yields with speculative decoding, in the mean, drafting paid. */
  readonly tokensPerStep?: number | undefined;
}

/** `fte` holds for a fleet of any size. */
type StaffFigure =
  | "usdPerYear"
  | "fte"
  | "buildWeeks"
  | "refreshWeeks"
  | "refreshesPerYear"
  | "gatewayUsdPerMonth";
type FleetFigure = "hoursPerMonth" | "maxLoad" | "spareReplicas" | "stagingReplicas";
type LabelFigure =
  | "usdPerLabel"
  | "officeUsdPerHour"
  | "expertUsdPerHour"
  | "wordsPerMinute"
  | "leastMinutes"
  | "mostMinutes"
  | "taskMinutes";
type OwnedFigure =
  | "capexUsd"
  | "networkShare"
  | "lifeMonths"
  | "residualShare"
  | "interestPerYear"
  | "supportShare"
  | "kilowatts"
  | "colocationUsdPerKw"
  | "loadShare"
  | "pue"
  | "usdPerKwh";

export const rentTerms = ["on-demand", "1-year", "3-year"] as const;
export type RentTerm = (typeof rentTerms)[number];

export interface OwnRent {
  readonly usdPerHour: number;
  readonly term?: RentTerm | undefined;
}

/** $ per million tokens. What is left out keeps its ratio to the list price. */
export interface OwnPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
}

/** Id of the source of whatever a team states itself. */
export const ownSource = "own-figures";
