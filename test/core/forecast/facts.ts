import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ForecastFit } from "../../../src/shapes/forecast.ts";
import { forecast } from "../../../src/shapes/forecast.ts";

const root = join(import.meta.dirname, "../../..");

/** The facts as shipped, so that the tests speak of the constants that users get. */
export const written: unknown = parse(
  readFileSync(join(root, "rules/market/forecast.yaml"), "utf8"),
);
export const facts = forecast.parse(written);

/** The fit that the golden vectors were made with; later fits leave them alone. */
export const fit: ForecastFit = (() => {
  const found = facts.fits.find(({ published }) => published === "2026-07-10");
  if (!found) throw new Error("rules/market/forecast.yaml lost the fit of 2026-07-10");
  return found;
})();
export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(root, "fixtures/forecast", name), "utf8"));
