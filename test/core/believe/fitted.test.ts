import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fitAbility, type ScoredRow } from "../../../src/core/believe/ability.ts";
import { fittedTo } from "../../../src/core/believe/fitted.ts";

const { constants } = JSON.parse(
  readFileSync(new URL("../../../fixtures/ability/golden.json", import.meta.url), "utf8"),
);
const homes = ["writing", "coding"];
const rows = Array.from(
  { length: 8 },
  (_, month): ScoredRow => ({
    month,
    scores: [0, 1].map((board) => ({ board, z: month / 4 - board, weight: 1 })),
  }),
);
const scored = { homes, rows, parameters: constants };

it("a shipped fit is taken for the very scores that it was made of, and for no others", () => {
  const { sign } = fittedTo(scored, undefined);
  const other = { ...scored, homes: ["reading", "coding"] };
  const shipped = {
    sign: sign.replace("writing", "reading"),
    lines: [null],
    t0: 42,
    t1: 0,
    skill: 1,
  };
  const asRead = JSON.parse(JSON.stringify(shipped));
  const later = { ...other, rows: rows.map((row) => ({ ...row, month: row.month + 1 })) };
  expect(fittedTo(later, asRead)).toMatchObject(fitAbility(other.homes, later.rows, constants));
  expect(fittedTo(other, asRead)).toMatchObject({ t0: 42, lines: [undefined] });
});
