import { options } from "./candidates/candidate.ts";
import {
  type Arena,
  type Contender,
  type Field,
  frontOf,
  qualityValue,
  rivalsIn,
} from "./contender.ts";
import { aloneCost, type Luck, machineOf } from "./plan-cost.ts";
import { between, qualityAt, reachedAt } from "./quality.ts";

/** A draw. The same one for quality holds for all models of an option. */
export interface Chance extends Luck {
  readonly quality: (need: number, option: number) => QualityDraw;
}

/** A standard normal for what is measured, and its probability for what lies anywhere between two ends. */
export interface QualityDraw {
  readonly z: number;
  readonly p: number;
}

/** Places, each with the draws of quality between which it clears the bar and no rival does better. */
interface Spans {
  readonly places: number[];
  readonly from: number[];
  readonly to: number[];
  /** Logit points behind and their spread; not a number where nobody measured. */
  readonly median: number[];
  readonly sd: number[];
}

/** What is left of all numbers. */
class Span {
  from = Number.NEGATIVE_INFINITY;
  to = Number.POSITIVE_INFINITY;

  /** Keeps those z at which `level + slope z` is not above 0. */
  below(level: number, slope: number): void {
    if (slope > 0) this.to = Math.min(this.to, -level / slope);
    else if (slope < 0) this.from = Math.max(this.from, -level / slope);
    else if (level > 0) this.to = Number.NEGATIVE_INFINITY;
  }
}

/** What contenders for a need show in one state of the world, side by side: plain arrays, filled thousands of times. */
export class Lane {
  readonly contenders: readonly Contender[];
  readonly tiers: readonly number[];
  /** Places of the `count` that clear the bar and are in no rival's shade, in order. The rest is filled for them alone. */
  readonly live: number[] = [];
  count = 0;
  readonly quality: number[];
  /** Value of the quality on its scale. */
  readonly worth: number[];
  /** $ per month for this need alone. */
  readonly usd: number[];
  /** The other values, which no luck changes. */
  readonly privacy: number[];
  readonly ops: number[];
  readonly control: number[];
  readonly speed: number[];
  readonly #field: Field;
  readonly #arena: Arena;
  readonly #often: boolean;
  /** Worked out for the first draw. */
  #spans: Spans | undefined;
  /** The turn in which each was live last. */
  readonly #seen: number[] = [];
  #turn = 0;
  #byMachine: Map<string | undefined, number[]> | undefined;

  /** To find out who is outdone pays where the lane is looked at many times. */
  constructor(contenders: readonly Contender[], field: Field, arena: Arena, often = false) {
    // A fraction: an array of whole numbers would be another kind of array, and be read more slowly beside the others.
    const blank = () => contenders.map(() => 0.5);
    this.contenders = contenders;
    this.tiers = contenders.map((one) => tierOf(one, field));
    this.quality = blank();
    this.worth = blank();
    // Only what machines cost depends on luck.
    this.usd = contenders.map((one) => (isFleet(one) ? 0.5 : aloneCost(one, arena, undefined)));
    [this.privacy, this.ops, this.control, this.speed] = [blank(), blank(), blank(), blank()];
    for (let place = 0; place < contenders.length; place++) {
      const { values } = contenders[place] as Contender;
      this.privacy[place] = values.privacy;
      this.ops[place] = values.ops;
      this.control[place] = values.control;
      this.speed[place] = values.speed;
    }
    this.#field = field;
    this.#arena = arena;
    this.#often = often;
  }

  /** Places of those that run on one machine, whether they clear the bar or not. */
  on(machine: string): readonly number[] {
    this.#byMachine ??= placesByMachine(this.contenders);
    return this.#byMachine.get(machine) ?? [];
  }

  /** Where nobody is left out as outdone. */
  clears(place: number): boolean {
    return this.#seen[place] === this.#turn;
  }

  /** Everything as expected: the bar asks for a probability. */
  expect(): void {
    const { withBar, knowledge } = this.#arena;
    const { anchor } = knowledge.pack.evidence;
    this.#begin();
    for (let place = 0; place < this.contenders.length; place++) {
      const one = this.contenders[place] as Contender;
      if (withBar && !one.passesBar) continue;
      this.quality[place] = medianOf(one, anchor);
      this.#enter(place, undefined);
    }
    if (!this.#often) return;
    const front = frontOf(this.live.slice(0, this.count), (a, b) => this.#isNoWorse(a, b));
    this.live.splice(0, front.length, ...front);
    this.count = front.length;
  }

  /** Whatever the weights are. */
  #isNoWorse(a: number, b: number): boolean {
    const isAtLeast = (values: readonly number[]) => (values[a] as number) >= (values[b] as number);
    return (
      (this.tiers[a] as number) <= (this.tiers[b] as number) &&
      (this.usd[a] as number) <= (this.usd[b] as number) &&
      [this.worth, this.privacy, this.ops, this.control, this.speed].every(isAtLeast)
    );
  }

  /** The bar asks for the quality drawn: on the logit scale where there is one, so that a failure costs no exponential. */
  draw({ z, p }: QualityDraw, luck: Luck): void {
    const { anchor } = this.#arena.knowledge.pack.evidence;
    this.#spans ??= this.#spansOf();
    const { places, from, to, median, sd } = this.#spans;
    this.#begin();
    for (let at = 0; at < places.length; at++) {
      if (z < (from[at] as number) || z > (to[at] as number)) continue;
      const place = places[at] as number;
      const behind = (median[at] as number) + (sd[at] as number) * z;
      if (Number.isNaN(behind)) {
        if (!this.#drawBetween(place, p)) continue;
      } else this.quality[place] = reachedAt(behind, anchor);
      this.#enter(place, luck);
    }
  }

  #begin(): void {
    this.count = 0;
    this.#turn++;
  }

  #enter(place: number, luck: Luck | undefined): void {
    this.live[this.count++] = place;
    this.#seen[place] = this.#turn;
    this.#value(place, luck);
  }

