import { cloudsIn } from "../../core/know/clouds.ts";
import type { Benchmark } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import type { Target } from "../../core/timeline/goal.ts";
import { scaleOf } from "../../shapes/profile.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { type Diagnostic, nearest, suggest } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { placeOf, short } from "./check.ts";

/**
 * Names that gates compare with the market. One that nothing in the market bears would not be an error to a gate: it
 * shuts every door, or none, so a slip of the pen would turn the verdict in silence.
 */
export function unknownNames(
  { data, policy }: Pick<WrittenUseCase, "data" | "policy">,
  source: Source,
  knowledge: Knowledge,
  under: Path = [],
): Diagnostic[] {
  const wrong = (
    path: (index: number) => Path,
    names: readonly string[] = [],
    knownIn: (knowledge: Knowledge) => ReadonlySet<string>,
    say: (
      name: string,
      known: ReadonlySet<string>,
      knowledge: Knowledge,
    ) => UnplacedDiagnostic | undefined,
  ): Diagnostic[] => {
    // Most use cases name nothing, and to go through the market takes longer than all the rest of reading one.
    if (names.length === 0) return [];
    const known = knownIn(knowledge);
    return names.flatMap((name, index) => {
      const said = known.has(name) ? undefined : say(name, known, knowledge);
      if (said === undefined) return [];
      return [{ severity: "error", ...said, ...placeOf(source, [...under, ...path(index)]) }];
    });
  };
  const { assurances, cloud } = data ?? {};
  const { denyVendors, denyOrigins, jurisdictions, denyGpus, ownedGpus } = policy ?? {};
  return [
    ...wrong(at("data", "assurances"), assurances, knownAssurances, ofAssurance),
    ...wrong(() => ["data", "cloud"], cloud === undefined ? [] : [cloud], knownClouds, ofCloud),
    ...wrong(at("policy", "denyVendors"), denyVendors, knownVendors, ofVendor),
    ...wrong(at("policy", "denyOrigins"), denyOrigins, knownOrigins, ofOrigin),
    ...wrong(at("policy", "jurisdictions"), jurisdictions, () => homes, ofHome),
    ...wrong(at("policy", "denyGpus"), denyGpus, knownGpus, ofGpu),
    ...wrong(
      (index) => ["policy", "ownedGpus", index, "gpu"],
      ownedGpus?.map((one) => one.gpu),
      knownGpus,
      ofGpu,
    ),
  ];
}

const at =
  (...path: Path) =>
  (index: number): Path => [...path, index];

interface UnplacedDiagnostic {
  readonly code: string;
  /** Where it may be meant as it is; an error where left out. */
  readonly severity?: "warning";
  readonly message: string;
  readonly help: string;
}

/** Names with a fixed meaning, whether or not an offer of the pack documents them. */
export const wellKnown = [
  "audit",
  "baa",
  "zero-retention",
  "eu-region",
  "us-region",
  "fedramp-high",
  "il5",
  "in-tenant",
];

/** What people call an assurance that has another name here. */
const otherNames: Readonly<Record<string, string>> = {
  hipaa: "baa",
  "hipaa-baa": "baa",
  gdpr: "eu-region",
  zdr: "zero-retention",
  "no-retention": "zero-retention",
  fedramp: "fedramp-high",
};

/** An offer has no assurance beside these: that is checked when it is loaded. */
export const knownAssurances = ({ providers }: Knowledge): ReadonlySet<string> =>
  new Set([
    ...wellKnown,
    ...Object.values(providers).flatMap((one) => Object.keys(one.assurances)),
  ]);

const knownVendors = ({ models, providers }: Knowledge): ReadonlySet<string> =>
  new Set([...Object.values(models).map((one) => one.vendor), ...Object.keys(providers)]);

/** Whoever serves models inside a customer's account, or rents out machines. */
const knownClouds = (knowledge: Knowledge): ReadonlySet<string> =>
  new Set([
    ...cloudsIn(knowledge),
    ...knowledge.gpuOffers.flatMap(({ provider }) => knowledge.providers[provider]?.company ?? []),
  ]);

