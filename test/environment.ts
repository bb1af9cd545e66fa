import { fileURLToPath } from "node:url";
import type { Environment } from "../src/commands/outcome.ts";

/** The world as the command line sees it, held still. */
export function environment(changes: Partial<Environment> = {}): Environment {
  return {
    today: "2026-11-23",
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    rules: fileURLToPath(new URL("../rules", import.meta.url)),
    // As users have it; where the YAML has changed since the last build, it is read instead.
    compiled: fileURLToPath(new URL("../dist/packs", import.meta.url)),
    version: "0.1.0",
    variables: {},
    stdin: async () => "",
    chunks: async function* () {},
    write: async () => true,
    stdout: { isTTY: false, columns: 100 },
    stderr: { isTTY: false, columns: 100 },
    ...changes,
  };
}
