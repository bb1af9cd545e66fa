import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type {
  Architecture,
  Benchmark,
  Model,
  Observation,
  Offer,
  Profile,
} from "../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../src/core/know/pack.ts";
import { remembering } from "../../src/core/know/remember.ts";
import { readPack } from "../../src/load/pack/pack.ts";
import type { Day } from "../../src/shapes/common.ts";

/**
 * A small world for tests of mathematics: four capabilities, seven models that nobody sells, two real GPUs, and the
 * opinions, rules, serving constants and class lags as shipped. Its scores and prices can be drawn.
 */
const root = fileURLToPath(new URL("../../rules", import.meta.url));

/** A shipped pack from its YAML, once for all test files of a process. */
export const readShipped = remembering((pack: string): Knowledge => {
  const read = readPack(`${root}/${pack}`, root);
  if (!read.ok) throw new Error(read.diagnostics.map((one) => one.message).join("; "));
  return read.value.knowledge;
}, new Map());

export const shipped = readShipped("current");
export const asOf: Day = "2026-11-23";

/** What is drawn: percent per board and model, $ per million tokens per offer, days of the newest scores. */
export interface World {
  readonly scores: Readonly<Record<string, number>>;
  readonly prices: Readonly<Record<string, readonly [input: number, output: number]>>;
  readonly newest: Day;
}

export const usual: World = {
  scores: {
    "board-a/closed-top": 84,
    "board-a/closed-mini": 72,
    "board-a/closed-old": 77,
    "board-a/open-big": 80,
    "board-a/open-small": 74,
    "board-a/open-research": 82,
    "board-b/closed-top": 70,
    "board-b/closed-mini": 61,
    "board-b/open-big": 66,
    "board-b/open-small": 58,
    "board-c/closed-top": 78,
    "board-c/closed-old": 70,
    "board-c/open-big": 70,
    "board-c/open-small": 61,
  },
  prices: {
    "closed-top@acme": [5, 25],
    "closed-top@cloud": [5, 25],
    "closed-mini@acme": [0.5, 3],
    "closed-old@other": [2, 12],
    "open-big@host-a": [0.4, 1.6],
    "open-big@host-b": [0.5, 1.5],
    "open-small@host-a": [0.2, 0.7],
  },
  newest: "2026-10-01",
};

const dense: Architecture = {
  layers: 64,
  hidden: 5120,
  heads: 40,
  kvHeads: 8,
  headDim: 128,
  kvElements: 2048,
  fullLayers: 64,
  parameters: { other: 26e9, experts: 0, activeExperts: 0, head: 0.7e9 },
};
const sparse: Architecture = {
  layers: 36,
  hidden: 2880,
  heads: 64,
  kvHeads: 8,
  headDim: 64,
  kvElements: 1024,
  fullLayers: 36,
  experts: { count: 128, active: 4, layers: 36 },
  parameters: { other: 1.5e9, experts: 114.7e9, activeExperts: 3.6e9, head: 0.6e9 },
};

const source = "moat-assumptions-2026-11";
const born: Day = "2026-02-01";

function offer(model: string, provider: string, { prices }: World): Offer {
  const [input, output] = prices[`${model}@${provider}`] ?? [1, 1];
  return {
    provider,
    kind: provider === "cloud" ? "cloud" : provider.startsWith("host") ? "host" : "first-party",
    placement: provider === "cloud" ? "in-tenant" : "vendor",
    assurances: provider === "cloud" ? ["baa", "in-tenant"] : [],
    free: false,
    prices: [{ input, output, published: born, source }],
    published: born,
    source,
  };
}

function closed(id: string, vendor: string, providers: readonly string[], world: World): Model {
  return {
    id,
    title: id,
    aliases: [],
    vendor,
    origin: "us",
    weights: "closed",
    status: "general",
    released: { api: born },
    licence: { class: "proprietary-terms", name: "terms", source },
    intendedUse: "general",
    modalities: ["text", "image"],
    context: 400_000,
    offers: providers.map((one) => offer(id, one, world)),
    published: born,
    source,
  };
}

function open(
  id: string,
  architecture: Architecture,
  billions: number,
  providers: readonly string[],
  world: World,
): Model {
  return {
    ...closed(id, `${id}-maker`, providers, world),
    origin: id === "open-big" ? "cn" : "fr",
    weights: "open",
    released: { api: born, weights: born },
    licence: { class: "permissive", name: "Apache-2.0", source },
    context: 131_072,
    parameters: { total: billions, active: billions },
    serving: {
      attention: "gqa",
      kvBytesPerToken: 2 * architecture.kvElements * architecture.layers,
      precisions: ["bf16", "fp8"],
      architecture,
      basis: "assumed",
      source,
    },
  };
}

