import { complete } from "../assume.ts";
import type { Decision } from "../decision.ts";
import type { Knowledge } from "../pack.ts";
import { answer, pose } from "../question.ts";
import type { WrittenUseCase } from "../use-case.ts";
import { carryingFacts, type Fact, factAt } from "./facts.ts";
import type { Basis } from "./record.ts";

/** A decision with the facts that carried it, ready to be written down. */
export interface Recordable {
  readonly decision: Decision;
  readonly facts: readonly Fact[];
  readonly basis: Basis;
}

export function recordable(
  decision: Decision,
  written: WrittenUseCase,
  knowledge: Knowledge,
): Recordable {
  const { useCase } = complete(written, knowledge);
  const question = pose(useCase, knowledge, decision.asOf);
  const facts = carryingFacts(question, answer(question)).flatMap(
    (id) => factAt(id, useCase, knowledge, decision.asOf) ?? [],
  );
  return { decision, facts, basis: basisOf(decision, facts) };
}

function basisOf(decision: Decision, facts: readonly Fact[]): Basis {
  const { verdict, routes, packs, useCase } = decision;
  const [pack = { id: "", version: "", sha256: "" }] = packs;
  const cost = decision.options.find((one) => one.option === verdict.choice)?.usdPerMonth?.p50;
  const routed = routes.reduce((sum, one) => sum + (one.usdPerMonth ?? Number.NaN), 0);
  const total = cost ?? routed;
  return {
    asOf: decision.asOf,
    pack: { id: pack.id, version: pack.version, sha256: pack.sha256 },
    useCase: useCase.sha256,
    verdict: {
      choice: verdict.choice,
      status: verdict.status,
      confidence: verdict.confidence ?? undefined,
      usdPerMonth: Number.isFinite(total) ? Number(total.toPrecision(4)) : undefined,
    },
    facts: facts.map(({ id, value, source, published }) => ({
      id,
      value,
      source: source ?? undefined,
      published: published ?? undefined,
    })),
    flips: decision.flips.map((one) => ({ ...one, distance: Number(one.distance.toFixed(3)) })),
  };
}
