import { join } from "node:path";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import { entriesOf } from "../file/files.ts";

const folders = ["capabilities", "market", "rules", "tests"];

/** A folder with a slip in its name would be passed over in silence, and all that is in it. */
export function strayFolders(folder: string, shown: string): Diagnostic[] {
  const entries = entriesOf(folder);
  const stray = entries.filter((one) => one.isDirectory() && !folders.includes(one.name));
  return stray
    .filter(({ name }) => !name.startsWith("."))
    .map(({ name }) => ({
      code: "pack.folder",
      severity: "warning",
      file: join(shown, name),
      message: "nothing in this folder is read: a pack has no folder of that name",
      help: suggest(name, folders),
    }));
}
