import fc from "fast-check";
import { expect, test } from "vitest";
import type { Belief } from "../../../src/core/believe/belief.ts";
import { type Chosen, choose } from "../../../src/core/choose/choose.ts";
import type { Placed } from "../../../src/core/choose/placed.ts";
import { planCost } from "../../../src/core/choose/plan-cost.ts";
import { type AskedNeed, askWith, type Question } from "../../../src/core/choose/question.ts";
import { standingIn } from "../../../src/core/choose/standing.ts";
import type { Row, Table } from "../../../src/core/choose/table.ts";
import type { Valued } from "../../../src/core/choose/valued.ts";
import type { Candidate } from "../../../src/core/gate/candidate.ts";
import type { Offer } from "../../../src/core/know/knowledge.ts";
import type { Knowledge } from "../../../src/core/know/pack.ts";
import type { WrittenUseCase } from "../../../src/shapes/use-case.ts";
import { knowledgeOf, number, shipped, usual, withScales, worlds } from "../knowledge.ts";
import {
  type Asked,
  ask,
  change,
  closeTo,
  decide,
  nameOf,
  offered,
  plansAsMeasured,
  priced,
  rounding,
  runs,
  several,
  shuffled,
  single,
  withBar,
} from "./setting.ts";

/** What moves a choice, which way, and what does not. */

const placed = ({ places }: AskedNeed): Placed[] => places.map((one) => one.placed);

/** Everything that is said of plans. */
const said = ({ choice, status, ranked, even }: Chosen) => ({
  choice,
  status,
  even: even.map(({ plan }) => plan.set),
  ranked: ranked.map(({ plan, value, wins }) => [
    plan.set,
    value,
    wins,
    plan.expectedUsd,
    ...plan.picks.map(({ row, fallback }) => [nameOf(row), fallback && nameOf(fallback.row)]),
  ]),
});

const cheaperBy = (knowledge: Knowledge, picks: readonly Valued[], factor: number) =>
  offered(knowledge, (one, model) =>
    picks.some(
      ({ row: { candidate } }) =>
        candidate.model?.id === model.id && candidate.offer?.provider === one.provider,
    )
      ? [priced(one, factor)]
      : [one],
  );

/** Of several needs another may be served at the price that fell, so that a split is given up for it. */
test("a lower price of the pick keeps the choice, and its plan is worth no less", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, several, number(0.3, 1), (world, written, factor) => {
      const knowledge = knowledgeOf(world);
      const { chosen } = ask(written, knowledge);
      const [head] = chosen.ranked;
      if (head === undefined || head.plan.set === 1) return;
      held++;
      const after = ask(written, cheaperBy(knowledge, head.plan.picks, factor)).chosen;
      if (written.needs.length === 1) expect(after.choice).toBe(chosen.choice);
      const [best] = plansAsMeasured(after.field, chosen.field);
      expect(best?.value).toBeGreaterThanOrEqual(head.plan.value - rounding);
    }),
    runs(100),
  );
  expect(held).toBeGreaterThan(30);
});

const bars = fc
  .tuple(number(0.51, 0.99), number(0.51, 0.99))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

/** Who takes part, those included whom others spare a question. */
const names = (table: Table | undefined): string[] =>
  [...(table?.rows ?? []), ...(table?.asking ?? [])].map(nameOf);

const chances = ({ question }: Asked) =>
  question.needs.map(
    ({ table }) =>
      new Map(
        [...table.rows, ...table.short, ...table.unproven, ...table.asking].map((row) => [
          nameOf(row),
          row.chance,
        ]),
      ),
  );

