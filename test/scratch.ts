import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder with nothing of this repository above it, gone once the test that asked for it is. */
export function scratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `moat-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
