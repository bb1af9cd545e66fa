import { expect, it } from "vitest";
import { advise } from "../../../src/core/answer/advise.ts";
import { recordable } from "../../../src/core/check/basis.ts";
import { madr } from "../../../src/report/record/madr.ts";
import { asOf, shipped } from "../../core/knowledge.ts";

it("argues in sentences, for every option", () => {
  const settings = { draws: 200, flips: false, version: "0.1.0", sha256: "" };
  const useCase = { name: "test", needs: [{ capability: "structured-extraction" }] };
  const decision = advise(useCase, shipped, asOf, settings);
  const text = madr(
    { ...recordable(decision, useCase, shipped), useCase, title: "Test", owners: [] },
    "",
  );
  const lines = text.split("\n").filter((one) => /^\* (Good|Bad|Neutral)/.test(one));
  expect(text).toMatch(/^\* (Good|Bad), because it costs \S+ a month expected\b.*, against /m);
  expect(text).toMatch(/^\* Good, because it is the choice, with \d+ points, and wins/m);
  expect(text).toMatch(/^\* (Good|Bad), because it costs .+, against \S+ for the choice; /m);
  for (const line of lines.filter((one) => !one.startsWith("* Neutral: ")))
    expect(line).toMatch(/^\* (Good|Bad|Neutral), because (it|its|there|internal data) /);
  expect(lines.filter((one) => one.startsWith("* Neutral: "))).toHaveLength(1);
});
