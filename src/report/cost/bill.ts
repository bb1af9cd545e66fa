import { count, roughCount } from "../../core/know/money.ts";
import { type Block, item, text } from "../../core/know/page.ts";
import type { ArmCost, NeedCost } from "../../shapes/cost.ts";
import type { Money } from "./money.ts";
import { candidateText, itemWords, peopleItems, remark } from "./words.ts";

/** The bill line by line, what it comes to, and what that is for the tokens and the requests of this use case. */
export function billBlocks(need: NeedCost, money: Money, months: number): Block[] {
  const { arms } = need;
  return [
    text(loadText(need)),
    {
      kind: "table",
      head: ["", ...arms.map((one) => one.option)],
      rows: [...itemRows(arms, money), ...sumRows(need, money, months)],
      right: arms.map((_, index) => index + 1),
    },
    ...arms.map((one) => item(one.option, describe(one))),
    ...arms.flatMap((one) => paidAlready(one, money)),
  ];
}

const speechWords = { audioMinutes: "minutes of audio", characters: "characters" } as const;

function loadText({
  requestsPerMonth,
  inputTokens,
  outputTokens,
  tokensPerMonth,
  speech,
}: NeedCost) {
  const requests = `${count(requestsPerMonth)} requests a month of`;
  return speech === undefined
    ? `${requests} ${count(inputTokens)} tokens in and ${count(outputTokens)} out: ${roughCount(tokensPerMonth)} tokens a month.`
    : `${requests} ${count(speech.perRequest)} ${speechWords[speech.unit]}: ${roughCount(speech.perMonth)} a month.`;
}

/** The bill over what it is a bill of. */
function unitRate(
  { tokensPerMonth, speech }: NeedCost,
  money: Money,
): [string, (usd: number) => string] {
  if (speech === undefined)
    return ["1M tokens (blended)", (usd) => money.rate((1e6 * usd) / tokensPerMonth)];
  return speech.unit === "audioMinutes"
    ? ["1,000 minutes", (usd) => money.rate((1e3 * usd) / speech.perMonth)]
    : ["1M characters", (usd) => money.rate((1e6 * usd) / speech.perMonth)];
}

const describe = (arm: ArmCost): string => {
  const note = remark(arm);
  return `${candidateText(arm)}${note === "" ? "" : ` (${note})`}`;
};

/** Cents count where a whole bill is small. */
function itemRows(arms: readonly ArmCost[], money: Money): string[][] {
  const names = Object.keys(itemWords).filter((name) =>
    arms.some(
      ({ items, usdPerMonth }) => (items[name] ?? 0) > 0.001 * (usdPerMonth?.expected ?? 0),
    ),
  );
  return names.map((name) => [
    itemWords[name] ?? name,
    ...arms.map(({ items }) => ((items[name] ?? 0) === 0 ? "" : money(items[name] ?? 0))),
  ]);
}

function sumRows(need: NeedCost, money: Money, months: number): string[][] {
  const { arms, regret, tokensPerMonth, inputTokens, outputTokens } = need;
  const row = (name: string, of: (arm: ArmCost, usd: number) => string | undefined): string[] => [
    name,
    ...arms.map((arm) =>
      arm.usdPerMonth === null ? "" : (of(arm, arm.usdPerMonth.expected) ?? ""),
    ),
  ];
  const requests = tokensPerMonth / (inputTokens + outputTokens);
  const [unit, rated] = unitRate(need, money);
  const rows = [
    ["total", ...arms.map((one) => totalOf(one, money))],
    row("80 % range", ({ usdPerMonth }) => range(usdPerMonth, money)),
    row("without people", (arm, usd) => {
      const people = peopleItems.reduce((sum, name) => sum + (arm.items[name] ?? 0), 0);
      return people === 0 ? undefined : money(usd - people);
    }),
    row("in cash", ({ cash }) => (cash === null ? undefined : money(cash.usdPerMonth))),
    row(`present value, ${months} months`, ({ presentValueUsd: value }) =>
      value === null ? undefined : money(value),
    ),
    row(unit, (_, usd) => rated(usd)),
    row("1,000 requests", (_, usd) => money.rate((1e3 * usd) / requests)),
    row("regret", ({ option }) => {
      const lost = regret.find((one) => one.option === option)?.usdPerMonth;
      return lost === undefined ? undefined : money(lost);
    }),
  ];
  return rows.filter(([, ...cells]) => cells.some((one) => one !== ""));
}

const totalOf = ({ usdPerMonth }: ArmCost, money: Money): string =>
  usdPerMonth === null ? "unpriced" : money(usdPerMonth.expected);

function range(usd: ArmCost["usdPerMonth"], money: Money): string | undefined {
  if (usd === null || usd.p10 === usd.p90) return undefined;
  return `${money(usd.p10)}-${money(usd.p90)}`;
}

function paidAlready({ option, cash }: ArmCost, money: Money): Block[] {
  if (cash === null) return [];
  const paid = cash.paid.map((one) => `${one.what} ${money(one.usdPerMonth)}`).join(", ");
  return [
    text(
      `Of ${option}, paid already: ${paid} a month. The total is the full view, the rest is cash.`,
    ),
  ];
}
