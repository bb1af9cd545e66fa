/** Digits that every Node computes alike; what lies beyond them is rounding, not knowledge. */
const significant = 9;

/** JSON with sorted keys and rounded numbers: the same input gives the same bytes. */
export function toJson(value: unknown, indent = 2): string {
  return `${JSON.stringify(value, stable, indent)}\n`;
}

function stable(_key: string, value: unknown): unknown {
  if (typeof value === "number")
    return Number.isInteger(value) ? value : Number(value.toPrecision(significant));
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
