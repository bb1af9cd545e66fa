import type { Profile } from "../../core/know/knowledge.ts";
import type { Knowledge } from "../../core/know/pack.ts";
import { valueAt } from "../../core/know/tree.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { short } from "../input/check.ts";
import { unknownInFigures } from "../input/figure-names.ts";
import { knownNames, unknownNames } from "../input/use-case-names.ts";
import { marketReferences, problem } from "../market/market-references.ts";

type LocatedProfile = { readonly source: Source; readonly value: Profile };

/** What a schema cannot see: names that must exist elsewhere, and names that must not exist twice. */
export function checkReferences(
  knowledge: Knowledge,
  profiles: readonly LocatedProfile[],
  files: readonly Source[],
): Diagnostic[] {
  return [
    ...profiles.flatMap((one) => profileReferences(one, knowledge)),
    ...files.flatMap((one) => sourceReferences(one, knowledge)),
    ...duplicateNames(profiles),
    ...ruleIds(knowledge, files),
    ...pointsBound(knowledge, files),
    ...presetReference(knowledge, files),
    ...defaultNames(knowledge, files),
    ...figureNames(knowledge, files),
    ...files.flatMap((one) => marketReferences(one, knowledge)),
    ...files.flatMap((one) => namesInRules(one, knowledge)),
  ];
}

/** Own figures stand in the configuration, which is the last that is read. */
const figureNames = (knowledge: Knowledge, files: readonly Source[]): Diagnostic[] => {
  const last = files.at(-1);
  return last === undefined ? [] : unknownInFigures(knowledge.pack.figures, last, knowledge);
};

const profileReferences = (read: LocatedProfile, knowledge: Knowledge): Diagnostic[] => [
  ...missingClaims(read),
  ...missingModels(read, knowledge),
  ...missingKin(read, knowledge),
  ...repeatedObservations(read.source, read.value),
  ...wrongBy(read.source, read.value),
];

function missingClaims({ source, value }: LocatedProfile): Diagnostic[] {
  const known = Object.keys(value.claims);
  const named: [Path, readonly string[]][] = [
    [["dataSource", "claims"], value.dataSource.claims],
    [["integration", "claims"], value.integration.claims],
    [["closing", "claims"], value.closing?.claims ?? []],
    [["closing", "window", "claims"], value.closing?.window?.claims ?? []],
    ...(["scenarios", "unscored"] as const).flatMap((key) =>
      value[key].map(({ claims }, index): [Path, readonly string[]] => [
        [key, index, "claims"],
        claims,
      ]),
    ),
  ];
  return named.flatMap(([path, list]) =>
    list.flatMap((id, index) =>
      known.includes(id)
        ? []
        : [
            problem(
              { source, path: [...path, index] },
              "reference.claim",
              `there is no claim "${id}" in this profile`,
              suggest(id, known),
            ),
          ],
    ),
  );
}

function missingModels({ source, value }: LocatedProfile, { models }: Knowledge): Diagnostic[] {
  const named = [
    ...value.unscored.map((one, index): [Path, string] => [
      ["unscored", index, "model"],
      one.model,
    ]),
    ...Object.entries(value.claims).flatMap(([name, { price }]): [Path, string][] =>
      price === undefined ? [] : [[["claims", name, "price", "model"], price.model]],
    ),
    ...value.benchmarks.flatMap((one, board) =>
      one.observations.map((observation, index): [Path, string] => [
        ["benchmarks", board, "observations", index, "model"],
        observation.model,
      ]),
    ),
  ];
  return named.flatMap(([path, id]) =>
    Object.hasOwn(models, id)
      ? []
      : [
          problem(
            { source, path },
            "reference.model",
            `there is no model "${id}" in market/models`,
            suggest(id, Object.keys(models)),
          ),
        ],
  );
}

function missingKin(
  { source, value: { kin } }: LocatedProfile,
  { profiles }: Knowledge,
): Diagnostic[] {
  if (kin === undefined || Object.hasOwn(profiles, kin)) return [];
  return [
    problem(
      { source, path: ["kin"] },
      "reference.capability",
      `there is no capability "${kin}"`,
      suggest(kin, Object.keys(profiles)),
    ),
  ];
}

function repeatedObservations(source: Source, value: Profile): Diagnostic[] {
  const seen = new Set<string>();
  return value.benchmarks.flatMap((one, board) =>
    one.observations.flatMap((observation, index) => {
      const key = observation.id;
      const first = !seen.has(key);
      seen.add(key);
      if (first) return [];
      return [
        problem(
          { source, path: ["benchmarks", board, "observations", index, "id"] },
          "duplicate.observation",
          `observation "${key}" stands twice`,
          "Give each observation an id of its own.",
        ),
      ];
    }),
  );
}

/** `by` names observations of the profile, or claims of it. */
function wrongBy(source: Source, value: Profile): Diagnostic[] {
  const observations = new Set(
    value.benchmarks.flatMap((one) => one.observations.map((observation) => observation.id)),
  );
  return Object.entries(value.claims).flatMap(([id, claim]) =>
    (claim.by ?? []).flatMap((name, index) =>
      observations.has(name) || Object.hasOwn(value.claims, name) || observations.size === 0
        ? []
        : [
            problem(
              { source, path: ["claims", id, "by", index] },
              "reference.by",
              `"${name}" is neither an observation nor a claim of this profile`,
              suggest(name, [...observations, ...Object.keys(value.claims)]),
            ),
          ],
    ),
  );
}

