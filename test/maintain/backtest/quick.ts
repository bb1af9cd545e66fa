import { readHistory } from "./history.ts";
import { replay } from "./replay.ts";
import { scoresOf } from "./score.ts";
const h0 = readHistory("/work/main/fixtures/backtest/series.json");
const AA="s01 s03 s04 s09 s10 s11 s19 s24 s25 s29 s34 s35 s37 s38 s40 s41 s42 s43 s44 s45 s46".split(" ");
const extra="s12 s18 s22 s23".split(" ");
for (const set of [AA,[...AA,...extra], h0.origins.map(o=>o.series).filter(s=>!AA.includes(s))]) {
const h={targets:h0.targets, origins:h0.origins.filter(o=>set.includes(o.series))};
for (const maxF of [99, 30.4]) {
const made = replay(h);
console.log("---", new Set(set).size, maxF);
for (const [m, f0] of made) { const f=f0; const s = scoresOf(f); console.log(m.name.padEnd(34), s.brier.map(x=>x.toFixed(3)).join(" "), s.crps.toFixed(2), Object.values(s.coverage).map(x=>x.toFixed(3)).join(" "), f.length, new Set(f.map(x=>x.origin.spell)).size); }
break;
}}
