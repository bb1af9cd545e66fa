import { Command, CommanderError, Option } from "commander";
import { fieldFlags } from "./commands/flags.ts";
import { type Environment, exit, type Outcome } from "./commands/outcome.ts";
import { hasColour } from "./commands/shell.ts";

/** The whole command line: what there is, and which file does it. Commands are imported when they are asked for. */
export async function main(argv: readonly string[], environment: Environment): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  let outcome: Outcome | undefined;
  const run = async (result: Promise<Outcome>) => {
    outcome = await result;
  };
  const program = commands(environment, run);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        written.stdout += text;
      },
      writeErr: (text) => {
        written.stderr += text;
      },
      getOutHelpWidth: () => Math.min(100, environment.stdout.columns ?? 100),
      getOutHasColors: () => hasColour(environment.stdout, environment, undefined),
      getErrHasColors: () => hasColour(environment.stderr, environment, undefined),
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError)
      return {
        ...written,
        exitCode: error.exitCode === 0 ? exit.ok : exit.usage,
      };
    return { stdout: "", stderr: bug(error), exitCode: exit.failure };
  }
  return outcome ?? { ...written, exitCode: exit.ok };
}

type Run = (result: Promise<Outcome>) => Promise<void>;

function commands(environment: Environment, run: Run): Command {
  const program = new Command("moat")
    .description(
      "Self-host open weights, use them hosted, buy a proprietary API, or split the work: a dated, sourced answer.",
    )
    .version(environment.version, "-V, --version")
    .showHelpAfterError("Run with --help for what there is.")
    .addHelpText("after", examples);

  const advise = shared(program.command("advise [files...]"))
    .description("decide one or more use cases (YAML or JSON; - reads standard input)")
    .option(
      "--draws <n>",
      "draws of weights and evidence behind the confidence; 0 for none (default 2000)",
    )
    .option("--no-flips", "do not look for what would change the verdict")
    .option(
      "--batch <file>",
      "decide a stream: one JSON use case a line in, one decision a line out (- is standard input)",
    )
    .option(
      "--sweep <grid>",
      "decide over a grid of one number: workload.requestsPerMonth=1e4..1e8:20",
    );
  for (const { flag, kind, help } of fieldFlags) {
    const option = new Option(
      kind === "boolean"
        ? `--${flag}`
        : kind === "list"
          ? `--${flag} <value...>`
          : `--${flag} <value>`,
      help,
    );
    advise.addOption(option.helpGroup("Fields of the use case (they win over the file):"));
  }
  advise.action((files: string[], options) =>
    run(
      import("./commands/advise.ts").then(({ runAdvise }) =>
        runAdvise(files, { ...options, fields: fieldsOf(options) }, environment),
      ),
    ),
  );

  shared(program.command("profiles [action] [names...]"))
    .description("what is known per capability: list, show ID, diff PACK PACK, sources")
    .option("--history", "with show: draw both frontiers over time")
    .action((action: string | undefined, names: string[], options) =>
      run(
        import("./commands/profiles.ts").then(({ runProfiles }) =>
          runProfiles(action ?? "list", names, options, environment),
        ),
      ),
    );

  shared(program.command("explain [name]"))
    .description("explain a rule, a criterion, a term of the answer, exit-codes or environment")
    .action((name: string | undefined, options) =>
      run(
        import("./commands/explain.ts").then(({ runExplain }) =>
          runExplain(name, options, environment),
        ),
      ),
    );

  shared(program.command("test [paths...]"))
    .description("run the tests of a pack: what its rules and its answers promise")
    .option("--coverage", "fail where a rule is not expected to fire and to stay quiet")
    .option("--mutate", "change each rule a little, and fail where no test notices")
    .action((paths: string[], options) =>
      run(import("./commands/test.ts").then(({ runTest }) => runTest(paths, options, environment))),
    );

  shared(program.command("validate [paths...]"))
    .description(
      "check packs and files: all errors, and lints of the evidence (default: the shipped packs)",
    )
    .option("--strict", "notes are findings too")
    .action((paths: string[], options) =>
      run(
        import("./commands/validate.ts").then(({ runValidate }) =>
          runValidate(paths, options, environment),
        ),
      ),
    );

  shared(program.command("init [file]"))
    .description("write a commented use case to start from (without a file: print it)")
    .action((file: string | undefined, options) =>
      run(import("./commands/init.ts").then(({ runInit }) => runInit(file, options, environment))),
    );

  program
    .command("schema [kind]")
    .description("print the JSON Schema of an input or output")
    .action((kind: string | undefined, options) =>
      run(
        import("./commands/schema.ts").then(({ runSchema }) =>
          runSchema(kind, options, environment),
        ),
      ),
    );
  return program;
}

function shared(command: Command): Command {
  return command
    .option(
      "-f, --format <name[=file]>",
      "text, json, ndjson, markdown, csv ... as the command has them; repeat with =file",
      (value: string, all: string[] = []) => [...all, value],
    )
    .option("--json", "the same as -f json")
    .option("--as-of <day>", "answer from what was public on that day (YYYY-MM-DD; default: today)")
    .option("--pack <id>", "pack of rules and profiles, by id or folder (default: current)")
    .option("-v, --verbose", "everything, not one screen")
    .addOption(
      new Option("--color <when>", "colour in the output").choices(["auto", "always", "never"]),
    )
    .option("--no-color", "the same as --color never");
}

function fieldsOf(
  options: Readonly<Record<string, unknown>>,
): Record<string, string | boolean | string[] | undefined> {
  const camel = (flag: string) =>
    flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    fieldFlags.map(({ flag }) => [flag, options[camel(flag)] as string | undefined]),
  );
}

const examples = `
Examples:
  moat advise --capability structured-extraction --requests 2000000
  moat init use-case.yaml && moat advise use-case.yaml
  moat advise use-case.yaml --json | jq .verdict
  moat profiles show computer-use

Exit codes: 0 fine, 1 findings, 2 wrong input or flags, 3 a bug in moat (moat explain exit-codes).`;

function bug(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `moat: this is a bug, please report it with the command that you ran\n${text}\n`;
}
