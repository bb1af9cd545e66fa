import type { ServingFacts } from "../../shapes/serving.ts";
import type { Profile } from "../know/knowledge.ts";
import type { Need } from "../know/use-case.ts";
import { speechOf } from "./speech.ts";

type LabelledNeed = {
  readonly profile: Pick<Profile, "turn" | "soldBy">;
  readonly need: Pick<Need, "task" | "workload">;
};

/**
 * $ of one label: the time in which a person reads what is asked and the `answers`, and judges them, at that person's hour. Labels
 * and fields of bounded work are an office worker's; open-ended work takes somebody who knows the field.
 */
export function labelUsd(
  { profile, need }: LabelledNeed,
  facts: ServingFacts["labels"],
  answers = 1,
) {
  if (facts.usdPerLabel !== undefined) return facts.usdPerLabel.value;
  const hour = need.task === "bounded" ? facts.officeUsdPerHour : facts.expertUsdPerHour;
  // The end of a task is judged, not the context of each of its steps, which nobody reads.
  const minutes =
    profile.turn === "agent"
      ? facts.taskMinutes.value * answers
      : readingMinutes({ profile, need }, facts, answers);
  return (Math.max(facts.leastMinutes.value, minutes) / 60) * hour.value;
}

/** Words read at the speed of silent reading, of what was asked so many as there is time for; audio takes as long as it lasts. What is cached is a prefix that was read before. */
function readingMinutes(
  { profile, need: { workload } }: LabelledNeed,
  { wordsPerToken, wordsPerMinute, mostMinutes }: ServingFacts["labels"],
  answers: number,
): number {
  const speech = speechOf(profile, workload);
  const isHeard = speech?.unit === "audioMinutes";
  const asked = isHeard ? 0 : workload.inputTokens * (1 - workload.cachedInputShare);
  const minutesOf = (tokens: number) => (tokens * wordsPerToken.value) / wordsPerMinute.value;
  const looked = Math.min(mostMinutes.value, minutesOf(asked));
  return looked + minutesOf(answers * workload.outputTokens) + (isHeard ? speech.amount : 0);
}
