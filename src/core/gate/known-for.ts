import type { Day } from "../../shapes/common.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { withOwnFigures } from "../cost/own-figures.ts";
import { knownOn } from "../know/known-on.ts";
import type { Knowledge } from "../know/pack.ts";

/** What a use case is decided on: what hosts had promised by the day, and the team's own figures in place of the pack's. */
export const knownFor = (
  pack: Knowledge,
  written: Pick<WrittenUseCase, "figures" | "policy">,
  asOf: Day,
): Knowledge => withOwnFigures(knownOn(pack, asOf), written, asOf);
