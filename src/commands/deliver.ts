import { resolve } from "node:path";
import { type Diagnostic, suggest } from "../load/file/diagnostic.ts";
import { writeWhole } from "../load/file/files.ts";
import { type Environment, type Outcome, printed } from "./outcome.ts";
import { type GlobalOptions, refuse } from "./shell.ts";

/** Renders into every asked format: at most one goes to stdout, the others to the files they name. */
export async function deliver<Format extends string>(
  options: GlobalOptions,
  known: readonly Format[],
  environment: Environment,
  render: (format: Format, toFile: boolean) => string,
): Promise<Outcome> {
  const asked = formatsOf(options);
  const targets = asked.map((one) => {
    const [name = "", ...path] = one.split("=");
    return { name, file: path.length === 0 ? undefined : path.join("=") };
  });
  const trouble = [
    ...targets.flatMap(({ name }) => unknownFormat(name, known)),
    ...tooMany(targets),
    ...targets.flatMap(needsFile),
  ];
  if (trouble.length > 0) return refuse(trouble, environment, options);
  let stdout = "";
  for (const { name, file } of targets) {
    const format = name as Format;
    if (file === undefined) stdout = render(format, false);
    else {
      const failure = writeWhole(resolve(environment.cwd, file), render(format, true), file);
      if (failure !== undefined) return refuse([failure], environment, options);
    }
  }
  return printed(stdout);
}

interface OutputTarget {
  readonly name: string;
  readonly file: string | undefined;
}

/** `--json` is `-f json`, however often it is said. */
function formatsOf({ format = [], json }: GlobalOptions): readonly string[] {
  const asked = [...new Set([...(json === true ? ["json"] : []), ...format])];
  return asked.length === 0 ? ["text"] : asked;
}

function unknownFormat(name: string, known: readonly string[]): Diagnostic[] {
  if (known.includes(name)) return [];
  return [
    {
      code: "flag.format",
      severity: "error",
      file: "--format",
      message: `there is no format "${name.slice(0, 40)}" here`,
      help: suggest(name, known),
    },
  ];
}

/** A page for a browser: in a terminal or a pipe it is of no use to anybody who did not mean a file. */
function needsFile({ name, file }: OutputTarget): Diagnostic[] {
  if (name !== "html" || (file !== undefined && file !== "")) return [];
  return [
    {
      code: "flag.format",
      severity: "error",
      file: "--format",
      message: "html goes to a file",
      help: "Name it: -f html=decision.html",
    },
  ];
}

function tooMany(targets: readonly OutputTarget[]): Diagnostic[] {
  if (targets.filter((one) => one.file === undefined).length <= 1) return [];
  return [
    {
      code: "flag.format",
      severity: "error",
      file: "--format",
      message: "only one format can go to standard output",
      help: "Give the others a file: -f markdown=decision.md",
    },
  ];
}
