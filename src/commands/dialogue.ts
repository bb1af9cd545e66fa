import { join } from "node:path";
import type { Knowledge } from "../core/know/pack.ts";
import type { Diagnostic } from "../load/file/diagnostic.ts";
import { writeNew } from "../load/file/files.ts";
import { flagLine, useCaseYaml } from "../report/use-case.ts";
import type { DecideOptions } from "./decide.ts";
import { fieldFlags, withFlags } from "./flags.ts";
import { flag } from "./knowledge.ts";
import { type Asker, type Environment, exit, type Outcome } from "./outcome.ts";
import { type DialogueQuestion, type FlagValues, type Form, questions } from "./questions.ts";
import { emptyUseCase, useCaseOf } from "./use-cases.ts";

export interface AskOptions extends DecideOptions {
  /** Ask for the use case, or never do; by itself where somebody sits at a terminal and says nothing. */
  readonly ask?: boolean | undefined;
  readonly input?: boolean | undefined;
  /** A file of use cases, one JSON object a line; `-` is standard input. */
  readonly batch?: string | undefined;
  /** `path=from..to:steps`: decide over a grid of one number. */
  readonly sweep?: string | undefined;
  /** A file to write the decision into, for moat check. */
  readonly record?: string | undefined;
  /** A file to append one line per decision to, for moat timeline --score. */
  readonly log?: string | undefined;
}

/** Whether to ask, and why it cannot be done where it was asked for. */
export type Invitation = "no" | "yes" | Diagnostic;

/**
 * Questions are for a person at a terminal who said nothing at all. In doubt nothing is asked: a program that waits for nobody
 * hangs a build until its time is over.
 */
export function askingFor(
  paths: readonly string[],
  options: AskOptions,
  environment: Environment,
): Invitation {
  const { ask, input, batch, sweep } = options;
  if (ask !== true)
    return input !== false && isBare(paths, options) && isPerson(environment) ? "yes" : "no";
  const clash = (message: string, help: string) => flag("--ask", message, help);
  if (input === false) return clash("it does not go with --no-input", "Give one of both.");
  if (paths.length > 0 || batch !== undefined || sweep !== undefined)
    return clash("it asks for a use case, and there is one", "Leave the file out, or --ask.");
  if (environment.asker === undefined)
    return clash(
      "nobody can be asked: standard input and standard error have to be terminals",
      "Say it in flags or in a file: moat init use-case.yaml",
    );
  return "yes";
}

/** No input, and nothing that a script would say. */
function isBare(paths: readonly string[], options: AskOptions): boolean {
  const { fields, batch, sweep, record, log, json, format, quiet } = options;
  const said = [batch, sweep, record, log, json, format, quiet, ...Object.values(fields)];
  return paths.length === 0 && said.every((one) => one === undefined);
}

function isPerson({ asker, stdout, variables }: Environment): boolean {
  const { CI, TERM } = variables;
  const isBuild = CI !== undefined && !["", "0", "false"].includes(CI.toLowerCase());
  return asker !== undefined && stdout.isTTY && !isBuild && TERM !== "dumb";
}

export interface Answered {
  readonly fields: FlagValues;
  /** What to tell once it is written down. */
  readonly note: string;
}

/** The fields that the answers stand for, written down as a file; nothing at all where somebody leaves. */
export async function askUseCase(
  options: AskOptions,
  knowledge: Knowledge,
  { asker, cwd }: Environment,
): Promise<Answered | Diagnostic | Outcome> {
  if (asker === undefined) return left;
  const answers = await answersTo(options.fields, knowledge, asker);
  if (answers === undefined) return left;
  const [first = "use-case"] = [answers.capability ?? ""].flat().map(String);
  const fields = { ...answers, name: answers.name ?? knowledge.capabilityIds[first] ?? first };
  const merged = withFlags(emptyUseCase, fields);
  const [problem] = merged.ok ? [] : merged.diagnostics;
  if (!merged.ok && problem !== undefined) return problem;
  const yaml = useCaseYaml(merged.ok ? merged.value.value : {}, fieldFlags);
  const file = writeBeside(cwd, yaml);
  if (typeof file !== "string") return file;
  const line = flagLine(fields, fieldFlags, restOf(options));
  return { fields, note: `Written to ${file}. The same without questions:\n${line}\n\n` };
}

