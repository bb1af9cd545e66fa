import { beliefTopics } from "./belief-topics.ts";
import { choiceTopics } from "./choice-topics.ts";
import { commandTopics } from "./command-topics.ts";
import { costTopics } from "./cost-topics.ts";
import { planTopics } from "./plan-topics.ts";
import { timeTopics } from "./time-topics.ts";
import type { Topic } from "./topic.ts";

export type { Topic };

/** Every word of an answer, in the order in which an answer comes about. */
export const topics: readonly Topic[] = [
  ...beliefTopics,
  ...choiceTopics,
  ...planTopics,
  ...costTopics,
  ...timeTopics,
  ...commandTopics,
];
