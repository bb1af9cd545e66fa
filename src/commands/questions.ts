import type { Profile } from "../core/know/knowledge.ts";
import { percent } from "../core/know/money.ts";
import { own } from "../core/know/own.ts";
import type { Knowledge } from "../core/know/pack.ts";

/** Values of flags by name, as the command line has them. */
export type FlagValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

interface OfferedAnswer {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export type Form =
  | {
      readonly kind: "one" | "search";
      readonly options: readonly OfferedAnswer[];
      readonly initial: string;
    }
  | { readonly kind: "several"; readonly options: readonly OfferedAnswer[] }
  /** Enter alone keeps `usual`; where that is empty, nothing is said. */
  | { readonly kind: "text"; readonly usual: string; readonly hint: string };

/** What is asked of somebody who has no file; what is not asked is assumed, and listed in the answer. */
export interface DialogueQuestion {
  /** Whoever gave the first of them has answered it. */
  readonly flags: readonly [string, ...string[]];
  readonly message: string;
  readonly isAsked?: (given: FlagValues) => boolean;
  readonly form: (given: FlagValues, knowledge: Knowledge) => Form;
  /** The flags that an answer stands for; undefined where it cannot be read. */
  readonly read: (answer: string | readonly string[]) => FlagValues | undefined;
}

const one =
  (flag: string) =>
  (answer: string | readonly string[]): FlagValues =>
    answer === "" || answer.length === 0 ? {} : { [flag]: answer };

const profileOf = ({ capability }: FlagValues, knowledge: Knowledge): Profile | undefined => {
  const [name = ""] = [capability ?? ""].flat().map(String);
  return knowledge.profiles[own(knowledge.capabilityIds, name) ?? ""];
};

/** What such requests usually look like, as the profile guesses; else what the pack assumes of any. */
const usualOf = (given: FlagValues, knowledge: Knowledge) =>
  profileOf(given, knowledge)?.usual ?? knowledge.pack.defaults.workload;

const boundaries: readonly OfferedAnswer[] = [
  { value: "vendor-agreement", label: "to a vendor with an agreement" },
  { value: "own-cloud", label: "within the own cloud account" },
  { value: "own-premises", label: "on own premises" },
  { value: "air-gapped", label: "nowhere: air-gapped" },
  { value: "anywhere", label: "anywhere" },
];

const teams: readonly OfferedAnswer[] = [
  { value: "0", label: "nobody" },
  { value: "0.5", label: "part of one engineer" },
  { value: "1", label: "one engineer" },
  { value: "3", label: "three, with a rota" },
];

export const questions: readonly DialogueQuestion[] = [
  {
    flags: ["capability"],
    message: "What should the model do? (type to filter)",
    form: (_, { profiles }) => ({
      kind: "search",
      options: Object.values(profiles).map(({ id, title }) => ({ value: id, label: title })),
      initial: Object.hasOwn(profiles, "structured-extraction")
        ? "structured-extraction"
        : (Object.keys(profiles)[0] ?? ""),
    }),
    read: one("capability"),
  },
  {
    flags: ["bar"],
    message: "How good is good enough?",
    form: (_, { pack: { bars, defaults } }) => ({
      kind: "one",
      options: (["commodity", "strong", "parity", "frontier"] as const).map((value) => ({
        value,
        label: value,
        hint: `${percent(bars[value])} of the best${value === "frontier" ? ", as it moves" : ""}`,
      })),
      initial: String(defaults.bar),
    }),
    read: one("bar"),
  },
  {
    flags: ["requests"],
    message: "Requests a month?",
    form: (given, knowledge) => ({
      kind: "text",
      usual: String(usualOf(given, knowledge).requestsPerMonth),
      hint: "such as 400k or 2M",
    }),
    read: one("requests"),
  },
  {
    flags: ["input-tokens", "output-tokens"],
    message: "Tokens in and out, on the mean?",
    form: (given, knowledge) => {
      const { inputTokens, outputTokens } = usualOf(given, knowledge);
      return {
        kind: "text",
        usual: `${inputTokens} in, ${outputTokens} out`,
        hint: "a token is about three quarters of a word",
      };
    },
    read: tokensIn,
  },
  {
    flags: ["boundary"],
    message: "Where may the data go?",
    form: (_, { pack: { defaults } }) => ({
      kind: "one",
      options: boundaries,
      initial: defaults.data.boundary,
    }),
    read: one("boundary"),
  },
  {
    flags: ["assurance"],
    message: "What must every host give? (space to choose; enter for none)",
    isAsked: ({ boundary }) => boundary !== "own-premises" && boundary !== "air-gapped",
    form: () => ({
      kind: "several",
      options: [
        { value: "eu-region", label: "EU region" },
        { value: "us-region", label: "US region" },
        { value: "baa", label: "BAA", hint: "health data in the US" },
        { value: "zero-retention", label: "zero retention" },
      ],
    }),
    read: one("assurance"),
  },
  {
    flags: ["ml-engineers"],
    message: "Who could run models of your own?",
    form: () => ({ kind: "one", options: teams, initial: "0" }),
    read: (answer) => ({
      "ml-engineers": String(answer),
      ...(answer === "3" ? { "on-call": true } : {}),
    }),
  },
  {
    flags: ["budget"],
    message: "The most that you would pay a month?",
    form: () => ({ kind: "text", usual: "", hint: "no limit; or such as $6k" }),
    read: one("budget"),
  },
];

/** Two numbers: "1800 in, 220 out", "1.8k 220". */
function tokensIn(answer: string | readonly string[]): FlagValues | undefined {
  const [, input, output] =
    /^\s*([^\s,;/]+)(?:\s*(?:tokens?|in))*[\s,;/]+([^\s,;/]+)(?:\s*(?:tokens?|out))*\s*$/.exec(
      String(answer),
    ) ?? [];
  return input === undefined || output === undefined
    ? undefined
    : { "input-tokens": input, "output-tokens": output };
}
