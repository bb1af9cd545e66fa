/** Amounts for people: two or three significant digits; thousands as k, then M, B and T. */
export function usd(amount: number): string {
  const size = Math.abs(amount);
  const sign = amount < 0 ? "-" : "";
  if (size >= 10_000) return `${sign}$${short(size)}`;
  if (size >= 100) return `${sign}$${grouped(Math.round(size))}`;
  return size === 0
    ? "$0"
    : `${sign}$${size < 0.01 ? size.toPrecision(1) : size.toFixed(size < 10 ? 2 : 0)}`;
}

const units = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** A unit begins where the one below it would be rounded to a thousand. */
function short(size: number): string {
  const [scale, letter] = units.find(([one]) => size >= one * 0.9995) ?? [1, ""];
  return `${digits(size / scale)}${letter}`;
}

const digits = (value: number): string => {
  // Beyond the last unit only an exponent stays readable.
  if (value >= 1e6) return value.toExponential(1).replace("e+", "e");
  if (value >= 100) return grouped(Math.round(value));
  return value.toFixed(value >= 10 ? 1 : 2).replace(/\.0+$/, "");
};

/** 3,600 */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** Counts for people: 2M, 150k, 3,600. */
export function count(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return `${value < 0 ? "-" : ""}${short(size)}`;
  return Number.isInteger(value) ? grouped(value) : String(Math.round(value * 100) / 100);
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Of what nobody measured one digit is told, and never that it is certain: 10 to 90. */
export const roughPercent = (share: number): number =>
  Math.min(90, Math.max(10, 10 * Math.round(10 * share)));

/** The same with three digits. */
export const roughCount = (value: number): string => count(Number(value.toPrecision(3)));

/** "1 day", "3 days". */
export const plural = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Any value of an input. */
export function plainValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join("+");
  return typeof value === "number" ? count(value) : String(value);
}
