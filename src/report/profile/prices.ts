import { percent, usd } from "../../core/know/money.ts";
import { type Block, text } from "../../core/know/page.ts";
import type { PriceForecastView, PricePoint, PriceProgress } from "../../shapes/profile-view.ts";
import { months, range } from "./words.ts";

/** A forecast of prices beside what prices did: how far it is, then the series. */
export function priceBlocks(view: PriceForecastView): Block[] {
  const { series, usdPerMillion, window, model, from, fixed, moving, claim, elapsed } = view;
  if (series.length < 2 || (fixed === null && moving === null)) return [];
  const aim = `${usdPerMillion.map(usd).join(" to ")} a million tokens from ${window[0]} to ${window[1]} (${claim}, ${from})`;
  const rows = series.map((one) => [one.day, ...cells(one.fixed), ...cells(one.moving)]);
  const sources = new Set(
    series.flatMap((one) => [one.fixed, one.moving].flatMap((at) => at?.source ?? [])),
  );
  return [
    text(
      `Forecast: ${aim}; ${months(elapsed)} of ${range(view.months)} have passed. Least list price, three tokens in to one out, at what all scores together say today:`,
    ),
    text(
      `At the level of ${model}: ${progressText(
        fixed,
        series.map((one) => one.fixed),
        view,
      )}`,
    ),
    text(
      `At the best of each day: ${progressText(
        moving,
        series.map((one) => one.moving),
        view,
      )}`,
    ),
    {
      kind: "table",
      head: ["", `as ${model}`, "", "as the best", ""],
      rows,
      right: [1, 3],
    },
    text(
      `~: listed later; what was asked on the day itself is not known. Thinking is billed beside it, and not counted. Prices: ${[...sources].sort().join(", ")}.`,
    ),
  ];
}

const cells = (point: PricePoint | null): [string, string] =>
  point === null
    ? ["-", ""]
    : [`${point.since ? "~" : ""}${usd(point.usdPerMillion)}`, `${point.model}, ${point.provider}`];

/** From what to what, and how far that is on the way to the forecast. */
function progressText(
  progress: PriceProgress | null,
  points: readonly (PricePoint | null)[],
  { usdPerMillion: [, target], from, window, elapsed }: PriceForecastView,
): string {
  const known = points.filter((one) => one !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (progress === null || first === undefined || last === undefined) return "no price is known.";
  const moved = `${usd(first.usdPerMillion)} then, ${usd(last.usdPerMillion)} now`;
  if (progress.reached !== null)
    return `${moved}. Reached by ${progress.reached}${progress.reached < window[0] ? ", before its window opens" : ""}.`;
  const share = `${percent(progress.share)} of the way to ${usd(target)}, in the logarithm of the price`;
  if (progress.halvingMonths === null) return `${moved}: no nearer than on ${from}.`;
  const left = Math.log2(last.usdPerMillion / target) * progress.halvingMonths;
  const total = (elapsed + left) / 12;
  return `${moved}: ${share}; at this pace it takes ${total < 20 ? `${total.toFixed(1)} years` : "more than 20 years"} in all.`;
}
