import type { Knowledge } from "../know/pack.ts";
import type { Block } from "../know/page.ts";

/** A term in prose. Numbers come from the pack or the fit wherever they stand there; these files hold words. */
export interface Topic {
  readonly name: string;
  /** What else it answers to. */
  readonly names: readonly string[];
  readonly title: string;
  readonly group: "term" | "command line";
  readonly lead: string;
  readonly blocks: (knowledge: Knowledge) => readonly Block[];
}

/** `names`: the usual one, then the others, separated by commas; a name of several words also with hyphens, which a shell needs. */
export function topic(
  names: string,
  title: string,
  lead: string,
  blocks: Topic["blocks"] = () => [],
): Topic {
  const all = names.split(", ").flatMap((one) => [...new Set([one.replaceAll(" ", "-"), one])]);
  const [name = "", ...others] = all;
  return { name, names: others, title, group: "term", lead, blocks };
}

export const share = (value: number): string => `${Math.round(value * 1000) / 10} %`;
