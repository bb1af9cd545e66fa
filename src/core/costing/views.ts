import type { CashView } from "../../shapes/cost.ts";
import type { BillPlan } from "../cost/bill.ts";
import { cashOf } from "../cost/bill.ts";
import { idleReplicas, type OwnPlan, ownBill } from "../cost/own-bill.ts";
import { ownedCost, ownedTerms } from "../cost/owned.ts";
import type { PricedArm } from "./arms.ts";
import type { Setting } from "./billed.ts";

type Items = Readonly<Record<string, number>>;

/** The lines of a bill as they are shown: speech only where it is sold. */
export function shownItems({ speech = 0, ...items }: Items, candidate: PricedArm): Items {
  const shown = withThinking(items, candidate);
  return candidate.request.speech === undefined ? shown : { ...shown, speech };
}

/** Output that nobody sees is a line of its own; what of it may wait stays with the batch. */
function withThinking(items: Items, { thinking, request }: PricedArm): Items {
  const { output } = items;
  if (output === undefined || thinking <= 0) return items;
  const share = Math.min(1, thinking / request.outputTokens);
  return { ...items, output: output * (1 - share), thinking: output * share };
}

/** Items that a commitment to rent machines, or the purchase of them, has paid already. */
const machineItems = ["gpus", "spares", "staging"] as const;

/**
 * What leaves the account each month, where the team has paid some of the bill already: machines that it owns are bought
 * (write-off and interest are no cash any more), and commitments are paid whether they are used or not. Null where neither
 * is so, and the bill is the cash.
 */
export function cashView(
  { offer, option }: PricedArm,
  plan: BillPlan,
  items: Items,
  { knowledge }: Setting,
): CashView | null {
  const paid: CashView["paid"][number][] = [];
  const committed = knowledge.pack.figures?.committed ?? {};
  const full = Object.values(items).reduce((sum, one) => sum + one, 0);
  const add = (what: string, usdPerMonth: number) =>
    void (usdPerMonth > 0 && paid.push({ what, usdPerMonth }));
  if (plan.kind === "own" && option === "self-host") {
    const { gpu, rent } = plan.fleet.configuration;
    const machines = machineItems.reduce((sum, name) => sum + (items[name] ?? 0), 0);
    const share = rent.mode === "owned" ? boughtShare(knowledge.serving) : 0;
    add(`${gpu.id} that you own: write-off and interest`, machines * share);
    add(`committed for ${gpu.id}`, Math.min(committed[gpu.id] ?? 0, machines * (1 - share)));
  } else if (offer !== undefined)
    add(`committed to ${offer.provider}`, Math.min(committed[offer.provider] ?? 0, full));
  if (paid.length === 0) return null;
  return { usdPerMonth: full - paid.reduce((sum, one) => sum + one.usdPerMonth, 0), paid };
}

/** Of what a machine of one's own costs, the part that was spent when it was bought. */
function boughtShare({ owned, fleet }: Setting["knowledge"]["serving"]): number {
  const { writtenOff, interest, total } = ownedCost(ownedTerms(owned), fleet.hoursPerMonth.value);
  return total === 0 ? 0 : (writtenOff + interest) / total;
}

/**
 * Months after which the saving against an API has paid for machines that were bought at a stated price; null where none is
 * stated, or where there is no saving.
 */
export function paybackMonths(
  candidate: PricedArm,
  plan: OwnPlan,
  apiUsd: number,
  setting: Setting,
): number | null {
  const { expected, knowledge } = setting;
  const { capexUsd, networkShare } = knowledge.serving.owned;
  const { configuration } = plan.fleet;
  if (configuration.rent.mode !== "owned" || capexUsd.basis !== "user") return null;
  const { items, usd, peakReplicas } = ownBill(plan, expected);
  const cash = cashView(candidate, plan, items, setting)?.usdPerMonth ?? usd;
  const gpus = (peakReplicas + idleReplicas(plan, expected).spares) * configuration.gpusPerReplica;
  const saving = apiUsd - cash;
  return saving > 0 ? (gpus * capexUsd.value * (1 + networkShare.value)) / saving : null;
}

/** $ of the whole horizon at today's worth: each month's cash, discounted from its end. */
export function presentValue(
  plan: BillPlan,
  { expected, useCase }: Setting,
  ratePerYear: number,
): number {
  return cashOf(plan, expected, useCase.horizonMonths).reduce(
    (sum, usd, month) => sum + usd / (1 + ratePerYear) ** ((month + 1) / 12),
    0,
  );
}
