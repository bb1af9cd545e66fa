import type { Diagnostic } from "../load/file/diagnostic.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { refuse } from "./shell.ts";

/** A command line that cannot be read, as the parser of it says: the same message and document as any wrong input. */
export function refuseUsage(
  argv: readonly string[],
  { code, message }: { readonly code: string; readonly message: string },
  environment: Environment,
): Outcome {
  const diagnostic = code === "commander.help" ? noCommand : wrongUsage(message);
  return refuse([diagnostic], environment, { json: wantsJson(argv) });
}

const noCommand: Diagnostic = {
  code: "flag.no-command",
  severity: "error",
  file: "moat",
  message: "no command given",
  help: [
    "From a file:",
    " moat init use-case.yaml && moat advise use-case.yaml",
    "From flags:",
    " moat advise --capability structured-extraction --requests 200000",
    "Everything there is:",
    " moat --help",
  ].join("\n"),
};

/** The parser writes "error: what is wrong" and, where it has one, "(Did you mean X?)" on a line of its own. */
function wrongUsage(text: string): Diagnostic {
  const [what = "", ...hints] = text.replace(/^error: /, "").split("\n");
  const guess = hints.map((one) => one.replace(/^\(|\)$/g, "")).filter((one) => one !== "");
  return {
    code: "flag.usage",
    severity: "error",
    file: "moat",
    message: shortened(what.replace(/\.$/, "")),
    help: [...guess, "Run with --help for what there is."].join(" "),
  };
}

/** What somebody typed is repeated only as far as it takes to find it again. */
const shortened = (text: string): string =>
  text.replace(/[^\s']{41,}/g, (word) => `${word.slice(0, 37)}...`);

/** The parser may fail before it has got to the flag that asks for JSON. */
const wantsJson = (argv: readonly string[]): boolean =>
  argv.some(
    (one, at) =>
      one === "--json" ||
      /^(--format=|-f)json$/.test(one) ||
      (one === "json" && ["-f", "--format"].includes(argv[at - 1] ?? "")),
  );
