import { byKey } from "../../core/know/by-key.ts";
import type { EffortFacts, WrittenEfforts } from "../../shapes/efforts.ts";
import type { Figure } from "../../shapes/serving.ts";
import { type Diagnostic, trouble } from "../file/diagnostic.ts";
import { Registry } from "../pack/merge.ts";
import { type Entering, Shelf } from "./shelf.ts";

const works = ["bounded", "composing", "step", "hard"] as const;
const levels = ["none", "low", "medium", "high", "xhigh", "max"] as const;

/** How much models think, figure by figure, while the files come in. */
export class EffortBook {
  readonly #trouble: Diagnostic[];
  readonly #figures: Registry<Figure>;
  readonly #measured: Shelf<EffortFacts["measured"][number]>;
  readonly #unstated: Shelf<EffortFacts["unstated"][number]>;

  constructor(trouble: Diagnostic[]) {
    this.#trouble = trouble;
    this.#figures = new Registry("figure", trouble);
    this.#measured = new Shelf(
      "measured effort",
      trouble,
      (one) => `${one.model} at ${one.effort}`,
    );
    this.#unstated = new Shelf("usual effort", trouble, (one) => one.from, "from");
  }

  add(facts: WrittenEfforts, entering: Entering): void {
    const { source, rank } = entering;
    for (const section of ["thinking", "share", "cachedInput"] as const)
      for (const [name, one] of Object.entries(facts[section]))
        if (one !== undefined)
          this.#figures.put(`${section}.${name}`, one, rank, { source, path: [section, name] });
    this.#measured.add("measured", facts.measured, entering);
    this.#unstated.add("unstated", facts.unstated, entering);
  }

  close(): EffortFacts {
    const figures = <Name extends string>(section: string, names: readonly Name[]) =>
      byKey(names, (name) => this.#figure(`${section}.${name}`));
    return {
      thinking: figures("thinking", works),
      share: figures("share", levels),
      measured: this.#measured.values(),
      cachedInput: figures("cachedInput", works),
      unstated: this.#unstated.values().toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    };
  }

  #figure(name: string): Figure {
    const figure = this.#figures.get(name);
    if (figure !== undefined) return figure;
    const [file, help] = ["rules/market/efforts.yaml", "Write it, with its basis, source and day."];
    this.#trouble.push(trouble("market.figure", file, `${name} is missing`, help));
    return { value: 0, basis: "assumed", source: "", published: "" };
  }
}
