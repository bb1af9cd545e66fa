import { catalogue, contentsPage, type Entry, find } from "../core/explain/catalogue.ts";
import type { UseCaseField } from "../core/explain/field.ts";
import { modelNamed } from "../core/know/model-names.ts";
import type { Knowledge } from "../core/know/pack.ts";
import type { Page } from "../core/know/page.ts";
import { suggest } from "../load/file/diagnostic.ts";
import { useCaseFields } from "../load/file/fields.ts";
import { yamlText } from "../load/file/yaml-text.ts";
import { knownNames } from "../load/input/use-case-names.ts";
import { toJson } from "../report/json.ts";
import { pageMarkdown, pageText } from "../report/page.ts";
import { deliver } from "./deliver.ts";
import { fieldFlags } from "./flags.ts";
import { flag, readGround } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { type GlobalOptions, printedStyle, refuse } from "./shell.ts";

const formats = ["text", "json", "markdown"] as const;

/** Explains one name, or lists what can be explained. */
export async function runExplain(
  name: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<Outcome> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return refuse(ground.diagnostics, environment, options);
  const { knowledge, asOf } = ground.value;
  const entries = catalogue(knowledge, asOf, {
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
  if (page === undefined)
    return refuse(
      [
        flag(
          "moat explain",
          `nothing is called "${name?.slice(0, 60)}"`,
          `${sentence(
            suggest(
              name ?? "",
              entries.flatMap((one) => one.names),
            ),
          )} Without a name, moat explain lists what there is.`,
        ),
      ],
      environment,
      options,
    );
  return deliver(options, formats, environment, (format, toFile) => {
    const style = printedStyle(toFile, environment, options.color);
    if (format === "json") return toJson(document(entry, page));
    return format === "markdown" ? pageMarkdown(page) : pageText(page, style);
  });
}

const sentence = (text: string): string => (/[?)]$/.test(text) ? text : `${text}.`);

const document = (entry: Entry | undefined, page: Page) => ({
  format: "moat.explanation",
  formatVersion: "1.0",
  kind: entry?.kind ?? "contents",
  names: entry?.names ?? [],
  ...page,
});

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
