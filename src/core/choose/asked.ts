import type { Day } from "../../shapes/common.ts";
import type { Assumption } from "../../shapes/document.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { knownFor } from "../gate/known-for.ts";
import { complete } from "../know/assume.ts";
import { cloudsIn } from "../know/clouds.ts";
import type { Knowledge, Terms } from "../know/pack.ts";
import { withValue } from "../know/tree.ts";
import { type Chosen, choose, isPriced } from "./choose.ts";
import { ask, type Changed, type Question } from "./question.ts";

/** A use case as it was written, completed and set against what is known at a day. */
export interface Asked {
  /** With the cloud that was taken where data stays in the own one and none is named. */
  readonly written: WrittenUseCase;
  readonly assumed: readonly Assumption[];
  readonly question: Question;
  /** Those that were tried then, the one that was taken first. */
  readonly clouds: readonly TriedCloud[];
}

export interface TriedCloud {
  readonly cloud: string;
  readonly question: Question;
  readonly chosen: Chosen;
}

export function askedOf(written: WrittenUseCase, pack: Knowledge, asOf: Day): Asked {
  const knowledge = knownFor(pack, written, asOf);
  const { useCase, assumed } = complete(written, knowledge);
  const terms = { useCase, knowledge, asOf, within: useCase };
  const clouds = triedClouds(terms);
  const [taken] = clouds;
  if (taken === undefined) return { written, assumed, question: ask(terms), clouds };
  const { cloud, question } = taken;
  const because = "the cloud in which the answer is worth most";
  return {
    written: { ...written, data: { ...written.data, cloud } },
    assumed: [...assumed, { path: "data.cloud", value: cloud, because }],
    question,
    clouds,
  };
}

/** What the use case would be with one input changed, in the cloud that was taken. */
export const changedFrom =
  ({ written, question }: Pick<Asked, "written" | "question">) =>
  (path: string, value: unknown): Changed => {
    const changed = withValue(written, path.split("."), value) as WrittenUseCase;
    return inOneCloud({ ...question, useCase: complete(changed, question.knowledge).useCase });
  };

/** A team has one cloud: where nobody says which, the one in which the answer is worth most is taken. */
export function inOneCloud(terms: Terms): Changed {
  const [taken] = triedClouds(terms);
  return taken === undefined
    ? { useCase: terms.useCase }
    : { useCase: taken.question.useCase, question: taken.question };
}

/** At expected values; none where a cloud is named, or where data need not stay in one. */
function triedClouds(terms: Terms): TriedCloud[] {
  const { useCase, knowledge } = terms;
  const { data } = useCase;
  if (data.boundary !== "own-cloud" || data.cloud !== undefined) return [];
  const all = cloudsIn(knowledge).map((cloud): TriedCloud => {
    const question = ask({ ...terms, useCase: { ...useCase, data: { ...data, cloud } } });
    return { cloud, question, chosen: choose(question, 0) };
  });
  // Work that nobody measured is nowhere done.
  const tried = all.every(({ chosen }) => chosen.choice === "none") ? [] : all;
  // What hurts is told by what the work costs, and they are compared by one measure: that of the cheapest.
  const hurtsAt = Math.min(...tried.map(({ chosen }) => chosen.field.rates.hurtsAt));
  return tried
    .map((one) => ({ one, worth: worthAt(hurtsAt, one) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ one }) => one);
}

/** Value, after whether what it costs is known, and whether the bar is cleared. */
function worthAt(hurtsAtUsdPerMonth: number, { question, chosen }: TriedCloud): number {
  const { useCase } = question;
  const budget = { ...useCase.budget, hurtsAtUsdPerMonth };
  const { ranked, status } =
    chosen.field.rates.hurtsAt === hurtsAtUsdPerMonth
      ? chosen
      : choose({ ...question, useCase: { ...useCase, budget } }, 0);
  const [head] = ranked;
  if (head === undefined) return -4 * belowAll;
  const lacks = (status === "below-bar" ? 1 : 0) + (isPriced(question) ? 0 : 2);
  return head.value - belowAll * lacks;
}

/** More than any two values differ by. */
const belowAll = 1e6;
