import { item, text } from "../know/page.ts";
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
      item("130, 143", "stopped by a signal, or by ctrl-c at a question"),
    ],
  ),
  topic(
    "export, exports",
    "Export",
    "moat export writes the chosen plan of a use case, or of a decision in JSON, as what runs it. Nothing of it was started: read the comments.",
    () => [
      item("--to serve", "commands of vLLM for machines of your own, one replica each"),
      item("--to compose", "the same as a compose file"),
      item(
        "--to litellm",
        "configuration of LiteLLM: needs are its models, prices are those of the plan",
      ),
      item("--to client", "a module for Node: ask(need, messages)"),
      item("=FILE", "after a target: writes it there; several targets come from one decision"),
      text(
        "A fallback steps in where the first choice does not answer. It passes every gate that the first choice passes, is had from somebody else, is likely to clear the bar and stays within the budget; where nobody is, none is written, and the file says why. Unknown names of models and addresses are comments.",
      ),
    ],
  ),
  topic(
    "waivers, waiver, moat.waivers.yaml",
    "Waivers",
    "moat.waivers.yaml lists findings of moat check that somebody answers for, each until a day. A waived finding fails nothing.",
    () => [
      item("kind", "moat/waivers@1"),
      item("waivers[].id", "your name for it; a record may list it under moat.waive"),
      item("waivers[].rule", "the rule of the finding, such as check.review-overdue"),
      item("waivers[].match.path", "the file of the finding, from the root of the repository"),
      item("waivers[].match.need", "optional: only the finding about this need"),
      item("waivers[].fingerprint", "optional: only this finding, as moat check --json prints it"),
      item("waivers[].reason", "why, in at least ten characters"),
      item("waivers[].approvedBy", "who answers for it"),
      item("waivers[].ticket", "optional: where it is discussed"),
      item("waivers[].createdOn", "the first day, YYYY-MM-DD"),
      item("waivers[].expiresOn", "the last day on which it holds, in UTC"),
      item("policy.maxDays", "optional: the longest that a waiver may hold, in days (180)"),
      item("policy.warnDaysBefore", "optional: days before the last one on which it warns (14)"),
      item("policy.allowGlob", "optional: a star may stand for part of a rule or a path (false)"),
      text(
        "moat check takes the file from the folder it runs in and those under its paths, or --waivers FILE. A waiver that has expired or matches nothing is a finding of its own; one that is written wrong waives nothing.",
      ),
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
    "numbers",
    "Numbers",
    "Numbers of a use case may be written as people write them, in a file and in a flag.",
    () => [
      item("400k, 1.5M, 2B", "thousands, millions, thousands of millions"),
      item("$6k", "amounts, in US dollars a month"),
      item("26%", "shares, bars and growth"),
      item("5%, 2x/quarter, 40%/year", "growth; without a period it is a month's"),
      text(
        "What could mean two things (1m, 1,500k, 2x) or counts something else (10k/day, $72k/year, 2s) is refused, with what to write. Separators stay out: 1000000 or 1M.",
      ),
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
      item(
        "html=FILE",
        "advise, cost, timeline and check: one page to read, print and sign, without script or request; the charts have their tables",
      ),
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
