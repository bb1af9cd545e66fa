import type { Day } from "../../shapes/common.ts";
import { priceOn } from "../cost/hosted.ts";
import { groupedBy } from "../know/by-key.ts";
import type { Benchmark, Model, Observation, Offer, Profile } from "../know/knowledge.ts";
import { visible } from "../know/months.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";

/** One line of the files that is another, and how to take it back. */
export interface Change {
  readonly kind: "score" | "price" | "model" | "capability" | "other";
  /** Whose it is; null where it is nobody's alone. */
  readonly model: string | null;
  /** As a person reads it: what, from what to what, and by which source of which day. */
  readonly text: string;
  /** The later knowledge with what the earlier one says here. */
  readonly undo: (later: Knowledge, earlier: Knowledge) => Knowledge;
}

export interface ChangeGroup {
  readonly name: string;
  readonly kind: Change["kind"];
  readonly model: string | null;
  readonly changes: readonly Change[];
}

/** What of a pack is another, each side as it is seen at its day. */
export function changesBetween(earlier: Snapshot, later: Snapshot): Change[] {
  const [before, after] = [seen(earlier), seen(later)];
  return [
    ...scoreChanges(before, after),
    ...modelChanges(before, after, [earlier.asOf, later.asOf]),
    ...profileChanges(before, after),
    ...otherChanges(before, after),
  ];
}

/** Changes of one kind to one model stand together: a host that lists five models anew is five groups. */
export function groupsOf(changes: readonly Change[]): ChangeGroup[] {
  const groups = groupedBy(changes, ({ kind, model, text }) =>
    model === null ? `${kind}: ${text}` : `${kind} of ${model}`,
  );
  return [...groups].flatMap(([key, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const { kind, model } = first;
    const name = model === null ? key : `${words[kind]} of ${model}`;
    return [{ name, kind, model, changes: all }];
  });
}

const words: Readonly<Record<Change["kind"], string>> = {
  score: "scores",
  price: "offers",
  model: "facts",
  capability: "profile",
  other: "other facts",
};

export const withoutChanges = (
  changes: readonly Change[],
  earlier: Snapshot,
  later: Knowledge,
): Knowledge => {
  const before = seen(earlier);
  return changes.reduce((knowledge, one) => one.undo(knowledge, before), later);
};

/** Scores and prices of later days are not there yet; where no price is, the first one stands in, as it does in an answer. */
function seen({ knowledge, asOf }: Snapshot): Knowledge {
  const onDay = <T extends { readonly published: Day }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => visible(one.published, asOf));
  return {
    ...knowledge,
    profiles: mapped(knowledge.profiles, (profile) => ({
      ...profile,
      benchmarks: profile.benchmarks.map((board) => ({
        ...board,
        observations: onDay(board.observations),
      })),
    })),
    models: mapped(knowledge.models, (model) => ({
      ...model,
      offers: model.offers.map((offer) => {
        const prices = onDay(offer.prices);
        return prices.length === 0 ? offer : { ...offer, prices };
      }),
    })),
  };
}

const mapped = <From, To>(
  all: Readonly<Record<string, From>>,
  make: (one: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, make(one)]));

/** Whatever one of the two has, with what each says. */
function differing<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): (readonly [key: string, from: T | undefined, to: T | undefined])[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys
    .map((key) => [key, before.get(key), after.get(key)] as const)
    .filter(([, from, to]) => JSON.stringify(from) !== JSON.stringify(to));
}

interface ProfileScore {
  readonly profile: string;
  readonly board: string;
  readonly score: Observation;
}

function scoreChanges(before: Knowledge, after: Knowledge): Change[] {
  return differing(scoresIn(before), scoresIn(after)).flatMap(([, from, to]): Change[] => {
    const at = to ?? from;
    if (at === undefined) return [];
    const { profile, board, score } = at;
    const effort = score.effort === undefined ? "" : `, ${score.effort}`;
    const told = `${from === undefined ? "" : `${from.score.score} -> `}${to === undefined ? "gone" : to.score.score}`;
    return [
      {
        kind: "score",
        model: score.model,
        text: `${score.model}${effort} on ${board}: ${from === undefined ? "new, " : ""}${told} [${score.source}, ${score.published}]`,
        undo: (later) => withScore(later, { profile, board, id: score.id }, from?.score),
      },
    ];
  });
}

function scoresIn({ profiles }: Knowledge): ReadonlyMap<string, ProfileScore> {
  return new Map(
    Object.values(profiles).flatMap(({ id: profile, benchmarks }) =>
      benchmarks.flatMap(({ id: board, observations }) =>
        observations.map((score): [string, ProfileScore] => [
          `${profile}|${board}|${score.id}`,
          { profile, board, score },
        ]),
      ),
    ),
  );
}

function withScore(
  knowledge: Knowledge,
  at: { readonly profile: string; readonly board: string; readonly id: string },
  score: Observation | undefined,
): Knowledge {
  const profile = knowledge.profiles[at.profile];
  if (profile === undefined) return knowledge;
  const changed = (board: Benchmark): Benchmark => ({
    ...board,
    observations: [
      ...board.observations.filter((one) => one.id !== at.id),
      ...(score === undefined ? [] : [score]),
    ],
  });
  const benchmarks = profile.benchmarks.map((one) => (one.id === at.board ? changed(one) : one));
  return {
    ...knowledge,
    profiles: { ...knowledge.profiles, [at.profile]: { ...profile, benchmarks } },
  };
}

