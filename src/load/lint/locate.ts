import { treeOf, treesIn, valueAt } from "../../core/know/tree.ts";
import type { Subject } from "../../core/profile/lint/finding.ts";
import type { Located } from "../../shapes/test-result.ts";
import type { Path, Source, SourcePath } from "../file/source.ts";

/** Where a finding stands: in the highest layer that writes that part. */
export function locate(subject: Subject, files: readonly Source[]): Located {
  const places = files.flatMap((source) => placesIn(source, subject));
  const best = places.findLast(({ source, path }) => valueAt(source.value, path) !== undefined);
  const { source, path } = best ?? places.at(-1) ?? { source: undefined, path: [] };
  return { file: source?.file ?? subject.id, ...(source?.locate(path) ?? { line: 1, column: 1 }) };
}

function placesIn(source: Source, { document, id, path }: Subject): SourcePath[] {
  const { kind, capability, id: own } = treeOf(source.value);
  if (document === "profile") {
    const holds = (kind === "moat/profile@1" && own === id) || capability === id;
    return holds ? [{ source, path }] : [];
  }
  if (document === "pack") return kind === "moat/pack@1" ? [{ source, path: ["id"] }] : [];
  // How code shows whom it calls is a list of providers, too.
  if (document === "provider")
    return kind === "moat/providers@1" ? listed(source, "providers", id, path) : [];
  return listed(source, "models", id, path);
}

function listed(source: Source, list: string, id: string, path: Path): SourcePath[] {
  const index = treesIn(source.value, list).findIndex((one) => one.id === id);
  return index < 0 ? [] : [{ source, path: [list, index, ...path] }];
}
