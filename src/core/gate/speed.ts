import type { Effort } from "../../shapes/common.ts";
import type { Speed } from "../../shapes/providers.ts";
import { median } from "../believe/median.ts";
import { groupedBy } from "../know/by-key.ts";
import type { Model } from "../know/knowledge.ts";
import type { Knowledge } from "../know/pack.ts";
import { remembering } from "../know/remember.ts";

/** ms to the first token of any kind of a request of so many fresh tokens, and ms per token. */
export interface Pace {
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
  /** The model's own speed was measured; otherwise it is the median of its class. */
  readonly measured: boolean;
}

/** What was timed of a model: the first token after so much input, and the pace by effort. */
interface Timed {
  readonly first: { readonly ms: number; readonly inputTokens: number } | undefined;
  readonly perTokenMs: ReadonlyMap<Effort | undefined, number>;
}

interface Speeds {
  /** By `model`, over all hosts that were timed, and by `model@provider`. */
  readonly of: ReadonlyMap<string, Timed>;
  readonly classes: ReadonlyMap<string, UsualSpeed>;
  readonly usual: UsualSpeed;
}

interface UsualSpeed {
  readonly firstTokenMs: number;
  readonly inputTokens: number;
  readonly perTokenMs: number;
}

/** The way there and back, which does not grow with what there is to read, ms (assumed). */
const roundTripMs = 300;

/** Where nothing at all was timed (assumed). */
const anywhere: UsualSpeed = { firstTokenMs: 1000, inputTokens: 10_000, perTokenMs: 15 };

/** Open weights by what a token has to pass through, closed models by what they cost. */
const classOf = remembering(({ weights, parameters, offers }: Model): string => {
  const billions = parameters?.active ?? parameters?.total;
  if (weights === "open" && billions !== undefined)
    return `open ${billions < 10 ? "10" : billions < 40 ? "40" : ""}`;
  const outputs = offers.flatMap(({ prices }) => prices.map((price) => price.output));
  const least = Math.min(...outputs);
  return `closed ${least <= 2 ? "2" : least <= 12 ? "12" : ""}`;
}, new WeakMap());

const speedsIn = remembering(({ speeds, models }: Knowledge): Speeds => {
  const rows = groupedBy(speeds, ({ model, provider }) =>
    provider === undefined ? model : `${model}@${provider}`,
  );
  const of = new Map([...rows].map(([key, mine]) => [key, timedOf(mine)]));
  const groups = new Map<string, Timed[]>();
  for (const model of Object.values(models)) {
    const timed = of.get(model.id);
    if (timed === undefined) continue;
    groups.set(classOf(model), [...(groups.get(classOf(model)) ?? []), timed]);
  }
  const usual = usualOf([...groups.values()].flat(), anywhere);
  const classes = new Map([...groups].map(([name, all]) => [name, usualOf(all, usual)]));
  return { of, classes, usual };
}, new WeakMap());

function timedOf(rows: readonly Speed[]): Timed {
  const firsts = rows.flatMap(({ firstTokenMs, inputTokens }) =>
    firstTokenMs === undefined ? [] : [{ ms: firstTokenMs, inputTokens }],
  );
  const paces = rows.flatMap(({ effort, perTokenMs }) =>
    perTokenMs === undefined ? [] : [[effort, perTokenMs] as const],
  );
  return { first: firsts.sort((a, b) => a.ms - b.ms)[0], perTokenMs: new Map(paces) };
}

function usualOf(all: readonly Timed[], otherwise: UsualSpeed): UsualSpeed {
  const firsts = all.flatMap(({ first }) => first ?? []);
  const paces = all.flatMap(({ perTokenMs }) =>
    perTokenMs.size === 0 ? [] : [median([...perTokenMs.values()])],
  );
  return {
    firstTokenMs: firsts.length === 0 ? otherwise.firstTokenMs : median(firsts.map(({ ms }) => ms)),
    inputTokens:
      firsts.length === 0
        ? otherwise.inputTokens
        : median(firsts.map(({ inputTokens }) => inputTokens)),
    perTokenMs: paces.length === 0 ? otherwise.perTokenMs : median(paces),
  };
}

/** Whether somebody timed the model at this very host. */
export const isTimed = (
  model: Model | undefined,
  provider: string | undefined,
  knowledge: Knowledge,
): boolean => model !== undefined && speedsIn(knowledge).of.has(`${model.id}@${provider}`);

/** What is asked of whom: an effort, so many tokens to read, and the host. */
export interface TimedRequest {
  readonly effort: Effort;
  readonly freshTokens: number;
  readonly provider: string | undefined;
}

/** How fast a model is at a host, or at the usual host; first tokens were timed on long requests and scale with the input. */
export function paceOf(
  model: Model,
  { effort, freshTokens, provider }: TimedRequest,
  knowledge: Knowledge,
): Pace {
  const { ms, inputTokens, paces, middle, measured } = atHost(knowledge)(model)(provider);
  const read = Math.min(1, freshTokens / inputTokens);
  return {
    firstTokenMs: Math.min(ms, roundTripMs + Math.max(0, ms - roundTripMs) * read),
    perTokenMs: paces?.get(effort) ?? middle,
    measured,
  };
}

/** What a pace is worked out from: the model's own figures where it was timed, those of its class elsewhere. */
const atHost = remembering(
  (knowledge: Knowledge) =>
    remembering(
      (model: Model) =>
        remembering((provider: string | undefined) => {
          const { of, classes, usual } = speedsIn(knowledge);
          const everywhere = of.get(model.id);
          const known = of.get(`${model.id}@${provider}`) ?? everywhere;
          const like = classes.get(classOf(model)) ?? usual;
          const first = known?.first ?? everywhere?.first;
          const paces = known?.perTokenMs;
          return {
            ms: first?.ms ?? like.firstTokenMs,
            inputTokens: first?.inputTokens ?? like.inputTokens,
            paces,
            middle:
              paces === undefined || paces.size === 0
                ? like.perTokenMs
                : median([...paces.values()]),
            measured: known !== undefined,
          };
        }, new Map()),
      new WeakMap(),
    ),
  new WeakMap(),
);
