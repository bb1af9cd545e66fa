import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWhole } from "./load/file/files.ts";
import { licencesIn } from "./load/file/licences.ts";
import { compiledText, digestOf } from "./load/pack/compiled.ts";
import { readPack } from "./load/pack/pack.ts";
import { packNames } from "./load/pack/packs.ts";

// Last step of `npm run build`: each shipped pack is read, checked and left as JSON beside the program, because parsing and
// checking a megabyte of YAML takes longer than any decision. The bundle holds packages of others, so their licences go with it.

const dist = fileURLToPath(new URL(".", import.meta.url));
const rules = fileURLToPath(new URL("../rules", import.meta.url));
const folder = join(dist, "packs");
await mkdir(folder, { recursive: true });
const digest = digestOf(rules);
for (const name of packNames(rules)) {
  const pack = readPack(join(rules, name), rules);
  if (!pack.ok)
    throw new Error(`pack ${name} does not load: ${JSON.stringify(pack.diagnostics.slice(0, 3))}`);
  await write(join(folder, `${name}.ndjson`), compiledText(pack.value.knowledge, digest));
}
// npm makes it so when it installs; a build after that would leave a command that may not be run.
await chmod(join(dist, "bin.cjs"), 0o755);
await write(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesIn(dist));

async function write(path: string, text: string): Promise<void> {
  const failure = writeWhole(path, text);
  if (failure !== undefined) throw new Error(failure.message);
}
