import { dearestHour } from "../../shapes/market.ts";
import { type Diagnostic, failed, loaded } from "../file/diagnostic.ts";
import { isDay } from "../pack/packs.ts";
import { wrongShape } from "./json.ts";
import type { Content, Importer } from "./row.ts";
import { Rows } from "./rows.ts";

const columns = ["provider", "gpu_type", "provisioning", "usd_per_gpu_hour", "checked_at"] as const;

/** GPU rents as silybench-data writes them (derived/csv/gpu_prices.csv); the columns may stand in any order. */
export const gpuCsv: Importer = {
  format: "gpu-csv",
  title: "GPU rents in CSV",
  licence: "CC-BY-4.0 (silybench-data); another file has its own",
  url: "https://github.com/tgarg01/silybench-data",
  matches: ({ text }) => columns.every((one) => (text.split("\n", 1)[0] ?? "").includes(one)),
  read,
};

/** Names of cards in the file, as moat calls them. */
const gpus: Readonly<Record<string, string>> = {
  "A100-80GB": "a100-sxm",
  "A100-PCIe-80GB": "a100-pcie",
  "L40S-48GB": "l40s",
  "H100-80GB": "h100-sxm",
  "H100-PCIe-80GB": "h100-pcie",
  "H100-NVL-94GB": "h100-nvl",
  "H200-141GB": "h200-sxm",
  "H200-NVL-141GB": "h200-nvl",
  "GH200-96GB": "gh200",
  "B200-180GB": "b200",
  "B300-288GB": "b300",
  "MI300X-192GB": "mi300x",
  "MI325X-256GB": "mi325x",
  "MI355X-288GB": "mi355x",
};

const modes = ["on-demand", "reserved-1y", "reserved-3y", "spot"] as const;

function read({ file, text }: Content) {
  const [head, ...lines] = records(text);
  const at = (name: string) => head?.cells.indexOf(name) ?? -1;
  if (columns.some((one) => at(one) < 0))
    return failed(wrongShape(file, `a CSV with the columns ${columns.join(", ")}`));
  const rows = new Rows(file);
  const trouble: Diagnostic[] = [];
  for (const { cells, line } of lines) {
    const cell = (name: string) => cells[at(name)] ?? "";
    const gpu = Object.hasOwn(gpus, cell("gpu_type")) ? gpus[cell("gpu_type")] : undefined;
    const mode = modes.find((one) => one === cell("provisioning"));
    const price = Number(cell("usd_per_gpu_hour"));
    const minimum = Number(cell("min_gpus") || 1);
    const wrong = wrongCell(price, minimum, cell("checked_at"), cell("provider"));
    if (gpu === undefined) rows.skip("a GPU that moat does not know");
    else if (mode === undefined) rows.skip("a way of renting that moat does not know");
    else if (wrong !== undefined)
      trouble.push({
        code: "import.cell",
        severity: "error",
        file,
        line,
        column: 1,
        message: wrong,
        help: "Correct the row, or leave it out.",
      });
    else if (price === 0)
      rows.skip("a row without a price, or with 0 and 0, which mostly means unknown");
    else {
      const product = cell("product");
      const community = /community/i.test(product);
      rows.rents.push({
        provider: `${cell("provider").toLowerCase()}${community ? "-community" : ""}`,
        gpu,
        mode,
        usdPerGpuHour: price,
        minGpus: minimum,
        volatile: community || /marketplace/i.test(`${product} ${cell("notes")}`),
        published: cell("checked_at"),
        note: product === "" ? undefined : product,
      });
    }
  }
  return trouble.length > 0 ? failed(...trouble) : loaded(rows.done());
}

function wrongCell(
  price: number,
  minimum: number,
  day: string,
  provider: string,
): string | undefined {
  if (!Number.isFinite(price) || price < 0 || price > dearestHour)
    return "usd_per_gpu_hour is no price in dollars per hour";
  if (!Number.isInteger(minimum) || minimum < 1) return "min_gpus is no whole number of GPUs";
  if (!isDay(day)) return "checked_at is no day (YYYY-MM-DD)";
  return /^[a-z0-9][a-z0-9.-]*$/i.test(provider) ? undefined : "provider is no plain name";
}

interface CsvLine {
  readonly cells: readonly string[];
  readonly line: number;
}

/** RFC 4180, but for line breaks within quotes, which no list of rents has. */
function records(text: string): CsvLine[] {
  const lines = text.split(/\r?\n/).map((one, index) => ({ one, line: index + 1 }));
  return lines
    .filter(({ one }) => one.trim() !== "")
    .map(({ one, line }) => ({
      cells: [...`${one},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
      line,
    }));
}
