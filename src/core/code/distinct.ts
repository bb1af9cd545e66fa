import type { JudgedFile } from "./judge.ts";
import type { CodeFile } from "./site.ts";

/** One model at one provider, wherever in the code; or a provider that is called with no model that the code names. */
export interface DistinctUse {
  /** As it is written where it was seen first. */
  readonly model: string | undefined;
  /** Id of the market, where moat knows the model. */
  readonly known: string | undefined;
  readonly provider: string | undefined;
  readonly places: readonly string[];
  readonly files: readonly string[];
}

/** Gathers the uses of code while its files pass by. */
export class DistinctUses {
  readonly #uses = new Map<string, DistinctUse>();

  take({ file, sites }: CodeFile, { uses, providers }: JudgedFile): void {
    for (const { site, id, provider } of uses)
      this.#add(`${id.model ?? id.name} ${provider ?? ""}`, {
        model: site.name,
        known: id.model,
        provider,
        places: [`${file}:${site.line}`],
        files: [file],
      });
    const named = new Set(uses.map((one) => one.provider));
    for (const provider of providers.filter((one) => !named.has(one))) {
      const line = sites.find((one) => one.provider === provider)?.line ?? 1;
      const unnamed = { model: undefined, known: undefined, provider };
      this.#add(` ${provider}`, { ...unnamed, places: [`${file}:${line}`], files: [file] });
    }
  }

  #add(key: string, use: DistinctUse): void {
    const known = this.#uses.get(key);
    this.#uses.set(
      key,
      known === undefined
        ? use
        : {
            ...known,
            places: [...known.places, ...use.places],
            files: [...new Set([...known.files, ...use.files])],
          },
    );
  }

  /** The most used first; a provider without a model only where nothing in the code says what it is called for. */
  all(): readonly DistinctUse[] {
    const all = [...this.#uses.values()];
    const served = new Set(
      all.flatMap((one) => (one.model === undefined ? [] : (one.provider ?? []))),
    );
    return all
      .filter((one) => one.model !== undefined || !served.has(one.provider ?? ""))
      .toSorted((a, b) => b.places.length - a.places.length || (nameOf(a) < nameOf(b) ? -1 : 1));
  }
}

const nameOf = ({ model, provider }: DistinctUse): string => `${model ?? ""} ${provider ?? ""}`;
