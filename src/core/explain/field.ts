import type { Vocabulary } from "../../shapes/words.ts";
import type { Pack } from "../know/pack.ts";
import { item, type Page } from "../know/page.ts";
import { valueAt } from "../know/tree.ts";

/** One field of a use case: what the schema allows, and which flag stands for it. */
export interface UseCaseField {
  /** Dotted; `needs[].bar` is a field of each need. */
  readonly path: string;
  readonly type: string;
  /** What values it takes, in words: an enum, or a range. */
  readonly values: string;
  readonly required: boolean;
  readonly flag: string | undefined;
  readonly help: string | undefined;
}

/** What a field means; undefined for a path that no use case has. A need's own fields mean what those of all needs do. */
export const sentenceOf = (
  path: string,
  { fields }: Pick<Vocabulary, "fields">,
): string | undefined =>
  fields[path] ?? fields[path.replace(/^needs\[\]\.(?=workload\.|latency\.)/, "")];

export function fieldPage(field: UseCaseField, sentence: string | undefined, pack: Pack): Page {
  return {
    title: field.path,
    subtitle: "field of a use case",
    lead: [sentence ?? field.help ?? ""].filter((one) => one !== ""),
    sections: [
      {
        title: "Field",
        blocks: [
          item("type", field.type),
          ...(field.values === "" ? [] : [item("values", field.values)]),
          item("default", field.required ? "none: it is required" : defaultText(field.path, pack)),
          item("flag", flagText(field)),
        ],
      },
    ],
    foot: [
      `Defaults are those of pack ${pack.id}. All fields: moat schema use-case, and moat init for an example.`,
    ],
  };
}

const flagText = ({ flag, help }: UseCaseField): string =>
  flag === undefined
    ? "none: write it in the file"
    : `--${flag}${help === undefined ? "" : `: ${help}`}`;

/** What the pack takes where the use case is silent; a few defaults are reckoned from others. */
function defaultText(path: string, { defaults, choice }: Pack): string {
  const reckoned: Readonly<Record<string, string>> = {
    "needs[].share": "equal shares",
    "needs[].bar": String(defaults.bar),
    "needs[].task": defaults.task,
    "workload.contextTokens": `${defaults.contextFactor} times the mean request`,
    "budget.hurtsAtUsdPerMonth": `${choice.hurtsAtTimes} times the least price of a success, and at least $${choice.hurtsAtFloorUsd}`,
    title: "the name",
  };
  if (path.startsWith("needs[].workload.")) return "as in workload";
  return reckoned[path] ?? shown(valueAt(defaults, path.split(".")));
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  return Array.isArray(value) && value.length === 0 ? "an empty list" : String(value);
}
