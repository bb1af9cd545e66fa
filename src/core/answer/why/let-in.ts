import type { InputChange, LetIn } from "../../../shapes/candidates.ts";
import type { WrittenUseCase } from "../../../shapes/use-case.ts";
import { inOneCloud } from "../../choose/asked.ts";
import { type Chosen, choose } from "../../choose/choose.ts";
import { ask, askWith, type Question, undominated } from "../../choose/question.ts";
import type { Judged } from "../../gate/judge.ts";
import { complete } from "../../know/assume.ts";
import { withValue } from "../../know/tree.ts";
import type { Market } from "../../know/use-case.ts";
import { edgeOn, tidy } from "../../what-if/edge.ts";
import { priceLever } from "../../what-if/levers.ts";
import { nameOf } from "../candidate.ts";
import { settle } from "./outcome.ts";
import { proposalsFor } from "./remedies.ts";
import { type View, viewsOf } from "./view.ts";

/** A use case that is turned until a candidate stands. */
interface TurnedUseCase {
  readonly written: WrittenUseCase;
  readonly market: Market;
  readonly changes: readonly InputChange[];
}

/** One candidate as it is in another question. */
interface Again {
  readonly judged: Judged;
  readonly view: View;
}

const mostChanges = 4;

/**
 * The least change that lets a candidate in: past the gates that remove it, then past the bar; what takes part already, by the
 * price at which it would be the first pick. Whatever is returned was decided again, whole. Undefined: nothing single does.
 */
export function letIn(judged: Judged, view: View, written: WrittenUseCase): LetIn | undefined {
  const search = new Search(judged, view);
  const from: TurnedUseCase = { written, market: {}, changes: [] };
  const { outcome } = settle(judged, view);
  if (outcome === "gate" || outcome === "bar" || outcome === "unproven") {
    const open = search.pastGates(from);
    const through = open && search.overTheBar(open);
    return through && through.changes.length > 0 ? search.confirmed(through) : undefined;
  }
  if (!["best-of-option", "even", "outvalued", "dominated", "tie", "effort"].includes(outcome))
    return undefined;
  return search.atAnotherPrice(from);
}

class Search {
  readonly #judged: Judged;
  readonly #view: View;
  readonly #need: number;

  constructor(judged: Judged, view: View) {
    this.#judged = judged;
    this.#view = view;
    this.#need = view.question.needs.indexOf(view.need);
  }

