import { answerable, type Chosen } from "../../choose/choose.ts";
import { isAsked, type Plan, plansOf } from "../../choose/plans.ts";
import type { Question } from "../../choose/question.ts";
import { tableWithout } from "../../choose/table.ts";
import { NeedValues } from "../../choose/value.ts";

/** The best plan in which nobody has to be asked for anything; undefined where there is none. */
export function otherwise(question: Question, { field }: Chosen): Plan | undefined {
  const tables = answerable(question).map(({ table, terms }) =>
    tableWithout(table, (row) => isAsked(row) || row.silent, terms),
  );
  if (tables.some(({ rows }) => rows.length === 0)) return undefined;
  const values = tables.map(
    (table, need) => new NeedValues(table, field.values[need]?.rates ?? field.rates),
  );
  return plansOf({ ...field, tables, values })[0];
}
