import { fileURLToPath } from "node:url";
import { main } from "../../src/cli.ts";
import type { Environment, Outcome } from "../../src/commands/outcome.ts";
import { environment } from "../environment.ts";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one line of the command line in this process; words are separated by single blanks. */
export const moat = (line: string, changes: Partial<Environment> = {}): Promise<Outcome> =>
  main(line.split(" "), environment(changes));
