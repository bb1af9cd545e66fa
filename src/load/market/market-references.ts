import type { Knowledge } from "../../core/know/pack.ts";
import { treeOf, valueAt } from "../../core/know/tree.ts";
import { type Diagnostic, nearest, suggest } from "../file/diagnostic.ts";
import type { Path, Source, SourcePath } from "../file/source.ts";
import { knownAssurances, wellKnown } from "../input/use-case-names.ts";

/** An entry of a list in a file; an offer belongs to a model, which may stand around it. */
interface ListEntry {
  readonly path: Path;
  readonly value: Readonly<Record<string, unknown>>;
  readonly model: unknown;
}

/** Names in the files of the market that must stand in another of them, or nowhere else. */
export function marketReferences(file: Source, knowledge: Knowledge): Diagnostic[] {
  const { models, gpus, providers, usage } = knowledge;
  const called = Object.fromEntries(usage.providers.map((one) => [one.id, one]));
  const list = (kind: string, name: string): ListEntry[] => {
    const written = treeOf(file.value);
    return written.kind === `moat/${kind}@1` ? entriesOf(written[name], [name]) : [];
  };
  const inModels = list("models", "models").flatMap(({ path, value }) =>
    entriesOf(value.offers, [...path, "offers"], value.id),
  );
  const hearing = list("models", "models").flatMap(({ path, value }) =>
    entriesOf(value.transcribes, [...path, "transcribes"], value.id),
  );
  const offers = [...inModels, ...list("offers", "offers")];
  const rents = list("gpu-offers", "offers");
  const speeds = list("speeds", "speeds");
  const retired = list("retired", "retired");
  // Routers and such sell nothing to moat, and bring a title of their own.
  const untitled = list("usage", "providers").filter(({ value }) => value.title === undefined);
  const named = (entry: ListEntry, field: string, known: object, where: string): Diagnostic[] => {
    const name = entry.value[field];
    if (name === undefined || Object.hasOwn(known, String(name))) return [];
    const message = `there is no ${field} "${name}" in ${where}`;
    const help = suggest(String(name), Object.keys(known));
    return [
      problem({ source: file, path: [...entry.path, field] }, `reference.${field}`, message, help),
    ];
  };
  return [
    ...[...rents, ...hearing].flatMap((one) => named(one, "gpu", gpus, "gpus.yaml")),
    ...[...offers, ...rents, ...speeds].flatMap((one) =>
      named(one, "provider", providers, "providers.yaml"),
    ),
    ...retired.flatMap((one) =>
      named(one, "provider", { ...providers, ...called }, "providers.yaml"),
    ),
    ...untitled.flatMap((one) => named(one, "id", providers, "providers.yaml, and has no title")),
    ...[...speeds, ...list("efforts", "measured")].flatMap((one) =>
      named(one, "model", models, "market/models"),
    ),
    ...offers.flatMap((one) => [
      ...sharedPrice(file, one, knowledge),
      ...unknownAssurances(file, one, knowledge),
    ]),
    ...list("providers", "providers").flatMap((one) => misspelt(file, one)),
    ...batchVendors(file, knowledge),
  ];
}

/** Whoever sells work that may wait for less is named as offers name it: a name that none has would be a discount that none gets. */
function batchVendors(file: Source, { providers }: Knowledge): Diagnostic[] {
  if (valueAt(file.value, ["kind"]) !== "moat/serving@1") return [];
  const path = ["hosted", "batchVendors"];
  return (valueAt(file.value, path) as readonly string[]).flatMap((name, index) => {
    const at = [...path, index];
    const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (provider === undefined) {
      const message = `there is no provider "${name}" in providers.yaml`;
      const help = suggest(name, Object.keys(providers));
      return [problem({ source: file, path: at }, "reference.provider", message, help)];
    }
    if (provider.tiers.includes("batch")) return [];
    const message = `provider "${name}" has no tier "batch" in providers.yaml`;
    const help = "Add the tier there, with a page that says so, or leave the name out here.";
    return [problem({ source: file, path: at }, "reference.provider", message, help)];
  });
}

function entriesOf(list: unknown, path: Path, model?: unknown): ListEntry[] {
  const entries = (list ?? []) as readonly ListEntry["value"][];
  return entries.map((value, index) => ({
    path: [...path, index],
    value,
    model: model ?? value.model,
  }));
}

export function problem(
  { source, path }: SourcePath,
  code: string,
  message: string,
  help: string,
): Diagnostic {
  return { code, severity: "error", file: source.file, ...source.locate(path), message, help };
}

/** A price that two models have is that of one of them. */
function sharedPrice(file: Source, { path, value, model }: ListEntry, { models }: Knowledge) {
  const id = value.priceId;
  if (id === undefined) return [];
  const owner = Object.values(models).find((one) => one.offers.some((at) => at.priceId === id));
  if (owner === undefined || owner.id === model) return [];
  const message = `price "${id}" is that of ${owner.id} already`;
  const help = "Give each model the price of its own record, or write the price with the offer.";
  return [problem({ source: file, path: [...path, "priceId"] }, "duplicate.price", message, help)];
}

function unknownAssurances(file: Source, { path, value }: ListEntry, knowledge: Knowledge) {
  const known = knownAssurances(knowledge);
  return ((value.assurances ?? []) as readonly string[]).flatMap((name, index) =>
    known.has(name)
      ? []
      : [unknownAssurance(file, [...path, "assurances", index], name, suggest(name, known))],
  );
}

/** A provider may bring an assurance that nobody else has, but none that is a slip of the pen away from another. */
function misspelt(file: Source, { path, value }: ListEntry): Diagnostic[] {
  return Object.keys(value.assurances ?? {}).flatMap((name) =>
    wellKnown.includes(name) || nearest(name, wellKnown) === undefined
      ? []
      : [unknownAssurance(file, [...path, "assurances", name], name, suggest(name, wellKnown))],
  );
}

const unknownAssurance = (file: Source, path: Path, name: string, help: string) =>
  problem({ source: file, path }, "reference.assurance", `there is no assurance "${name}"`, help);
