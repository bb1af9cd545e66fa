import type { Day } from "../../../shapes/common.ts";
import type { Listed } from "../../../shapes/route.ts";
import { choose } from "../../choose/choose.ts";
import { ask } from "../../choose/question.ts";
import { knownFor } from "../../gate/known-for.ts";
import { complete } from "../../know/assume.ts";
import type { Knowledge } from "../../know/pack.ts";
import type { WrittenUseCase } from "../../know/use-case.ts";
import { byNearness, listedIn } from "./listed.ts";
import { viewsOf } from "./view.ts";

/** All candidates of a decision, for whoever has the decision itself. */
export function candidatesOf(
  written: WrittenUseCase,
  pack: Knowledge,
  asOf: Day,
  draws: number,
): Listed[] {
  const knowledge = knownFor(pack, written, asOf);
  const question = ask({ useCase: complete(written, knowledge).useCase, knowledge, asOf });
  const views = viewsOf(question, choose(question, draws));
  return views.flatMap((view) => listedIn(view).sort(byNearness));
}
