import type { Knowledge, Pack } from "../pack.ts";
import { type Block, item, type Page, text } from "../page.ts";
import type { Criterion } from "../use-case.ts";
import { effectText } from "./rule.ts";

interface CriterionText {
  readonly meaning: string;
  readonly formula: string;
  /** Worst and best end of the scale, from the pack. */
  readonly anchors: (pack: Pack) => readonly [worst: string, best: string];
  readonly ladders: (pack: Pack) => readonly (readonly [name: string, values: object])[];
  readonly notes: readonly string[];
}

const texts: Readonly<Record<Criterion, CriterionText>> = {
  quality: {
    meaning:
      "The share of the reference's success that a candidate reaches, where the reference (the best proprietary model on sale) succeeds 85 times in 100. One scale for all boards.",
    formula:
      "(q - worst) / (1 - worst), with q averaged over the horizon as the gap is expected to close",
    anchors: ({ scales }) => [`q = ${scales.qualityWorst}`, "q = 1, as good as the reference"],
    ladders: ({ evidence }) => [["evidence", evidence]],
    notes: [
      "Scores become log-odds, z = ln(p / (1 - p)); Elo counts as z = score x ln 10 / 400. A model's shortfall d is the weighted mean of reference minus model over the boards that have both.",
      "A board counts in full where it is independent, half where a vendor or a vote ran it, and a quarter of that where the reference is near the ceiling.",
      "Noise shrinks with more boards and grows with the months since a board was last filled. The reference has d = 0 and no noise by definition.",
    ],
  },
  cost: {
    meaning:
      "The full monthly cost: tokens or machines, spares, staff, tuning, each month at that month's price. Never $0 for machines of your own.",
    formula: "1 - cost / hurtsAt, not clamped: twice the spend that hurts is worth -1",
    anchors: ({ scales }) => [
      `budget.hurtsAtUsdPerMonth; without it $${scales.hurtsAtFloorUsd} or ${scales.hurtsAtTeamShare} of the monthly cost of team.mlEngineers, whichever is more`,
      "$0",
    ],
    ladders: () => [],
    notes: ["A hard cap (budget.usdPerMonth) is a gate, not a score: moat explain gate.budget."],
  },
  privacy: {
    meaning:
      "How far your data is exposed. The contract and the place decide, not whether the weights are open: a host sees the same data as a vendor.",
    formula: "1 - exposure x sensitivity",
    anchors: () => ["regulated data, fully exposed", "public data, or nobody sees it"],
    ladders: ({ scales }) => [
      ["exposure", scales.exposure],
      ["sensitivity", scales.sensitivity],
    ],
    notes: ["A boundary that must hold is a gate (data.boundary, data.assurances), not a score."],
  },
  ops: {
    meaning: "The work of keeping it running, against what the team can carry.",
    formula: "1 - need x (1 - maturity), maturity = min(1, 0.3 x mlEngineers + 0.4 if onCall)",
    anchors: () => [
      "a fleet of your own and nobody to run it",
      "nothing to run, or a team that does it anyway",
    ],
    ladders: ({ scales }) => [["need", scales.opsNeed]],
    notes: ["The staff itself is in cost; this is the risk and the attention."],
  },
  control: {
    meaning:
      "How free you are to change the model, the price and the place: the opposite of lock-in.",
    formula: "1 - lock-in",
    anchors: () => ["bound to one vendor's model", "weights and machines are yours"],
    ladders: ({ scales }) => [["lock-in", scales.lockIn]],
    notes: [],
  },
  speed: {
    meaning: "How soon the first request is served in production.",
    formula: "1 - weeks / worst",
    anchors: ({ scales }) => [`${scales.weeksWorst} weeks`, "today"],
    ladders: ({ scales }) => [["weeks", scales.weeksToStart]],
    notes: [],
  },
};

/** What a criterion means, its scale with the pack's values, its weight per preset, and the rules that move it. */
export function criterionPage(criterion: Criterion, { pack, rules }: Knowledge): Page {
  const { meaning, formula, anchors, ladders, notes } = texts[criterion];
  const [worst, best] = anchors(pack);
  const movers = rules.filter(
    ({ effect }) => effect.kind === "points" && effect.criterion === criterion,
  );
  return {
    title: `Criterion ${criterion}`,
    subtitle: `pack ${pack.id}`,
    lead: [meaning],
    sections: [
      {
        title: "Scale",
        blocks: [
          item("value", formula),
          item("0 points", worst),
          item("100 points", best),
          ...ladders(pack).map(([name, values]) => item(name, ladderText(values))),
        ],
      },
      { title: "How it is reckoned", blocks: notes.map(text) },
      { title: "Weight per preset", blocks: [weightTable(criterion, pack)] },
      {
        title: "Rules that move it",
        blocks: movers.map((one) => item(one.id, `${one.title}: ${effectText(one)}`)),
      },
    ],
    foot: [
      "Scales are opinions of the pack (pack.yaml), with basis assumed. Own weights in the use case: weights.",
    ],
  };
}

const ladderText = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join("-") : value}`)
    .join(", ");

/** Points as written, and the share that they come to: latency is a gate and has no weight. */
function weightTable(criterion: Criterion, { presets }: Pack): Block {
  return {
    kind: "table",
    head: ["preset", "points", "share"],
    rows: Object.entries(presets).map(([name, { latency: _latency, ...points }]) => {
      const total = Object.values(points).reduce((sum, one) => sum + one, 0);
      return [
        name,
        String(points[criterion]),
        `${Math.round((100 * points[criterion]) / total)} %`,
      ];
    }),
    right: [1, 2],
  };
}
