import type { Answer, Provider } from "../../shapes/providers.ts";

/** Member states of the European Union, by ISO 3166-1 alpha-2 (Treaty on European Union, as of 2020-02-01). */
const union =
  "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk".split(" ");

/** A country, and the unions whose law holds there; undefined where the home is not known. */
export const placesOf = (home: string | undefined): readonly string[] | undefined =>
  home === undefined ? undefined : union.includes(home) ? [home, "eu"] : [home];

/** Names of what is promised with such an answer. */
export const answersIn = (all: Provider["assurances"], wanted: readonly Answer[]): string[] =>
  Object.entries(all).flatMap(([name, { answer }]) => (wanted.includes(answer) ? [name] : []));
