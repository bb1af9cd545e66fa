import { askedOf } from "../choose/asked.ts";
import { choose } from "../choose/choose.ts";
import type { Knowledge } from "../know/pack.ts";
import type { Posed, TestSetting } from "./trial.ts";

/** The use case of a test, decided at expected values. */
export function poseSetting({ useCase, asOf }: TestSetting, knowledge: Knowledge): Posed {
  const { question } = askedOf(useCase, knowledge, asOf);
  return { question, chosen: choose(question, 0) };
}
