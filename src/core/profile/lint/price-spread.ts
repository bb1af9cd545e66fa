import type { Day } from "../../../shapes/common.ts";
import { priceOn } from "../../cost/hosted.ts";
import type { Model, Offer, Price } from "../../know/knowledge.ts";
import { visible } from "../../know/months.ts";
import type { LintFinding } from "./finding.ts";

/** Prices that sources state for the same offer and day may differ by rounding, not by more. */
const tolerance = 0.05 + 1e-9;

export const priceSpread = (model: Model, asOf: Day): LintFinding[] =>
  model.offers.flatMap((offer, index) => {
    const spread = spreadOf(offer, asOf);
    if (spread === undefined) return [];
    const [used, other] = spread;
    return [
      {
        rule: "lint.price-spread" as const,
        subject: { document: "model" as const, id: model.id, path: ["offers", index] },
        message: `${model.id} at ${offer.provider}: ${show(used)} is used, ${show(other)} differs by more than 5 %`,
      },
    ];
  });

/** The price in use and the one furthest from it that another source states for the same time. */
function spreadOf(offer: Offer, asOf: Day): readonly [Price, Price] | undefined {
  const known = offer.prices.filter((one) => visible(one.published, asOf));
  const used = priceOn(known, asOf);
  if (used === undefined) return undefined;
  const others = known.filter(
    (one) => one.source !== used.source && (one.from ?? "") === (used.from ?? ""),
  );
  const furthest = others.toSorted((a, b) => distance(b, used) - distance(a, used))[0];
  return furthest !== undefined && distance(furthest, used) > tolerance
    ? [used, furthest]
    : undefined;
}

const distance = (one: Price, used: Price): number =>
  Math.max(relative(one.input, used.input), relative(one.output, used.output));

const relative = (one: number, other: number): number =>
  one === other ? 0 : Math.abs(one - other) / Math.max(Math.min(one, other), 1e-9);

const show = ({ input, output, source, published }: Price): string =>
  `${input}/${output} $ (${source}, ${published})`;
