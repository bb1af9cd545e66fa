import type { Workload } from "../../shapes/use-case.ts";
import type { Offer, Price, Profile, SpeechUnit } from "../know/knowledge.ts";
import { remembering } from "../know/remember.ts";
import type { Request } from "./request-items.ts";

/** What a request has of that which its need is sold by; undefined where that is tokens. */
export function speechOf(
  { soldBy }: Pick<Profile, "soldBy">,
  workload: Workload,
): Request["speech"] {
  if (soldBy === undefined) return undefined;
  return { unit: soldBy.unit, amount: workload[soldBy.unit] ?? soldBy.perRequest };
}

/** The offer at its prices of speech: what it takes for the tokens of text says nothing of a minute of audio. */
const speechOffer = (offer: Offer, unit: SpeechUnit): Offer => offersBy(offer)[unit];

/** The offer at the prices that such a request is billed at. */
export const offerFor = (offer: Offer, { speech }: Request): Offer =>
  speech === undefined ? offer : speechOffer(offer, speech.unit);

const offersBy = remembering(
  (offer: Offer): Readonly<Record<SpeechUnit, Offer>> => ({
    audioMinutes: withPrices(offer, (one) => one.perMinute !== undefined),
    characters: withPrices(offer, (one) => one.perMillionCharacters !== undefined),
  }),
  new WeakMap(),
);

const withPrices = (offer: Offer, isSold: (price: Price) => boolean): Offer => ({
  ...offer,
  prices: offer.speech?.filter(isSold) ?? [],
});
