import type { Day, Effort, Option } from "../../shapes/common.ts";
import type { Belief } from "../believe/belief.ts";
import type { FleetCost } from "../cost/fleet.ts";
import type { HostedCost } from "../cost/hosted.ts";
import type { Request } from "../cost/request-items.ts";
import type { Model, Offer } from "../know/knowledge.ts";
import { options } from "../know/lists.ts";
import type { Terms } from "../know/pack.ts";
import type { NeedState } from "./need.ts";
import type { Pace } from "./speed.ts";

export const optionIndex = (option: Option): number => options.indexOf(option);

/** One way to have a model: all that gates ask of it that hangs neither on effort nor on load. */
export interface Place {
  readonly kind: "scored" | "tuned" | "claim" | "none";
  readonly option: Option;
  /** Absent for a side that only a claim describes, and for an option without any candidate. */
  readonly model: Model | undefined;
  /** Alike but for host and price; none on own machines. */
  readonly offers: readonly Offer[];
  readonly placement: "own" | "vendor" | "in-tenant";
  /** What its hosts document, and what they say that they do not give; nothing is said of own machines. */
  readonly assurances: readonly string[];
  readonly lacks: readonly string[];
}

/** What a candidate costs and where, at the load of a use case. */
export interface Priced {
  readonly offer: Offer | undefined;
  /** Absent where no price or no serving fact is known: unpriced, never 0. */
  readonly cost: HostedCost | FleetCost | undefined;
  /** The model whose price is an upper bound of it. */
  readonly boundedBy: Model | undefined;
}

/** (model, effort, offer or fleet) for one need. */
export interface Candidate extends Place, Priced {
  readonly place: Place;
  /** Absent for a claim. */
  readonly belief: Belief | undefined;
  readonly effort: Effort;
  /** Thinking tokens of a request, and the request as it is served and billed. */
  readonly thinking: number;
  readonly request: Request;
  /** What it costs alone, mean over the horizon; undefined where nobody knows. */
  readonly usdPerMonth: number | undefined;
  /** Speed where it is had, thinking left out; undefined where no speed makes sense, as for work that is not tokens. */
  readonly pace: Pace | undefined;
}

/** What all candidates of a need share; its own limits of latency hold. */
export interface NeedTerms extends Terms {
  readonly state: NeedState;
}

export const isDownloadable = (model: Model, asOf: Day): boolean =>
  model.weights === "open" &&
  model.released.weights !== undefined &&
  model.released.weights <= asOf;

/** Billions of parameters that have to be served; Infinity where unknown or where nobody but the vendor serves it. */
export const sizeOf = (model: Model | undefined): number =>
  model?.weights === "open"
    ? (model.parameters?.total ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;

/** Contract and place decide exposure: whose weights they are does not. */
export function exposureOf(
  { placement, assurances: documented }: Place,
  { useCase, knowledge }: NeedTerms,
): number {
  const { own, assured, hosted } = knowledge.pack.scales.exposure;
  if (placement === "own") return own;
  const { assurances } = useCase.data;
  const isCarried = assurances.length > 0 && assurances.every((one) => documented.includes(one));
  return placement === "in-tenant" || isCarried ? assured : hosted;
}
