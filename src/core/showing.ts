import { options } from "./candidates/candidate.ts";
import { type Arena, type Contender, type Field, qualityValue, rivalsIn } from "./contender.ts";
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

const missed = Number.POSITIVE_INFINITY;

/** What contenders for a need show in one state of the world, side by side: plain arrays, filled thousands of times. */
export class Lane {
  readonly contenders: readonly Contender[];
  readonly tiers: readonly number[];
  /** Places of the `count` that clear the bar and are in no rival's shade, in order. The rest is filled for them alone. */
  readonly live: number[];
  count = 0;
  readonly quality: number[];
  /** Value of the quality on its scale. */
  readonly worth: number[];
  /** $ per month for this need alone. */
  readonly usd: number[];
  readonly #field: Field;
  readonly #arena: Arena;
  /** Per place those that are as good whatever is drawn, but for quality. */
  readonly #rivals: readonly (readonly number[])[];
  /** Logit points behind and their spread; not a number where nobody measured. */
  readonly #median: readonly number[];
  readonly #sd: readonly number[];
  /** Shortfall in this state of the world, infinite where the bar is missed. */
  readonly #behind: number[];
  #byMachine: Map<string | undefined, number[]> | undefined;

  constructor(contenders: readonly Contender[], field: Field, arena: Arena, rivals: number[][]) {
    const blank = () => contenders.map(() => 0.5);
    this.contenders = contenders;
    this.tiers = contenders.map((one) => tierOf(one, field));
    this.quality = blank();
    this.worth = blank();
    // Only what machines cost depends on luck.
    this.usd = contenders.map((one) => (isFleet(one) ? 0.5 : aloneCost(one, arena, undefined)));
    this.#field = field;
    this.#arena = arena;
    this.#rivals = rivals;
    this.#median = contenders.map(({ quality }) =>
      quality.kind === "measured" ? quality.behind : Number.NaN,
    );
    this.#sd = contenders.map(({ quality }) => (quality.kind === "measured" ? quality.sd : 0));
    this.#behind = blank();
    this.live = contenders.map((_, place) => place);
  }

  /** Places of those that run on one machine, whether they clear the bar or not. */
  on(machine: string): readonly number[] {
    this.#byMachine ??= placesByMachine(this.contenders);
    return this.#byMachine.get(machine) ?? [];
  }

  clears(place: number): boolean {
    return this.#behind[place] !== missed;
  }

  /** Everything as expected: the bar asks for a probability. */
  expect(): void {
    const { withBar, knowledge } = this.#arena;
    for (let place = 0; place < this.contenders.length; place++) {
      const one = this.contenders[place] as Contender;
      const quality = medianOf(one, knowledge.pack.evidence.anchor);
      this.quality[place] = quality;
      this.#behind[place] = withBar && !one.passesBar ? missed : -quality;
    }
    this.#enter();
    for (let at = 0; at < this.count; at++) this.#value(this.live[at] as number, undefined);
  }

  /** The bar asks for the quality drawn: on the logit scale where there is one, so that a failure costs no exponential. */
  draw({ z, p }: QualityDraw, luck: Luck): void {
    const { withBar, knowledge } = this.#arena;
    const { anchor } = knowledge.pack.evidence;
    const { bar } = this.#field;
    const [behind, median, sd, live] = [this.#behind, this.#median, this.#sd, this.live];
    for (let place = 0; place < behind.length; place++) {
      const here = (median[place] as number) + (sd[place] as number) * z;
      if (Number.isNaN(here)) this.#drawBetween(place, p);
      else behind[place] = withBar && here > bar.behind ? missed : here;
    }
    this.#enter();
    for (let at = 0; at < this.count; at++) {
      const place = live[at] as number;
      if (!Number.isNaN(median[place]))
        this.quality[place] = reachedAt(behind[place] as number, anchor);
      this.#value(place, luck);
    }
  }

  /** An unknown quality neither clears the bar nor misses it: the gate stays open. */
  #drawBetween(place: number, p: number): void {
    const { quality, unknown } = this.contenders[place] as Contender;
    const drawn = quality.kind === "measured" ? 0 : between(quality, p);
    this.quality[place] = drawn;
    const misses = this.#arena.withBar && !unknown && drawn < this.#field.bar.share;
    this.#behind[place] = misses ? missed : -drawn;
  }

  #enter(): void {
    const [behind, live] = [this.#behind, this.live];
    let count = 0;
    for (let place = 0; place < behind.length; place++) {
      if (behind[place] !== missed && !this.#isShaded(place)) live[count++] = place;
    }
    this.count = count;
  }

  /** Of two that are equal the first stays. */
  #isShaded(place: number): boolean {
    const rivals = this.#rivals[place];
    if (rivals === undefined) return false;
    const here = this.#behind[place] as number;
    for (let i = 0; i < rivals.length; i++) {
      const rival = rivals[i] as number;
      const there = this.#behind[rival] as number;
      if (there < here || (there === here && rival < place)) return true;
    }
    return false;
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

  /** Finding rivals pays where it is looked at many times. */
  constructor(arena: Arena, { often = false } = {}) {
    this.#lanes = arena.fields.map((field) =>
      field.contenders.map((all) => new Lane(all, field, arena, often ? rivalsIn(all) : [])),
    );
    this.#arena = arena;
    this.show(undefined);
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
    this.#machines[need] ??= new Lane(field.own, field, this.#arena, []);
    const lane = this.#machines[need];
    if (!this.#shown[need]) show(lane, need, own, this.#chance);
    this.#shown[need] = true;
    return lane;
  }
}
