import { count, percent, roughCount } from "../../core/know/money.ts";
import { type Block, item, type Section, text } from "../../core/know/page.ts";
import type { Comparison, NeedCost } from "../../shapes/cost.ts";
import { tornadoChart } from "./figures.ts";
import { nearestRival } from "./lead.ts";
import type { Currency, Money } from "./money.ts";
import { breakEvenText, comparisonText, valueText } from "./words.ts";

/** Break-even against each API as one volume, the utilisation that it takes, and the bills at a tenth and ten times. */
export function paysSection(need: NeedCost, money: Money, verbose: boolean): Section {
  const blocks = need.against.flatMap((one) => against(one, need, money, verbose));
  return {
    title: "When self-hosting pays",
    blocks: [...blocks, ...volumeTable(need, money)],
  };
}

function against(one: Comparison, need: NeedCost, money: Money, verbose: boolean): Block[] {
  const { withStaff, withoutStaff } = one.breakEven;
  const fleet = need.arms.find(({ option }) => option === "self-host")?.fleet;
  const busy =
    fleet === undefined || fleet === null || one.breakEvenUtilisation === null
      ? []
      : [
          `today's machines are ${percent(fleet.utilisation)} full and would have to ${fullness(one.breakEvenUtilisation)}`,
        ];
  const said = [
    comparisonText(one, money),
    `breaks even ${breakEvenText(withStaff)}`,
    `without people ${breakEvenText(withoutStaff)}`,
    ...busy,
    ...(one.paybackMonths === null
      ? []
      : [
          `what you paid for the machines is saved in cash after ${count(Number(one.paybackMonths.toPrecision(2)))} months`,
        ]),
  ];
  return [
    item(`${one.model} at ${one.offer}`, `${said.join("; ")}.`),
    ...(verbose
      ? withStaff.crossings.map((at) =>
          item(
            "crossing",
            `${roughCount(at.volume)} on ${at.fleet}: ${at.cheaper === "own" ? "self-hosting" : "the API"} is cheaper above`,
          ),
        )
      : []),
  ];
}

const fullness = (share: number): string =>
  share > 1
    ? `carry ${count(Number(share.toPrecision(2)))} times what they can`
    : `be ${percent(share)} full to cost the same`;

/** A decade is twelve points of the curve, whose middle is the volume that is there. */
const perDecade = 12;

function volumeTable({ curve, arms }: NeedCost, money: Money): Block[] {
  const middle = curve.length >> 1;
  const rows = ([-perDecade, 0, perDecade] as const).flatMap((step, at) => {
    const point = curve[middle + step];
    if (point === undefined) return [];
    const usd = arms.map(({ option }) => point.usd[option]);
    const known = usd.filter((one) => one !== null);
    const least = arms[usd.indexOf(Math.min(...known))]?.option ?? "";
    return [
      [
        `${["0.1x", "1x", "10x"][at]}: ${roughCount(point.requestsPerMonth)}`,
        ...usd.map((one) => (one === null ? "" : money(one))),
        known.length === 0 ? "" : least,
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      head: ["requests a month", ...arms.map(({ option }) => option), "cheapest"],
      rows,
      right: arms.map((_, index) => index + 1),
    },
  ];
}

/** What alone would turn the comparison with the nearest API, and what moves it most. */
export function moversSection(
  need: NeedCost,
  money: Money,
  { verbose, currency }: { readonly verbose: boolean; readonly currency?: Currency | undefined },
): Section {
  const rival = nearestRival(need);
  if (rival === undefined) return { title: "", blocks: [] };
  const flips = rival.flips
    .filter((one) => verbose || one.plausible)
    .map(
      (one) =>
        `${one.label} at ${valueText(one.flip, one.unit, money)} (now ${valueText(one.value, one.unit, money)})`,
    );
  const bars = rival.tornado.filter((one) => one.low !== one.high).slice(0, verbose ? 20 : 5);
  return {
    title: `What moves it: self-hosting less ${rival.model} at ${rival.offer}`,
    blocks: [
      text(
        flips.length === 0
          ? "Nothing single within its range turns it."
          : `It turns with ${flips.join("; ")}.`,
      ),
      ...(bars.length === 0
        ? []
        : [
            { kind: "chart" as const, drawn: "", chart: tornadoChart(rival, currency) },
            {
              kind: "table" as const,
              head: ["figure", "low", "high", "gap at low", "gap at high"],
              rows: bars.map((one) => [
                one.label,
                valueText(one.low, one.unit, money),
                valueText(one.high, one.unit, money),
                signed(one.gapAtLow, money),
                signed(one.gapAtHigh, money),
              ]),
              right: [1, 2, 3, 4],
            },
          ]),
    ],
  };
}

const signed = (value: number, money: Money): string => `${value > 0 ? "+" : ""}${money(value)}`;
