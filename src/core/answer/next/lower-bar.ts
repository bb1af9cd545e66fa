import type { Decision, Step } from "../../../shapes/decision.ts";
import { type Chosen, choose, pickedIn } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import { usd } from "../../know/money.ts";
import { placesIn, planName } from "../plan-name.ts";

/** Bars that only the best clear, and the one below them. */
const tops: readonly string[] = ["frontier", "parity"];
const below = "strong";

/** Of the bill over both tries: less has to be asked for a reason. */
const farLess = 0.5;

/** Where a pick is likely to miss such a bar: what it would be at the one below, for far less, if that is no turn already. */
export function lowerBarSteps(
  question: Question,
  { ranked }: Chosen,
  { flips }: Pick<Decision, "flips">,
  asked: (path: string, value: unknown) => Question,
): Step[] {
  const head = ranked[0]?.plan;
  if (head === undefined) return [];
  const { needs } = question.useCase;
  const { tryFirstUnder } = question.knowledge.pack.evidence.belief;
  return pickedIn(head, question).flatMap(({ pick, state }): Step[] => {
    const { id, bar } = state.need;
    const path = `needs.${needs.findIndex((one) => one.id === id)}.bar`;
    const isLikely = pick.row.chance >= tryFirstUnder;
    if (isLikely || !tops.includes(bar.name) || flips.some((one) => one.path === path)) return [];
    const other = choose(asked(path, below), 0).ranked[0]?.plan;
    if (other === undefined || other.expectedUsd >= farLess * head.expectedUsd) return [];
    const what = `${planName(other)} (${placesIn(other).join(", ")}; ${usd(other.expectedUsd)} a month expected)`;
    const text = `Settle whether ${id} needs bar ${bar.name}: at ${below} it is ${what}.`;
    return [{ kind: "settle", text, detail: "" }];
  });
}
