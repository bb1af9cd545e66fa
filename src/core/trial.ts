import { boardFacts } from "./advice.ts";
import { complete } from "./assume.ts";
import { extend } from "./facts.ts";
import type { Day, Option } from "./knowledge.ts";
import type { Choice } from "./outcome.ts";
import type { Knowledge, Rule } from "./pack.ts";
import { type Answer, answer, pose, type Question } from "./question.ts";
import type { Context, Facts, Truth } from "./rules/condition.ts";
import { evaluate, read } from "./rules/evaluate.ts";
import { missing, type Tested, trace } from "./rules/trace.ts";
import type { Criterion, WrittenUseCase } from "./use-case.ts";

/** What a test of a pack puts before its rules: a use case, one candidate of it, and facts changed by hand. */
export interface Setting {
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

export interface Expectation {
  readonly fires: readonly string[];
  readonly quiet: readonly string[];
  readonly unknown: readonly string[];
  /** Facts that the rules under `unknown` lack. */
  readonly missing: readonly string[];
  /** Gates that take the named candidate away, or any candidate of the option; an empty list: none does. */
  readonly vetoed: Readonly<Partial<Record<Option, readonly string[]>>>;
  /** Sum of the points on a criterion of the candidate. */
  readonly points: Readonly<Partial<Record<Criterion, number>>>;
  /** Choices that keep the promise, at expected values. */
  readonly verdict: readonly Choice[];
  readonly status: Answer["status"] | undefined;
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
  readonly setting: Setting;
  readonly question: Question;
  readonly found: Answer;
  /** Absent where the need or the candidate is not there. */
  readonly contexts: Readonly<Record<Rule["given"], Context | undefined>>;
  readonly option: Option | undefined;
}

export type Posed = Pick<Trial, "question" | "found">;

export function poseSetting({ useCase, asOf }: Setting, knowledge: Knowledge): Posed {
  const question = pose(complete(useCase, knowledge).useCase, knowledge, asOf);
  return { question, found: answer(question) };
}

/** `paths` are the facts that rules may ask for. */
export function trialOf(setting: Setting, posed: Posed, paths: readonly string[]): Trial {
  const { question, found } = posed;
  const at =
    setting.need === undefined
      ? 0
      : question.needs.findIndex(({ state }) => state.need.id === setting.need);
  const need = question.needs[at];
  const judged =
    setting.candidate === undefined
      ? found.plan?.picks[at]?.contender.judged
      : need?.judged.find(({ candidate }) => isMeant(candidate, setting.candidate));
  const answerFacts = { answer: { choice: found.choice, status: found.status } };
  const context = (facts: Facts | undefined, more: Facts = answerFacts): Context | undefined =>
    facts === undefined
      ? undefined
      : {
          facts: changed(extend(facts, more), paths, setting.facts),
          parameters: question.knowledge.pack.parameters,
        };
  const boards = judged && boardFacts(judged.candidate.standing, question);
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

type Meant = Setting["candidate"];

function isMeant(
  { option, model, offer }: Question["needs"][number]["judged"][number]["candidate"],
  meant: Meant,
): boolean {
  return (
    option === meant?.option &&
    (meant.model === undefined || meant.model === model?.id) &&
    (meant.provider === undefined || meant.provider === offer?.provider)
  );
}

/** A plain copy of the facts with some replaced: the facts themselves are worked out on demand and shared. */
function changed(facts: Facts, paths: readonly string[], changes: Facts): Facts {
  if (Object.keys(changes).length === 0) return facts;
  const copy: Tree = {};
  for (const path of paths) {
    const value = Object.hasOwn(changes, path) ? changes[path] : read(facts, path);
    if (value !== undefined && value !== null) put(copy, path.split("."), value);
  }
  return copy;
}

type Tree = { [key: string]: unknown };

function put(tree: Tree, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) tree[key] = value;
  else {
    tree[key] ??= {};
    put(tree[key] as Tree, rest, value);
  }
}

/** Where the answer and the rules differ from what was expected. */
export function failuresOf(
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
  return [
    ...truths("fires", true, expect, trial, rules),
    ...truths("quiet", false, expect, trial, rules),
    ...truths("unknown", "unknown", expect, trial, rules),
    ...missingFacts(expect, trial, rules),
    ...vetoes(expect, trial, rules),
    ...pointSums(expect, trial, rules),
    ...answers(expect, trial),
  ];
}

const said = (truth: Truth): string =>
  truth === "unknown" ? "is unknown" : truth ? "fires" : "is quiet";

function truths(
  key: "fires" | "quiet" | "unknown",
  wanted: Truth,
  expect: Expectation,
  trial: Trial,
  rules: ReadonlyMap<string, Rule>,
): Failure[] {
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

function vetoes(expect: Expectation, trial: Trial, rules: ReadonlyMap<string, Rule>): Failure[] {
  return Object.entries(expect.vetoed).flatMap(([key, ids]) => {
    const contexts = contextsOf(key as Option, trial);
    const removes = (id: string) => {
      const rule = rules.get(id);
      return (
        rule?.effect.kind === "veto" && contexts.some((one) => evaluate(rule.when, one) === true)
      );
    };
    if (ids.length === 0) {
      const first = [...rules.keys()].find(removes);
      return first === undefined
        ? []
        : [
            {
              path: ["vetoed", key],
              message: `${first} takes ${key} away; no gate should`,
              found: [],
            },
          ];
    }
    return ids.flatMap((id, index) =>
      removes(id)
        ? []
        : [
            {
              path: ["vetoed", key, index],
              message: `${id} takes nothing of ${key} away`,
              found: [],
            },
          ],
    );
  });
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

function answers({ verdict, status, route }: Expectation, { found, question }: Trial): Failure[] {
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
    const at = question.needs.findIndex(({ state }) => state.need.id === need);
    const taken = found.plan?.picks[at]?.option ?? "none";
    if (taken !== wanted)
      failures.push({
        path: ["route", need],
        message: `${need} goes to ${taken}, not to ${wanted}`,
        found: [],
      });
  }
  return failures;
}
