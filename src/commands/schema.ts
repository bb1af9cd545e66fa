import { suggest } from "../load/file/diagnostic.ts";
import { jsonSchemas } from "../load/schema/all.ts";
import { toJson } from "../report/json.ts";
import { deliver } from "./deliver.ts";
import { flag } from "./knowledge.ts";
import type { Environment, Outcome } from "./outcome.ts";
import { type GlobalOptions, refuse } from "./shell.ts";

const formats = ["text", "json"] as const;

/** Prints the JSON Schema of one of our files or documents, or their names. */
export async function runSchema(
  kind: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<Outcome> {
  const names = Object.keys(jsonSchemas);
  if (kind === undefined)
    return deliver(options, formats, environment, (format) =>
      format === "json"
        ? toJson({ format: "moat.schemas", formatVersion: "1.0", names })
        : `${names.join("\n")}\n`,
    );
  const schema = Object.hasOwn(jsonSchemas, kind) ? jsonSchemas[kind] : undefined;
  if (schema === undefined)
    return refuse(
      [flag("moat schema", `there is no schema "${kind.slice(0, 40)}"`, suggest(kind, names))],
      environment,
      options,
    );
  return deliver(options, formats, environment, () => toJson(schema()));
}
