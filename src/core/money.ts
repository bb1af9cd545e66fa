/** Amounts for people: two or three significant digits, thousands as k, millions as M. */
export function usd(amount: number): string {
  const size = Math.abs(amount);
  const sign = amount < 0 ? "-" : "";
  if (size >= 999_500) return `${sign}$${digits(size / 1e6)}M`;
  if (size >= 10_000) return `${sign}$${digits(size / 1e3)}k`;
  if (size >= 100)
    return `${sign}$${Math.round(size)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ",")}`;
  return size === 0
    ? "$0"
    : `${sign}$${size < 0.01 ? size.toPrecision(1) : size.toFixed(size < 10 ? 2 : 0)}`;
}

const digits = (value: number): string =>
  (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)).replace(
    /\.0+$/,
    "",
  );

/** Counts for people: 2M, 150k, 3,600. */
export function count(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${digits(value / 1e9)}G`;
  if (size >= 999_500) return `${digits(value / 1e6)}M`;
  if (size >= 10_000) return `${digits(value / 1e3)}k`;
  return Number.isInteger(value)
    ? String(value).replace(/\B(?=(\d{3})+$)/g, ",")
    : String(Math.round(value * 100) / 100);
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
