// The built program, and what every part of the bench asks of it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");
/** Folder of the build to measure. */
const dist = join(root, process.env.MOAT_DIST ?? "dist");
export const bin = join(dist, "bin.cjs");
export const asOf = "2026-11-23";
export const fixture = (name) => join(root, "fixtures/use-cases", name);

if (!existsSync(bin)) {
  console.error("There is no build to measure: run `npm run build` first.");
  process.exit(2);
}
const { advise, parseUseCase, readPack } = await import(join(dist, "index.js"));
const pack = await readPack("current");
if (!pack.ok)
  throw new Error(`the current pack does not load: ${JSON.stringify(pack.diagnostics[0])}`);
const { knowledge } = pack.value;

export function read(path) {
  const loaded = parseUseCase(path, readFileSync(path, "utf8"), knowledge);
  if (!loaded.ok) throw new Error(`${path} does not load`);
  return loaded.value.useCase;
}

export function decide(useCase, options) {
  const decision = advise(useCase, knowledge, asOf, options);
  if (!decision.ok) throw new Error(JSON.stringify(decision.diagnostics));
  return decision.value;
}
