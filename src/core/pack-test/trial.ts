import type { Choice, Criterion, Day, Option, Status } from "../../shapes/common.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { boardFacts } from "../answer/advice.ts";
import { answerable, type Chosen } from "../choose/choose.ts";
import type { Question } from "../choose/question.ts";
import type { Candidate } from "../gate/candidate.ts";
import { extend } from "../gate/facts.ts";
import { evaluate, read } from "../gate/rules/evaluate.ts";
import { missing, type Tested, trace } from "../gate/rules/trace.ts";
import { keysIn } from "../know/by-key.ts";
import type { Context, Facts, Truth } from "../know/condition.ts";
import type { Rule } from "../know/pack.ts";
import { treeOf, withValue } from "../know/tree.ts";

/** What a test of a pack puts before its rules: a use case, one candidate of it, and facts changed by hand. */
export interface TestSetting {
  readonly useCase: WrittenUseCase;
  readonly asOf: Day;
  /** The need whose facts are looked at; the first one where nothing is said. */
  readonly need: string | undefined;
  /** The candidate whose facts are looked at; the chosen one where nothing is said. */
  readonly candidate:
    | {
        readonly option: Option;
        readonly model?: string | undefined;
        readonly provider?: string | undefined;
      }
    | undefined;
  /** Facts by dotted path; null takes one away. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Rules by option. */
type RulesByOption = Readonly<Partial<Record<Option, readonly string[]>>>;

export interface Expectation {
  readonly fires: readonly string[];
  readonly quiet: readonly string[];
  readonly unknown: readonly string[];
  /** Facts that the rules under `unknown` lack. */
  readonly missing: readonly string[];
  /** Gates that take the named candidate away, or any candidate of the option; an empty list: none does. */
  readonly vetoed: RulesByOption;
  /** Gates for which somebody has to be asked, of the same candidates. */
  readonly asks: RulesByOption;
  /** Sum of the points on a criterion of the candidate. */
  readonly points: Readonly<Partial<Record<Criterion, number>>>;
  /** Choices that keep the promise, at expected values. */
  readonly verdict: readonly Choice[];
  readonly status: Status | undefined;
  readonly route: Readonly<Record<string, Option>>;
}

export interface Failure {
  /** Where in the expectation. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The tests of the rule with what they found, for somebody who asks why. */
  readonly found: readonly Tested[];
}

/** A setting worked out: everything but the rules, so that changed rules can be tried on it again and again. */
export interface Trial {
  readonly setting: TestSetting;
  readonly question: Question;
  readonly chosen: Chosen;
  /** Absent where the need or the candidate is not there. */
  readonly contexts: Readonly<Record<Rule["given"], Context | undefined>>;
  readonly option: Option | undefined;
}

export type Posed = Pick<Trial, "question" | "chosen">;

/** `paths` are the facts that rules may ask for. */
export function trialOf(setting: TestSetting, posed: Posed, paths: readonly string[]): Trial {
  const { question, chosen } = posed;
  const { choice, status } = chosen;
  const need = question.needs.find(
    ({ state }) => setting.need === undefined || state.need.id === setting.need,
  );
  const meant = setting.candidate;
  const judged =
    meant === undefined
      ? need && pickFor(need.state.need.id, posed)?.judged
      : need?.judged.find(({ candidate }) => isMeant(candidate, meant));
  const answerFacts = { answer: { choice, status } };
  const context = (facts: Facts | undefined, more: Facts = answerFacts): Context | undefined =>
    facts === undefined
      ? undefined
      : {
          facts: changed(extend(facts, more), paths, setting.facts),
          parameters: question.knowledge.pack.parameters,
        };
  const boards = judged && need && boardFacts(judged.candidate, need.state, question);
  return {
    setting,
    ...posed,
    contexts: {
      "use-case": context(question.base),
      need: context(need?.facts),
      candidate: context(judged?.context.facts, { ...answerFacts, boards }),
    },
    option: judged?.candidate.option,
  };
}

/** Who was chosen for a need; needs that nobody measured have nobody. */
const pickFor = (id: string, { question, chosen }: Posed) =>
  chosen.ranked[0]?.plan.picks[answerable(question).findIndex(({ state }) => state.need.id === id)]
    ?.row;

const isMeant = (
  { option, model, offers }: Candidate,
  meant: NonNullable<TestSetting["candidate"]>,
): boolean =>
  option === meant.option &&
  (meant.model === undefined || meant.model === model?.id) &&
  (meant.provider === undefined || offers.some(({ provider }) => provider === meant.provider));

/** A plain copy of the facts with some replaced: the facts themselves are worked out on demand and shared. */
function changed(facts: Facts, paths: readonly string[], changes: Facts): Facts {
  if (Object.keys(changes).length === 0) return facts;
  let copy: unknown = {};
  for (const path of paths) {
    const value = Object.hasOwn(changes, path) ? changes[path] : read(facts, path);
    if (value !== undefined && value !== null) copy = withValue(copy, path.split("."), value);
  }
  return treeOf(copy);
}

/** Where the answer and the rules differ from what was expected. */
export function failuresOf(
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
  return [
    ...truths("fires", expect, trial, rules),
    ...truths("quiet", expect, trial, rules),
    ...truths("unknown", expect, trial, rules),
    ...missingFacts(expect, trial, rules),
    ...gates("vetoed", expect, trial, rules),
    ...gates("asks", expect, trial, rules),
    ...pointSums(expect, trial, rules),
    ...answers(expect, trial),
  ];
}

const said = (truth: Truth): string =>
  truth === "unknown" ? "is unknown" : truth ? "fires" : "is quiet";

const wantedTruths = { fires: true, quiet: false, unknown: "unknown" } as const;

function truths(
  key: keyof typeof wantedTruths,
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
  const wanted = wantedTruths[key];
  return expect[key].flatMap((id, index): Failure[] => {
    const rule = rules.get(id);
    const context = rule && trial.contexts[rule.given];
    const path = [key, index];
    if (rule === undefined || context === undefined)
      return [
        {
          path,
          message: `${id} cannot be asked: there is no such ${rule?.given ?? "rule"} here`,
          found: [],
        },
      ];
    const truth = evaluate(rule.when, context);
    if (truth === wanted) return [];
    const wish = wanted === true ? "fire" : wanted === false ? "stay quiet" : "be unknown";
    return [
      {
        path,
        message: `${id} should ${wish}, but ${said(truth)}`,
        found: trace(rule.when, context),
      },
    ];
  });
}

function missingFacts(
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
  const lacking = expect.unknown.flatMap((id) => {
    const rule = rules.get(id);
    const context = rule && trial.contexts[rule.given];
    return rule === undefined || context === undefined ? [] : missing(rule.when, context);
  });
  return expect.missing.flatMap((fact, index) =>
    lacking.includes(fact)
      ? []
      : [
          {
            path: ["missing", index],
            message: `${fact} should be missing; missing are: ${lacking.join(", ") || "none"}`,
            found: [],
          },
        ],
  );
}

const verbs = { vetoed: "takes away", asks: "asks about" } as const;

function gates(
  key: "vetoed" | "asks",
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
  return keysIn(expect[key]).flatMap((option) => {
    const ids = expect[key][option] ?? [];
    const contexts = contextsOf(option, trial);
    const holds = (id: string) => {
      const rule = rules.get(id);
      return rule !== undefined && contexts.some((one) => effectOn(rule, one) === key);
    };
    const failure = (message: string, ...at: number[]): Failure => ({
      path: [key, option, ...at],
      message,
      found: [],
    });
    if (ids.length > 0)
      return ids.flatMap((id, index) =>
        holds(id) ? [] : [failure(`${id} ${verbs[key]} nothing of ${option}`, index)],
      );
    const first = [...rules.keys()].find(holds);
    return first === undefined ? [] : [failure(`${first} ${verbs[key]} ${option}; no gate should`)];
  });
}

/** As candidates are judged: a gate that lacks a fact asks. */
function effectOn({ effect, when }: Rule, context: Context): "vetoed" | "asks" | undefined {
  if (effect.kind === "points" || effect.kind === "advise") return undefined;
  const truth = evaluate(when, context);
  if (truth === false) return undefined;
  return effect.kind === "veto" && truth === true ? "vetoed" : "asks";
}

/** The facts of the candidate that a case names, or of every candidate of the option. */
function contextsOf(option: Option, { setting, question, contexts }: Trial): readonly Context[] {
  if (setting.candidate !== undefined)
    return setting.candidate.option === option && contexts.candidate !== undefined
      ? [contexts.candidate]
      : [];
  return question.needs
    .flatMap(({ judged }) => judged)
    .filter(({ candidate }) => candidate.option === option)
    .map(({ context }) => context);
}

function pointSums(expect: Expectation, trial: Trial, rules: ReadonlyMap<string, Rule>): Failure[] {
  const context = trial.contexts.candidate;
  return Object.entries(expect.points).flatMap(([criterion, wanted]) => {
    let sum = 0;
    for (const { effect, when } of rules.values()) {
      if (effect.kind !== "points" || effect.criterion !== criterion || context === undefined)
        continue;
      const holds = effect.option === undefined || effect.option === trial.option;
      if (holds && evaluate(when, context) === true) sum += effect.value;
    }
    return Math.abs(sum - wanted) < 1e-12
      ? []
      : [
          {
            path: ["points", criterion],
            message: `${criterion} moves by ${sum}, not by ${wanted}`,
            found: [],
          },
        ];
  });
}

function answers({ verdict, status, route }: Expectation, trial: Trial): Failure[] {
  const found = trial.chosen;
  const failures: Failure[] = [];
  if (verdict.length > 0 && !verdict.includes(found.choice))
    failures.push({
      path: ["verdict"],
      message: `the verdict is ${found.choice} (${found.status}), not ${verdict.join(" or ")}`,
      found: [],
    });
  if (status !== undefined && status !== found.status)
    failures.push({
      path: ["status"],
      message: `the status is ${found.status}, not ${status}`,
      found: [],
    });
  for (const [need, wanted] of Object.entries(route)) {
    const taken = pickFor(need, trial)?.candidate.option ?? "none";
    if (taken !== wanted)
      failures.push({
        path: ["route", need],
        message: `${need} goes to ${taken}, not to ${wanted}`,
        found: [],
      });
  }
  return failures;
}
