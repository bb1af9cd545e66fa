import { item, text } from "../page.ts";
import { type Topic, topic } from "./topic.ts";

/** Words of the command line. */
const commands: readonly Topic[] = [
  topic(
    "exit-codes, exit-code",
    "Exit codes",
    "The code says whether to look, never how many findings there are.",
    () => [
      item("0", "it ran, and there is nothing at or above the threshold"),
      item("1", "it ran, and there is a finding"),
      item("2", "wrong input, flag, configuration or data; 2 wins over 1"),
      item("3", "a bug in moat"),
      item("130, 143", "stopped by a signal"),
    ],
  ),
  topic(
    "environment",
    "Environment variables",
    "A flag wins over the environment, and the environment over a file.",
    () => [
      item("MOAT_AS_OF", "the as-of day, as --as-of"),
      item("MOAT_PACK", "the pack, as --pack"),
      item("MOAT_PRESET", "the preset of use cases that name none"),
      item("MOAT_MARKET", "folder of imported prices that are laid over the shipped ones"),
      item("SOURCE_DATE_EPOCH", "seconds since 1970: what today is, for builds that must repeat"),
      item("NO_COLOR", "any value: no colour"),
      item("FORCE_COLOR", "any value but 0: colour, also into a pipe; wins over NO_COLOR"),
      item("TERM", "dumb: no colour"),
      item("COLUMNS", "width of text output, 40 to 110 columns"),
      item(
        "XDG_CACHE_HOME",
        "folder under which moat/ keeps compiled code between runs; usually ~/.cache, %LOCALAPPDATA% on Windows",
      ),
      item("NODE_DISABLE_COMPILE_CACHE", "1: keep no compiled code"),
    ],
  ),
  topic(
    "formats",
    "Output formats",
    "-f NAME writes to standard output, -f NAME=FILE to a file; repeat it for more.",
    () => [
      item("text", "for people; the default"),
      item(
        "json",
        "for programs: one document with format and formatVersion; --json is the same. moat schema prints the schemas",
      ),
      item("markdown", "for a pull request"),
      item("ndjson", "for batches: one document per line"),
      item("sarif, junit, github, gitlab, csv", "for findings, where a command has them"),
      text(
        "Standard output carries one complete document; messages go to standard error. Wrong input with json gives one document of format moat.error.",
      ),
    ],
  ),
];

export const commandTopics: readonly Topic[] = commands.map((one) => ({
  ...one,
  group: "command line",
}));
