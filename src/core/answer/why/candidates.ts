import type { Day } from "../../../shapes/common.ts";
import type { Listed } from "../../../shapes/route.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { askedOf } from "../../choose/asked.ts";
import { choose } from "../../choose/choose.ts";
import type { Knowledge } from "../../know/pack.ts";
import { byNearness, listedIn } from "./listed.ts";
import { viewsOf } from "./view.ts";

/** All candidates of a decision, for whoever has the decision itself. */
export function candidatesOf(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  draws: number,
): Listed[] {
  const { question } = askedOf(written, pack, asOf);
  const views = viewsOf(question, choose(question, draws));
  return views.flatMap((view) => listedIn(view).sort(byNearness));
}
