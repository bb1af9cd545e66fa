/**
 * Whether a path fits one of the patterns of `affects`: `*` is any run within a name, `**` any number of folders, `?` one
 * character. A pattern that names a folder covers what is in it.
 */
export const covers = (patterns: readonly string[], path: string): boolean =>
  patterns.some((one) => fits(partsOf(one.replace(/^\.?\//, "")), path.split("/")));

const partsOf = (pattern: string): readonly string[] => pattern.replace(/\/$/, "").split("/");

/** Greedy with one step back, so that no pattern takes longer than its length times that of the path. */
function fits(pattern: readonly string[], path: readonly string[]): boolean {
  let [at, part] = [0, 0];
  let [starAt, starPart] = [-1, -1];
  while (at < path.length) {
    if (pattern[part] === "**") {
      [starAt, starPart] = [at, part];
      part++;
    } else if (part < pattern.length && fitsName(pattern[part] ?? "", path[at] ?? "")) {
      at++;
      part++;
      // The whole pattern fits a folder above what is left of the path.
      if (part === pattern.length) return true;
    } else if (starPart >= 0) {
      starAt++;
      [at, part] = [starAt, starPart + 1];
    } else return false;
  }
  return pattern.slice(part).every((one) => one === "**");
}

/** The same within one name. */
function fitsName(pattern: string, name: string): boolean {
  let [at, part] = [0, 0];
  let [starAt, starPart] = [-1, -1];
  while (at < name.length) {
    if (pattern[part] === "*") {
      [starAt, starPart] = [at, part];
      part++;
    } else if (pattern[part] === "?" || (part < pattern.length && pattern[part] === name[at])) {
      at++;
      part++;
    } else if (starPart >= 0) {
      starAt++;
      [at, part] = [starAt, starPart + 1];
    } else return false;
  }
  return [...pattern.slice(part)].every((one) => one === "*");
}
