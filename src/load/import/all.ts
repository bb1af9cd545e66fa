import type { Day } from "../../shapes/common.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import { genai } from "./genai.ts";
import { gpuCsv } from "./gpu-csv.ts";
import { parseForeign, wrongShape } from "./json.ts";
import { litellm } from "./litellm.ts";
import { modelsDev } from "./models-dev.ts";
import type { Content, Imported, Importer } from "./row.ts";

/** A new format is one file and one name here. */
export const importers: readonly Importer[] = [modelsDev, litellm, genai, gpuCsv];

export interface ReadImport extends Imported {
  readonly importer: Importer;
}

/** Reads a public file by its format, or finds the format out. */
export function readImport(
  file: string,
  written: string,
  format: string,
  asOf: Day,
): Loaded<ReadImport> {
  const text = written.replace(/^\uFEFF/, "");
  const asked = importers.find((one) => one.format === format);
  if (format !== "auto" && asked === undefined) return failed(unknownFormat(format));
  const looksLikeJson = /^\s*[[{]/.test(text);
  const parsed: Loaded<unknown> = looksLikeJson ? parseForeign(file, text) : loaded(undefined);
  if (!parsed.ok) return parsed;
  const content: Content = { file, text, value: parsed.value, asOf };
  const importer = asked ?? importers.find((one) => one.matches(content));
  if (importer === undefined)
    return failed(
      wrongShape(
        file,
        `a file that moat can import (${importers.map((one) => one.title).join(", ")})`,
      ),
    );
  const imported = importer.read(content);
  return imported.ok ? loaded({ ...imported.value, importer }) : imported;
}

const unknownFormat = (format: string): Diagnostic => ({
  code: "flag.value",
  severity: "error",
  file: "--format",
  message: `there is no import format "${format.slice(0, 40)}"`,
  help: suggest(format, ["auto", ...importers.map((one) => one.format)]),
});
