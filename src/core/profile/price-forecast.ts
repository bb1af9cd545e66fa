import type { Day } from "../../shapes/common.ts";
import type {
  PriceForecastView,
  PriceMonth,
  PricePoint,
  PriceProgress,
} from "../../shapes/profile-view.ts";
import { type Belief, beliefOn, type CapabilityBelief } from "../believe/belief.ts";
import { isOnSale } from "../believe/models.ts";
import { pricesAt } from "../cost/hosted.ts";
import type { Claim, Offer, Price, Profile } from "../know/knowledge.ts";
import { addMonths, monthOf, monthsBetween, visible } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";

/** Forecasts among the claims of a profile, held against what a pack knows of a capability. */
export function priceForecasts(
  profile: Profile,
  capability: string,
  knowledge: Knowledge,
  asOf: Day,
): PriceForecastView[] {
  return Object.entries(profile.claims).flatMap(([id, claim]) =>
    claim.price === undefined || !visible(claim.published, asOf)
      ? []
      : [heldAgainst(id, { ...claim, price: claim.price }, capability, { knowledge, asOf })],
  );
}

type PriceClaim = Claim & { readonly price: NonNullable<Claim["price"]> };

function heldAgainst(
  id: string,
  { text, source, published: from, price }: PriceClaim,
  capability: string,
  { knowledge, asOf }: Snapshot,
): PriceForecastView {
  const { usdPerMillion, months, model } = price;
  const belief = beliefOn({ capability, bounded: false }, knowledge, asOf);
  const series =
    belief === undefined
      ? []
      : daysOf(from, asOf).map((day): PriceMonth => {
          const sold = belief.rows.filter((row) => !row.imputed && isOnSale(row.model, day));
          return {
            day,
            fixed: leastPrice(sold, levelOf(model, belief), knowledge, day),
            moving: leastPrice(sold, Math.min(...sold.map((row) => row.gap)), knowledge, day),
          };
        });
  return {
    ...{ claim: id, text, source, usdPerMillion, months, from, model, series },
    window: [addMonths(from, months[0]), addMonths(from, months[1])],
    elapsed: monthsBetween(from, asOf),
    fixed: progressOf(series, "fixed", usdPerMillion[1]),
    moving: progressOf(series, "moving", usdPerMillion[1]),
  };
}

/** The day itself, one a month after it, and the last one. */
function daysOf(from: Day, asOf: Day): Day[] {
  const days: Day[] = [];
  for (let month = 0; monthOf(from, month) < asOf; month++) days.push(monthOf(from, month));
  return [...days, asOf];
}

/** Logits behind the yardstick of the last day, at the effort that shows most; nobody's where no board knows the model. */
const levelOf = (model: string, { rows }: CapabilityBelief): number =>
  Math.min(...rows.filter((row) => row.model.id === model && !row.imputed).map((row) => row.gap));

/** Two models whose levels round to the same are at the same. */
const rounding = 1e-9;

function leastPrice(
  sold: readonly Belief[],
  gap: number,
  knowledge: Knowledge,
  day: Day,
): PricePoint | null {
  if (!Number.isFinite(gap)) return null;
  let least: PricePoint | null = null;
  for (const row of sold) {
    if (row.gap > gap + rounding) continue;
    for (const offer of row.model.offers) {
      const price = listPrice(offer, day);
      if (price === undefined) continue;
      const usdPerMillion = blended(price);
      if (least !== null && !isLess(usdPerMillion, row, least)) continue;
      const { input, output, published, source } = price;
      least = {
        ...{ usdPerMillion, input, output, published, source },
        model: row.model.id,
        title: row.model.title,
        effort: row.effort,
        provider: offer.provider,
        url: knowledge.sources[source]?.url ?? "",
        since: published > day,
      };
    }
  }
  return least;
}

/** Rows of a model come from the least effort up, and offers by name, so that of equals the first stands. */
const isLess = (usd: number, { model }: Belief, least: PricePoint): boolean =>
  usd < least.usdPerMillion || (usd === least.usdPerMillion && model.id < least.model);

/** What anybody paid on the day: no router's price, nothing that is given away, nothing that the host has ended. */
function listPrice(offer: Offer, day: Day): Price | undefined {
  if (offer.kind === "router" || offer.free) return undefined;
  if (offer.retires !== undefined && offer.retires <= day) return undefined;
  return pricesAt(offer, day)
    .prices.filter((one) => (one.from ?? "") <= day)
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .at(-1);
}

const order = ({ from = "", published }: Price): string => `${from} ${published}`;

const blended = ({ input, output }: Price): number => (3 * input + output) / 4;

function progressOf(
  series: readonly PriceMonth[],
  level: "fixed" | "moving",
  target: number,
): PriceProgress | null {
  const known = series.flatMap(({ day, [level]: point }) =>
    point === null ? [] : [{ day, usd: point.usdPerMillion }],
  );
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return null;
  const fallen = Math.log(first.usd / last.usd);
  const whole = Math.log(first.usd / target);
  return {
    share: whole > 0 ? fallen / whole : 1,
    reached: known.find((one) => one.usd <= target)?.day ?? null,
    halvingMonths: fallen > 0 ? (monthsBetween(first.day, last.day) * Math.LN2) / fallen : null,
  };
}
