import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The licence of each package that was bundled into a folder of the build; the source maps there name the modules. */
export async function licencesIn(folder: string): Promise<string> {
  const packages = await packagesIn(folder);
  const texts = await Promise.all(packages.map(licenceOf));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function packagesIn(folder: string): Promise<string[]> {
  const maps = (await readdir(folder)).filter((one) => /\.c?js\.map$/.test(one));
  const sources = await Promise.all(
    maps.map(async (name) => {
      const map: { sources: string[] } = JSON.parse(await readFile(join(folder, name), "utf8"));
      return map.sources.map((source) => join(folder, source).replaceAll("\\", "/"));
    }),
  );
  const found = sources.flat().flatMap((one) => {
    const path = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(one)?.[0];
    return path === undefined ? [] : [path];
  });
  return [...new Set(found)].sort();
}

/** A package without a licence may not be shipped, so it ends the build. */
async function licenceOf(folder: string): Promise<string> {
  const { name, version }: { name: string; version: string } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const file = (await readdir(folder)).find((one) => /^licen[cs]e([.-]\w+)?$/i.test(one));
  if (file === undefined)
    throw new Error(`${name} is bundled, and ${dirname(folder)} has no licence for it`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}
