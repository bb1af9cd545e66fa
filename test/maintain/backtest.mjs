// Prints how the closing forecast and simpler methods did on the shipped histories, and how beliefs did on scores that were
// left out: `npm run backtest`. The program is
// TypeScript and imports the core as users get it, so it is bundled to a folder that goes away again.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "moat-backtest-"));
const file = join(folder, "print.mjs");
try {
  await build({
    input: here("backtest/print.ts"),
    platform: "node",
    logLevel: "warn",
    output: { file, format: "esm" },
  });
  const history = here("../../fixtures/backtest/series.json");
  const rules = here("../../rules");
  const run = spawnSync(process.execPath, [file, history, rules], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
