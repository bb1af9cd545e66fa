import type { Day } from "../../shapes/common.ts";
import type { BriefAnswer, Decision, VolumeResult } from "../../shapes/decision.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { askedOf, changedFrom } from "../choose/asked.ts";
import { type Chosen, choose, isPriced } from "../choose/choose.ts";
import { ask, askAgain, askChanged, type Question } from "../choose/question.ts";
import { complete } from "../know/assume.ts";
import { answeredUseCase, headOf } from "../know/document.ts";
import { options } from "../know/lists.ts";
import type { Knowledge } from "../know/pack.ts";
import { leavesIn } from "../know/tree.ts";
import type { UseCase } from "../know/use-case.ts";
import { flips } from "../what-if/flips.ts";
import { planOverTime } from "../what-if/over-time.ts";
import { type InScenario, scenarioBeside, scenarioResult } from "../what-if/scenarios.ts";
import { adviceFor } from "./advice.ts";
import { asksOf, cheapestThatTakesPart, nearMisses, surestOf } from "./beside.ts";
import { moatsOf } from "./moat.ts";
import { nextSteps } from "./next/steps.ts";
import { oneModelOf, plansOf } from "./plans.ts";
import { reasonsFor } from "./reasons.ts";
import { nextReview } from "./review.ts";
import { timelineOf } from "./timeline.ts";
import { verdictOf } from "./verdict.ts";
import { optionResult, unknownsOf } from "./vetoes.ts";
import { warningsFor } from "./warnings.ts";

export interface AdviseOptions {
  /** Draws of weights and evidence; 0 gives the answer at expected values without a confidence. */
  readonly draws: number;
  /** Look for single changes that turn the verdict. */
  readonly flips: boolean;
  readonly version: string;
  /** Digest of the use case as it was read. */
  readonly sha256: string;
}

/**
 * The decision for one use case, from what was public at the as-of day. Pure: the same input gives the same value.
 * Capabilities that the pack does not know have been refused before, with a place and the nearest name.
 */
export function advise(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  settings: AdviseOptions,
): Decision {
  const { question, assumed, clouds, ...asked } = askedOf(written, pack, asOf);
  const { useCase, knowledge } = question;
  const base = decided(question, settings.draws);
  const { chosen, timing } = base;
  const scenario = scenarioBeside(question);
  const beside = scenario && {
    ...question,
    useCase: complete({ ...asked.written, scenario }, knowledge).useCase,
  };
  const verdict = verdictOf(question, chosen, timing);
  const review = nextReview(question, chosen, verdict.marginUsdPerMonth);
  const changed = changedFrom({ ...asked, question });
  const told = {
    verdict,
    plans: plansOf(question, chosen),
    nearMisses: nearMisses(question, chosen),
    surest: surestOf(question, chosen),
    asks: asksOf(question, chosen),
    review,
    clouds: clouds.map((one) => ({ cloud: one.cloud, ...answerIn(one.question, one.chosen) })),
    flips: settings.flips && chosen.choice !== "none" ? flips(question, chosen, changed) : [],
    moat: moatsOf(question),
  };
  return {
    ...headOf("moat.decision", { knowledge, asOf }, settings.version, "2.0"),
    useCase: {
      ...answeredUseCase(useCase, settings.sha256),
      preset: useCase.preset,
      scenario: useCase.scenario,
      given: givenIn(written),
      assumed,
    },
    ...told,
    oneModel: oneModelOf(question, chosen),
    options: options.map((option) => optionResult(option, question, chosen)),
    cheapestThatTakesPart: cheapestThatTakesPart(question, chosen),
    reasons: reasonsFor(question, chosen),
    timeline: question.needs.flatMap(({ state }) => timelineOf(state, knowledge)),
    next: nextSteps(question, chosen, told, (path, value) =>
      askChanged(changed(path, value), question),
    ),
    advice: adviceFor(question, chosen),
    scenarios: beside ? [scenarioResult(base, decided(ask(beside), settings.draws))] : [],
    unknown: options.flatMap((option) => unknownsOf(option, chosen)),
    warnings: warningsFor(question, chosen),
    volumes: useCase.volumeAssumed ? volumesOf(question, settings.draws) : [],
  };
}

function decided(question: Question, draws: number): InScenario {
  const chosen = choose(question, draws);
  return { question, chosen, timing: planOverTime(question, chosen) };
}

/** What was asked, leaf by leaf, in the order in which it was written. */
function givenIn(written: WrittenUseCase): Decision["useCase"]["given"] {
  const { name: _name, title: _title, ...asked } = written;
  return leavesIn(asked).filter(({ path }) => path !== "kind");
}

/** The answer at the volumes that are plausible where nobody states one. */
function volumesOf(question: Question, draws: number): VolumeResult[] {
  return question.knowledge.pack.choice.volumes.map((requestsPerMonth) => {
    const asked = askAgain(question, atVolume(question.useCase, requestsPerMonth));
    return { requestsPerMonth, ...answerIn(asked, choose(asked, draws)) };
  });
}

/** What another question comes to, in short. */
function answerIn(question: Question, { choice, ranked }: Chosen): BriefAnswer {
  const plan = ranked[0]?.plan;
  return {
    choice,
    models: (plan?.picks ?? []).flatMap(({ row }) => row.candidate.model?.id ?? []),
    usdPerMonth: isPriced(question) ? (plan?.usd ?? null) : null,
  };
}

/** Every need keeps its part of the whole. */
export function atVolume(useCase: UseCase, requestsPerMonth: number): UseCase {
  const factor = requestsPerMonth / useCase.workload.requestsPerMonth;
  const at = <Of extends { readonly requestsPerMonth: number }>(workload: Of): Of => ({
    ...workload,
    requestsPerMonth: workload.requestsPerMonth * factor,
  });
  return {
    ...useCase,
    workload: at(useCase.workload),
    needs: useCase.needs.map((need) => ({ ...need, workload: at(need.workload) })),
  };
}
