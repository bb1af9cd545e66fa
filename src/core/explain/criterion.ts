import type { Criterion } from "../../shapes/common.ts";
import type { Knowledge, Pack } from "../know/pack.ts";
import { type Block, item, type Page, text } from "../know/page.ts";
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
      "How well the work gets done, as the share of the yardstick's success that a candidate reaches. Most of it is at the bar: you said what is good enough.",
    formula:
      "straight from 0 at the worst to its worth at the bar, then the rest up to the yardstick; a gap that is expected to close counts for the rest of the horizon only",
    anchors: ({ scales }) => [`q = ${scales.qualityWorst}`, "q = 1, as good as the yardstick"],
    ladders: ({ choice }) => [["worth", { "at the bar": choice.atBar }]],
    notes: [
      "q = success of the candidate / success of the yardstick, from its belief (moat explain belief).",
      "Both tries count: where the first pick misses the bar, its fallback serves after the switch. Where nothing is likely to clear the bar, quality counts straight all the way.",
    ],
  },
  cost: {
    meaning:
      "The full monthly cost over both tries: tokens or machines, spares, staff, tuning, each month at that month's price. Never $0 for machines of your own.",
    formula: "1 - cost / H up to H, the bill that hurts; -ln(cost / H) beyond it",
    anchors: ({ choice }) => [
      `H: budget.hurtsAtUsdPerMonth; without it ${choice.hurtsAtTimes} times the least price of a success, summed over the needs, and at least $${choice.hurtsAtFloorUsd}. Each need is weighed against its own part, and counts by it in a plan`,
      "$0",
    ],
    ladders: () => [],
    notes: ["A hard cap (budget.usdPerMonth) is a gate, not a score: moat explain gate.budget."],
  },
  latency: {
    meaning:
      "The time that somebody waits while the model thinks. What is too slow for a limit is removed by a gate, and scores nothing.",
    formula: "1 - thinking time / patience",
    anchors: ({ choice }) => [`${choice.patienceMs / 1000} s of thinking`, "no thinking"],
    ladders: () => [],
    notes: ["Thinking time = thinking tokens x ms per token; hosts and own machines alike."],
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

/** Points as written, and the share that they come to. */
function weightTable(criterion: Criterion, { presets }: Pack): Block {
  return {
    kind: "table",
    head: ["preset", "points", "share"],
    rows: Object.entries(presets).map(([name, points]) => {
      const total = Object.values(points).reduce<number>((sum, one = 0) => sum + one, 0);
      const own = points[criterion] ?? 0;
      return [name, String(own), `${Math.round((100 * own) / total)} %`];
    }),
    right: [1, 2],
  };
}
