// The matcher of moat and two rule engines, on the same fifty rules: first that all find the same, then how fast.
import { join } from "node:path";
import { rolldown } from "rolldown";
import { inRounds } from "./measure.mjs";
import { root } from "./moat.mjs";
import { hasRival, loadRival, versionOf } from "./rivals.mjs";
import { rulesOf, toJsonRules, toZen, useCasesOf } from "./rule-set.mjs";

const rules = rulesOf(50, 9);
const useCases = useCasesOf(1000, 10);
const rounds = 9;

/** The library does not export it, so it is bundled here from the sources. */
async function moat() {
  const bundle = await rolldown({ input: join(root, "src/core/gate/rules/evaluate.ts") });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  const url = `data:text/javascript,${encodeURIComponent(output[0].code)}`;
  const { compile } = await import(url);
  const compiled = rules.map(({ id, when }) => ({ id, decide: compile(when) }));
  return ({ facts }) => {
    const context = { facts, parameters: {} };
    return compiled.filter(({ decide }) => decide(context) === true).map(({ id }) => id);
  };
}

function jsonRulesEngine(translate, factsOf) {
  const { Engine } = loadRival("json-rules-engine");
  const engine = new Engine();
  for (const { id, when } of rules)
    engine.addRule({ conditions: translate(when), event: { type: id } });
  return async (useCase) => {
    const { events } = await engine.run(factsOf(useCase));
    return events.map(({ type }) => type);
  };
}

/** A decision table of one column, which is its quickest form. */
function zenEngine() {
  const { ZenEngine } = loadRival("@gorules/zen-engine");
  const edge = (sourceId, targetId) => ({
    id: sourceId + targetId,
    type: "edge",
    sourceId,
    targetId,
  });
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: "in", name: "in", type: "inputNode" },
      {
        id: "table",
        name: "table",
        type: "decisionTableNode",
        content: {
          hitPolicy: "collect",
          inputs: [{ id: "when", name: "when" }],
          outputs: [{ id: "hit", name: "hit", field: "id" }],
          rules: rules.map(({ id, when }) => ({ _id: id, when: toZen(when), hit: `"${id}"` })),
        },
      },
      { id: "out", name: "out", type: "outputNode" },
    ],
    edges: [edge("in", "table"), edge("table", "out")],
  });
  return async ({ facts }) => {
    const { result } = await decision.evaluate(facts);
    return result.map(({ id }) => id);
  };
}

const rivals = [
  {
    package: "json-rules-engine",
    how: "facts flattened for it",
    bar: { least: 100 },
    make: () => jsonRulesEngine(toJsonRules, ({ flat }) => flat),
  },
  {
    package: "json-rules-engine",
    how: "facts as they are",
    make: () =>
      jsonRulesEngine(
        (when) => intoObjects(toJsonRules(when)),
        ({ facts }) => facts,
      ),
  },
  { package: "@gorules/zen-engine", how: "facts as they are", make: zenEngine },
];

/** `{ fact: "a.b" }` as `{ fact: "a", path: "$.b" }`. */
function intoObjects(condition) {
  if (Array.isArray(condition)) return condition.map(intoObjects);
  if (condition === null || typeof condition !== "object") return condition;
  const within = Object.fromEntries(
    Object.entries(condition).map(([key, value]) => [key, intoObjects(value)]),
  );
  const [fact, field] = (condition.fact ?? "").split(".");
  return field === undefined ? within : { ...within, fact, path: `$.${field}` };
}

/** Use cases for which an engine hits other rules than moat does. */
async function differences(mine, theirs) {
  let count = 0;
  for (const useCase of useCases)
    if (mine(useCase).sort().join() !== (await theirs(useCase)).sort().join()) count++;
  return count;
}

/** Moat goes over the use cases often enough to be measured, and without the promise that the others ask for. */
const repeats = 50;
const alone = (match) => () => {
  for (let i = 0; i < repeats; i++) for (const useCase of useCases) match(useCase);
};
const awaited = (match) => async () => {
  for (const useCase of useCases) await match(useCase);
};

/** Milliseconds for all use cases. */
const timed = (name, goOver, times = 1) => ({
  name,
  run: async () => {
    const started = performance.now();
    await goOver();
    return (performance.now() - started) / times;
  },
});

export async function* matcher() {
  const mine = await moat();
  const contenders = [timed("moat", alone(mine), repeats)];
  const made = rivals
    .filter((one) => hasRival(one.package))
    .map((one) => ({
      ...one,
      name: `${one.package} ${versionOf(one.package)}, ${one.how}`,
      match: one.make(),
    }));
  for (const { name, match } of made) {
    const wrong = await differences(mine, match);
    if (wrong > 0)
      throw new Error(`${name} hits other rules in ${wrong} of ${useCases.length} use cases`);
    contenders.push(timed(name, awaited(match)));
  }
  const { times, ratio } = await inRounds(contenders, rounds);
  const each = (name) => `${((times(name) / useCases.length) * 1000).toFixed(1)} us a use case`;
  yield {
    name: "moat, 50 rules",
    value: (useCases.length / times("moat")) * 1000,
    unit: "use cases/s",
    also: each("moat"),
  };
  for (const { name, bar } of made)
    yield {
      name,
      value: ratio(name, "moat"),
      unit: "x moat",
      bar,
      also: `${each(name)}, same hits`,
    };
}