  /** One change for each gate in turn, the first that removes it. */
  pastGates(from: TurnedUseCase): TurnedUseCase | undefined {
    let turned = from;
    for (let count = 0; count < mostChanges; count++) {
      const again = this.#asked(turned);
      const [rule] = again?.judged.vetoes ?? [];
      if (again === undefined) return undefined;
      if (rule === undefined) return turned;
      const next = proposalsFor(rule, again.judged, this.#need)
        .map((one) => with_(turned, one))
        .find((one) => {
          const then = this.#asked(one);
          return then !== undefined && !then.judged.vetoes.includes(rule);
        });
      if (next === undefined) return undefined;
      turned = next;
    }
    return this.#asked(turned)?.judged.passes ? turned : undefined;
  }

  /** The highest bar, in hundredths, at which it takes part. */
  overTheBar(from: TurnedUseCase): TurnedUseCase | undefined {
    if (this.#takesPart(from)) return from;
    const bar = this.#view.question.useCase.needs[this.#need]?.bar;
    if (bar?.kind !== "share") return undefined;
    const lowered = (hundredths: number) =>
      with_(from, {
        path: `needs.${this.#need}.bar`,
        from: bar.name,
        to: Math.round(hundredths) / 100,
      });
    let [low, high] = [51, Math.round(100 * bar.quality)];
    if (!this.#takesPart(lowered(low))) return undefined;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#takesPart(lowered(middle))) low = middle;
      else high = middle;
    }
    return lowered(low);
  }

  /** Down to a tenth of its price, or of the rent of its machines. */
  atAnotherPrice(from: TurnedUseCase): LetIn | undefined {
    const lever = priceLever(this.#judged.candidate);
    if (lever === undefined) return undefined;
    const at = (price: number): TurnedUseCase => ({
      ...from,
      market: lever.market(price / lever.from),
      changes: [{ path: lever.path, from: lever.from, to: price }],
    });
    const isChosen = (price: number) => {
      const again = this.#brieflyAt(at(price));
      return again !== undefined && outcomeOf(again) === "chosen";
    };
    const walk = edgeOn(Math.log(lever.from), Math.log(lever.from / 10), (x) =>
      isChosen(Math.exp(x)),
    );
    let step = walk.next();
    while (step.done !== true) step = walk.next();
    if (step.value === undefined) return undefined;
    // Draws and even plans may hold back what expected values let in.
    for (const further of [1, 0.95, 0.85, 0.7]) {
      const price = tidy(Math.exp(step.value) * further, lever.from, false);
      const found = this.confirmed(at(price));
      if (found?.outcome === "chosen") return found;
    }
    return undefined;
  }

  /** Decided again as the answer itself was: with the change it takes part. */
  confirmed(turned: TurnedUseCase): LetIn | undefined {
    const again = this.#at(turned, this.#view.chosen.draws?.count ?? 0);
    if (again === undefined) return undefined;
    const { view, judged } = again;
    const row = view.standsFor(judged);
    if (row === undefined || !view.rows.has(row)) return undefined;
    const pick = view.head?.picks[view.at]?.row;
    return {
      ...nameOf(view.rowOf(judged)),
      need: view.need.state.need.id,
      changes: turned.changes,
      outcome: outcomeOf(again),
      choice: view.chosen.choice,
      chosen: pick === undefined ? null : nameOf(pick),
    };
  }

  #takesPart(turned: TurnedUseCase): boolean {
    const again = this.#asked(turned);
    if (again === undefined || again.view.need.table.status !== "stands") return false;
    const row = again.view.standsFor(again.judged);
    return row !== undefined && again.view.rows.has(row);
  }

  #at(turned: TurnedUseCase, draws: number): Again | undefined {
    return this.#asked(turned, (question) => choose(question, draws));
  }

  #asked(
    turned: TurnedUseCase,
    decide: (question: Question) => Chosen = nothingYet,
  ): Again | undefined {
    const { knowledge, asOf } = this.#view.question;
    const { useCase } = inOneCloud({
      useCase: complete(turned.written, knowledge).useCase,
      knowledge,
      asOf,
    });
    const question = ask({ useCase: { ...useCase, market: turned.market }, knowledge, asOf });
    return this.#in(question, decide(question));
  }

  /** Among those alone whom nobody outdoes now: enough for another price of one, which a whole decision confirms. */
  #brieflyAt({ market }: TurnedUseCase): Again | undefined {
    const { question, need } = this.#view;
    const { place, belief } = this.#judged.candidate;
    const brief = askWith(
      question,
      (one) => {
        const firsts = undominated(one.table);
        if (one !== need) return firsts;
        const beliefs = new Set(firsts.find((other) => other.place === place)?.beliefs).add(belief);
        const mine = { place, beliefs: [...beliefs] };
        return [...firsts.filter((other) => other.place !== place), mine];
      },
      { ...question.useCase, market },
    );
    return this.#in(brief, choose(brief, 0));
  }

  /** The same model at the same effort and place. */
  #in(question: Question, chosen: Chosen): Again | undefined {
    const view = viewsOf(question, chosen)[this.#need];
    const judged = view?.candidates.find((one) => isSame(one, this.#judged));
    return view === undefined || judged === undefined ? undefined : { judged, view };
  }
}

const nothingYet = (question: Question): Chosen => choose({ ...question, needs: [] }, 0);

const outcomeOf = ({ judged, view }: Again) => settle(judged, view).outcome;

const with_ = (from: TurnedUseCase, change: InputChange): TurnedUseCase => ({
  ...from,
  written: withValue(from.written, change.path.split("."), change.to) as WrittenUseCase,
  changes: [...from.changes.filter(({ path }) => path !== change.path), change],
});

function isSame({ candidate: a }: Judged, { candidate: b }: Judged): boolean {
  const [first] = b.place.offers;
  return (
    a.model === b.model &&
    a.kind === b.kind &&
    a.option === b.option &&
    a.effort === b.effort &&
    (first === undefined || a.place.offers.includes(first))
  );
}
