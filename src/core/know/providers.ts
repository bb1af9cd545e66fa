import type { Day, Effort } from "../../shapes/common.ts";

/** What somebody documents; nothing stated is unknown, which is neither. */
export type Answer = "yes" | "no" | "by-agreement";

/** An answer with the page that gives it. */
export interface Stated {
  readonly answer: Answer;
  readonly published: Day;
  readonly source: string;
  readonly note?: string | undefined;
}

/** How requests reach a provider; a route of it has its own. */
export interface Api {
  /** Base of an API that takes what OpenAI's takes. A part in ${BRACES} is the account's own. */
  readonly base?: string | undefined;
  /** Prefix of its models in LiteLLM, where that has another API than OpenAI's. */
  readonly litellm?: string | undefined;
  readonly note?: string | undefined;
  readonly published: Day;
  readonly source: string;
}

/** Who serves models or rents machines: one company, or one of its routes (`of` is resolved at load). */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** Its own id, or that of the company of which it is a route. */
  readonly company: string;
  /** ISO 3166-1 alpha-2 country of the company that serves, lower case. */
  readonly home?: string | undefined;
  /** Where requests may be kept to: `eu`, `us`, or a country. */
  readonly regions: readonly string[];
  /** By name: baa, zero-retention, eu-region, us-region, fedramp-high, il5, in-tenant, audit … */
  readonly assurances: Readonly<Record<string, Stated>>;
  readonly terms: {
    /** May requests hold personal data? */
    readonly personalData?: Stated | undefined;
    readonly healthData?: Stated | undefined;
    /** Does it train on requests unless told not to? */
    readonly training?: Stated | undefined;
    /** How long requests are kept, in the words of a `note`. */
    readonly retention?: Stated | undefined;
  };
  readonly tiers: readonly ("realtime" | "batch")[];
  readonly api?: Api | undefined;
}

/** Median speed of a model: at one provider, or over the hosts that a publisher tests where none is named. */
export interface Speed {
  readonly model: string;
  readonly provider?: string | undefined;
  readonly effort?: Effort | undefined;
  /** ms to the first token of any kind, thinking left out; absent where the figure holds thinking. */
  readonly firstTokenMs?: number | undefined;
  readonly perTokenMs?: number | undefined;
  /** Input of the requests that were timed: a first token comes later the more there is to read. */
  readonly inputTokens: number;
  readonly published: Day;
  readonly source: string;
}

/** Member states of the European Union, by ISO 3166-1 alpha-2 (Treaty on European Union, as of 2020-02-01). */
const union =
  "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk".split(" ");

/** A country, and the unions whose law holds there; undefined where the home is not known. */
export const placesOf = (home: string | undefined): readonly string[] | undefined =>
  home === undefined ? undefined : union.includes(home) ? [home, "eu"] : [home];
