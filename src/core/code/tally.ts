import type { CodeSummary } from "../../shapes/check.ts";
import type { JudgedFile } from "./judge.ts";
import type { CodeFile } from "./site.ts";

/** Counts of what was seen in code, kept while its files pass by. */
export class CodeTally {
  files = 0;
  readonly #folder: string;
  readonly #places = { used: 0, offered: 0, table: 0, mention: 0 };
  #apart = 0;
  readonly #models = new Set<string>();
  readonly #providers = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  take({ apart, sites }: CodeFile, { uses, providers }: JudgedFile): void {
    const models = sites.filter((one) => one.kind === "model");
    if (apart !== undefined) this.#apart += models.length;
    else for (const { position } of models) this.#places[position]++;
    for (const { site } of uses) this.#models.add(site.name);
    for (const one of providers) this.#providers.add(one);
  }

  summary(): CodeSummary {
    const { used, offered, table } = this.#places;
    const listed = (names: ReadonlySet<string>) => [...names].sort();
    return {
      folder: this.#folder,
      files: this.files,
      ...{ used, offered, table, apart: this.#apart },
      models: listed(this.#models),
      providers: listed(this.#providers),
    };
  }
}