function models(world: World): Model[] {
  return [
    closed("closed-top", "acme", ["acme", "cloud"], world),
    closed("closed-mini", "acme", ["acme"], world),
    closed("closed-old", "other", ["other"], world),
    open("open-big", sparse, 120, ["host-a", "host-b"], world),
    open("open-small", dense, 27, ["host-a"], world),
    {
      ...open("open-research", dense, 27, [], world),
      licence: { class: "non-commercial", name: "research licence", source },
      intendedUse: "research-only",
    },
    open("open-unscored", dense, 27, ["host-a"], world),
  ];
}

function board(id: string, grade: Benchmark["grade"], world: World): Benchmark {
  const scored = Object.entries(world.scores).filter(([key]) => key.startsWith(`${id}/`));
  const evaluator = grade === "independent" ? "independent" : "vendor";
  const observations = scored.map(([key, score]): Observation => {
    const model = key.slice(id.length + 1);
    const at = { date: world.newest, published: world.newest };
    return { id: `${model}-${id}`, model, score, ...at, evaluator, source };
  });
  // An older open model, so that progress over the year can be measured.
  const before = { date: "2025-10-01", published: "2025-10-01" };
  const older: Observation = {
    id: `older-${id}`,
    model: "open-older",
    score: 40,
    ...before,
    evaluator,
    source,
  };
  const percent = { unit: "percent", better: "higher", ceiling: 100, weight: 1 } as const;
  return { id, title: id, ...percent, grade, observations: [older, ...observations] };
}

function profile(id: string, benchmarks: readonly Benchmark[]): Profile {
  return {
    id,
    title: id,
    summary: id,
    aliases: [],
    class: id === "code" ? "code" : "text-reasoning",
    dataSource: { kind: "public", claims: [] },
    integration: { kind: "native", claims: [] },
    modalities: ["text"],
    pricedInTokens: true,
    turn: "background",
    work: "composing",
    benchmarks,
    unscored: [],
    scenarios: [],
    claims: {},
    reviewed: "2026-11-01",
  };
}

/** `text` has two boards, `code` one, `extraction` is read from those of `text`, and nobody has measured `dark`. */
function profiles(world: World): Profile[] {
  const boards = [board("board-a", "independent", world), board("board-b", "vendor-mixed", world)];
  return [
    profile("text", boards),
    profile("code", [board("board-c", "independent", world)]),
    { ...profile("extraction", []), kin: "text" },
    profile("dark", []),
  ];
}

const older = (world: World): Model => ({
  ...open("open-older", dense, 27, [], world),
  published: "2025-09-01",
  released: { weights: "2025-09-01" },
});

const byId = <T extends { readonly id: string }>(all: readonly T[]): Record<string, T> =>
  Object.fromEntries(all.map((one) => [one.id, one]));

const gpuIds = ["h100-sxm", "l40s"];

export function knowledgeOf(world: World = usual): Knowledge {
  const known = profiles(world);
  return {
    ...shipped,
    profiles: byId(known),
    capabilityIds: Object.fromEntries(known.map((one) => [one.id, one.id])),
    models: byId([...models(world), older(world)]),
    gpus: Object.fromEntries(Object.entries(shipped.gpus).filter(([id]) => gpuIds.includes(id))),
    gpuOffers: shipped.gpuOffers.filter((one) => gpuIds.includes(one.gpu)),
  };
}

/** A pack whose opinions are changed; caches belong to the knowledge, so each change is a world of its own. */
export const withScales = (
  knowledge: Knowledge,
  scales: Partial<Knowledge["pack"]["scales"]>,
): Knowledge => ({
  ...knowledge,
  pack: { ...knowledge.pack, scales: { ...knowledge.pack.scales, ...scales } },
});

export const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const price = fc
  .tuple(number(0.02, 8), number(1, 6))
  .map(([input, ratio]): [number, number] => [input, input * ratio]);

const drawn = <T>(keys: readonly string[], value: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, value]))) as fc.Arbitrary<Record<string, T>>;

/** Any scores: the open side may lead, and two models may be far apart. */
export const worlds: fc.Arbitrary<World> = fc.record({
  scores: drawn(Object.keys(usual.scores), number(45, 96)),
  prices: drawn(Object.keys(usual.prices), price),
  newest: fc.constantFrom("2026-05-01", "2026-08-15", "2026-10-01", "2026-11-20"),
});
