// Writes rules/schema/*.schema.json from src/shapes. Run it as: npm run schema. A test compares them.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
// Built anew, since dist may be older than the schemas.
const built = at(".dist-schema");
execFileSync(at("node_modules/.bin/rolldown"), ["--config"], {
  cwd: at("."),
  env: { ...process.env, MOAT_DIST: built },
});
const moat = (...argv) =>
  execFileSync(process.execPath, [`${built}/bin.cjs`, ...argv], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });

const folder = at("rules/schema");
mkdirSync(folder, { recursive: true });
const names = moat("schema").trim().split("\n");
for (const name of names) writeFileSync(`${folder}/${name}.schema.json`, moat("schema", name));
for (const file of readdirSync(folder))
  if (!names.includes(file.replace(".schema.json", ""))) rmSync(`${folder}/${file}`);
rmSync(built, { recursive: true });
console.log(`${names.length} schemas in rules/schema`);
