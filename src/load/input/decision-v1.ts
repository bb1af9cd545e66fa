import { type Tree, treeOf } from "../../core/know/tree.ts";

/**
 * Decisions of format 1.0 in the shape of 2.0, as far as they go: what they did not know is null or empty. Nothing is
 * checked here; the schema of 2.0 judges what comes out.
 */

const trees = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.map(treeOf) : []);

/** A decision, or a document of several, of whichever version. */
export function upToDate(value: unknown): unknown {
  const { format, formatVersion, decisions } = treeOf(value);
  if (formatVersion !== "1.0") return value;
  if (format === "moat.decision") return decisionOf(treeOf(value));
  if (format !== "moat.decisions") return value;
  return { ...treeOf(value), formatVersion: "2.0", decisions: trees(decisions).map(upToDate) };
}

function decisionOf(old: Tree): Tree {
  const { routes: _routes, ...kept } = old;
  return {
    ...kept,
    formatVersion: "2.0",
    useCase: { given: [], ...treeOf(old.useCase) },
    verdict: verdictOf(treeOf(old.verdict)),
    plans: plansOf(old),
    options: trees(old.options).map(optionOf),
    reasons: trees(old.reasons).filter(({ kind }) => kind !== "evidence"),
    flips: trees(old.flips).map((one) => ({
      ...one,
      models: [],
      usdPerMonth: null,
      againstUsdPerMonth: null,
      criterion: null,
      belowBar: false,
      month: null,
    })),
    nearMisses: [],
    cheapestThatTakesPart: [],
    surest: [],
    oneModel: null,
    asks: [],
    moat: [],
    next: [],
    volumes: [],
    clouds: [],
  };
}

const statuses: Readonly<Record<string, string>> = {
  "too-close": "even",
  "insufficient-evidence": "no-evidence",
};

function verdictOf(old: Tree): Tree {
  const { immaterial: _i, byElimination: _e, beatsRunnerUp: _b, runnerUp, rival, ...kept } = old;
  const status = statuses[String(old.status)] ?? old.status;
  const even = [treeOf(rival).choice, runnerUp].find(
    (one) => typeof one === "string" && one !== "none",
  );
  return {
    ...kept,
    status,
    evenWith: status === "even" && even !== undefined ? [even] : [],
    namedFor: null,
    regretUsdPerMonth: null,
    hurtsAtUsdPerMonth: null,
  };
}

/** The choice first, then the other options that had a score; only the choice had routes. */
function plansOf(old: Tree): Tree[] {
  const { choice, runnerUp, margin } = treeOf(old.verdict);
  const routes = trees(old.routes).map(routeOf);
  const scored = trees(old.options).filter(({ score }) => typeof score === "number");
  const plans = scored.map((one) => ({
    plan: one.option,
    options: [one.option],
    value: one.score,
    winShare: one.winShare,
    regretUsdPerMonth: null,
    usdPerMonth: one.usdPerMonth,
    usdInMonths: null,
    peopleUsdPerMonth: null,
    expectedUsdPerMonth: null,
    criteria: one.criteria ?? {},
    routes: one.option === choice ? routes : [],
  }));
  const first = plans.filter(({ plan }) => plan === choice);
  const others = plans.filter(({ plan }) => plan !== choice);
  if (choice !== "hybrid") return [...first, ...others];
  const options = [...new Set(routes.map(({ option }) => option))].sort();
  const next = plans.find(({ plan }) => plan === runnerUp);
  const split = {
    plan: options.join("+"),
    options,
    value: Number(next?.value ?? 0) + Number(margin ?? 0),
    winShare: null,
    regretUsdPerMonth: null,
    usdPerMonth: null,
    usdInMonths: null,
    peopleUsdPerMonth: null,
    expectedUsdPerMonth: null,
    criteria: {},
    routes,
  };
  return [split, ...others];
}

function routeOf({ evidence, bar, ...kept }: Tree): Tree {
  const { name, quality, probability } = treeOf(bar);
  return {
    ...kept,
    kind: evidence === "tuned" || evidence === "claim" ? evidence : "scored",
    boundedBy: null,
    thinkingTokens: 0,
    bar: { name, quality },
    clearsBar: probability,
    rates: null,
    peopleUsdPerMonth: null,
    meets: [],
    tryFirst: false,
    fallback: null,
    neither: 0,
    ties: [],
    nextUp: null,
    evidence: {
      boards: [],
      own: 0,
      others: 0,
      estimated: evidence === "proxy" || evidence === "unknown",
      kin: false,
      untoldEffort: false,
    },
    asks: [],
  };
}

/** Candidates were counted per gate and need only. */
function optionOf({ option, eligible, vetoes }: Tree): Tree {
  const most = new Map<unknown, number>();
  for (const { need, of } of trees(vetoes))
    most.set(need, Math.max(most.get(need) ?? 0, Number(of)));
  const candidates = [...most.values()].reduce((sum, one) => sum + one, 0);
  return {
    option,
    eligible,
    candidates,
    passing: eligible === true ? candidates : 0,
    short: null,
    vetoes,
  };
}
