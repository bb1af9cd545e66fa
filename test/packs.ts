import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** A copy of the tiny rules folder that a test may break; the constants that it needs stand beside it. */
export interface Tiny {
  readonly root: string;
  readonly pack: string;
  readonly read: (file: string) => Promise<string>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function tinyPack(): Promise<Tiny> {
  const root = await mkdtemp(join(tmpdir(), "moat-pack-"));
  await cp(join(repository, "fixtures/packs/tiny"), root, { recursive: true });
  const cited = new Set<string>();
  for (const name of ["serving.yaml", "forecast.yaml"]) {
    const shipped = await readFile(join(repository, "rules/market", name), "utf8");
    // None of those who sell batches is in the tiny market.
    const text = shipped.replace(/batchVendors: .*/, "batchVendors: []");
    await writeFile(join(root, "market", name), text);
    for (const [, source] of text.matchAll(/\bsource: ([a-z0-9.-]+)/g)) cited.add(source ?? "");
  }
  const read = (file: string) => readFile(join(root, file), "utf8");
  const write = (file: string, text: string) => writeFile(join(root, file), text);
  const stub = (id: string) =>
    `  ${id}: { title: Constants, url: rules/market/serving.yaml, retrieved: 2026-11-20, licence: MIT, kind: primary }\n`;
  await write("sources.yaml", (await read("sources.yaml")) + [...cited].map(stub).join(""));
  return {
    root,
    pack: join(root, "acme"),
    read,
    write,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
