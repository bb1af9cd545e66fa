import type { AnsweredUseCase } from "../../shapes/document.ts";
import type { Snapshot } from "./pack.ts";
import type { UseCase } from "./use-case.ts";

export const headOf = <Format extends string, Version extends string = "1.0">(
  format: Format,
  { knowledge: { pack }, asOf }: Snapshot,
  version: string,
  formatVersion = "1.0" as Version,
) => ({
  format,
  formatVersion,
  tool: { name: "moat", version } as const,
  asOf,
  packs: [{ id: pack.id, version: pack.version, sha256: pack.sha256 }],
});

/** The use case that was answered; the digest is that of its file as it was read. */
export const answeredUseCase = (
  { name, title, horizonMonths }: UseCase,
  sha256: string,
): AnsweredUseCase => ({ name, title, sha256, horizonMonths });
