import fc from "fast-check";
import { test } from "vitest";
import { knowledgeOf, worlds, usual } from "../knowledge.ts";
import { ask, decide, several, runs } from "./setting.ts";
test("x", () => {
  const count: Record<string, number> = {};
  let t = performance.now(), n = 0;
  fc.assert(fc.property(worlds, several, (w, u) => { const k = knowledgeOf(w); const a = ask(u, k); n++; const key = `${a.found.choice} ${a.found.status}`; count[key] = (count[key] ?? 0) + 1; }), { ...runs(300) });
  console.log(n, (performance.now() - t) / n, count);
  const k = knowledgeOf(usual); t = performance.now(); n = 0;
  fc.assert(fc.property(several, (u) => { decide(u, k, 0); n++; }), runs(300));
  console.log("tiny no draws", (performance.now() - t) / n); t = performance.now(); n = 0;
  fc.assert(fc.property(several, (u) => { decide(u, k, 200); n++; }), runs(100));
  console.log("200", (performance.now() - t) / n); t = performance.now(); n = 0;
  fc.assert(fc.property(several, (u) => { decide(u, k, 0, true); n++; }), runs(100));
  console.log("flips", (performance.now() - t) / n);
}, 60000);
