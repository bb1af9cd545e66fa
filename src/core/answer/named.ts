import type { Verdict } from "../../shapes/decision.ts";
import { namingTests, near } from "../choose/choice.ts";
import type { Chosen } from "../choose/choose.ts";

/** Why the headline is named before those that are even with it: the first test, in the order of the choice, that tells them apart. */
export function namedFor({ ranked: [head], even, field }: Chosen): Verdict["namedFor"] {
  if (head === undefined || even.length < 2) return null;
  const close = near(even, field.rates.knowledge.pack.choice.even);
  const others = close.filter((one) => one !== head);
  const plans = close.map(({ plan }) => plan);
  const test = namingTests.find(([, of]) =>
    others.every(({ plan }) => of(head.plan, plans) < of(plan, plans) - 1e-9),
  );
  if (close.includes(head) && others.length > 0 && test !== undefined) return test[0];
  const [lead = head] = even;
  if (head === lead) return "value";
  return head.plan.expectedUsd < lead.plan.expectedUsd ? "bill" : "wins";
}
