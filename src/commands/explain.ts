import type { Environment, Outcome } from "./outcome.ts";
import { printed } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";
export async function runExplain(
  _name: string | undefined,
  _options: GlobalOptions,
  _environment: Environment,
): Promise<Outcome> {
  return printed("");
}