const knownGpus = ({ gpus }: Knowledge): ReadonlySet<string> => new Set(Object.keys(gpus));

/** A country without a model today may have one tomorrow, so every country can be denied. */
const knownOrigins = (knowledge: Knowledge): ReadonlySet<string> =>
  new Set([...countries, ...originsOf(knowledge)]);

const originsOf = ({ models }: Knowledge): string[] =>
  [...new Set(Object.values(models).map((one) => one.origin))].sort();

/** One that nobody documents would shut every hosted door, and a slip of the pen looks the same. */
function ofAssurance(
  name: string,
  known: ReadonlySet<string>,
  { pack }: Knowledge,
): UnplacedDiagnostic {
  const meant = nearest(name, [...known, ...Object.keys(otherNames)]);
  const list = `Known are ${[...known].sort().join(", ")}.`;
  return {
    code: "input.unknown-assurance",
    message: `there is no assurance "${short(name)}" in pack ${pack.id}: no offer documents it`,
    help: meant === undefined ? list : `did you mean "${otherNames[meant] ?? meant}"? ${list}`,
  };
}

/** Lists of denied vendors are written for more than one tool, so only what resembles a known name is a slip. */
function ofVendor(
  name: string,
  known: ReadonlySet<string>,
  { pack }: Knowledge,
): UnplacedDiagnostic {
  const meant = nearest(name, known);
  const said = {
    code: "input.unknown-vendor",
    message: `there is no vendor or provider "${short(name)}" in pack ${pack.id}`,
  };
  return meant === undefined
    ? { ...said, severity: "warning", help: "It rules nothing out: nothing of it is in the pack." }
    : {
        ...said,
        help: `did you mean "${meant}"? Leave it out if not: nothing of it is in the pack.`,
      };
}

/** People name the family; the pack names its members. */
function ofGpu(
  name: string,
  known: ReadonlySet<string>,
  { pack, unmodelledGpus }: Knowledge,
): UnplacedDiagnostic {
  const asked = name.toLowerCase();
  const unmodelled = Object.hasOwn(unmodelledGpus, asked) ? unmodelledGpus[asked] : undefined;
  if (unmodelled !== undefined)
    return {
      code: "input.unmodelled-gpu",
      message: `${unmodelled.title} is not modelled: ${unmodelled.because}`,
      help: `machines that are: ${[...known].sort().join(", ")}`,
    };
  const family = [...known].filter((one) => one.startsWith(`${name}-`)).sort();
  return {
    code: "input.unknown-gpu",
    message: `there is no gpu "${short(name)}" in pack ${pack.id}`,
    help: family.length > 0 ? `use one of ${family.join(", ")}` : suggest(name, known),
  };
}

const ofCloud = (name: string, known: ReadonlySet<string>): UnplacedDiagnostic => ({
  code: "input.unknown-cloud",
  message: `"${short(name)}" is no cloud in which models are served or machines are rented`,
  help: `${name === "google" ? 'did you mean "gcp"? ' : ""}${suggest(name, known)}`,
});

const ofHome = (name: string): UnplacedDiagnostic => ({
  code: "input.unknown-jurisdiction",
  message: `"${short(name)}" is not the code of a country or of a union of them`,
  help: `${name === "uk" ? 'did you mean "gb"? ' : ""}Give a code of ISO 3166-1 in lower case, or eu.`,
});

const ofOrigin = (
  name: string,
  _known: ReadonlySet<string>,
  knowledge: Knowledge,
): UnplacedDiagnostic => ({
  code: "input.unknown-origin",
  message: `"${short(name)}" is not the code of a country`,
  help: `${name === "uk" ? 'did you mean "gb"? ' : ""}Give a code of ISO 3166-1 in lower case; models of pack ${knowledge.pack.id} come from ${originsOf(knowledge).join(", ")}.`,
});

