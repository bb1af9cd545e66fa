import { suggest } from "../load/diagnostic.ts";
import { jsonSchemas } from "../load/schema/all.ts";
import { toJson } from "../report/json.ts";
import { flag } from "./knowledge.ts";
import { type Environment, type Outcome, printed } from "./outcome.ts";
import { type GlobalOptions, refuse } from "./shell.ts";

/** Prints the JSON Schema of one of our files or documents, or their names. */
export async function runSchema(
  kind: string | undefined,
  options: GlobalOptions,
  environment: Environment,
): Promise<Outcome> {
  const names = Object.keys(jsonSchemas);
  if (kind === undefined) return printed(`${names.join("\n")}\n`);
  const schema = jsonSchemas[kind];
  if (schema === undefined)
    return refuse(
      [flag("moat schema", `there is no schema "${kind.slice(0, 40)}"`, suggest(kind, names))],
      environment,
      options,
    );
  return printed(toJson(schema()));
}