  /** False where the bar is missed. An unknown quality neither clears nor misses it: the gate stays open. */
  #drawBetween(place: number, p: number): boolean {
    const { quality, unknown } = this.contenders[place] as Contender;
    const drawn = quality.kind === "measured" ? 0 : between(quality, p);
    this.quality[place] = drawn;
    return !this.#arena.withBar || unknown || drawn >= this.#field.bar.share;
  }

  /** Qualities are straight lines in z: a rival does better, and the bar is missed, on one side of a point each. */
  #spansOf(): Spans {
    const spans: Spans = { places: [], from: [], to: [], median: [], sd: [] };
    const lines = this.contenders.map(({ quality }) =>
      quality.kind === "measured" ? quality : { behind: Number.NaN, sd: 0 },
    );
    const rivals = this.#often ? rivalsIn(this.contenders) : [];
    const { behind: most } = this.#field.bar;
    for (const [place, { behind, sd }] of lines.entries()) {
      const span = new Span();
      if (this.#arena.withBar && !Number.isNaN(behind)) span.below(behind - most, sd);
      for (const rival of rivals[place] ?? []) {
        const ahead = behind - (lines[rival]?.behind ?? 0);
        const steeper = sd - (lines[rival]?.sd ?? 0);
        // Of two that are equal the first stays.
        span.below(ahead === 0 && steeper === 0 && rival < place ? 1 : ahead, steeper);
      }
      if (span.from > span.to) continue;
      spans.places.push(place);
      spans.from.push(span.from);
      spans.to.push(span.to);
      spans.median.push(behind);
      spans.sd.push(sd);
    }
    return spans;
  }

  #value(place: number, luck: Luck | undefined): void {
    const one = this.contenders[place] as Contender;
    const { qualityWorst } = this.#arena.knowledge.pack.scales;
    this.worth[place] = qualityValue(one, this.quality[place] as number, qualityWorst);
    if (isFleet(one)) this.usd[place] = aloneCost(one, this.#arena, luck);
  }
}

function placesByMachine(contenders: readonly Contender[]): Map<string | undefined, number[]> {
  const places = new Map<string | undefined, number[]>();
  contenders.forEach((one, place) => {
    const machine = machineOf(one);
    places.set(machine, [...(places.get(machine) ?? []), place]);
  });
  return places;
}

const isFleet = ({ cost }: Contender): boolean => cost?.kind === "fleet";

/** 0 priced and known, 1 unpriced, 2 and 3 the same on unknown evidence. */
const tierOf = (contender: Contender, field: Field): number =>
  (contender.unknown && field.measured ? 2 : 0) + (contender.unpriced ? 1 : 0);

/** A contender whose quality was changed for a what-if has its median worked out anew. */
const medianOf = ({ quality, candidate }: Contender, anchor: number): number =>
  quality === candidate.quality ? candidate.clearing.median : qualityAt(quality, 0, anchor);

function show(lane: Lane, need: number, option: number, chance: Chance | undefined): void {
  if (chance === undefined) lane.expect();
  else lane.draw(chance.quality(need, option), chance);
}

const own = options.indexOf("self-host");

/** An arena in one state of the world after another; what weights make of it is left to the contest. */
export class Showing {
  readonly #lanes: readonly (readonly Lane[])[];
  readonly #arena: Arena;
  readonly #machines: (Lane | undefined)[] = [];
  readonly #shown: boolean[] = [];
  #chance: Chance | undefined;

  constructor(arena: Arena, { often = false } = {}) {
    this.#lanes = arena.fields.map((field) =>
      field.contenders.map((all) => new Lane(all, field, arena, often)),
    );
    this.#arena = arena;
  }

  /** Without a chance everything is as expected. */
  show(chance: Chance | undefined): this {
    this.#chance = chance;
    this.#shown.length = 0;
    for (let need = 0; need < this.#lanes.length; need++) {
      const lanes = this.lanes(need);
      for (let option = 0; option < lanes.length; option++)
        show(lanes[option] as Lane, need, option, chance);
    }
    return this;
  }

  get luck(): Luck | undefined {
    return this.#chance;
  }

  /** Per option, in their order. */
  lanes(need: number): readonly Lane[] {
    return this.#lanes[need] ?? [];
  }

  /** Everything that stands on own machines. Few ask, so it is worked out when somebody does. */
  machines(need: number): Lane | undefined {
    const field = this.#arena.fields[need];
    if (field === undefined) return undefined;
    this.#machines[need] ??= new Lane(field.own, field, this.#arena);
    const lane = this.#machines[need];
    if (!this.#shown[need]) show(lane, need, own, this.#chance);
    this.#shown[need] = true;
    return lane;
  }
}
