import { count } from "../../core/know/money.ts";
import { capital } from "../../core/know/printable.ts";
import type { Option } from "../../shapes/common.ts";
import type { ArmCost, BreakEven, Comparison, CostDocument, NeedCost } from "../../shapes/cost.ts";
import type { Money } from "./money.ts";
import {
  amount,
  breakEvenText,
  candidateText,
  optionPhrases,
  options,
  remark,
  volumeOf,
} from "./words.ts";

interface BilledArm extends ArmCost {
  readonly usdPerMonth: NonNullable<ArmCost["usdPerMonth"]>;
}

const isPriced = (arm: ArmCost): arm is BilledArm => arm.usdPerMonth !== null;

/** Arms that no gate removes, cheapest first. */
export const usable = ({ arms }: NeedCost): BilledArm[] =>
  arms
    .filter(isPriced)
    .filter(({ because }) => because.length === 0)
    .sort((a, b) => a.usdPerMonth.expected - b.usdPerMonth.expected);

/** What answers the two questions of whoever pays: what is cheapest and by how much, and when machines of one's own pay. */
export const answers = (need: NeedCost, money: Money): string[] => [
  cheapestText(need, money),
  ownText(need),
];

function cheapestText(need: NeedCost, money: Money): string {
  const [best, ...others] = usable(need);
  if (best === undefined)
    return need.arms.some(isPriced)
      ? "No option passes its gates; the bills are what each would come to without them."
      : "No option has a price: either the work is not priced in tokens, or nothing that is known has one.";
  const note = best.standing === "stands" ? "" : `, ${remark(best)}`;
  const dearer = others.map(
    ({ option, usdPerMonth }, at) =>
      `${optionPhrases[option]} ${at === 0 ? "costs " : ""}${money(usdPerMonth.expected - best.usdPerMonth.expected)} more`,
  );
  const more = dearer.length === 0 ? "" : ` ${capital(dearer.join(", "))}.`;
  return `Cheapest: ${optionPhrases[best.option]}, ${candidateText(best)}, ${amount(best.usdPerMonth, money)} a month${note}.${more}`;
}

/** The comparison with the cheapest API that may be taken, or else with any. */
export function nearestRival(need: NeedCost): Comparison | undefined {
  const apis = usable(need).map(({ option }) => option);
  const at = ({ against }: Comparison) => apis.indexOf(against) + 1 || apis.length + 1;
  return [...need.against].sort((a, b) => at(a) - at(b))[0];
}

function ownText(need: NeedCost): string {
  const rival = nearestRival(need);
  const own = need.arms.find(({ option }) => option === "self-host");
  if (own === undefined || !isPriced(own))
    return "When self-hosting pays cannot be said: no machine of your own has a price for it.";
  if (rival === undefined) return "There is no API to compare self-hosting with.";
  const { withStaff, withoutStaff } = rival.breakEven;
  const at = volumeOf(withStaff);
  const times = at === undefined ? undefined : at / need.requestsPerMonth;
  const far =
    times === undefined || withStaff.kind === "already"
      ? ""
      : `, ${times >= 10 ? count(Math.round(times)) : times.toPrecision(2)} times your volume`;
  const bare = volumeOf(withoutStaff);
  const people =
    bare === undefined || withStaff.kind === "already"
      ? ""
      : ` Without the cost of people it pays ${breakEvenText(withoutStaff)}.`;
  const gate = own.because.length > 0 ? ` (${remark(own)})` : "";
  const api = `${rival.model} at ${rival.offer}`;
  return `${verdictText(withStaff, `Self-hosting${gate}`, api, far)}.${people}`;
}

function verdictText(found: BreakEven, who: string, api: string, far: string): string {
  switch (found.kind) {
    case "never":
    case "infeasible":
      return `${who} never pays against ${api}: ${breakEvenText(found).replace(/^never[^:]*: /, "")}`;
    default:
      return `${who} pays ${breakEvenText(found)}${far}, against ${api}`;
  }
}

/** Several needs: the total first. */
export function totals({ together, needs }: CostDocument, money: Money): string[] {
  if (needs.length < 2) return [];
  const known = options.flatMap((option) => {
    const usd = together[option];
    return usd === null ? [] : [{ option, usd }];
  });
  const missing = options.filter((option) => together[option] === null);
  const [best, ...others] = known.sort((a, b) => a.usd - b.usd);
  if (best === undefined) return ["No option serves every need at a known price."];
  const rest = [
    ...others.map(({ option, usd }) => `${optionPhrases[option]} ${money(usd)}`),
    ...missing.map((option: Option) => `${optionPhrases[option]} not for every need`),
  ];
  const least = needs.map((one) => usable(one)[0]?.usdPerMonth.expected);
  const each = least.every((one) => one !== undefined)
    ? [
        `Each need at its cheapest, alone: ${money(least.reduce((sum, one) => sum + one, 0))} a month.`,
      ]
    : [];
  return [
    `All needs together: ${optionPhrases[best.option]} ${money(best.usd)} a month${rest.length === 0 ? "" : `; ${rest.join("; ")}`} (staff, gateway and shared machines once).`,
    ...each,
  ];
}
