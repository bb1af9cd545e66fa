import type { Model } from "./knowledge.ts";
import { remembering } from "./remember.ts";

/**
 * The model that a person means: by its id, title or alias, by the id of a price list or a card of its weights, with the name of
 * its vendor or host before it, and by a dated id as it stands in logs. Undefined where none is meant, or several may be.
 */
export function modelNamed(
  written: string,
  models: Readonly<Record<string, Model>>,
): Model | undefined {
  const known = names(models);
  for (const form of formsOf(written)) {
    const found = known.get(form);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** Lower case, and hyphens for all that is no letter or digit: `GPT-5.4` and `gpt 5 4` are one name. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What clouds put around an id: a region and the maker before it, a version behind it. */
const bare = (id: string): string =>
  id.replace(/^(?:[a-z-]+\.)+(?=[a-z])/i, "").replace(/(?:-v\d+)?:\d+(?::\w+)?$|@\w+$/, "");

/** A day, as logs have it: -20251001, -2025-10-01. */
const day = /-20\d\d-?[01]\d-?[0-3]\d$/;
/** What a card of weights says of their form. */
const form = /-(?:fp8|fp4|nvfp4|mxfp4|bf16|int4|awq|gptq|gguf|it|instruct|chat)$/;

/** The fullest first. */
function formsOf(written: string): string[] {
  const last = lastOf(written);
  const found = [plain(written), plain(last), plain(bare(last))];
  const undated = plain(bare(last)).replace(day, "");
  return [
    ...new Set([
      ...found,
      undated,
      undated.replace(form, ""),
      undated.replace(form, "").replace(day, ""),
    ]),
  ];
}

/** Null: of several. */
const names = remembering(
  (models: Readonly<Record<string, Model>>): ReadonlyMap<string, Model | null> => {
    const known = new Map<string, Model | null>();
    // Its own id wins over whatever others are called.
    const own = new Set(Object.keys(models).map(plain));
    const add = (name: string, model: Model) => {
      const key = plain(name);
      if (own.has(key) && key !== plain(model.id)) return;
      const held = known.get(key);
      if (held === undefined) known.set(key, model);
      else if (held !== model) known.set(key, null);
    };
    for (const model of Object.values(models)) {
      add(model.id, model);
      for (const name of otherNames(model)) add(name, model);
    }
    return known;
  },
  new WeakMap(),
);

function otherNames({ title, aliases, licence, offers }: Model): string[] {
  const card = /^https:\/\/huggingface\.co\/[^/]+\/([^/]+)$/.exec(licence.url ?? "")?.[1];
  const priced = offers.flatMap(({ priceId }) => {
    const id = priceId?.slice(priceId.indexOf(":") + 1);
    return id === undefined ? [] : [lastOf(id), bare(lastOf(id))];
  });
  return [
    ...aliases,
    title,
    title.replace(/ \(.*\)$/, ""),
    ...(card === undefined ? [] : [card]),
    ...priced,
  ];
}
