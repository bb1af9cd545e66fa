import type { Decision } from "../../shapes/decision.ts";
import type { RecordedBasis } from "../../shapes/record.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { askedOf } from "../choose/asked.ts";
import { choose } from "../choose/choose.ts";
import type { Knowledge } from "../know/pack.ts";
import { carryingFacts, type Fact, factAt } from "./facts.ts";

/** A decision with the facts that carried it, ready to be written down. */
export interface Recordable {
  readonly decision: Decision;
  readonly facts: readonly Fact[];
  readonly basis: RecordedBasis;
}

export function recordable(
  decision: Decision,
  written: WrittenUseCase,
  pack: Knowledge,
): Recordable {
  const { question } = askedOf(written, pack, decision.asOf);
  const { useCase, knowledge } = question;
  // The same draws, so that the same plans lead.
  const chosen = choose(question, decision.verdict.draws);
  const facts = carryingFacts(question, chosen).flatMap(
    (id) => factAt(id, useCase, knowledge, decision.asOf) ?? [],
  );
  return { decision, facts, basis: basisOf(decision, facts) };
}

function basisOf(decision: Decision, facts: readonly Fact[]): RecordedBasis {
  const { verdict, plans, packs, useCase } = decision;
  const [pack = { id: "", version: "", sha256: "" }] = packs;
  const usd = plans[0]?.usdPerMonth?.p50;
  return {
    asOf: decision.asOf,
    pack: { id: pack.id, version: pack.version, sha256: pack.sha256 },
    useCase: useCase.sha256,
    verdict: {
      choice: verdict.choice,
      status: verdict.status,
      confidence: verdict.confidence ?? undefined,
      usdPerMonth: usd === undefined ? undefined : Number(usd.toPrecision(4)),
    },
    facts: facts.map(({ id, value, source, published }) => ({
      id,
      value,
      source: source ?? undefined,
      published: published ?? undefined,
    })),
    flips: decision.flips.map(({ path, from, to, verdict: turned, distance }) => ({
      ...{ path, from, to, verdict: turned },
      distance: Number(distance.toFixed(3)),
    })),
  };
}
