import { suggest } from "../load/file/diagnostic.ts";
import { type CommandWords, completionScripts } from "../report/completion/scripts.ts";
import { deliver } from "./deliver.ts";
import { misused } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** What the command table knows of a command; commander's own type would tie commands to it. */
interface Described {
  readonly name: () => string;
  readonly description: () => string;
  readonly commands: readonly Described[];
  readonly options: readonly {
    readonly long?: string | undefined;
    readonly short?: string | undefined;
    readonly required: boolean;
    readonly optional: boolean;
    readonly argChoices?: readonly string[] | undefined;
    readonly description: string;
  }[];
}

/** Words that stand in the place of a command's first argument. */
const firstWords: Readonly<Record<string, readonly string[]>> = {
  baseline: ["write", "prune"],
  completion: ["bash", "zsh", "fish"],
  config: ["print"],
  profiles: ["list", "show", "diff", "sources", "update"],
};

/** Prints a completion script for a shell, made from the commands as they are. */
export async function runCompletion(
  shell: string,
  program: Described,
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  const script = Object.hasOwn(completionScripts, shell) ? completionScripts[shell] : undefined;
  if (script === undefined) {
    const known = Object.keys(completionScripts);
    const message = `there is no completion for "${shell.slice(0, 40)}"`;
    return misused("moat completion", message, suggest(shell, known));
  }
  const text = () => script(program.commands.map(wordsOf));
  return deliver(undefined, { text }, { options, environment });
}

function wordsOf(command: Described): CommandWords {
  const options = command.options.flatMap((one) => {
    const takesValue = one.required || one.optional;
    const { long, short, argChoices: choices = [], description } = one;
    return long === undefined ? [] : [{ long, short, takesValue, choices, description }];
  });
  return {
    name: command.name(),
    description: command.description(),
    words: firstWords[command.name()] ?? [],
    options,
  };
}