test("a stricter bar raises nobody's chance, and lets nobody in", () => {
  fc.assert(
    fc.property(worlds, several, bars, (world, written, [low, high]) => {
      const knowledge = knowledgeOf(world);
      const [lax, strict] = [low, high].map((bar) => ask(withBar(written, bar), knowledge));
      if (lax === undefined || strict === undefined) return;
      const before = chances(lax);
      for (const [need, after] of chances(strict).entries())
        for (const [name, chance] of after)
          expect(chance).toBeLessThanOrEqual((before[need]?.get(name) ?? 1) + rounding);
      const standing = ({ question }: Asked, need: number) =>
        question.needs[need]?.table.status === "stands" ? names(question.needs[need]?.table) : [];
      for (const need of written.needs.keys())
        for (const name of standing(strict, need)) expect(standing(lax, need)).toContain(name);
    }),
    runs(100),
  );
});

/** Open weights nearer to the yardstick by a share of their gap; all else that is believed stays. */
const nearer = (question: Question, share: number): Question =>
  askWith(question, (need) =>
    placed(need).map((one) => ({
      ...one,
      beliefs: one.beliefs.map(
        (belief): Belief | undefined =>
          belief &&
          (belief.model.weights === "open" ? { ...belief, gap: belief.gap * (1 - share) } : belief),
      ),
    })),
  );

const openValues = ({ ranked }: Chosen) =>
  [1, 2, 3].map((set) => ranked.find(({ plan }) => plan.set === set)?.value);

test("a smaller gap never hurts open weights", () => {
  fc.assert(
    fc.property(worlds, several, number(0, 1), (world, drawn, share) => {
      const written = change(drawn, "team", { fineTuning: false });
      const { question, chosen } = ask(written, knowledgeOf(world));
      if (chosen.status === "below-bar") return;
      const after = openValues(choose(nearer(question, share), 0));
      for (const [at, value] of openValues(chosen).entries())
        if (value !== undefined) expect(after[at]).toBeGreaterThanOrEqual(value - rounding);
    }),
    runs(100),
  );
});

const faster = (knowledge: Knowledge, probability: number): Knowledge => ({
  ...knowledge,
  profiles: Object.fromEntries(
    Object.entries(knowledge.profiles).map(([id, profile]) => {
      const scenario = { id: "faster", title: "faster", speedUp: 3, probability, claims: [] };
      return [id, { ...profile, scenarios: [scenario] }];
    }),
  ),
});

test("an earlier closing lowers the value of no option, and counts for nothing where the bar moves on", () => {
  fc.assert(
    fc.property(worlds, single, number(0, 1), (world, drawn, probability) => {
      const written = { ...drawn, scenario: "faster" };
      const at = (share: number) => ask(written, faster(knowledgeOf(world), share));
      const [slow, fast] = [at(0), at(probability)];
      for (const [option, value] of slow.values.entries())
        if (value !== undefined)
          expect(fast.values[option]).toBeGreaterThanOrEqual(value - rounding);
      const moving = withBar(written, "frontier");
      expect(ask(moving, faster(knowledgeOf(world), probability)).values).toEqual(
        ask(moving, faster(knowledgeOf(world), 0)).values,
      );
    }),
    runs(60),
  );
});

test("a dearer copy of a proprietary offer changes nothing, however many there are", () => {
  fc.assert(
    fc.property(
      worlds,
      several,
      number(1.01, 4),
      fc.integer({ min: 1, max: 20 }),
      (world, written, factor, many) => {
        const knowledge = knowledgeOf(world);
        const more = offered(knowledge, (one, model) =>
          model.weights === "open"
            ? [one]
            : [
                one,
                ...Array.from({ length: many }, (_, at) => ({
                  ...priced(one, factor),
                  provider: `zz${at}`,
                })),
              ],
        );
        const [before, after] = [decide(written, knowledge, 32), decide(written, more, 32)];
        expect(JSON.stringify([after.verdict, after.plans, after.reasons])).toBe(
          JSON.stringify([before.verdict, before.plans, before.reasons]),
        );
      },
    ),
    runs(50),
  );
});

