import { usd } from "../../core/know/money.ts";

/** Another currency for print; figures of sources, and JSON, stay in US dollars. */
export interface Currency {
  /** ISO 4217, lower case. */
  readonly code: string;
  readonly perUsd: number;
}

/** An amount in US dollars, as it is printed; `rate` where it is small and has to divide out: three digits count. */
export interface Money {
  (usd: number): string;
  readonly rate: (usd: number) => string;
}

const signs: Readonly<Record<string, string>> = {
  usd: "$",
  eur: "€",
  gbp: "£",
  jpy: "¥",
  inr: "₹",
};

export const signOf = (currency: Currency | undefined): string =>
  currency === undefined ? "$" : (signs[currency.code] ?? `${currency.code.toUpperCase()} `);

export function moneyIn(currency: Currency | undefined): Money {
  const { perUsd } = currency ?? { perUsd: 1 };
  const sign = signOf(currency);
  const money = (amount: number) => usd(amount * perUsd).replace("$", sign);
  const rate = (amount: number) => {
    const own = amount * perUsd;
    return own === 0 || Math.abs(own) >= 100 ? money(amount) : `${sign}${own.toPrecision(3)}`;
  };
  return Object.assign(money, { rate });
}

export const dollars = moneyIn(undefined);
