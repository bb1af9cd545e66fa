import type { Environment, Outcome } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

export async function runScore(_path: string, _options: GlobalOptions, _environment: Environment): Promise<Outcome> {
  throw new Error("not yet");
}
