import { Command, CommanderError, Option } from "commander";
import { checking, shared, withFields } from "./cli-options.ts";
import { fieldsOf } from "./commands/flags.ts";
import {
  bug,
  type CommandResult,
  type Environment,
  exit,
  netted,
  type Outcome,
} from "./commands/outcome.ts";
import { type GlobalOptions, hasColour, outcomeOf } from "./commands/shell.ts";
import { refuseUsage } from "./commands/usage.ts";
import type { workOf } from "./commands/work.ts";

/** The whole command line: what there is, and which file does it. Commands are imported when they are asked for. */
export const main = async (argv: readonly string[], environment: Environment): Promise<Outcome> =>
  netted(await answer(argv, environment));

/** Part of what a command does, in a thread beside it. */
export const work = async (...given: Parameters<typeof workOf>): ReturnType<typeof workOf> =>
  (await import("./commands/work.ts")).workOf(...given);

async function answer(argv: readonly string[], environment: Environment): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  let outcome: Outcome | undefined;
  let quiet = false;
  const run: Shell["run"] = async (options, command) => {
    const result = await command({ ...options, fields: fieldsOf(options) }, environment);
    outcome = outcomeOf(result, environment, options);
  };
  const program = commands(argv[0], { environment, run });
  program.hook("preAction", async (_, command) => {
    quiet = command.opts().quiet === true;
    const trouble = (await import("./commands/settings.ts")).clockTrouble(environment);
    if (trouble !== undefined) program.error(trouble);
  });
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
      return error.exitCode === 0
        ? { ...written, exitCode: exit.ok }
        : refuseUsage(argv, error, environment);
    return bug(error);
  }
  if (outcome === undefined) return { ...written, exitCode: exit.ok };
  return quiet && outcome.exitCode < exit.usage ? { ...outcome, stderr: "" } : outcome;
}

interface Shell {
  readonly environment: Environment;
  /** Runs a command on its options, with the fields that flags of it stand for, and in the environment. */
  readonly run: <Options extends GlobalOptions & Readonly<Record<string, unknown>>>(
    options: Options,
    command: (
      given: Options & { readonly fields: ReturnType<typeof fieldsOf> },
      environment: Environment,
    ) => Promise<CommandResult>,
  ) => Promise<void>;
}

/** The command that is asked for, which is all that a run needs; for help, a slip or a completion script all of them. */
function commands(asked: string | undefined, shell: Shell): Command {
  const program = new Command("moat")
    .description(
      "Self-host open weights, use them hosted, buy a proprietary API, or split the work: a dated, sourced answer.",
    )
    .version(shell.environment.version, "-V, --version")
    .addHelpText("after", examples);
  const isOne = asked !== undefined && asked !== "completion" && Object.hasOwn(table, asked);
  for (const name of isOne ? [asked] : Object.keys(table)) table[name]?.(program, shell);
  return program;
}

