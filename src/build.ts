import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beliefsAt } from "./core/believe/models.ts";
import { writeWhole } from "./load/file/files.ts";
import { licencesIn } from "./load/file/licences.ts";
import { compiledText, digestOf } from "./load/pack/compiled.ts";
import { readPack } from "./load/pack/pack.ts";
import { packNames } from "./load/pack/packs.ts";
import { compiledWords } from "./load/pack/words.ts";

// Last step of `npm run build`: each shipped pack is read, checked and left as JSON beside the program, because parsing and
// checking a megabyte of YAML takes longer than any decision. The bundle holds packages of others, so their licences go with it,
// and the types hold those of zod, from which they are inferred: whoever imports moat installs nothing else.

const dist = fileURLToPath(new URL(".", import.meta.url));
const rules = fileURLToPath(new URL("../rules", import.meta.url));
const folder = join(dist, "packs");
await mkdir(folder, { recursive: true });
const digest = digestOf(rules);
for (const name of packNames(rules)) {
  const pack = readPack(join(rules, name), rules);
  if (!pack.ok)
    throw new Error(`pack ${name} does not load: ${JSON.stringify(pack.diagnostics.slice(0, 3))}`);
  const { knowledge } = pack.value;
  // As of a day that sees all scores, and so does any from the newest of them on.
  const { fit: fitted } = beliefsAt(knowledge, knowledge.pack.asOf ?? "9999-12-31");
  await write(join(folder, `${name}.ndjson`), compiledText({ ...knowledge, fitted }, digest));
}
const [words, text] = compiledWords(rules);
await write(join(folder, words), text);
// npm makes it so when it installs; a build after that would leave a command that may not be run.
await chmod(join(dist, "bin.cjs"), 0o755);
await write(join(dist, "THIRD-PARTY-LICENSES.txt"), await licencesIn(dist));
const types = join(dist, "types");
if (existsSync(types)) await bundleTypes(types);

/** The declarations of zod beside ours, which then name them by path. */
async function bundleTypes(folder: string): Promise<void> {
  const zod = dirname(fileURLToPath(import.meta.resolve("zod")));
  const bundled = join(folder, "zod");
  await Promise.all(
    (await readdir(zod, { recursive: true }))
      .filter((name) => /^(index|v4.(classic|core|locales).[\w-]+)\.d\.ts$/.test(name))
      .map((name) => cp(join(zod, name), join(bundled, name))),
  );
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".d.ts") || name.startsWith("zod")) continue;
    const file = join(folder, name);
    const to = relative(dirname(file), join(bundled, "index.js")).replaceAll("\\", "/");
    const text = await readFile(file, "utf8");
    if (text.includes('"zod"')) await write(file, text.replaceAll('"zod"', `"${to}"`));
  }
}

async function write(path: string, text: string): Promise<void> {
  const failure = writeWhole(path, text);
  if (failure !== undefined) throw new Error(failure.message);
}
