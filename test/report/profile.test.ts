import { expect, it } from "vitest";
import { profileReport } from "../../src/core/profile/profile.ts";
import { answer, showPage } from "../../src/report/profile/show.ts";
import { asOf, shipped } from "../core/knowledge.ts";

const reportOf = (id: string) => {
  const profile = shipped.profiles[id];
  if (profile === undefined) throw new Error(id);
  return profileReport(profile, shipped, asOf);
};

it("names the boards that the gap is of: its own, or those that stand in", () => {
  const own = reportOf("chat-assistant");
  expect(own.kin).toBeNull();
  expect(answer(own)).toContain(`pooled over ${own.boards.length} boards`);
  const ids = Object.keys(shipped.profiles).map(reportOf);
  const borrowed = ids.find(
    (one) => one.kin !== null && one.boards.length === 0 && one.forecast[0]?.gap !== null,
  );
  expect(borrowed, "no capability is read from the boards of its kin").toBeDefined();
  if (borrowed !== undefined)
    expect(answer(borrowed)).toContain(`on the boards of ${borrowed.kin}`);
});

it("never shows a forecast as certain", () => {
  const page = showPage(reportOf("computer-use"), { history: false, verbose: false, width: 100 });
  const forecast = page.sections.find((one) => one.title === "When the gap closes");
  expect(JSON.stringify(forecast)).toContain(">99 %");
  expect(JSON.stringify(forecast)).not.toContain("100 %");
});
