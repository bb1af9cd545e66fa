import { softCriteria } from "../know/lists.ts";
import type { Row, Table } from "./table.ts";

/** Bills that differ by no more than this share read alike. */
const sameBill = 0.01;
/** Half of the last digit that is printed of a chance, and of points of value. */
const sameChance = 0.005;
const sameWorth = 0.0005;

/** Nothing that an answer prints tells the two apart but their names. */
export const isAlike = (a: Row, b: Row): boolean =>
  a.option === b.option &&
  a.open === b.open &&
  a.imputed === b.imputed &&
  Math.abs(a.usd - b.usd) <= sameBill * Math.max(a.usd, b.usd) &&
  Math.abs(a.chance - b.chance) <= sameChance &&
  Math.abs(a.prospect.mean - b.prospect.mean) <= sameWorth &&
  Math.abs(a.points.quality - b.points.quality) <= sameWorth &&
  Math.abs(a.points.cost - b.points.cost) <= sameWorth &&
  softCriteria.every((one) => Math.abs(a.soft[one] - b.soft[one]) <= sameChance);

/** Other models that tie with a candidate, by name. */
export const tiedWith = (row: Row, { rows }: Table): Row[] => {
  const found = new Map<string, Row>();
  for (const one of rows) {
    const { model } = one.candidate;
    if (model === undefined || model === row.candidate.model || found.has(model.id)) continue;
    if (isAlike(one, row)) found.set(model.id, one);
  }
  return [...found.values()];
};
