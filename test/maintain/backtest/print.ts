import { readPack } from "../../../src/load/pack/pack.ts";
import { beliefsText } from "./beliefs.ts";
import { readHistory } from "./history.ts";
import { backtestText } from "./table.ts";

const [file, rules] = process.argv.slice(2);
if (file === undefined || rules === undefined)
  throw new Error("name the extract and the rules folder: print.ts SERIES.json RULES");
process.stdout.write(backtestText(readHistory(file)));
const pack = readPack(`${rules}/current`, rules);
if (!pack.ok) throw new Error(pack.diagnostics[0]?.message);
const { knowledge } = pack.value;
const days = Object.values(knowledge.profiles).flatMap(({ benchmarks }) =>
  benchmarks.flatMap(({ observations }) => observations.map(({ published }) => published)),
);
const newest = days.sort().at(-1) ?? "";
process.stdout.write(`\n${beliefsText(knowledge, newest)}`);
