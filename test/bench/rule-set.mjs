// Fifty rules in the shapes that rules/current has, and use cases to try them on, both from a seed. A rule is moat's own
// condition; the other engines get a translation of it.

/** Mulberry32: small, seeded, good enough to spread a test set. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const one = (list, next) => list[Math.floor(next() * list.length)];
const some = (list, next) => list.filter(() => next() < 0.4);

const numbers = {
  "workload.requestsPerMonth": [20_000, 80_000, 300_000, 1_000_000, 5_000_000, 40_000_000],
  "workload.inputTokens": [200, 800, 1_800, 4_000, 12_000],
  "workload.outputTokens": [50, 220, 800, 2_000],
  "workload.cachedInputShare": [0, 0.3, 0.6, 0.9],
  "workload.peakToMean": [1.4, 2.1, 4, 8],
  "latency.firstTokenMs": [300, 800, 2_000, 10_000],
  "team.mlEngineers": [0, 1, 3, 8],
  "policy.maxGpus": [0, 4, 16, 64],
  "budget.usdPerMonth": [500, 5_000, 20_000, 100_000],
  horizonMonths: [6, 12, 24],
};
const names = {
  "data.sensitivity": ["public", "internal", "confidential", "regulated"],
  "data.boundary": ["anywhere", "vendor-agreement", "own-cloud", "own-premises", "air-gapped"],
  "data.domainData": ["none", "labelled", "exclusive"],
  evaluation: ["none", "some", "golden-set"],
  "policy.licence": ["permissive", "commercial", "any"],
  "policy.use": ["production", "research"],
};
const flags = ["team.onCall", "team.fineTuning"];
const lists = {
  "data.assurances": ["baa", "eu-region", "zero-retention", "soc2"],
  "policy.denyOrigins": ["cn", "us", "fr"],
};
/** A test against another fact, as the gates have it. */
const pairs = [
  ["workload.inputTokens", "workload.outputTokens"],
  ["policy.maxGpus", "team.mlEngineers"],
];

const test = (path, operator, value) => ({
  kind: "test",
  path,
  operator,
  operand: { kind: "literal", value },
});

const kinds = [
  (next) => {
    const path = one(Object.keys(numbers), next);
    return test(path, one(["lt", "lte", "gt", "gte"], next), one(numbers[path], next));
  },
  (next) => {
    const path = one(Object.keys(numbers), next);
    const [low, high] = [one(numbers[path], next), one(numbers[path], next)].sort((a, b) => a - b);
    return test(path, "between", [low, high]);
  },
  (next) => {
    const path = one(Object.keys(names), next);
    return test(path, one(["eq", "ne"], next), one(names[path], next));
  },
  (next) => {
    const path = one(Object.keys(names), next);
    return test(path, "in", [one(names[path], next), one(names[path], next)]);
  },
  (next) => test(one(flags, next), "eq", next() < 0.5),
  (next) => {
    const path = one(Object.keys(lists), next);
    return test(path, "contains", one(lists[path], next));
  },
  (next) => {
    const [path, other] = one(pairs, next);
    const operand = { kind: "fact", path: other, times: 1 };
    return { kind: "test", path, operator: one(["gt", "lte"], next), operand };
  },
];

const tests = (count, next) => Array.from({ length: count }, () => one(kinds, next)(next));
const all = (of) => ({ kind: "all", of });

/** Most rules are a mapping of two or three facts; some add alternatives, some an exception. */
const shapes = [
  (next) => all(tests(2, next)),
  (next) => all(tests(3, next)),
  (next) => all([...tests(1, next), { kind: "any", of: tests(3, next) }]),
  (next) => all([...tests(2, next), { kind: "not", of: all(tests(2, next)) }]),
  (next) => ({ kind: "any", of: [all(tests(2, next)), all(tests(3, next))] }),
];

export const rulesOf = (count, seed) => {
  const next = random(seed);
  return Array.from({ length: count }, (_, i) => ({
    id: `rule-${i}`,
    when: shapes[i % shapes.length](next),
  }));
};

/** Facts of a complete use case, as paths: nothing is unknown, since only moat has a third truth value. */
function flatFacts(next) {
  const of = (fields, pick) =>
    Object.entries(fields).map(([path, values]) => [path, pick(values, next)]);
  return Object.fromEntries([
    ...of(numbers, one),
    ...of(names, one),
    ...flags.map((path) => [path, next() < 0.5]),
    ...of(lists, some),
  ]);
}

function nested(flat) {
  const facts = {};
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split(".");
    const last = keys.pop();
    let place = facts;
    for (const key of keys) place = place[key] ??= {};
    place[last] = value;
  }
  return facts;
}

export const useCasesOf = (count, seed) => {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const flat = flatFacts(next);
    return { flat, facts: nested(flat) };
  });
};

const jsonOperators = {
  eq: "equal",
  ne: "notEqual",
  lt: "lessThan",
  lte: "lessThanInclusive",
  gt: "greaterThan",
  gte: "greaterThanInclusive",
  in: "in",
  contains: "contains",
};

/** For json-rules-engine, on flat facts: its way into nested ones (JSONPath) would only slow it down. */
export function toJsonRules(condition) {
  if (condition.kind === "not") return { not: toJsonRules(condition.of) };
  if (condition.kind !== "test") return { [condition.kind]: condition.of.map(toJsonRules) };
  const { path, operator, operand } = condition;
  if (operator === "between") {
    const [low, high] = operand.value;
    return {
      all: [
        { fact: path, operator: "greaterThanInclusive", value: low },
        { fact: path, operator: "lessThanInclusive", value: high },
      ],
    };
  }
  const value = operand.kind === "fact" ? { fact: operand.path } : operand.value;
  return { fact: path, operator: jsonOperators[operator], value };
}

const zenOperators = { eq: "==", ne: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/** An expression of zen-engine. */
export function toZen(condition) {
  if (condition.kind === "not") return `not (${toZen(condition.of)})`;
  if (condition.kind !== "test")
    return condition.of
      .map((part) => `(${toZen(part)})`)
      .join(condition.kind === "all" ? " and " : " or ");
  const { path, operator, operand } = condition;
  const right = operand.kind === "fact" ? operand.path : JSON.stringify(operand.value);
  if (operator === "between") return `${path} in [${operand.value.join("..")}]`;
  if (operator === "in") return `${path} in ${right}`;
  if (operator === "contains") return `contains(${path}, ${right})`;
  return `${path} ${zenOperators[operator]} ${right}`;
}
