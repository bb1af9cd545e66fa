import { describe, expect, it } from "vitest";
import { boardFacts } from "../../src/core/answer/advice.ts";
import { ask, type Question } from "../../src/core/choose/question.ts";
import { read } from "../../src/core/gate/rules/evaluate.ts";
import { complete } from "../../src/core/know/assume.ts";
import type { Facts } from "../../src/core/know/condition.ts";
import { type FactType, registries } from "../../src/load/pack/fact-types.ts";
import type { WrittenUseCase } from "../../src/shapes/use-case.ts";
import { asOf, shipped } from "../core/knowledge.ts";

/** Between them these ask for every fact: limits, own machines, an own cloud, kin, a retired model, terms on personal data. */
const useCases: readonly WrittenUseCase[] = [
  {
    name: "limits",
    needs: [{ capability: "text-reasoning", bar: "commodity" }],
    latency: { firstTokenMs: 1000, perTokenMs: 50 },
    policy: { maxGpus: 64, ownedGpus: [{ gpu: "h100-sxm", count: 8 }] },
    budget: { usdPerMonth: 50_000, hurtsAtUsdPerMonth: 10_000 },
  },
  {
    name: "bar",
    needs: [{ capability: "computer-use", bar: "parity" }],
    data: { boundary: "own-cloud", cloud: "aws" },
  },
  {
    name: "kin",
    needs: [
      { capability: "moderation", workload: { reasoning: "low" } },
      { capability: "tool-use" },
    ],
    workload: { reasoning: "high" },
    data: { personal: true },
    team: { stack: "tuned" },
    policy: { jurisdictions: ["eu"], denyGpus: ["l40s"], rentTerm: "1-year" },
  },
  {
    name: "science",
    needs: [{ capability: "scientific-discovery" }, { capability: "code-generation" }],
  },
];

const questions = useCases.map((one) =>
  ask({ useCase: complete(one, shipped).useCase, knowledge: shipped, asOf }),
);

/** Facts as rules see them: those of a candidate are worked out on demand, by name. */
function* leaves(facts: object, prefix = ""): Generator<readonly [path: string, value: unknown]> {
  const names = new Set<string>();
  for (
    let at: object | null = facts;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at)
  )
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") names.add(name);
  for (const name of names) {
    const value: unknown = (facts as Facts)[name];
    if (value !== null && typeof value === "object" && !Array.isArray(value))
      yield* leaves(value, `${prefix}${name}.`);
    else yield [`${prefix}${name}`, value];
  }
}

const candidates = (question: Question) =>
  question.needs.flatMap(({ judged, state }) =>
    judged.map(({ candidate, context }) => ({
      ...Object.fromEntries(leaves(context.facts)),
      ...Object.fromEntries(
        leaves({
          boards: boardFacts(candidate, state, question),
          answer: { choice: "none", status: "decided" },
        }),
      ),
    })),
  );

const fits = (value: unknown, { type, values }: FactType): boolean => {
  const all = type === "list" ? (value as unknown[]) : [value];
  if (type === "list" && !Array.isArray(value)) return false;
  if (values !== undefined) return all.every((one) => values.includes(String(one)));
  return type === "list" || typeof value === type;
};

describe("the schema of facts mirrors the facts", () => {
  it("names every fact that the core builds, and its type", () => {
    const wrong = new Set<string>();
    for (const facts of questions.flatMap(candidates))
      for (const [path, value] of Object.entries(facts)) {
        const known = registries.candidate.get(path);
        // Owned machines are no fact for rules: they stand behind candidate.gpuLimit.
        if (path === "policy.ownedGpus" || value === undefined || value === null) continue;
        if (known === undefined) wrong.add(`${path} is not in the schema`);
        else if (!fits(value, known)) wrong.add(`${path} is no ${known.type}: ${String(value)}`);
      }
    expect([...wrong]).toEqual([]);
  });

  it("names no fact that the core never builds", () => {
    const seen = new Set(
      questions
        .flatMap(candidates)
        .flatMap((facts) =>
          Object.entries(facts).flatMap(([path, value]) => (value === undefined ? [] : [path])),
        ),
    );
    expect([...registries.candidate.keys()].filter((path) => !seen.has(path))).toEqual([]);
  });

  it("gives a need and a use case the facts that they have, and no more", () => {
    for (const question of questions) {
      for (const path of ["answer.choice", "answer.status"])
        expect(registries["use-case"].has(path)).toBe(true);
      for (const { facts } of question.needs)
        for (const path of registries.need.keys())
          if (path.startsWith("candidate.")) expect(read(facts, path)).toBeUndefined();
    }
    const wide = [...registries.candidate.keys()];
    expect([...registries.need.keys()].every((path) => wide.includes(path))).toBe(true);
    expect([...registries["use-case"].keys()].every((path) => registries.need.has(path))).toBe(
      true,
    );
  });
});
