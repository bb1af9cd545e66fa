import { basename, join } from "node:path";
import { type Diagnostic, failed, type Loaded, loaded } from "../file/diagnostic.ts";
import { isFolder, yamlFiles } from "../file/files.ts";
import { packAbove } from "./packs.ts";

/** Test files that belong to one pack. */
export interface TestGroup {
  readonly pack: string;
  readonly files: readonly { readonly path: string; readonly name: string }[];
}

/** The tests of a pack's folder, of a folder of tests, or one file; `name` is what messages call it. */
export function testGroup(path: string, name: string): Loaded<TestGroup> {
  const pack = packAbove(path);
  if (pack === undefined)
    return failed(
      trouble(
        name,
        "there is no pack.yaml here or above",
        "Name a pack by its id or its folder, or a test in it.",
      ),
    );
  if (!isFolder(path)) return loaded({ pack, files: [{ path, name }] });
  const inner = isFolder(join(path, "tests")) ? "tests" : ".";
  const files = yamlFiles(join(path, inner))
    .filter((one) => /\.test\.ya?ml$/.test(one))
    .map((one) => ({ path: one, name: join(name, inner, basename(one)) }));
  return files.length > 0
    ? loaded({ pack, files })
    : failed(
        trouble(name, "there are no tests here", "Write tests/<name>.test.yaml beside pack.yaml."),
      );
}

const trouble = (file: string, message: string, help: string): Diagnostic => ({
  code: "test.none",
  severity: "error",
  file,
  message,
  help,
});
