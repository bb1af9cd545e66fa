/** Digits that every Node computes alike; what lies beyond them is rounding, not knowledge. */
const significant = 9;

/** JSON with sorted keys and rounded numbers: the same input gives the same bytes. */
export const toJson = (value: unknown, indent = 2): string =>
  `${JSON.stringify(stable(value), null, indent)}\n`;

/** Sorted before it is written: a replacer is called for each value, and takes a third longer. */
function stable(value: unknown): unknown {
  if (typeof value === "number")
    return Number.isInteger(value) ? value : Number(value.toPrecision(significant));
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(stable);
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, stable(record[key])]));
}
