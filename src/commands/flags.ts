import { isTree, valueAt, withValue } from "../core/know/tree.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  numberHelp,
} from "../load/file/diagnostic.ts";
import type { Path, Source } from "../load/file/source.ts";
import type { Flagged } from "../load/input/check.ts";
import { readNumber } from "../shapes/read-number.ts";
import { type EntryForm, type FieldFlag, type FlagEntry, fields } from "./field-flag.ts";
import { figureFlags } from "./figure-flags.ts";

/** Flags that stand for fields of a use case. The schema judges the values, as it does those of a file. */
export const fieldFlags: readonly FieldFlag[] = [
  ...fields(undefined, {
    capability: [
      "list",
      "needs",
      "capability needed (moat profiles list); repeat or separate by commas",
    ],
  }),
  ...fields("needs.*", {
    bar: ["bar", "bar", "commodity, strong, parity, frontier, or a share such as 0.9"],
    task: ["text", "task", "bounded or open-ended"],
  }),
  ...fields("workload", {
    requests: ["number", "requestsPerMonth", "requests per month"],
    "input-tokens": ["number", "inputTokens", "mean input tokens per request"],
    "output-tokens": ["number", "outputTokens", "mean output tokens per request"],
    "context-tokens": ["number", "contextTokens", "largest request that must fit"],
    "cached-input-share": ["number", "cachedInputShare", "share of input tokens that repeat, 0..1"],
    "batch-share": ["number", "batchShare", "share of requests that may wait for hours, 0..1"],
    reasoning: [
      "text",
      "reasoning",
      "the most thinking that may be used: none, low, medium, high, xhigh or max",
    ],
    "peak-to-mean": ["number", "peakToMean", "busiest ten minutes over the mean"],
    growth: ["number", "growthPerMonth", "growth per month, 0.05 = 5 %"],
    "audio-minutes": [
      "number",
      "audioMinutes",
      "mean minutes of audio per request, for speech to text",
    ],
    characters: [
      "number",
      "characters",
      "mean characters per request that are read aloud, for text to speech",
    ],
  }),
  ...fields("latency", {
    "first-token-ms": [
      "number",
      "firstTokenMs",
      "limit for the first visible token, thinking included",
    ],
    "per-token-ms": ["number", "perTokenMs", "limit per token out"],
  }),
  ...fields("data", {
    "personal-data": ["boolean", "personal", "requests hold personal data"],
    sensitivity: ["text", "sensitivity", "public, internal, confidential or regulated"],
    boundary: [
      "text",
      "boundary",
      "anywhere, vendor-agreement, own-cloud, own-premises, air-gapped",
    ],
    cloud: [
      "text",
      "cloud",
      "whose cloud the own one is: aws, azure, gcp or another that rents out machines",
    ],
    assurance: [
      "list",
      "assurances",
      "what every hosted offer must carry: baa, zero-retention, eu-region, us-region, fedramp-high, il5, in-tenant",
    ],
    "domain-data": ["text", "domainData", "none, labelled or exclusive"],
  }),
  ...fields(undefined, {
    evaluation: ["text", "evaluation", "none, some or golden-set"],
  }),
  ...fields("team", {
    "ml-engineers": ["number", "mlEngineers", "engineers who could run models"],
    "on-call": ["boolean", "onCall", "the team has a rota"],
    "fine-tuning": ["boolean", "fineTuning", "the team can tune"],
    stack: ["text", "stack", "what own machines run: tuned, default or fresh"],
  }),
  ...fields("policy", {
    licence: ["text", "licence", "permissive, commercial or any"],
    "deny-origin": ["list", "denyOrigins", "country of a maker that policy rules out, as cn"],
    "deny-vendor": [
      "list",
      "denyVendors",
      "vendor or host that policy rules out (moat explain policy.denyVendors)",
    ],
    jurisdiction: ["list", "jurisdictions", "home of the company that may serve: a country, or eu"],
    "deny-gpu": ["list", "denyGpus", "GPU that policy rules out"],
    use: ["text", "use", "production or research"],
    "max-gpus": ["number", "maxGpus", "GPUs that may be used at most"],
    "rent-term": [
      "text",
      "rentTerm",
      "how long machines are committed to: on-demand, 1-year or 3-year",
    ],
  }),
  ...fields("budget", {
    budget: ["number", "usdPerMonth", "hard cap, $ per month"],
    "hurts-at": ["number", "hurtsAtUsdPerMonth", "spend that counts as the worst, $ per month"],
  }),
  ...figureFlags,
  ...fields(undefined, {
    horizon: ["number", "horizonMonths", "months the decision is for"],
    preset: ["text", "preset", "balanced, startup, regulated or cost-down"],
    scenario: [
      "text",
      "scenario",
      "base, contrarian or the id of a scenario (moat explain scenario)",
    ],
    name: ["text", "name", "name of the use case"],
  }),
];

