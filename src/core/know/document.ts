import type { Day } from "../../shapes/common.ts";
import type { Snapshot } from "./pack.ts";
import type { UseCase } from "./use-case.ts";

/** What every answer says of itself: what gave it, from which facts, and as of which day. */
export interface DocumentHead<Format extends string, Version extends string = "1.0"> {
  readonly format: Format;
  readonly formatVersion: Version;
  readonly tool: { readonly name: "moat"; readonly version: string };
  readonly asOf: Day;
  readonly packs: readonly {
    readonly id: string;
    readonly version: string;
    readonly sha256: string;
  }[];
}

export const headOf = <Format extends string, Version extends string = "1.0">(
  format: Format,
  { knowledge: { pack }, asOf }: Snapshot,
  version: string,
  formatVersion = "1.0" as Version,
): DocumentHead<Format, Version> => ({
  format,
  formatVersion,
  tool: { name: "moat", version },
  asOf,
  packs: [{ id: pack.id, version: pack.version, sha256: pack.sha256 }],
});

/** The use case that was answered; the digest is that of its file as it was read. */
export interface AnsweredUseCase {
  readonly name: string;
  readonly title: string;
  readonly sha256: string;
  readonly horizonMonths: number;
}

export const answeredUseCase = (
  { name, title, horizonMonths }: UseCase,
  sha256: string,
): AnsweredUseCase => ({ name, title, sha256, horizonMonths });

export interface Warning {
  readonly code: string;
  readonly text: string;
}
