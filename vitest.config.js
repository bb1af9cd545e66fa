import { defineConfig } from "vitest/config";

// A test says what is right, never how fast: the limit is there to end one that hangs, on the slowest machine too.
const hangs = 300_000;

// Files are independent: every core runs its share.
export default defineConfig({
  // What stands below fixtures is looked at, not run.
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: hangs,
    hookTimeout: hangs,
    maxWorkers: "100%",
  },
});
