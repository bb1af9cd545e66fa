import { amount, type WrittenAmount } from "./json.ts";
import type { ImportedRates } from "./row.ts";

/** The amounts of one price as a file writes them. */
export interface WrittenRates {
  readonly input: WrittenAmount;
  readonly output: WrittenAmount;
  readonly cacheRead?: WrittenAmount;
  readonly cacheWrite?: WrittenAmount;
  readonly batchInput?: WrittenAmount;
  readonly batchOutput?: WrittenAmount;
}

/** What longer requests cost, from the first token beyond a limit. */
export interface WrittenTier {
  readonly above: number;
  readonly written: WrittenRates;
}

/** One price with its tiers; none where the file knows no price, "wrong" where it states something that is none. */
export function pricesOf(
  written: WrittenRates,
  tiers: readonly WrittenTier[] = [],
): ImportedRates[] | "wrong" {
  const base = ratesOf(written);
  const beyond = tiers.map((one) => ({ above: one.above, rates: ratesOf(one.written) }));
  if (base === "wrong" || beyond.some(({ rates }) => rates === "wrong")) return "wrong";
  if (beyond.some(({ above }) => !Number.isSafeInteger(above) || above < 1)) return "wrong";
  if (base === "none") return [];
  const whole = beyond.flatMap(({ above, rates }) =>
    typeof rates === "string" ? [] : [{ above, ...rates }],
  );
  return [
    { ...base, ...(whole.length > 0 && { tiers: whole.toSorted((a, b) => a.above - b.above) }) },
  ];
}

function ratesOf(written: WrittenRates): ImportedRates | "none" | "wrong" {
  const { input, output, cacheRead, cacheWrite, batchInput, batchOutput } = written;
  const all = [input, output, cacheRead, cacheWrite, batchInput, batchOutput];
  if (all.some((one) => one === "wrong")) return "wrong";
  if (typeof input !== "number" || typeof output !== "number") return "none";
  if (input === 0 && output === 0) return "none";
  return {
    input,
    output,
    ...(isStated(cacheRead) ? { cacheRead } : {}),
    ...(isStated(cacheWrite) ? { cacheWrite } : {}),
    ...(isStated(batchInput) && isStated(batchOutput)
      ? { batch: { input: batchInput, output: batchOutput } }
      : {}),
  };
}

/** Lists write 0 for what they do not know, and nobody gives caches away. */
const isStated = (one: WrittenAmount): one is number => typeof one === "number" && one > 0;

export const amounts = (
  values: Readonly<Record<string, unknown>>,
  names: Readonly<Partial<Record<keyof WrittenRates, string>>>,
  scale = 1,
): WrittenRates => {
  const at = (key: keyof WrittenRates) => {
    const name = names[key];
    return name === undefined ? undefined : amount(values[name], scale);
  };
  return {
    input: at("input"),
    output: at("output"),
    cacheRead: at("cacheRead"),
    cacheWrite: at("cacheWrite"),
    batchInput: at("batchInput"),
    batchOutput: at("batchOutput"),
  };
};