/** Names that a field of a use case, or a fact, may have: those of the pack that is worked with. */
const namesAt: Readonly<Record<string, (knowledge: Knowledge) => Iterable<string>>> = {
  "needs[].capability": ({ profiles }) => Object.keys(profiles),
  "data.assurances": knownAssurances,
  "data.cloud": knownClouds,
  "policy.denyOrigins": knownOrigins,
  "policy.denyVendors": knownVendors,
  "policy.jurisdictions": () => homes,
  "policy.denyGpus": knownGpus,
  "policy.ownedGpus[].gpu": knownGpus,
  preset: ({ pack }) => Object.keys(pack.presets),
  scenario: (knowledge) => knownScenarios(knowledge),
  "need.capability": ({ profiles }) => Object.keys(profiles),
  "need.kin": ({ profiles }) => Object.keys(profiles),
  "candidate.assurances": knownAssurances,
  "candidate.cloud": knownClouds,
  "candidate.lacks": knownAssurances,
  "candidate.jurisdictions": () => homes,
  "candidate.provider": ({ providers }) => Object.keys(providers),
  "candidate.model.id": ({ models }) => Object.keys(models),
  "candidate.model.vendor": ({ models }) => Object.values(models).map((one) => one.vendor),
  "candidate.model.origin": knownOrigins,
};

/** Undefined where the value is no name of something that the pack lists. */
export const knownNames = (path: string, knowledge: Knowledge): string[] | undefined =>
  Object.hasOwn(namesAt, path) ? [...new Set(namesAt[path]?.(knowledge))].sort() : undefined;

/** Scenarios that every capability has, and those of the pack. */
export const knownScenarios = ({ profiles }: Knowledge): string[] => [
  "base",
  "contrarian",
  ...Object.values(profiles).flatMap((one) => one.scenarios.map(({ id }) => id)),
];

/** Why no model can ever have this score: what is wrong with it, and the scale that it must stay on. */
export function offScale(
  benchmark: Benchmark,
  score: number,
): Omit<UnplacedDiagnostic, "code"> | undefined {
  const [floor, ceiling] = scaleOf(benchmark);
  if (score >= floor && score <= ceiling) return undefined;
  const best = benchmark.unit === "error-percent" ? ", and less is better" : "";
  return {
    message: `${score} is not on the scale of ${benchmark.title}`,
    help: `${benchmark.id} goes from ${floor} to ${ceiling}${best}.`,
  };
}

/** Why a score is no target of a use case: it is off the scale of the board it names, or of every board there is. */
export function targetTrouble(
  target: Target,
  { needs }: Pick<WrittenUseCase, "needs">,
  knowledge: Knowledge,
): Omit<UnplacedDiagnostic, "code"> | undefined {
  if (target.kind !== "score") return undefined;
  const boards =
    target.benchmark === undefined
      ? needs.flatMap(({ capability }) => boardsOf(capability, knowledge))
      : Object.values(knowledge.profiles)
          .flatMap((one) => one.benchmarks)
          .filter((one) => one.id === target.benchmark);
  const troubles = boards.map((one) => offScale(one, target.score));
  return troubles.every((one) => one !== undefined) ? troubles[0] : undefined;
}

/** A capability without a board is judged by those of another one. */
function boardsOf(
  capability: string,
  { profiles, capabilityIds }: Knowledge,
): readonly Benchmark[] {
  const profile = profiles[capabilityIds[capability] ?? ""];
  if (profile === undefined || profile.benchmarks.length > 0) return profile?.benchmarks ?? [];
  return profiles[profile.kin ?? ""]?.benchmarks ?? [];
}

/** ISO 3166-1 alpha-2. */
const countries = `
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz
ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr
ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp
ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt
mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw
sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug
um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw`
  .trim()
  .split(/\s+/);

const homes: ReadonlySet<string> = new Set([...countries, "eu"]);
