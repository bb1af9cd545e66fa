import { readHistory } from "./history.ts";
import { backtestText } from "./table.ts";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("name the extract: print.ts SERIES.json");
process.stdout.write(backtestText(readHistory(file)));