/** Every `source:` anywhere in a file must be listed in sources.yaml. */
function sourceReferences(file: Source, knowledge: Knowledge): Diagnostic[] {
  const found: Diagnostic[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (value === null || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      if (
        key === "source" &&
        typeof inner === "string" &&
        !Object.hasOwn(knowledge.sources, inner)
      ) {
        found.push(
          problem(
            { source: file, path: here },
            "reference.source",
            `there is no source "${inner}" in sources.yaml`,
            suggest(inner, Object.keys(knowledge.sources)),
          ),
        );
      }
      walk(inner, here);
    }
  };
  walk(file.value, []);
  return found;
}

function duplicateNames(profiles: readonly LocatedProfile[]): Diagnostic[] {
  const seen = new Map<string, string>();
  return profiles.flatMap(({ source, value }) =>
    [value.id, ...value.aliases].flatMap((name) => {
      const first = seen.get(name);
      seen.set(name, first ?? source.file);
      return first === undefined
        ? []
        : [
            problem(
              { source, path: name === value.id ? ["id"] : ["aliases"] },
              "duplicate.capability",
              `"${name}" is a name of two capabilities, first in ${first}`,
              "Rename one of them.",
            ),
          ];
    }),
  );
}

function ruleIds(knowledge: Knowledge, files: readonly Source[]): Diagnostic[] {
  const seen = new Set<string>();
  return knowledge.rules.flatMap((rule) => {
    const first = !seen.has(rule.id);
    seen.add(rule.id);
    if (first) return [];
    const file = files.find((one) => one.file === rule.file);
    return file === undefined
      ? []
      : [
          problem(
            { source: file, path: ["rules"] },
            "duplicate.rule",
            `rule "${rule.id}" stands twice`,
            "Give each rule an id of its own.",
          ),
        ];
  });
}

const mostPoints = 0.5;

/** The sum of the largest effects on one criterion stays bounded, whatever fires. */
function pointsBound(knowledge: Knowledge, files: readonly Source[]): Diagnostic[] {
  const sums = new Map<string, { total: number; file: string }>();
  for (const { effect, file } of knowledge.rules) {
    if (effect.kind !== "points") continue;
    const held = sums.get(effect.criterion)?.total ?? 0;
    sums.set(effect.criterion, { total: held + Math.abs(effect.value), file });
  }
  return [...sums].flatMap(([criterion, { total, file }]) => {
    const source = files.find((one) => one.file === file);
    if (total <= mostPoints || source === undefined) return [];
    return [
      problem(
        { source, path: ["rules"] },
        "rule.points",
        `the rules can move ${criterion} by ${total.toFixed(2)} together, ${mostPoints} is the most`,
        "Make the points smaller, or merge rules.",
      ),
    ];
  });
}

function presetReference({ pack }: Knowledge, files: readonly Source[]): Diagnostic[] {
  const file = files.findLast((one) => valueAt(one.value, ["defaults", "preset"]) !== undefined);
  if (Object.hasOwn(pack.presets, pack.defaults.preset) || file === undefined) return [];
  return [
    problem(
      { source: file, path: ["defaults", "preset"] },
      "reference.preset",
      `there is no preset "${pack.defaults.preset}"`,
      suggest(pack.defaults.preset, Object.keys(pack.presets)),
    ),
  ];
}

/** Each layer's own defaults: what a use case may not misspell, a pack may not either. */
function defaultNames(knowledge: Knowledge, files: readonly Source[]): Diagnostic[] {
  return files.flatMap((file) => {
    const written = <T>(...path: Path) => valueAt(file.value, ["defaults", ...path]) as T;
    const names = {
      data: { assurances: written<string[] | undefined>("data", "assurances") },
      policy: {
        denyVendors: written<string[] | undefined>("policy", "denyVendors"),
        denyOrigins: written<string[] | undefined>("policy", "denyOrigins"),
        jurisdictions: written<string[] | undefined>("policy", "jurisdictions"),
        denyGpus: written<string[] | undefined>("policy", "denyGpus"),
        ownedGpus: written<{ gpu: string; count: number }[] | undefined>("policy", "ownedGpus"),
      },
    };
    return unknownNames(names, file, knowledge, ["defaults"]);
  });
}

/** A gate on a name that nobody has lets everything through, or nothing. */
function namesInRules(file: Source, knowledge: Knowledge): Diagnostic[] {
  if (valueAt(file.value, ["kind"]) !== "moat/rules@1") return [];
  const found: Diagnostic[] = [];
  const walk = (value: unknown, path: Path, known: readonly string[] | undefined): void => {
    if (typeof value === "string" && known?.includes(value) === false)
      found.push(
        problem(
          { source: file, path },
          "reference.name",
          `there is no "${short(value)}" here`,
          suggest(value, known),
        ),
      );
    if (value === null || typeof value !== "object") return;
    for (const [key, inner] of Object.entries(value)) {
      const at = Array.isArray(value) ? Number(key) : key;
      // A parameter and another fact are named by what they are called, not by what they hold.
      if (key === "param" || key === "ref") continue;
      walk(inner, [...path, at], knownNames(key, knowledge) ?? known);
    }
  };
  walk(valueAt(file.value, ["define"]), ["define"], undefined);
  const rules = valueAt(file.value, ["rules"]);
  for (const [index, one] of (Array.isArray(rules) ? rules : []).entries())
    walk(valueAt(one, ["when"]), ["rules", index, "when"], undefined);
  return found;
}
