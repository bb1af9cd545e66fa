import fc from "fast-check";
import { test } from "vitest";
import { knowledgeOf, worlds } from "../knowledge.ts";
import { decide, several, ask } from "./setting.ts";
import { standings } from "../../../src/core/evidence.ts";
const shuffle = (k: any, f: (a: any[]) => any[]) => ({ ...k, profiles: Object.fromEntries(Object.entries<any>(k.profiles).map(([i, p]) => [i, { ...p, benchmarks: f(p.benchmarks).map((b: any) => ({ ...b, observations: f(b.observations) })) }])) });
test("x", () => {
  let shown = 0;
  const r = fc.check(fc.property(worlds, several, (w, u) => { 
    const k = knowledgeOf(w); const k2 = shuffle(k, (a) => a.toReversed());
    const a = decide(u, k), b = decide(u, k2);
    const m = (d: any) => JSON.stringify([d.routes.map((x: any) => x.model + x.option), d.options.map((o: any) => o.score?.toFixed(9))]);
    if (m(a) !== m(b) && shown++ < 3) { console.log(m(a), m(b), JSON.stringify(w), JSON.stringify(u));
      for (const kk of [k, k2]) console.log(standings(kk.profiles["text"], kk, "2026-11-23").map((s) => [s.model, s.behind, s.reference, s.support])); }
  }), { numRuns: 400, seed: 42 });
});