function modelChanges(before: Knowledge, after: Knowledge, days: readonly [Day, Day]): Change[] {
  return differing(byId(before.models), byId(after.models)).flatMap(([id, from, to]): Change[] => {
    if (from === undefined || to === undefined)
      return [
        {
          kind: "model",
          model: id,
          text: `${id}: ${from === undefined ? "new" : "gone"}`,
          undo: (later) => withModel(later, id, from),
        },
      ];
    const { offers: were, ...facts } = from;
    const { offers: are, ...others } = to;
    const named = Object.keys(others).filter(
      (key) =>
        JSON.stringify(facts[key as keyof typeof facts]) !==
        JSON.stringify(others[key as keyof typeof others]),
    );
    const own: Change[] =
      named.length === 0
        ? []
        : [
            {
              kind: "model",
              model: id,
              text: `${id}: ${named.join(", ")}`,
              undo: (later) =>
                withModel(later, id, { ...from, offers: later.models[id]?.offers ?? [] }),
            },
          ];
    const offers = differing(byProvider(were), byProvider(are)).map(
      ([provider, was, is]): Change => ({
        kind: "price",
        model: id,
        text: `${id} at ${provider}: ${priceText(was, days[0])} -> ${priceText(is, days[1])}`,
        undo: (later) => withOffer(later, id, provider, was),
      }),
    );
    return [...own, ...offers];
  });
}

const byId = <T>(all: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(all));

const byProvider = (offers: readonly Offer[]): ReadonlyMap<string, Offer> =>
  new Map(offers.map((one) => [one.provider, one]));

function priceText(offer: Offer | undefined, day: Day): string {
  if (offer === undefined) return "not sold";
  const price = priceOn(offer.prices, day);
  return price === undefined
    ? "no price"
    : `${price.input}/${price.output} [${price.source}, ${price.published}]`;
}

function withModel(knowledge: Knowledge, id: string, model: Model | undefined): Knowledge {
  const { [id]: _, ...others } = knowledge.models;
  return { ...knowledge, models: model === undefined ? others : { ...others, [id]: model } };
}

function withOffer(
  knowledge: Knowledge,
  id: string,
  provider: string,
  offer: Offer | undefined,
): Knowledge {
  const model = knowledge.models[id];
  if (model === undefined) return knowledge;
  const kept = model.offers.filter((one) => one.provider !== provider);
  const offers = [...kept, ...(offer === undefined ? [] : [offer])];
  return withModel(knowledge, id, {
    ...model,
    offers: offers.toSorted((a, b) => (a.provider < b.provider ? -1 : 1)),
  });
}

/** Everything of a profile but its scores, what it claims and the day of its review. */
function profileChanges(before: Knowledge, after: Knowledge): Change[] {
  const bare = ({ profiles }: Knowledge) => byId(mapped(profiles, frame));
  return differing(bare(before), bare(after)).flatMap(([id]): Change[] => {
    if (before.profiles[id] === undefined || after.profiles[id] === undefined) return [];
    return [
      {
        kind: "capability",
        model: null,
        text: `profile ${id}: boards or settings`,
        undo: (later, earlier) => {
          const profile = earlier.profiles[id];
          return profile === undefined
            ? later
            : { ...later, profiles: { ...later.profiles, [id]: profile } };
        },
      },
    ];
  });
}

const frame = ({ claims: _, reviewed: __, benchmarks, ...rest }: Profile) => ({
  ...rest,
  benchmarks: benchmarks.map(({ observations: ___, ...board }) => board),
});

const sections = [
  "gpus",
  "gpuOffers",
  "serving",
  "providers",
  "speeds",
  "efforts",
  "forecast",
  "rules",
] as const;

const files: Readonly<Record<(typeof sections)[number], string>> = {
  gpus: "gpus.yaml",
  gpuOffers: "gpu-offers.yaml",
  serving: "serving.yaml",
  providers: "providers.yaml",
  speeds: "speeds.yaml",
  efforts: "efforts.yaml",
  forecast: "forecast.yaml",
  rules: "the rules of the pack",
};

/** Files that belong to no model: taken back whole. */
function otherChanges(before: Knowledge, after: Knowledge): Change[] {
  const { sha256: _, version: __, ...was } = before.pack;
  const { sha256: ___, version: ____, ...is } = after.pack;
  const pack: Change[] =
    JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [
          {
            kind: "other",
            model: null,
            text: "pack.yaml",
            undo: (later, earlier) => ({ ...later, pack: earlier.pack }),
          },
        ];
  const changed = sections.filter(
    (one) => JSON.stringify(before[one]) !== JSON.stringify(after[one]),
  );
  return [
    ...pack,
    ...changed.map(
      (one): Change => ({
        kind: "other",
        model: null,
        text: files[one],
        undo: (later, earlier) => ({ ...later, [one]: earlier[one] }),
      }),
    ),
  ];
}
