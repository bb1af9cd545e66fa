import { join } from "node:path";
import { entriesOf } from "../file/files.ts";
import { Ignored } from "./ignored.ts";
import { type IsTracked, trackedIn } from "./tracked.ts";

/** Files of one folder that git would see, in the order of their names; folders below come after it. */
export interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

interface Wanted {
  readonly file: (name: string) => boolean;
  readonly folder: (name: string) => boolean;
}

interface Seen extends Wanted {
  readonly isTracked: IsTracked;
}

/**
 * The folders under a path, one at a time, so that memory does not grow with them. Links are not followed: they could lead
 * round in a circle, or out of the repository. What `.gitignore` files leave out is left out, from the root of the repository down,
 * but for what is tracked all the same.
 */
export function* walk(root: string, start: string, wanted: Wanted): Generator<Folder> {
  const above = start
    .slice(root.length)
    .split("/")
    .filter((one) => one !== "");
  let rules = Ignored.in(root, "", undefined);
  let base = "";
  for (const name of above) {
    base = `${base}${name}/`;
    rules = Ignored.in(join(root, base), base, rules);
  }
  yield* below(start, base, rules, { ...wanted, isTracked: trackedIn(root) });
}

function* below(
  path: string,
  base: string,
  rules: Ignored | undefined,
  wanted: Seen,
): Generator<Folder> {
  const entries = entriesOf(path).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isLeftOut = (name: string) =>
    rules?.ignores(`${base}${name}`) === true && !wanted.isTracked(`${base}${name}`);
  const files = entries.filter((one) => one.isFile() && wanted.file(one.name));
  yield { path, names: files.map((one) => one.name).filter((name) => !isLeftOut(name)) };
  for (const { name } of entries.filter((one) => one.isDirectory() && wanted.folder(one.name))) {
    const inner = `${base}${name}/`;
    if (isLeftOut(`${name}/`)) continue;
    const folder = join(path, name);
    yield* below(folder, inner, Ignored.in(folder, inner, rules), wanted);
  }
}
