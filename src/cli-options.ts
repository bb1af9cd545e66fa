import { type Command, Option } from "commander";
import { fieldFlags } from "./commands/flags.ts";

/** Flags that stand for fields of a use case. */
export function withFields(command: Command): Command {
  for (const { flag, kind, help } of fieldFlags) {
    const many = kind === "list" || kind === "entries";
    const value = kind === "boolean" ? "" : many ? " <value...>" : " <value>";
    const option = new Option(`--${flag}${value}`, help);
    command.addOption(option.helpGroup("Fields of the use case (they win over the file):"));
  }
  return command;
}

/** Flags that every command has. */
export function shared(command: Command): Command {
  return command
    .option(
      "-f, --format <name[=file]>",
      "text, json, ndjson, markdown, csv, html=FILE ... as the command has them; repeat with =file",
      (value: string, all: string[] = []) => [...all, value],
    )
    .option("--json", "the same as -f json")
    .option("--as-of <day>", "answer from what was public on that day (YYYY-MM-DD; default: today)")
    .option("--pack <id>", "pack of rules and profiles, by id or folder (default: current)")
    .option("-q, --quiet", "no notes on standard error, only what is wrong")
    .option("-v, --verbose", "everything, not one screen")
    .addOption(
      new Option("--color <when>", "colour in the output").choices(["auto", "always", "never"]),
    )
    .option("--no-color", "the same as --color never");
}

/** Flags of the commands that check records. */
export const checking = (command: Command): Command =>
  shared(command)
    .option("--code [folder]", "hold the code of a folder against the records")
    .option("--waivers <file>", "waivers (default: moat.waivers.yaml, where it is there)")
    .option("--no-waivers", "nothing is waived")
    .option("--baseline <file>", "known findings (default: .moat-baseline.json)")
    .option("--no-baseline", "nothing is known")
    .option(
      "--jobs <n>",
      "threads for many records; 1 is one record after the other (default: cores)",
    );
