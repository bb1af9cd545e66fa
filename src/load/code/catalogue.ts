import type { ReadId } from "../../core/code/model-id.ts";
import type { CodeSite } from "../../core/code/site.ts";
import type { Holder } from "./position.ts";

/** A place in a file, and what its id is given to there. */
export interface Sited {
  readonly site: CodeSite;
  readonly holder: Holder;
}

/** A program has a model or two of a maker for a task: a file that gives names to more keeps a list of models. */
const mostOfMaker = 5;
/** Of classes that each have the same attribute it is fewer: each of them is one of the models. */
const mostOfClasses = 2;

/** Places, of which those are offered that a file shows to be a list of models, by the many ids of one maker. */
export function withoutMenus(all: readonly Sited[], readId: ReadId): readonly CodeSite[] {
  const named = all.filter(({ site, holder }) => site.position === "used" && holder !== "call");
  const classes = named.filter(({ holder }) => holder === "class");
  const isList = larger(mostOfMaker, named, makerAndTask(readId)).length > 0;
  const offered = new Set(
    isList
      ? named
      : larger(
          mostOfClasses,
          classes,
          (site) =>
            `${makerAndTask(readId)(site)} ${/(\w+)\s*(?::[^=]*)?=/.exec(site.snippet)?.[1]}`,
        ),
  );
  return all.map((one) => (offered.has(one) ? { ...one.site, position: "offered" } : one.site));
}

/** Whose id it is (of open weights, the first word of their name), and what for where it is not to chat. */
const makerAndTask =
  (readId: ReadId) =>
  ({ name }: CodeSite): string => {
    const id = readId(name);
    const maker = id?.home ?? /^[a-z]+/.exec(id?.name ?? "")?.[0] ?? "";
    return `${maker} ${tasks.exec(id?.name ?? "")?.[0] ?? ""}`;
  };

const tasks =
  /embed|rerank|image|imagen|dall|video|veo|sora|audio|realtime|transcri|whisper|tts|speech|moderation/;

/** The places of those groups that name more ids than that. */
function larger(most: number, all: readonly Sited[], groupOf: (site: CodeSite) => string): Sited[] {
  const groups = new Map<string, Sited[]>();
  for (const one of all) {
    const name = groupOf(one.site);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  const distinct = (group: readonly Sited[]) =>
    new Set(group.map(({ site }) => site.name.toLowerCase())).size;
  return [...groups.values()].flatMap((group) => (distinct(group) > most ? group : []));
}
