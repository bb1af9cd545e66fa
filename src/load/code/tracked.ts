import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Larger than the index of a repository that anybody keeps in one piece. */
const largest = 64_000_000;
/** Of an entry: what comes before its flags, and before its name. */
const [flagsAt, nameAt] = [60, 62];

/** Whether git tracks a path, or anything below one that ends in a slash: it then sees it, whatever a .gitignore says. */
export type IsTracked = (path: string) => boolean;

/**
 * Read from the index of the repository, the first time that it is asked for; what git itself does not write by default (version 4,
 * a work tree whose index lies elsewhere) is not read, and nothing counts as tracked then.
 */
export function trackedIn(root: string): IsTracked {
  let index: { readonly data: Buffer; readonly starts: readonly number[] } | undefined;
  return (path) => {
    index ??= indexOf(join(root, ".git", "index"));
    const { data, starts } = index;
    const wanted = Buffer.from(path);
    const nameOf = (start: number) => data.subarray(start, data.indexOf(0, start));
    // Names are in the order of their bytes: the first that does not come before the path is it, or lies below it.
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Buffer.compare(nameOf(starts[middle] ?? 0), wanted) < 0) low = middle + 1;
      else high = middle;
    }
    const found = starts[low];
    if (found === undefined) return false;
    const name = nameOf(found);
    return path.endsWith("/")
      ? name.subarray(0, wanted.length).equals(wanted)
      : name.equals(wanted);
  };
}

function indexOf(file: string) {
  const none = { data: Buffer.alloc(0), starts: [] };
  try {
    if (statSync(file).size > largest) return none;
    const data = readFileSync(file);
    return { data, starts: startsIn(data) };
  } catch {
    return none;
  }
}

/** Where the names of the entries start. */
function startsIn(data: Buffer): number[] {
  const version = data.readUInt32BE(4);
  if (data.toString("latin1", 0, 4) !== "DIRC" || version > 3) return [];
  const starts: number[] = [];
  let at = 12;
  for (let left = data.readUInt32BE(8); left > 0; left--) {
    const isExtended = (data.readUInt16BE(at + flagsAt) & 0x4000) !== 0;
    const start = at + nameAt + (isExtended ? 2 : 0);
    const end = data.indexOf(0, start);
    if (end < 0) break;
    starts.push(start);
    // Entries are filled up with one to eight zeros to a multiple of eight.
    at += Math.floor((end - at) / 8 + 1) * 8;
  }
  return starts;
}
