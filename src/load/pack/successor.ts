import { basename, dirname, resolve } from "node:path";
import { entriesOf, isFile } from "../file/files.ts";
import { short } from "../input/check.ts";

/** Why a record is still in force though its status names another one; undefined where that is there, or none is named. */
export const missingSuccessor = (named: string | undefined, path: string): string | undefined =>
  named === undefined || isThere(named, path)
    ? undefined
    : `its status names "${short(named)}", and there is no such record beside it: it stays in force`;

/** Whether the record that a status names is there: by a link, by a path, by its number or by its name. */
function isThere(named: string, path: string): boolean {
  const folder = dirname(path);
  const link = /\]\(([^)#\s]+)/.exec(named)?.[1] ?? named.replace(/^[<"']|[>"'.]$/g, "");
  // What lies elsewhere cannot be looked at.
  if (/^\w+:\/\//.test(link)) return true;
  if (/\.\w+$/.test(link)) {
    const target = resolve(folder, link);
    return target !== path && isFile(target);
  }
  const others = entriesOf(folder)
    .map(({ name }) => name.toLowerCase())
    .filter((name) => name !== basename(path).toLowerCase());
  const number = /\d+/.exec(link)?.[0].replace(/^0+(?=\d)/, "");
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return others.some((name) =>
    number === undefined
      ? plain(name).includes(plain(link))
      : new RegExp(`^(\\D*[-_ ])?0*${number}(?!\\d)`).test(name),
  );
}
