import { suggest } from "../load/file/diagnostic.ts";
import { jsonSchemas } from "../load/schema/all.ts";
import { toJson } from "../report/json.ts";
import { deliver } from "./deliver.ts";
import { misused } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

const listing = {
  text: (names: readonly string[]) => `${names.join("\n")}\n`,
  json: (names: readonly string[]) =>
    toJson({ format: "moat.schemas", formatVersion: "1.0", names }),
};

/** Prints the JSON Schema of one of our files or documents, or their names. */
export async function runSchema(
  kind: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<CommandResult> {
  const names = Object.keys(jsonSchemas);
  if (kind === undefined) return deliver(names, listing, { options, environment });
  const schema = Object.hasOwn(jsonSchemas, kind) ? jsonSchemas[kind] : undefined;
  if (schema === undefined)
    return misused(
      "moat schema",
      `there is no schema "${kind.slice(0, 40)}"`,
      suggest(kind, names),
    );
  const print = () => toJson(schema());
  return deliver(schema, { text: print, json: print }, { options, environment });
}
