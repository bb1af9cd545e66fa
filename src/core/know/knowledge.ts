/** The vocabulary of what moat knows: every fact is dated, sourced and plain data, as its file writes it. */

export type { Citation, Gpu, GpuOffer } from "../../shapes/market.ts";
export type {
  Architecture,
  Model,
  Offer,
  Precision,
  Price,
  Serving,
  TokenPrices,
  Transcribing,
} from "../../shapes/models.ts";
export type {
  Benchmark,
  Claim,
  Observation,
  Profile,
  Scenario,
  SoldBy,
  SpeechUnit,
} from "../../shapes/profile.ts";
