import type { Environment, Outcome } from "./outcome.ts";
import { printed } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";
export async function runDiff(
  _base: string,
  _head: string,
  _options: GlobalOptions,
  _environment: Environment,
): Promise<Outcome> {
  return printed("");
}
