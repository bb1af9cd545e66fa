import * as z from "zod";
import { type NumberForm, readNumber } from "./read-number.ts";

const aMonth = "( ?(/|per |a ) ?month)?";

/** Forms beside plain digits, as JSON Schema tells editors; empty where there is none. */
const patterns: Readonly<Record<NumberForm, string>> = {
  count: `^[0-9.]+ ?[kKMB]?${aMonth}$`,
  share: "^[0-9.]+ ?%$",
  money: `^\\$?[0-9.]+ ?[kKMB]?${aMonth}$`,
  growth: "^[+-]?[0-9.]+ ?[x%]?( ?(/|per |a ) ?(month|quarter|year))?$",
  ms: "",
  months: "",
};

/** Numbers that may be written as people write them, with the texts that are taken for them. */
export const writtenNumbers = z.registry<{ readonly pattern: string }, z.core.$ZodType>();

/** The number that a text stands for, judged by the schema of the number. */
export function written<Of extends z.ZodType<number>>(form: NumberForm, schema: Of) {
  const read = z.preprocess((given, context) => {
    const found = typeof given === "string" ? readNumber(given, form) : undefined;
    if (found === undefined) return given;
    if (found.ok) return found.value;
    context.addIssue({ code: "custom", message: "", params: { help: found.help } });
    return z.NEVER;
  }, schema);
  if (patterns[form] !== "") writtenNumbers.add(read, { pattern: patterns[form] });
  return read;
}
