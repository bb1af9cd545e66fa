import { defineConfig } from "vitest/config";

// A test says what is right, never how fast: the limit is there to end one that hangs, on the slowest machine too.
const hangs = 300_000;

// Files are independent: every core runs its share. What modules keep depends on its key alone (src/README.md, Conventions), and a
// test that changes the process puts it back; so files of one core share what was loaded, compiled and warmed up: alone, each
// would take 1.5 s for that.
export default defineConfig({
  // What stands below fixtures is looked at, not run.
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: hangs,
    hookTimeout: hangs,
    maxWorkers: "100%",
    isolate: false,
    // Packs and decisions leave much behind that is young: swept less often, a run takes an eighth less.
    execArgv: ["--max-semi-space-size=64"],
  },
});
