import type { Day } from "../../../shapes/common.ts";
import type { OpenCell, UnlistedOffer } from "../../../shapes/refresh.ts";
import type { Profile } from "../../know/knowledge.ts";
import { visible } from "../../know/months.ts";
import type { Knowledge } from "../../know/pack.ts";
import { inProfile, type LintFinding } from "./finding.ts";

/** What the last refresh saw: cells that it left empty, and offers that their host no longer lists. */
export const refreshed = (knowledge: Knowledge, asOf: Day): LintFinding[] => [
  ...Object.values(knowledge.profiles).flatMap((one) => holes(one, knowledge, asOf)),
  ...notRelisted(knowledge, asOf),
];

/** One finding a board: whoever fills one cell looks at the others. */
function holes(profile: Profile, { refresh }: Knowledge, asOf: Day): LintFinding[] {
  return profile.benchmarks.flatMap((board, at) => {
    const filled = (cell: OpenCell) =>
      board.observations.some((one) => one.model === cell.model && one.effort === cell.effort);
    const open = refresh.open.filter(
      (one) => one.board === board.id && visible(one.published, asOf) && !filled(one),
    );
    if (open.length === 0) return [];
    const told = open.map(
      (one) => `${one.model}${one.effort === undefined ? "" : ` (${one.effort})`} ${one.score}`,
    );
    const message = `the snapshot holds what this board does not: ${few(told)} [${open[0]?.source}]`;
    return [inProfile("lint.hole", profile.id, ["benchmarks", at], message)];
  });
}

/** One finding a host: lists differ in what they leave out, so that a person looks at all of them together. */
function notRelisted({ models, providers, refresh }: Knowledge, asOf: Day): LintFinding[] {
  const isSold = ({ model, provider }: UnlistedOffer) =>
    models[model]?.offers.some(
      (one) => one.provider === provider && !(one.retires !== undefined && one.retires <= asOf),
    ) === true;
  return Object.keys(providers).flatMap((id): LintFinding[] => {
    const gone = refresh.unlisted.filter(
      (one) => one.provider === id && visible(one.published, asOf) && isSold(one),
    );
    const [first] = gone;
    if (first === undefined) return [];
    const offers = Object.values(models).filter((model) =>
      model.offers.some((one) => one.provider === id),
    );
    const message = `${gone.length} of ${offers.length} offers are not in the list of ${first.published} [${first.source}]: ${few(gone.map((one) => one.model))}`;
    const subject = { document: "provider" as const, id, path: ["id"] };
    return [{ rule: "lint.offer-not-relisted", subject, message }];
  });
}

const most = 6;

const few = (names: readonly string[]): string =>
  `${names.slice(0, most).join(", ")}${names.length > most ? ` and ${names.length - most} more` : ""}`;
