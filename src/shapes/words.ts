import * as z from "zod";
import { kind, type Of, text } from "./common.ts";

/** What is told from the pack, one line an entry. */
const list = z.enum(["bars", "thinking", "kin", "gates", "sizeClasses", "scenarios"]);

/** A paragraph, a line under a label, or a list from the pack. */
const said = z.union([
  text,
  z.strictObject({ list }),
  z.record(text, text).refine((one) => Object.keys(one).length === 1, "one label and its text"),
]);

const topic = z.strictObject({
  /** The usual one, then what else it answers to; a name of several words also with hyphens, which a shell needs. */
  names: z.array(text).min(1),
  title: text,
  group: z.enum(["term", "command line"]).default("term"),
  lead: text,
  say: z.array(said).default([]),
});

/**
 * Words that `moat explain` tells. Figures stand in them by their path in what is known: `{pack.choice.draws}`, `{… as percent}`,
 * `{… as points}`.
 */
export const words = z.strictObject({
  kind: kind("words"),
  topics: z.array(topic).min(1),
  /** What a field of the use case means, by its path. */
  fields: z.record(text, text),
});

export type Vocabulary = Omit<Of<typeof words>, "kind">;
export type Topic = Of<typeof topic>;
export type TopicLine = Of<typeof said>;
export type ToldList = Of<typeof list>;