const left: Outcome = { stdout: "", stderr: "Nothing was written.\n", exitCode: exit.interrupted };

/** What else the answer hangs on. */
const restOf = ({ asOf, pack, draws, flips }: AskOptions): string[] => [
  ...(asOf === undefined ? [] : ["--as-of", asOf]),
  ...(pack === undefined ? [] : ["--pack", pack]),
  ...(draws === undefined ? [] : ["--draws", draws]),
  ...(flips === false ? ["--no-flips"] : []),
];

const mostFiles = 100;

/** Never over a file that is there: use-case.yaml, use-case-2.yaml and so on. */
function writeBeside(cwd: string, yaml: string): string | Diagnostic {
  let failure: Diagnostic | undefined;
  for (let at = 1; at <= mostFiles; at++) {
    const name = at === 1 ? "use-case.yaml" : `use-case-${at}.yaml`;
    failure = writeNew(join(cwd, name), yaml, name);
    if (failure === undefined) return name;
    if (failure.code !== "file.exists") return failure;
  }
  return failure ?? flag("--ask", "no name was free", "Clear up the folder.");
}

type Prompts = typeof import("@clack/prompts");

/** Undefined where somebody leaves. */
async function answersTo(
  fields: FlagValues,
  knowledge: Knowledge,
  asker: Asker,
): Promise<FlagValues | undefined> {
  const prompts = await import("@clack/prompts");
  prompts.intro(
    "moat  enter keeps the answer that stands there; ctrl-c leaves nothing behind",
    asker,
  );
  let given: FlagValues = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  for (const question of questions) {
    if (given[question.flags[0]] !== undefined || question.isAsked?.(given) === false) continue;
    const answer = await put(question, given, { prompts, asker, knowledge });
    if (answer === undefined) return undefined;
    given = { ...given, ...question.read(answer) };
  }
  prompts.outro("That is all.", asker);
  return given;
}

interface At {
  readonly prompts: Prompts;
  readonly asker: Asker;
  readonly knowledge: Knowledge;
}

async function put(
  question: DialogueQuestion,
  given: FlagValues,
  { prompts, asker, knowledge }: At,
): Promise<string | readonly string[] | undefined> {
  const form: Form = question.form(given, knowledge);
  const asked = { message: question.message, ...asker };
  const answer = await (async () => {
    switch (form.kind) {
      case "text":
        return prompts.text({
          ...asked,
          placeholder: form.usual === "" ? form.hint : `${form.usual}  (${form.hint})`,
          defaultValue: form.usual,
          validate: (text) => troubleWith(question, text ?? "", given, knowledge),
        });
      case "several":
        return prompts.multiselect<string>({
          ...asked,
          options: [...form.options],
          required: false,
        });
      case "search":
        return prompts.autocomplete<string>({
          ...asked,
          options: [...form.options],
          initialValue: form.initial,
          maxItems: 8,
        });
      default:
        return prompts.select<string>({
          ...asked,
          options: [...form.options],
          initialValue: form.initial,
        });
    }
  })();
  return prompts.isCancel(answer) ? undefined : answer;
}

/** The schema of a use case judges an answer as it judges a file. */
function troubleWith(
  question: DialogueQuestion,
  text: string,
  given: FlagValues,
  knowledge: Knowledge,
): string | undefined {
  if (text.trim() === "") return undefined;
  const read = question.read(text);
  if (read === undefined) return "Write two numbers: 1800 in, 220 out";
  const checked = useCaseOf(emptyUseCase, { fields: { ...given, ...read } }, knowledge);
  const [problem] = checked.ok ? [] : checked.diagnostics;
  return problem === undefined ? undefined : (problem.help ?? problem.message);
}
