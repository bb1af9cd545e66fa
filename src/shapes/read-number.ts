/** What a number stands for decides how it may be written beside plain digits. */
export type NumberForm = "count" | "share" | "money" | "growth" | "ms" | "months";

export type NumberRead =
  | { readonly ok: true; readonly value: number }
  /** It was meant for a number, and is not clear; what to write instead. */
  | { readonly ok: false; readonly help: string };

/**
 * A number as people write it: 400k, 1.5M, 2B; $6k (money); 26% (shares and growth); 2x/quarter (growth, as a share a month).
 * Undefined where no number was meant. What could mean two things is refused.
 */
export function readNumber(text: string, form: NumberForm): NumberRead | undefined {
  const written = text.trim();
  // Separators alone have a message of their own, wherever a number stands.
  if (!/\d/.test(written) || numberMeant(written) !== undefined) return undefined;
  const help = unclear(written) ?? foreign(written, form);
  if (help !== undefined) return { ok: false, help };
  const { digits, unit, period } = partsOf(written) ?? {};
  if (digits === undefined || unit === undefined) return undefined;
  const value = sized(digits, unit === "x" ? "" : unit);
  if (!Number.isFinite(value)) return undefined;
  const grown = form === "growth" && period !== undefined ? growth(value, unit, period) : value;
  return { ok: true, value: grown };
}

const forms =
  /^(?<dollar>\$?)\s*(?<digits>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?<unit>[kKMB%x]?)\s*(?:(?:\/|per |a )\s*(?<period>[a-z]+))?$/;

const partsOf = (written: string) => forms.exec(written)?.groups;

const powers: Readonly<Record<string, string>> = {
  "": "",
  k: "e3",
  K: "e3",
  M: "e6",
  B: "e9",
  "%": "e-2",
};

/** By its decimal exponent, so that 26% is 0.26 to the last digit. */
const sized = (digits: string, unit: string): number =>
  /e/i.test(digits) ? Number(digits) * Number(`1${powers[unit]}`) : Number(digits + powers[unit]);

const monthsOf: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** Growth over some months as the share a month that comes to the same. */
function growth(value: number, unit: string, period: string): number {
  const factor = unit === "x" ? value : 1 + value;
  return period === "month" ? factor - 1 : factor ** (1 / (monthsOf[period] ?? 1)) - 1;
}

/** What could mean two things, whatever it is a number of. */
function unclear(written: string): string | undefined {
  if (/\d[.,]\d{3}[.,]\d{3}/.test(written))
    return `Numbers are written without separators: ${written.replace(/[.,]/g, "")}`;
  if (/\d,\d{3}(?!\d)/.test(written))
    return `Write ${written.replace(",", "")} or ${written.replace(",", ".")}: a comma may be either.`;
  if (/\d,\d/.test(written)) return `Decimals have a point: ${written.replace(",", ".")}`;
  if (/\d\s*[kKMB%]?\s*(-|–|to|\.\.)\s*\$?\d/.test(written))
    return "Write one number, the likeliest.";
  if (/[€£¥]|eur|gbp/i.test(written)) return "Amounts are in US dollars, as $6k.";
  const [, digits, word = ""] = /^\$?\s*([\d.]+)\s*([a-z]+)$/i.exec(written) ?? [];
  if (/^(m|mm|mn|mio|million|millions)$/i.test(word) && word !== "M")
    return `For millions write ${digits}M.`;
  if (/^(b|bn|billion|billions)$/i.test(word) && word !== "B")
    return `For billions write ${digits}B.`;
  return undefined;
}

const perMonth: Readonly<Record<string, number>> = {
  ...{
    second: 30.4375 * 86_400,
    s: 30.4375 * 86_400,
    hour: 730.5,
    h: 730.5,
    day: 30.4375,
    d: 30.4375,
  },
  ...{ week: 4.348, quarter: 1 / 3, year: 1 / 12 },
};

/** A unit that is not that of the field. */
function foreign(written: string, form: NumberForm): string | undefined {
  const { dollar, digits, unit, period } = partsOf(written) ?? {};
  if (digits === undefined || unit === undefined) return otherUnit(written, form);
  if (dollar === "$" && form !== "money") return "It is no amount of money: leave the $ out.";
  if (unit === "%" && form !== "share" && form !== "growth")
    return "It is no percentage: write the number itself.";
  if (form === "growth") return growthTrouble(Number(digits), unit, period);
  if (unit === "x") return "It is no factor: write the number itself.";
  if (period === undefined || (period === "month" && (form === "count" || form === "money")))
    return undefined;
  const months = perMonth[period];
  if (months === undefined || (form !== "count" && form !== "money"))
    return "Write the number alone.";
  const value = Number((sized(digits, unit) * months).toPrecision(3));
  return `What is counted is a month: write ${value}.`;
}

function growthTrouble(
  value: number,
  unit: string,
  period: string | undefined,
): string | undefined {
  if (period === undefined && unit === "x") return "Say per what: 2x/month, 2x/quarter or 2x/year.";
  if (period !== undefined && monthsOf[period] === undefined)
    return "Growth is said a month, quarter or year: 5%/month, 2x/quarter.";
  if (/[kKMB]/.test(unit)) return "Growth is a share: 5%/month, 2x/quarter.";
  const factor = unit === "x" ? value : unit === "%" ? 1 + value / 100 : 1 + value;
  return factor <= 0 ? "What shrinks to nothing has no share a month." : undefined;
}

/** Times that are written with their unit. */
function otherUnit(written: string, form: NumberForm): string | undefined {
  const [, digits = "", word = ""] = /^([\d.]+)\s*([a-z]+)$/i.exec(written) ?? [];
  const value = Number(digits);
  if (form === "ms" && /^(s|sec|secs|second|seconds)$/.test(word))
    return `Times are in ms: write ${Math.round(value * 1000)}.`;
  if (form === "ms" && word === "ms") return `Times are in ms already: write ${value}.`;
  if (form === "months" && /^(y|yr|years?)$/.test(word))
    return `Write it in months: ${12 * value}.`;
  if (form === "months" && /^(mo|months?)$/.test(word)) return `It is in months already: ${value}.`;
  return undefined;
}

/** The number that was written with separators: 1,000,000 or 1_000_000. */
export function numberMeant(given: unknown): string | undefined {
  const written = typeof given === "string" ? given.trim() : "";
  return /^-?\d{1,3}([,_' ]\d{3})+(\.\d+)?$|^-?\d+(_\d+)+$/.test(written)
    ? written.replace(/[,_' ]/g, "")
    : undefined;
}
