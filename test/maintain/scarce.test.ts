import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";

// Every model that people buy is known well enough to be chosen or left, or slugs.yaml says why not.

const rules = fileURLToPath(new URL("../../rules/", import.meta.url));
const all = (folder: string) =>
  readdirSync(rules + folder).map((name) => parse(readFileSync(rules + folder + name, "utf8")));

interface Slugs {
  readonly bought: readonly (readonly string[])[];
  readonly scarce: Readonly<Record<string, string>>;
}
const { bought, scarce }: Slugs = parse(
  readFileSync(new URL("slugs.yaml", import.meta.url), "utf8"),
);
const models = bought.flat();

interface Score {
  readonly model: string;
  readonly score: string;
  readonly capability: string;
}
const scores: readonly Score[] = all("current/capabilities/").flatMap((profile) =>
  (profile.benchmarks ?? []).flatMap(
    ({ id, observations = [] }: { id: string; observations?: Record<string, string>[] }) =>
      observations.map(({ model, effort }) => ({
        model,
        score: `${id}@${effort}`,
        capability: profile.id,
      })),
  ),
);

function isScarce(model: string): boolean {
  const mine = scores.filter((one) => one.model === model);
  const count = (of: "score" | "capability") => new Set(mine.map((one) => one[of])).size;
  return count("score") < 8 || count("capability") < 3;
}

it("follows forty models, each of which moat sells", () => {
  const sold = new Set(
    all("market/models/").flatMap((file) => file.models.map(({ id }: { id: string }) => id)),
  );
  expect(new Set(models).size).toBe(40);
  expect(models.filter((one) => !sold.has(one))).toEqual([]);
});

it("has eight scores on three capabilities of each, or a written reason", () => {
  const short = models.filter(isScarce);
  console.info(
    `${models.length - short.length} of ${models.length} models that people buy have eight scores on three capabilities`,
  );
  expect(short.filter((one) => (scarce[one] ?? "").trim() === "")).toEqual([]);
});

it("keeps no reason that is no longer needed, and none of a model that nobody buys", () => {
  expect(Object.keys(scarce).filter((one) => !models.includes(one) || !isScarce(one))).toEqual([]);
});