/** What there is, in the order of the help. */
const table: Readonly<Record<string, (program: Command, shell: Shell) => void>> = {
  advise(program, { run }) {
    withFields(shared(program.command("advise [files...]")))
      .description("decide one or more use cases (YAML or JSON; - reads standard input)")
      .option("--draws <n>", "draws behind the confidence; 0 for none (default 512)")
      .option("--no-flips", "do not look for what would change the verdict")
      .option("--candidates", "list every candidate in the JSON, with what became of it")
      .option("--ask", "ask for what no flag says (without input, a terminal is asked anyway)")
      .option("--no-input", "never ask")
      .option("--log <file.jsonl>", "append the forecast and the verdict, for timeline --score")
      .option("--record <file>", "write the decision down (.md: MADR, .yaml: plain) for moat check")
      .option("--force", "with --record: over a file that is there")
      .option("--batch <file>", "decide a stream: a JSON use case a line in, a decision a line out")
      .option("--jobs <n>", "with --batch: threads; 1 is one line after the other (default: cores)")
      .option("--sweep <grid>", "decide over a grid: workload.requestsPerMonth=1e4..1e8:20")
      .action((files: string[], options) =>
        run(options, async (...to) =>
          (await import("./commands/advise.ts")).runAdvise(files, ...to),
        ),
      );
  },
  why(program, { run }) {
    withFields(shared(program.command("why [names...]")))
      .description("why not this model (moat why MODEL... FILE); without one, who comes next")
      .option("--draws <n>", "draws behind the decision; 0 for none (default 512)")
      .action((names: string[], options) =>
        run(options, async (...to) => (await import("./commands/why.ts")).runWhy(names, ...to)),
      );
  },
  cost(program, { run }) {
    withFields(shared(program.command("cost [files...]")))
      .description("what each option costs, line by line, and when self-hosting pays")
      .option("--model <id...>", "price this model, whatever the decision would take")
      .option("--gpu <id[:n[:precision]]>", "self-host on this GPU, n in a replica: h100-sxm:2:fp8")
      .option("--measured <tok/s@c,in,out>", "rescale to your own measurement of one replica")
      .option("--draws <n>", "draws behind ranges and probabilities; 0 for none (default 2000)")
      .option("--rent-drift <share>", "rents a year from now: 0.1 is a tenth more (default 0)")
      .option("--software-drift <share>", "throughput a year from now (default 0)")
      .option("--price-drift <share>", "price of the same capability a year from now (default 0)")
      .option("--discount-rate <share>", "worth a year from now less: adds the present value (off)")
      .option("--currency <code=rate>", "print in another currency: eur=0.86 to the US dollar")
      .option("--throughput <file.csv>", "check the throughput estimate against measurements")
      .action((files: string[], options) =>
        run(options, async (...to) => (await import("./commands/cost.ts")).runCost(files, ...to)),
      );
  },
  timeline(program, { run }) {
    withFields(shared(program.command("timeline [use-case]")))
      .description("when gaps close, what to do until then, and when to look again")
      .option(
        "--target <level>",
        "level to reach: a bar or share, a score (osworld-verified=75), or a model (default: the best proprietary score)",
      )
      .option("--size-class <id>", "size of the open models that you could run: up-to-130b or any")
      .option("--contract-ends <day>", "last day of a contract that binds you (YYYY-MM-DD)")
      .option("--score <file.jsonl>", "score past advice written by advise --log")
      .action((file: string | undefined, options) =>
        run(options, async (...to) =>
          (await import("./commands/timeline.ts")).runTimeline(file, ...to),
        ),
      );
  },
  profiles(program, { run }) {
    shared(program.command("profiles [action] [names...]"))
      .description(
        "what is known per capability: list, show ID, diff PACK PACK, sources, update --from FILE",
      )
      .option("--history", "with show: draw both frontiers over time")
      .option("--answers", "with diff: which plain answers changed, and by which line")
      .option(
        "--from <file>",
        "with update: a price list to import (models.dev, LiteLLM, genai-prices, GPU rents)",
      )
      .option("--dry-run", "with update: show what would change, write nothing")
      .option("--accept", "with update: take prices that are held back as too odd as well")
      .action((action: string | undefined, names: string[], options) =>
        run(options, async (...to) =>
          action === "update"
            ? (await import("./commands/update.ts")).runUpdate(...to)
            : (await import("./commands/profiles.ts")).runProfiles(action ?? "list", names, ...to),
        ),
      );
  },
  explain(program, { run }) {
    shared(program.command("explain [name]"))
      .description(
        "explain a rule, criterion, term, field, model, host, exit-codes, waivers or environment",
      )
      .action((name: string | undefined, options) =>
        run(options, async (...to) =>
          (await import("./commands/explain.ts")).runExplain(name, ...to),
        ),
      );
  },
  check(program, { run }) {
    checking(program.command("check [paths...]"))
      .description("decide every recorded decision again: what no longer holds, and why")
      .option("--max-warnings <n>", "fail above so many warnings")
      .addOption(
        new Option("--fail-on <level>", "least severity that fails (default: error)").choices(
          levels,
        ),
      )
      .option("--strict", "warnings fail, and unused waivers are warnings")
      .option("--max-age <days>", "facts older than this are stale, for example 90d")
      .option("--draws <n>", "draws per record (default: as many as moat advise)")
      .option("--flips", "work out again which assumption alone would turn a verdict (slower)")
      .option("--allow-empty", "no record found is fine")
      .action((paths: string[], options) =>
        run(options, async (...to) => (await import("./commands/check.ts")).runCheck(paths, ...to)),
      );
  },
  baseline(program, { run }) {
    checking(program.command("baseline <action> [paths...]"))
      .description("write: take what moat check finds today as known; prune: drop what is gone")
      .action((action: string, paths: string[], options) =>
        run(options, async (...to) =>
          (await import("./commands/baseline.ts")).runBaseline(action, paths, ...to),
        ),
      );
  },
  diff(program, { run }) {
    shared(program.command("diff <base> <head>"))
      .description("compare two JSON documents of advise or check: what changed, and why")
      .addOption(
        new Option("--fail-on <what>", "fail where a verdict flips (or anything changes)").choices([
          "flip",
          "change",
          "never",
        ]),
      )
      .action((base: string, head: string, options) =>
        run(options, async (...to) =>
          (await import("./commands/diff.ts")).runDiff(base, head, ...to),
        ),
      );
  },
  test(program, { run }) {
    shared(program.command("test [paths...]"))
      .description("run the tests of packs (ids, folders, files): what rules and answers promise")
      .option("--coverage", "fail where a rule is not expected to fire and to stay quiet")
      .option("--mutate", "change each rule a little, and fail where no test notices")
      .action((paths: string[], options) =>
        run(options, async (...to) => (await import("./commands/test.ts")).runTest(paths, ...to)),
      );
  },
  validate(program, { run }) {
    shared(program.command("validate [paths...]"))
      .description(
        "check packs and files: all errors, and lints of the evidence (default: the shipped packs)",
      )
      .option("--strict", "notes are findings too, and picks on one board are looked for")
      .action((paths: string[], options) =>
        run(options, async (...to) =>
          (await import("./commands/validate.ts")).runValidate(paths, ...to),
        ),
      );
  },
  export(program, { run }) {
    withFields(shared(program.command("export [file]")))
      .description(
        "the chosen plan as what runs it: vllm commands, compose, LiteLLM, a client (a use case, or a decision in JSON)",
      )
      .option(
        "--to <target[=file]>",
        "serve, compose, litellm or client; repeat with =file",
        (value: string, all: string[] = []) => [...all, value],
      )
      .option("--draws <n>", "draws behind the choice, as for advise")
      .action((file: string | undefined, options) =>
        run(options, async (...to) =>
          (await import("./commands/export.ts")).runExport(file, ...to),
        ),
      );
  },
  skill(program, { run }) {
    shared(program.command("skill"))
      .description("print a skill file that tells a coding agent when and how to ask moat")
      .option("--write <path>", "write it there: .claude/skills/moat/SKILL.md")
      .action((options) =>
        run(options, async (...to) => (await import("./commands/skill.ts")).runSkill(...to)),
      );
  },
  rules(program, { run }) {
    shared(program.command("rules"))
      .description("the rules of a pack, each with what it does")
      .option("--untested", "only those that no test sees fire, or sees stay quiet")
      .action((options) =>
        run(options, async (...to) => (await import("./commands/rules.ts")).runRules(...to)),
      );
  },
  completion(program, { run }) {
    shared(program.command("completion <shell>"))
      .description("print a completion script for bash, zsh or fish")
      .action((shell: string, options) =>
        run(options, async (...to) =>
          (await import("./commands/completion.ts")).runCompletion(shell, program, ...to),
        ),
      );
  },
  config(program, { run }) {
    shared(program.command("config [action]"))
      .description(
        "print what moat.config.yaml, the environment and the flags come to (moat config print --origin)",
      )
      .option("--origin", "where each value comes from")
      .action((action: string | undefined, options) =>
        run(options, async (...to) =>
          (await import("./commands/config.ts")).runConfig(action ?? "print", ...to),
        ),
      );
  },
  init(program, { run }) {
    shared(program.command("init [file]"))
      .description("write a commented use case to start from (without a file: print it)")
      .option("--from-code <folder>", "draft one for each use of a model in code, into a folder")
      .action((file: string | undefined, options) =>
        run(options, async (...to) => (await import("./commands/init.ts")).runInit(file, ...to)),
      );
  },
  schema(program, { run }) {
    shared(program.command("schema [kind]"))
      .description("print the JSON Schema of an input or output")
      .action((kind: string | undefined, options) =>
        run(options, async (...to) =>
          (await import("./commands/schema.ts")).runSchema(kind, ...to),
        ),
      );
  },
};

const levels = ["error", "warning", "note", "never"];

const examples = `
Examples:
  moat advise --capability structured-extraction --requests 2000000
  moat init use-case.yaml && moat advise use-case.yaml
  moat advise use-case.yaml --json | jq .verdict
  moat profiles show computer-use

Exit codes: 0 fine, 1 findings, 2 wrong input or flags, 3 a bug in moat (moat explain exit-codes).`;
