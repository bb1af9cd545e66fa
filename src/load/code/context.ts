import { escaped } from "../../core/code/model-id.ts";
import type { UsageFacts } from "../../shapes/usage.ts";
import { wordIn } from "./entry.ts";
import type { Literal } from "./literals.ts";
import type { Language } from "./paths.ts";

export interface Words {
  readonly model: RegExp;
  /** Of a key that one id is given to: `DEFAULT_LLMS` may be the plural. */
  readonly single: RegExp;
  readonly deployment: RegExp;
  readonly calls: RegExp;
  /** Whether a function with this name makes what calls a provider or a server: `openai`, `NewOllamaProvider`. */
  readonly makes: (name: string) => boolean;
  /** Whether what has this name counts tokens or money for a model, which need not be called. */
  readonly counts: (name: string) => boolean;
  /** Whether a function with this name tells what a model is called, and not which one is wanted. */
  readonly tells: (name: string) => boolean;
  /** Whether a function with this name tells which models there are. */
  readonly lists: (name: string) => boolean;
}

/** Beside the words of all ids, those of ids that say who serves them. */
export function readerOf(usage: UsageFacts): (id: string) => Words {
  const routes = [...usage.providers, ...usage.own].flatMap((one) => one.routes);
  const isRouted = new RegExp(`^(?:${routes.map(escaped).join("|")})[/:]`, "i");
  const words = wordsOf(usage);
  const routed = wordsOf({
    ...usage,
    keys: { ...usage.keys, model: [...usage.keys.model, ...usage.keys.routed] },
  });
  return (id) => (isRouted.test(id) ? routed : words);
}

const any = (words: readonly string[]): string => words.map(escaped).join("|");

/** `model` within `OPENAI_MODEL`, `modelId`, `llm_model`; not within `models`, which is a list, or `modeling`. */
function wordsOf({ keys, calls, providers, own }: UsageFacts): Words {
  const word = (words: readonly string[], not = "s\\b|s_|") =>
    new RegExp(`(?:${any(words)})(?!${not}ing|l?ed|ler|_?(?:type|used)\\b)`, "i");
  const all = [...keys.model, ...keys.deployment];
  return {
    model: word(all),
    single: word(all, ""),
    deployment: word(keys.deployment),
    calls: new RegExp(`(?:^|[.:])(?:${any(calls)})$`, "i"),
    counts: wordIn(keys.counts),
    makes: makerOf([...providers, ...own].flatMap((one) => one.routes)),
    tells: wordIn(keys.tells),
    lists: wordIn(keys.lists),
  };
}

/** Named for a route, or with it within its name (NewOllamaProvider) where the route is no common word. */
function makerOf(routes: readonly string[]): (name: string) => boolean {
  const names = routes.filter((one) => /^[a-z]+$/.test(one));
  const whole = new RegExp(`^(?:${any(names)})$`, "i");
  const within = new RegExp(any(names.filter((one) => one.length > 5 && one !== "google")), "i");
  return (name) => whole.test(name) || within.test(name);
}

export interface LiteralContext {
  readonly before: string;
  readonly after: string;
  readonly literal: Literal;
  readonly language: Language;
  /** `NAME` of `${NAME:-x}` and `${NAME:x}`: x is taken where it is not set. */
  readonly unset: string | undefined;
}

/** As bash, Spring and azd write it. */
export const unset = /["']?(?:\$\{([\w.-]+)(?::[-=]?|=)["']?)+$/;
/** $script:model is the variable model of PowerShell. */
const scope = /\$(?:script|global|local|private|env):(?=\w+\s*=\s*$)/i;

export function contextOf(literal: Literal, language: Language): LiteralContext {
  // A comment above it is no key.
  const before = literal.before.replace(/^[ \t]*(?:\/\/|# |\* )[^\n]*\n/gm, "").trimEnd();
  return {
    before: before.replace(unset, "").replace(scope, "$"),
    after: literal.after,
    literal,
    language,
    unset: unset.exec(before)?.[1],
  };
}

/** `config["model"]` and `options.llm.model` are called for by their last part. */
export const lastName = (name: string): string => {
  const parts = name.replace(/["'`\]?!]+$/, "").split(/[.[]+/);
  return (parts.at(-1) ?? name).replace(/["'`]/g, "");
};
