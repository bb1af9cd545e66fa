import type { Timeline } from "../../shapes/decision.ts";
import type { ClosingForecast } from "../believe/forecast/closing.ts";
import type { Closing } from "../believe/horizon.ts";
import type { CapabilityState } from "../believe/situation.ts";
import { qualityAt } from "../believe/success.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";

/** A need, or a capability that is looked at without one. */
type Shown = Pick<CapabilityState, "profile" | "closings"> & {
  readonly need: { readonly id: string };
};

/** Gap and forecast of a need per size class; one line without numbers where nothing is measured. */
export function timelineOf(state: Shown, knowledge: Knowledge): Timeline[] {
  const base = { need: state.need.id, capability: state.profile.id };
  if (state.closings.length === 0) {
    return [
      {
        ...base,
        sizeClass: "any",
        open: null,
        proprietary: null,
        gap: null,
        closedBy: null,
        medianMonths: null,
        interval80: null,
      },
    ];
  }
  return state.closings.map((closing) => ({
    ...base,
    sizeClass: closing.sizeClass.id,
    open: closing.leader ?? null,
    proprietary: closing.reference ?? null,
    gap: gapOf(closing, knowledge),
    closedBy: { ...closedBy(closing.forecast) },
    medianMonths: finite(closing.forecast.median),
    interval80: [finite(closing.forecast.interval80[0]), finite(closing.forecast.interval80[1])],
  }));
}

export const gapOf = ({ state }: Closing, { pack }: Knowledge): number =>
  1 - qualityAt(state.gap, pack.evidence.anchor);

const closedBy = remembering(
  ({ probability }: ClosingForecast): NonNullable<Timeline["closedBy"]> => ({
    "3": probability(3),
    "6": probability(6),
    "9": probability(9),
    "12": probability(12),
    "18": probability(18),
  }),
  new WeakMap(),
);

const finite = (months: number): number | null => (Number.isFinite(months) ? months : null);
