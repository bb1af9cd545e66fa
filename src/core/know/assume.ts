import type { Criterion } from "../../shapes/common.ts";
import type { Assumption } from "../../shapes/document.ts";
import type { Work } from "../../shapes/efforts.ts";
import type {
  BarName,
  Latency,
  Weights,
  Workload,
  WrittenBar,
  WrittenUseCase,
} from "../../shapes/use-case.ts";
import { byKey } from "./by-key.ts";
import type { Profile } from "./knowledge.ts";
import { criteria } from "./lists.ts";
import type { Knowledge } from "./pack.ts";
import type { Bar, Limit, Need, Optional, UseCase } from "./use-case.ts";

export interface Complete {
  readonly useCase: UseCase;
  /** Everything that the use case left out, with the value taken and why. */
  readonly assumed: readonly Assumption[];
}

/** Fills in what a use case leaves out from the pack's defaults, and keeps a list of it. */
export function complete(written: WrittenUseCase, knowledge: Knowledge): Complete {
  const assumed: Assumption[] = [];
  const { defaults, scales } = knowledge.pack;
  const because = `default of pack ${knowledge.pack.id}`;
  const note = (path: string, value: unknown, why = because) =>
    void assumed.push({ path, value, because: why });
  /** Values given, completed field by field. */
  const fill = <T extends object>(path: string, given: Optional<T> | undefined, usual: T): T => {
    const filled = { ...usual, ...defined(given) };
    for (const [key, value] of Object.entries(usual)) {
      if (given?.[key as keyof T] === undefined) note(`${path}.${key}`, value);
    }
    return filled;
  };
  const one = <T>(path: string, given: T | undefined, usual: T): T => {
    if (given === undefined) note(path, usual);
    return given ?? usual;
  };
  const workload = fillWorkload(written.workload, knowledge, fill, note);
  const team = fill("team", written.team, defaults.team);
  const preset = one("preset", written.preset, defaults.preset);
  const useCase: UseCase = {
    name: written.name,
    title: written.title ?? written.name,
    needs: needsOf(written, workload, knowledge, note),
    workload,
    latency: written.latency ?? {},
    volumeAssumed:
      written.workload?.requestsPerMonth === undefined &&
      written.needs.some((one) => one.workload?.requestsPerMonth === undefined),
    data: fill("data", written.data, defaults.data),
    evaluation: one("evaluation", written.evaluation, defaults.evaluation),
    team,
    policy: fill("policy", written.policy, defaults.policy),
    budget: written.budget ?? {},
    horizonMonths: one("horizonMonths", written.horizonMonths, defaults.horizonMonths),
    preset: written.weights === undefined ? preset : "own weights",
    weights: normalise(written.weights ?? presetOf(preset, knowledge)),
    weightConcentration:
      written.weights === undefined
        ? scales.weightConcentration.preset
        : scales.weightConcentration.own,
    scenario: written.scenario ?? defaults.scenario,
    market: {},
  };
  // What every need has another value for is assumed of none.
  const isUsed = ({ path }: Assumption) => {
    const [of, name] = path.split(".");
    if (of !== "workload") return true;
    const field = name as keyof Workload;
    return useCase.needs.some(
      (need, at) =>
        written.needs[at]?.workload?.[field] === undefined &&
        (!ofTokens.includes(name) || isInTokens(need, knowledge)) &&
        (field === "requestsPerMonth" || need.workload[field] === workload[field]),
    );
  };
  return { useCase, assumed: assumed.filter(isUsed) };
}

const ofTokens: readonly (string | undefined)[] = [
  "inputTokens",
  "outputTokens",
  "contextTokens",
  "cachedInputShare",
];

const isInTokens = ({ capability }: Need, { profiles }: Knowledge): boolean =>
  profiles[capability]?.pricedInTokens !== false;

type Fill = <T extends object>(path: string, given: Optional<T> | undefined, usual: T) => T;
type Note = (path: string, value: unknown, why?: string) => void;

/** The fields that are there: a key with the value undefined is as good as none. */
const defined = <T extends object>(value: Optional<T> | undefined): Partial<T> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter(([, one]) => one !== undefined),
  ) as Partial<T>;

function fillWorkload(
  given: WrittenUseCase["workload"],
  knowledge: Knowledge,
  fill: Fill,
  note: Note,
): Workload {
  const { workload, contextFactor } = knowledge.pack.defaults;
  const filled = fill("workload", given, workload);
  const contextTokens =
    given?.contextTokens ?? contextFactor * (filled.inputTokens + filled.outputTokens);
  if (given?.contextTokens === undefined)
    note("workload.contextTokens", contextTokens, `${contextFactor} times the mean request`);
  return { ...filled, contextTokens };
}