/** Copies of the weakest that takes part in an option, behind it in everything and dearer, under names of their own. */
function withClones(question: Question, many: number): Question {
  return askWith(question, (need) => {
    const all = placed(need);
    const { rows } = need.table;
    const { dominated } = standingIn(need.table);
    return [
      ...all,
      ...["proprietary-api", "hosted-open"].flatMap((option, which) => {
        const own = rows.filter(
          (row) => row.candidate.option === option && row.candidate.kind === "scored",
        );
        const front = own.filter((row) => !dominated.has(row));
        const models = new Set(front.map((row) => row.candidate.model));
        const likely = own.filter((row) => row.chance > 0.42);
        const weakest = likely.reduce<Row | undefined>(
          (held, row) => (held === undefined || row.chance < held.chance ? row : held),
          undefined,
        );
        // Of fewer than three that outdo it, it may still be a fallback.
        const outdone = front.filter(
          (row) => weakest !== undefined && row.chance >= weakest.chance,
        );
        if (
          weakest === undefined ||
          new Set(outdone.map((row) => row.candidate.model)).size < 3 ||
          models.size < 3
        )
          return [];
        const { model, belief, place } = weakest.candidate;
        if (model === undefined || belief === undefined) return [];
        const dearest = Math.max(...own.map((row) => row.usd));
        const offers = dearer(place.offers, (2 * dearest) / Math.max(weakest.usd, 1));
        return Array.from({ length: many }, (_, at): Placed => {
          const clone = { ...model, id: `zz-clone-${which}-${at}` };
          return {
            place: { ...place, model: clone, offers, assurances: [], lacks: [] },
            beliefs: [{ ...belief, model: clone, gap: belief.gap + 0.001, sd: belief.sd }],
          };
        });
      }),
    ];
  });
}

const dearer = (offers: readonly Offer[], times: number): readonly Offer[] =>
  offers.map((offer) => ({
    ...offer,
    prices: offer.prices.map(({ from, input, output, published, source }) => ({
      ...{ from, published, source },
      input: times * input,
      output: times * output,
    })),
  }));

test("copies that are worse and dearer than three models change no byte, however many there are", () => {
  let stood = 0;
  const capability = fc.constantFrom(
    "text-reasoning",
    "structured-extraction",
    "agentic-coding",
    "summarization",
  );
  fc.assert(
    fc.property(single, capability, fc.constantFrom(1, 60), (drawn, id, many) => {
      const written: WrittenUseCase = {
        ...drawn,
        needs: drawn.needs.map((one) => ({ ...one, capability: id })),
      };
      const { question } = ask(written, shipped);
      const clones = withClones(question, many);
      const names = (of: Question) => of.needs.flatMap(({ table }) => table.rows.map(nameOf));
      stood += names(clones).length - names(question).length;
      expect(said(choose(clones, 32))).toEqual(said(choose(question, 32)));
    }),
    runs(25),
  );
  expect(stood).toBeGreaterThan(100);
});

/** Without one candidate. */
const without = (question: Question, row: Row): Question =>
  askWith(question, (need) =>
    placed(need).map((one) => {
      const { place, belief } = row.candidate;
      const isIt =
        one.place.kind === place.kind &&
        one.place.option === place.option &&
        one.place.model === place.model &&
        one.place.placement === place.placement;
      return isIt ? { ...one, beliefs: one.beliefs.filter((held) => held !== belief) } : one;
    }),
  );

test("taking away who is neither picked nor a fallback in any plan changes nothing", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, single, fc.nat(), (world, written, which) => {
      const { question, chosen } = ask(written, knowledgeOf(world));
      const used = new Set(
        chosen.ranked.flatMap(({ plan }) =>
          plan.picks.flatMap((one: Valued) => [one.row, one.fallback?.row, one.nextUp]),
        ),
      );
      const rest = question.needs.flatMap(({ table }) =>
        table.rows.filter((row) => !used.has(row)),
      );
      const row = rest[which % rest.length];
      if (row === undefined || chosen.status === "below-bar") return;
      held++;
      expect(said(choose(without(question, row), 32))).toEqual(said(choose(question, 32)));
    }),
    runs(100),
  );
  expect(held).toBeGreaterThan(40);
});