type FlagValue = string | boolean | readonly string[] | undefined;

/** The use case with the flags put over it; positions of what the file said stay as they are. */
export function withFlags(
  source: Source,
  given: Readonly<Record<string, FlagValue>>,
): Loaded<Source> {
  if (Object.values(given).every((value) => value === undefined)) return loaded(source);
  if (!isTree(source.value)) return loaded(source);
  let value: unknown = source.value;
  const trouble: Diagnostic[] = [];
  for (const field of fieldFlags) {
    const raw = given[field.flag];
    if (raw === undefined) continue;
    const parsed = field.form === undefined ? parse(field, raw) : entries(field, field.form, raw);
    if (parsed.ok)
      for (const one of parsed.value) value = put(value, [...field.path, ...one.path], one.value);
    else trouble.push(...parsed.diagnostics);
  }
  if (trouble.length > 0) return failed(...trouble);
  const placed = withFlagPlaces(source, (flag) => given[flag] !== undefined);
  return loaded({ ...placed, value });
}

/** What is wrong with the value of a flag is said of the flag: its place in a file is that of something else. */
export function withFlagPlaces(
  source: Source | Flagged,
  isGiven: (flag: string) => boolean,
): Flagged {
  const before = "flagOf" in source ? source.flagOf : () => undefined;
  const flagOf = (path: Path) => {
    const known = before(path);
    if (known !== undefined) return known;
    const fits = fieldFlags.filter(
      (field) =>
        isGiven(field.flag) &&
        field.path.every((key, at) => path[at] === key || (key === "*" && at < path.length)),
    );
    const [closest] = fits.sort((a, b) => b.path.length - a.path.length);
    return closest && `--${closest.flag}`;
  };
  return { ...source, flagOf };
}

/** Values of the form NAME=VALUE, each for a place of its own; those of a list are one value together. */
function entries(
  { flag }: FieldFlag,
  { read, example, list }: EntryForm,
  raw: Exclude<FlagValue, undefined>,
): Loaded<readonly FlagEntry[]> {
  const texts = (Array.isArray(raw) ? raw : [raw]).map(String);
  const found = texts.map((text) => ({ text, entry: read(text) }));
  const wrong = found.find(({ entry }) => entry === undefined);
  if (wrong !== undefined)
    return failed({
      code: "flag.entry",
      severity: "error",
      file: `--${flag}`,
      message: `"${wrong.text.slice(0, 60)}" is not of the form that this flag takes`,
      help: `Write --${flag} ${example}.`,
    });
  const all = found.flatMap(({ entry }) => entry ?? []);
  return loaded(list === true ? [{ path: [], value: all.map((one) => one.value) }] : all);
}

function parse(field: FieldFlag, raw: Exclude<FlagValue, undefined>): Loaded<readonly FlagEntry[]> {
  const value = parsedValue(field, raw);
  return value.ok ? loaded([{ path: [], value: value.value }]) : value;
}

function parsedValue(
  { flag, kind }: FieldFlag,
  raw: Exclude<FlagValue, undefined>,
): Loaded<unknown> {
  const text = String(raw);
  switch (kind) {
    case "boolean":
      return loaded(raw === true || raw === "true");
    case "list": {
      const items = (Array.isArray(raw) ? raw : [text])
        .flatMap((one: string) => one.split(","))
        .filter((one) => one !== "");
      return loaded(flag === "capability" ? items.map((capability) => ({ capability })) : items);
    }
    case "number":
    case "bar": {
      const number = text.trim() === "" ? Number.NaN : Number(text);
      if (Number.isFinite(number)) return loaded(number);
      // What a number stands for decides how it may be written: that is the schema's to say.
      if (kind === "bar" || readNumber(text, "count") !== undefined) return loaded(text);
      return failed({
        code: "flag.number",
        severity: "error",
        file: `--${flag}`,
        message: `"${text.slice(0, 40)}" is not a number`,
        help: numberHelp(text) ?? "Write digits, for example 200000, 200k or 0.3.",
      });
    }
    default:
      return loaded(text);
  }
}

/** A copy with one field replaced; `*` stands for each item of a list. */
function put(value: unknown, path: readonly string[], field: unknown): unknown {
  const star = path.indexOf("*");
  if (star < 0) return withValue(value, path, field);
  const list = valueAt(value, path.slice(0, star));
  if (!Array.isArray(list)) return value;
  return list.reduce<unknown>(
    (held, _, index) => put(held, path.with(star, String(index)), field),
    value,
  );
}

/** The flags of fields among the options of a command, by name. */
export function fieldsOf(
  options: Readonly<Record<string, unknown>>,
): Record<string, string | boolean | string[] | undefined> {
  const camel = (flag: string) =>
    flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    fieldFlags.map(({ flag }) => [flag, options[camel(flag)] as string | undefined]),
  );
}