function needsOf(
  written: WrittenUseCase,
  workload: Workload,
  knowledge: Knowledge,
  note: Note,
): Need[] {
  const { defaults, bars } = knowledge.pack;
  const shares = written.needs.map((need) => need.share ?? 1);
  const total = shares.reduce((sum, one) => sum + one, 0);
  const seen = new Map<string, number>();
  const profiles = written.needs.map(
    (need) => knowledge.profiles[knowledge.capabilityIds[need.capability] ?? need.capability],
  );
  return written.needs.map((need, index): Need => {
    const capability = knowledge.capabilityIds[need.capability] ?? need.capability;
    const count = (seen.get(capability) ?? 0) + 1;
    seen.set(capability, count);
    const path = `needs.${index}`;
    if (need.bar === undefined) note(`${path}.bar`, defaults.bar);
    if (need.task === undefined) note(`${path}.task`, defaults.task);
    const share = (shares[index] ?? 1) / total;
    if (need.share === undefined && written.needs.length > 1)
      note(`${path}.share`, share, "needs that say nothing count alike");
    const task = need.task ?? defaults.task;
    const work = workOf(task, profiles[index]);
    const cached = knowledge.efforts.cachedInput[work].value;
    const isCached = need.workload?.cachedInputShare ?? written.workload?.cachedInputShare;
    if (isCached === undefined && cached !== workload.cachedInputShare)
      note(
        `${path}.workload.cachedInputShare`,
        cached,
        "turns of an agent repeat what went before",
      );
    const usual = isCached === undefined ? { ...workload, cachedInputShare: cached } : workload;
    // A vector is no text.
    const stated =
      profiles[index]?.endpoint === "embeddings"
        ? { outputTokens: 0, ...defined(need.workload) }
        : need.workload;
    const sized = workloadOf(stated, usual, share, knowledge);
    const own = withSpeech(sized, profiles[index], (name, value) =>
      note(`${path}.workload.${name}`, value, "a guess of the pack"),
    );
    const waits = { latency: need.latency, turn: turnOf(profiles[index]), ...own };
    const latency = limitOf(waits, written.latency, profiles.map(turnOf), knowledge);
    if (latency.assumed)
      note(`${path}.latency.firstTokenMs`, latency.firstTokenMs, "a person waits for it");
    return {
      id: count === 1 ? capability : `${capability}#${count}`,
      capability,
      share,
      bar: barOf(need.bar ?? defaults.bar, bars),
      task,
      work,
      workload: own,
      latency,
    };
  });
}

const workOf = (task: Need["task"], profile: Profile | undefined): Work =>
  profile?.turn === "agent"
    ? "step"
    : task === "bounded"
      ? "bounded"
      : (profile?.work ?? "composing");

type Turn = Profile["turn"];

const turnOf = (profile: Profile | undefined): Turn => profile?.turn ?? "background";

/** What a need says of its own limits, who waits for it, and how much of it can wait. */
interface Waiting extends Pick<Workload, "batchShare"> {
  readonly latency: WrittenUseCase["latency"];
  readonly turn: Turn;
}

/**
 * A limit of the use case is of what persons wait for; where no need is a person's, of all that is not an agent's own turn
 * and cannot wait for hours; with nothing but such turns, of the first token of any kind. One of a need is of that need.
 */
function limitOf(
  { latency, turn, batchShare }: Waiting,
  general: WrittenUseCase["latency"],
  turns: readonly Turn[],
  { pack }: Knowledge,
): Limit {
  const stated = { assumed: false, anyToken: false };
  if (isLimit(latency)) return { ...stated, ...latency };
  if (batchShare >= 1) return stated;
  if (!isLimit(general))
    return turn === "person"
      ? { firstTokenMs: pack.choice.visibleMs, assumed: true, anyToken: false }
      : stated;
  const limited = (["person", "background", "agent"] as const).find((one) => turns.includes(one));
  return turn === limited ? { ...stated, ...general, anyToken: turn === "agent" } : stated;
}

const isLimit = (latency: Latency | undefined): boolean =>
  latency?.firstTokenMs !== undefined || latency?.perTokenMs !== undefined;

/** A need's own workload: what it overrides, and its share of the requests. */
function workloadOf(
  own: WrittenUseCase["workload"],
  shared: Workload,
  share: number,
  knowledge: Knowledge,
): Workload {
  const merged = { ...shared, ...defined(own) };
  const resized = own?.inputTokens !== undefined || own?.outputTokens !== undefined;
  const mean = knowledge.pack.defaults.contextFactor * (merged.inputTokens + merged.outputTokens);
  const contextTokens = own?.contextTokens ?? (resized ? mean : shared.contextTokens);
  return {
    ...merged,
    contextTokens,
    requestsPerMonth: own?.requestsPerMonth ?? shared.requestsPerMonth * share,
  };
}

/** How much speech a request has, where the need is sold by it. */
function withSpeech(
  workload: Workload,
  profile: Profile | undefined,
  note: (name: string, value: number) => void,
): Workload {
  const soldBy = profile?.soldBy;
  if (soldBy === undefined || workload[soldBy.unit] !== undefined) return workload;
  note(soldBy.unit, soldBy.perRequest);
  return { ...workload, [soldBy.unit]: soldBy.perRequest };
}

export function barOf(bar: WrittenBar, bars: Readonly<Record<BarName, number>>): Bar {
  if (typeof bar === "number")
    return { kind: "share", name: String(bar), quality: bar, moving: false };
  if (typeof bar === "string")
    return { kind: "share", name: bar, quality: bars[bar], moving: bar === "frontier" };
  return {
    kind: "score",
    name: `${bar.benchmark} >= ${bar.score}`,
    benchmark: bar.benchmark,
    score: bar.score,
    moving: false,
  };
}

/** The loader refuses unknown presets, so the fallback only serves callers of the library. */
function presetOf(preset: string, { pack }: Knowledge): Weights {
  const found = pack.presets[preset] ?? pack.presets[pack.defaults.preset];
  return found ?? { quality: 1, cost: 1, privacy: 1, ops: 1, control: 1, speed: 1 };
}

/** Weights that sum to 1. */
export function normalise(points: Weights): Record<Criterion, number> {
  const total = criteria.reduce((sum, one) => sum + (points[one] ?? 0), 0);
  return byKey(criteria, (one) => (total === 0 ? 1 / criteria.length : (points[one] ?? 0) / total));
}
