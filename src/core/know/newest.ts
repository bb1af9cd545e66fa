import type { Day } from "../../shapes/common.ts";
import type { Profile } from "./knowledge.ts";
import { visible } from "./months.ts";

/** The day of the newest score that somebody else than the maker gave, as a day shows it. */
export const newestScore = ({ benchmarks }: Profile, asOf: Day): Day | undefined =>
  benchmarks
    .flatMap((board) => board.observations)
    .filter((one) => one.evaluator !== "vendor" && visible(one.published, asOf))
    .map((one) => one.published)
    .sort()
    .at(-1);
