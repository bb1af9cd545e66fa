import type { Provider, Speed } from "../../shapes/providers.ts";
import { providers, speeds, type WrittenProvider } from "../../shapes/providers.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry } from "../pack/merge.ts";

/** Who serves, and how fast, while the files come in. */
export class ProviderBook {
  readonly #trouble: Diagnostic[];
  readonly #providers: Registry<Provider>;
  readonly #speeds: Registry<Speed>;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#providers = new Registry("provider", trouble);
    this.#speeds = new Registry("speed", trouble);
  }

  put(one: Provider, rank: Rank, source: Source, path: Path): void {
    this.#providers.put(one.id, one, rank, { source, path });
  }

  putSpeed(one: Speed, rank: Rank, source: Source, path: Path): void {
    const at = `${one.provider ?? "any host"}, ${one.effort ?? "any effort"}`;
    this.#speeds.put(`${one.model} at ${at}`, one, rank, { source, path });
  }

  enter(source: Source, rank: Rank): void {
    const checked = check(providers, source);
    if (!checked.ok) this.#trouble.push(...checked.diagnostics);
    else
      for (const [index, one] of checked.value.providers.entries())
        this.put(this.#whole(one, source, index), rank, source, ["providers", index, "id"]);
  }

  enterSpeeds(source: Source, rank: Rank): void {
    const checked = check(speeds, source);
    if (!checked.ok) this.#trouble.push(...checked.diagnostics);
    else
      for (const [index, one] of checked.value.speeds.entries())
        this.putSpeed(one, rank, source, ["speeds", index, "model"]);
  }

  /** With what it inherits. What it is a route of stands above it, so that a pack changes no route of a pack below by accident. */
  #whole({ of, ...one }: WrittenProvider, source: Source, index: number): Provider {
    const from = of === undefined ? undefined : this.#providers.get(of);
    if (of !== undefined && from === undefined)
      this.#trouble.push({
        code: "reference.provider",
        severity: "error",
        file: source.file,
        ...source.locate(["providers", index, "of"]),
        message: `there is no provider "${of}" above this one`,
        help: suggest(
          of,
          this.#providers.entries().map(([id]) => id),
        ),
      });
    return {
      ...one,
      company: from?.company ?? one.id,
      home: one.home ?? from?.home,
      regions: one.regions ?? from?.regions ?? [],
      tiers: one.tiers ?? from?.tiers ?? [],
      assurances: { ...from?.assurances, ...one.assurances },
      terms: { ...from?.terms, ...one.terms },
    };
  }

  close() {
    return {
      providers: Object.fromEntries(this.#providers.entries()),
      speeds: this.#speeds.values(),
    };
  }
}
