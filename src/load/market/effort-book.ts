import { byKey } from "../../core/know/by-key.ts";
import type { EffortFacts, MeasuredThinking } from "../../shapes/efforts.ts";
import { efforts, type WrittenEfforts } from "../../shapes/efforts.ts";
import type { Figure } from "../../shapes/serving.ts";
import type { Diagnostic } from "../file/diagnostic.ts";
import type { Source } from "../file/source.ts";
import { check } from "../input/check.ts";
import { type Rank, Registry, seedSource } from "../pack/merge.ts";

const sections = ["thinking", "share", "cachedInput"] as const;

/** How much models think, figure by figure, while the files come in. */
export class EffortBook {
  readonly #trouble: Diagnostic[];
  readonly #figures: Registry<Figure>;
  readonly #measured: Registry<MeasuredThinking>;
  readonly #unstated: Registry<EffortFacts["unstated"][number]>;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#figures = new Registry("figure", trouble);
    this.#measured = new Registry("measured effort", trouble);
    this.#unstated = new Registry("usual effort", trouble);
  }

  seed(base: EffortFacts, rank: Rank): void {
    this.#put(base, rank, seedSource("rules/market/efforts.yaml"));
  }

  enter(source: Source, rank: Rank): void {
    const checked = check(efforts, source);
    if (checked.ok) this.#put(checked.value, rank, source);
    else this.#trouble.push(...checked.diagnostics);
  }

  #put(facts: WrittenEfforts, rank: Rank, source: Source): void {
    for (const section of sections)
      for (const [name, one] of Object.entries(facts[section]))
        if (one !== undefined)
          this.#figures.put(`${section}.${name}`, one, rank, { source, path: [section, name] });
    for (const [index, one] of facts.measured.entries())
      this.#measured.put(`${one.model} at ${one.effort}`, one, rank, {
        source,
        path: ["measured", index],
      });
    for (const [index, one] of facts.unstated.entries())
      this.#unstated.put(one.from, one, rank, { source, path: ["unstated", index] });
  }

  close(): EffortFacts {
    const figures = <Name extends string>(section: string, names: readonly Name[]) =>
      byKey(names, (name) => this.#figure(`${section}.${name}`));
    const works = ["bounded", "composing", "step", "hard"] as const;
    return {
      thinking: figures("thinking", works),
      share: figures("share", ["none", "low", "medium", "high", "xhigh", "max"]),
      measured: this.#measured.values(),
      cachedInput: figures("cachedInput", works),
      unstated: this.#unstated.values().toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    };
  }

  #figure(name: string): Figure {
    const figure = this.#figures.get(name);
    if (figure !== undefined) return figure;
    this.#trouble.push({
      code: "market.figure",
      severity: "error",
      file: "rules/market/efforts.yaml",
      message: `${name} is missing`,
      help: "Write it, with its basis, source and day.",
    });
    return { value: 0, basis: "assumed", source: "", published: "" };
  }
}
