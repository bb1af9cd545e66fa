import { type Amount, amount } from "./json.ts";
import type { Rates } from "./row.ts";

/** The amounts of one price as a file writes them. */
export interface Written {
  readonly input: Amount;
  readonly output: Amount;
  readonly cacheRead?: Amount;
  readonly cacheWrite?: Amount;
  readonly batchInput?: Amount;
  readonly batchOutput?: Amount;
}

/** Rates of a price; "none" where the file knows no price, "wrong" where it states something that is none. */
export function ratesOf(written: Written): Rates | "none" | "wrong" {
  const { input, output, cacheRead, cacheWrite, batchInput, batchOutput } = written;
  const all = [input, output, cacheRead, cacheWrite, batchInput, batchOutput];
  if (all.some((one) => one === "wrong")) return "wrong";
  if (typeof input !== "number" || typeof output !== "number") return "none";
  if (input === 0 && output === 0) return "none";
  return {
    input,
    output,
    ...(typeof cacheRead === "number" ? { cacheRead } : {}),
    ...(typeof cacheWrite === "number" ? { cacheWrite } : {}),
    ...(typeof batchInput === "number" && typeof batchOutput === "number"
      ? { batch: { input: batchInput, output: batchOutput } }
      : {}),
  };
}

export const amounts = (
  values: Readonly<Record<string, unknown>>,
  names: Readonly<Record<keyof Written, string>>,
  scale = 1,
): Written => ({
  input: amount(values[names.input], scale),
  output: amount(values[names.output], scale),
  cacheRead: amount(values[names.cacheRead], scale),
  cacheWrite: amount(values[names.cacheWrite], scale),
  batchInput: amount(values[names.batchInput], scale),
  batchOutput: amount(values[names.batchOutput], scale),
});