test("a second try leaves its option only where that is worth more, and own machines keep theirs", () => {
  let crossed = 0;
  fc.assert(
    fc.property(worlds, single, (world, written) => {
      const knowledge = knowledgeOf(world);
      const { chosen } = ask(written, knowledge);
      const kept = ask(written, {
        ...knowledge,
        pack: { ...knowledge.pack, choice: { ...knowledge.pack.choice, crossLead: 1 } },
      }).chosen;
      for (const option of [0, 1, 2]) {
        const one = chosen.field.values[0]?.best(option);
        const same = kept.field.tables[0]?.rows.find(
          (row) => one && nameOf(row) === nameOf(one.row),
        );
        const held = same && kept.field.values[0]?.of(same);
        if (one?.fallback === undefined || held?.fallback === undefined) continue;
        if (one.fallback.row.option === held.fallback.row.option) continue;
        expect(one.row.option).not.toBe(0);
        expect(one.value).toBeGreaterThan(held.value + knowledge.pack.choice.crossLead);
        crossed++;
      }
    }),
    runs(100),
  );
  expect(crossed).toBeGreaterThan(5);
});

test("two needs that two options can serve have a plan in which both do", () => {
  let splits = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { chosen } = ask({ ...written, budget: {} }, knowledgeOf(world));
      const { values } = chosen.field;
      if (values.length < 2 || chosen.ranked.length === 0) return;
      const sets = new Set(chosen.ranked.map(({ plan }) => plan.set));
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const) {
        if (![a, b].every((option) => values.every((one) => one.best(option) !== undefined)))
          continue;
        splits++;
        expect(sets).toContain((1 << a) | (1 << b));
      }
    }),
    runs(60),
  );
  expect(splits).toBeGreaterThan(20);
});

test("a miss never pays: no fallback makes a pick worth more than one that never misses", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const { chosen } = ask(written, knowledgeOf(world));
      const { rates } = chosen.field;
      for (const { plan } of chosen.ranked)
        for (const { row, own, value } of plan.picks) {
          const kept = own + rates.weights.quality * row.prospect.mean;
          expect(value).toBeLessThanOrEqual(kept + rounding);
        }
    }),
    runs(60),
  );
});

test("no need moves what is picked for another", () => {
  let held = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const known = knowledgeOf(world);
      const choice = { ...known.pack.choice, hurtsAtFloorUsd: 1e-9 };
      const knowledge = { ...known, pack: { ...known.pack, choice } };
      const { question, chosen } = ask({ ...written, budget: {} }, knowledge);
      if (question.needs.length < 2 || chosen.field.tables.length < 2) return;
      const total = question.useCase.workload.requestsPerMonth;
      for (const [at, need] of question.useCase.needs.entries()) {
        const workload = { ...written.workload, requestsPerMonth: total * need.share };
        const [one] = written.needs.filter((_, index) => index === at);
        if (one === undefined) continue;
        const alone = ask({ ...written, budget: {}, workload, needs: [one] }, knowledge);
        for (const option of [0, 1, 2]) {
          const together = chosen.field.values[at]?.best(option);
          const single = alone.chosen.field.values[0]?.best(option);
          expect(together && nameOf(together.row)).toBe(single && nameOf(single.row));
          if (single !== undefined) held++;
        }
      }
    }),
    runs(60),
  );
  expect(held).toBeGreaterThan(60);
});

