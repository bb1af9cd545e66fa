import type { OpenCell, RefreshFacts, UnlistedOffer } from "../../shapes/refresh.ts";
import { refresh } from "../../shapes/refresh.ts";
import type { Diagnostic } from "../file/diagnostic.ts";
import type { Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry, seedSource } from "../pack/merge.ts";

/** What refreshes left open, while the files come in. */
export class RefreshBook {
  readonly #trouble: Diagnostic[];
  readonly #open: Registry<OpenCell>;
  readonly #unlisted: Registry<UnlistedOffer>;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#open = new Registry("open cell", trouble);
    this.#unlisted = new Registry("unlisted offer", trouble);
  }

  seed(base: RefreshFacts, rank: Rank): void {
    this.#put(base, rank, seedSource("rules/market/refresh.yaml"));
  }

  enter(source: Source, rank: Rank): void {
    const checked = check(refresh, source);
    if (checked.ok) this.#put(checked.value, rank, source);
    else this.#trouble.push(...checked.diagnostics);
  }

  #put({ open, unlisted }: RefreshFacts, rank: Rank, source: Source): void {
    for (const [index, one] of open.entries())
      this.#open.put(`${one.model} on ${one.board}, ${one.effort ?? "any effort"}`, one, rank, {
        source,
        path: ["open", index, "model"],
      });
    for (const [index, one] of unlisted.entries())
      this.#unlisted.put(`${one.model} at ${one.provider}`, one, rank, {
        source,
        path: ["unlisted", index, "model"],
      });
  }

  close(): RefreshFacts {
    return { open: this.#open.values(), unlisted: this.#unlisted.values() };
  }
}
