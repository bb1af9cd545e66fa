import type { CodeFile, CodeSite } from "../../core/code/site.ts";
import type { Language } from "./paths.ts";

/** A file as it was read, before the files beside it say what it is. */
export interface FileBeside extends CodeFile {
  readonly isProgram: boolean;
}

/** More ids than this in one file, or files of data with ids in one folder, are a catalogue: nobody calls so many. */
const catalogue = 20;
/** Fewer will do in a file of data, or where it names them in many places. */
const mostInData = 12;
const mostCalled = 8;
const mostPlaces = 2 * catalogue;
/** As many programs side by side that each call a model show how it is done: a product is one program of many parts. */
const programs = 5;

/** The files of one folder, of which those are no product that are a catalogue, or examples. */
export function sorted(files: readonly FileBeside[]): readonly CodeFile[] {
  const using = files.filter((one) => used(one).length > 0);
  const isList = using.filter(isData).length > catalogue;
  const uses = using.flatMap(used);
  // A folder whose every use is another model is a list of them, kept in several files.
  const isCatalogue = distinct(uses) > catalogue && distinct(uses) * 2 > uses.length;
  const count = using.filter((one) => one.isProgram).length;
  const isGallery = count >= programs && count * 2 > using.length;
  return files.map(({ isProgram: _, ...one }) => {
    const isListed = isCatalogue || namesMany(one) || (isList && isData(one));
    const kind = isListed ? "catalogue" : isGallery ? "example" : undefined;
    return { ...one, apart: one.apart ?? kind };
  });
}

const used = ({ sites }: CodeFile): readonly CodeSite[] =>
  sites.filter(({ kind, position }) => kind === "model" && position === "used");

const isData = ({ file }: CodeFile): boolean => /\.(?:jsonc?|ya?ml|toml)$/i.test(file);

function namesMany(one: CodeFile): boolean {
  const most = used(one).length > mostPlaces ? mostCalled : isData(one) ? mostInData : catalogue;
  return distinct(used(one)) > most;
}

const distinct = (sites: readonly CodeSite[]): number => new Set(sites.map((one) => one.name)).size;

const scripted: ReadonlySet<Language> = new Set(["python", "js", "ruby"]);
const statement = /^[A-Za-z_$(].*/gm;
const call = /^(?:(?:await|void|puts|print)\b\s*)?[\w$.]*\(|^(?:for|with)\b.*:/;

/**
 * Whether a file runs as soon as it is loaded, so that nothing can be made of it: its last statement is a call, or a loop over one. One
 * that does so only where it is asked for itself (`if __name__ == …`) is a part as well.
 */
export const isProgram = (text: string, language: Language): boolean =>
  scripted.has(language) && call.test(text.match(statement)?.at(-1) ?? "");