test("the order of needs is irrelevant", () => {
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const knowledge = knowledgeOf(world);
      const names = new Set(written.needs.map((one) => one.capability));
      // A capability that is named twice gets its number from the order.
      if (names.size < written.needs.length) return;
      const before = decide(written, knowledge, 32);
      const after = decide({ ...written, needs: written.needs.toReversed() }, knowledge, 32);
      expect(after.verdict.choice).toBe(before.verdict.choice);
      closeTo(after.verdict.margin, before.verdict.margin);
      for (const [at, one] of before.plans.entries()) {
        expect(after.plans[at]?.plan).toBe(one.plan);
        closeTo(after.plans[at]?.value, one.value);
        closeTo(after.plans[at]?.winShare, one.winShare);
      }
    }),
    runs(80),
  );
});

const machineOf = ({ cost }: Candidate) =>
  cost?.kind === "fleet"
    ? [cost.configuration.gpu.id, cost.configuration.gpusPerReplica, cost.configuration.precision]
    : [];

/** On the same machines: half of a load may be had cheaper on others, and is sized by itself. */
test("the same candidates for a need in two equal halves cost no more", () => {
  let fleets = 0;
  fc.assert(
    fc.property(worlds, single, (world, written) => {
      const knowledge = knowledgeOf(world);
      const halves = { ...written, needs: written.needs.flatMap((one) => [one, one]) };
      const whole = ask(written, knowledge).question;
      const split = ask(halves, knowledge).question;
      for (const [at, { candidate, passes }] of whole.needs[0]?.judged.entries() ?? []) {
        const pair = split.needs.flatMap(({ judged }) => judged[at]?.candidate ?? []);
        const isSame =
          String(pair.map(machineOf)) === String([candidate, candidate].map(machineOf));
        if (!passes || candidate.kind === "tuned" || !isSame) continue;
        if (candidate.cost?.kind === "fleet") fleets++;
        const [alone, together] = [planCost([candidate], whole), planCost(pair, split)];
        expect(together).toBeLessThanOrEqual(alone * (1 + rounding));
      }
    }),
    runs(50),
  );
  expect(fleets).toBeGreaterThan(50);
});

test("a split is worth no less than any single option where splitting is free, and gone where it is dear", () => {
  let splits = 0;
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const at = (overheadPerOption: number) =>
        ask(written, withScales(knowledgeOf(world), { overheadPerOption })).chosen;
      const [free, dear] = [at(0), at(1e6)];
      const best = Math.max(...free.ranked.map(({ value }) => value));
      if (free.choice === "hybrid") splits++;
      if (free.ranked.length > 0 && dear.ranked.some(({ plan }) => [1, 2, 4].includes(plan.set)))
        expect(dear.choice).not.toBe("hybrid");
      for (const { plan, value } of dear.ranked)
        if ([1, 2, 4].includes(plan.set)) expect(best).toBeGreaterThanOrEqual(value - rounding);
    }),
    runs(80),
  );
  expect(splits).toBeGreaterThan(2);
});

/** All options and models alike: what is left is the order of names and options. */
function alike(): Knowledge {
  const same = { "self-host": 0.3, "hosted-open": 0.3, "proprietary-api": 0.3 };
  const scores = Object.fromEntries(Object.keys(usual.scores).map((key) => [key, 80]));
  return withScales(knowledgeOf({ ...usual, scores }), {
    opsNeed: same,
    lockIn: same,
    weeksToStart: same,
    exposure: { own: 0.3, hosted: 0.3, assured: 0.3 },
  });
}

test("ties fall the same way in any order of files", () => {
  const weights = { quality: 1, cost: 0, privacy: 1, ops: 1, control: 1, speed: 1 };
  fc.assert(
    fc.property(single, fc.integer(), (drawn, seed) => {
      const written = {
        ...drawn,
        needs: [{ capability: "code", bar: "strong" as const }],
        weights,
      };
      const [before, after] = [alike(), shuffled(alike(), seed)].map((one) =>
        said(ask(written, one).chosen),
      );
      const names = (one: typeof before) =>
        one?.ranked.map(([set, , , , ...picks]) => [set, picks]);
      expect(names(after)).toEqual(names(before));
    }),
    runs(30),
  );
});
