import { catalogue, contentsPage, type Entry, find } from "../core/explain/catalogue.ts";
import type { UseCaseField } from "../core/explain/field.ts";
import { modelNamed } from "../core/know/model-names.ts";
import type { Knowledge } from "../core/know/pack.ts";
import type { Page } from "../core/know/page.ts";
import { suggest } from "../load/file/diagnostic.ts";
import { useCaseFields } from "../load/file/fields.ts";
import { yamlText } from "../load/file/yaml-text.ts";
import { knownNames } from "../load/input/use-case-names.ts";
import { readWords } from "../load/pack/words.ts";
import { toJson } from "../report/json.ts";
import { pageReporters } from "../report/page.ts";
import { deliver } from "./deliver.ts";
import { fieldFlags } from "./flags.ts";
import { misused, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** Explains one name, or lists what can be explained. */
export async function runExplain(
  name: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const words = readWords(environment.rules, environment.compiled);
  if (!words.ok) return words;
  const { knowledge, asOf } = ground.value;
  const entries = catalogue(knowledge, asOf, {
    words: words.value,
    fields: explainedFields(knowledge),
    yaml: yamlText,
  });
  /** By any name that moat why understands. */
  const modelBy = (written: string) => {
    const id = modelNamed(written, knowledge.models)?.id;
    return entries.find((one) => one.kind === "model" && one.names[0] === id);
  };
  const entry = name === undefined ? undefined : (find(entries, name) ?? modelBy(name));
  const page = name === undefined ? contentsPage(entries, knowledge) : entry?.page();
  if (page === undefined) {
    const names = entries.flatMap((one) => one.names);
    const help = `${sentence(suggest(name ?? "", names))} Without a name, moat explain lists what there is.`;
    return misused("moat explain", `nothing is called "${name?.slice(0, 60)}"`, help);
  }
  return deliver({ entry, page }, reporters, { options, environment });
}

interface Explained {
  readonly entry: Entry | undefined;
  readonly page: Page;
}

const reporters = {
  ...pageReporters(({ page }: Explained) => page),
  json: ({ entry, page }: Explained) =>
    toJson({
      format: "moat.explanation",
      formatVersion: "1.0",
      kind: entry?.kind ?? "contents",
      names: entry?.names ?? [],
      ...page,
    }),
};

const sentence = (text: string): string => (/[?)]$/.test(text) ? text : `${text}.`);

/** The schema's fields with the flags that stand for them, and the names that a pack has for them. */
export function explainedFields(knowledge?: Knowledge): UseCaseField[] {
  const flags = new Map(
    fieldFlags.map((one) => {
      const path = one.path.join(".").replace("needs.*.", "needs[].");
      return [path === "needs" ? "needs[].capability" : path, one] as const;
    }),
  );
  return useCaseFields().map((one) => {
    const known = flags.get(one.path);
    const names = knowledge && knownNames(one.path, knowledge);
    const values = names === undefined ? one.values : names.join(", ");
    return { ...one, values, flag: known?.flag, help: known?.help };
  });
}
