import type {
  ArmCost,
  Comparison,
  CostDocument,
  FleetReport,
  NeedCost,
} from "../../core/cost/document.ts";
import { count, percent, usd } from "../../core/money.ts";
import { safe } from "../../core/printable.ts";
import { assumedText, cut, type Style, table, wrap } from "../style.ts";
import { chartLegend, curveChart } from "./chart.ts";
import {
  amount,
  breakEvenText,
  candidateText,
  comparisonText,
  headline,
  itemWords,
  people,
  perMillion,
  replicas,
  shortWords,
  standingWords,
  valueText,
} from "./words.ts";

/** The answer, the three bills, when self-hosting pays, what moves it, and what the figures rest on. */
export function costText(document: CostDocument, style: Style, verbose: boolean): string {
  const parts = [
    headPart(document, style),
    ...document.needs.flatMap((need) => needParts(need, document, style, verbose)),
    togetherPart(document, style),
    assumedPart(document, style, verbose),
  ];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

function headPart({ useCase, asOf, packs, draws }: CostDocument, style: Style): string {
  return [
    `${style.bold("COST")}  ${style.bold(cut(safe(useCase.title), style.width - 6))}`,
    style.dim(
      wrap(
        `as of ${asOf}, pack ${packs.map((one) => `${one.id} ${one.version}`).join(", ")}, mean of ${useCase.horizonMonths} months${draws > 0 ? `, ${count(draws)} draws` : ""}`,
        style.width,
      ),
    ),
  ].join("\n");
}

function needParts(
  need: NeedCost,
  document: CostDocument,
  style: Style,
  verbose: boolean,
): string[] {
  const several = document.needs.length > 1 ? `${need.need} (${percent(need.share)}): ` : "";
  const load = `${several}${count(need.requestsPerMonth)} requests a month, ${count(need.inputTokens)} tokens in and ${count(need.outputTokens)} out.`;
  return [
    `${wrap(load, style.width)}\n${wrap(headline(need), style.width)}`,
    billsPart(need, style),
    itemsPart(need, style),
    ...need.arms.map((one) =>
      one.fleet === null ? "" : fleetPart(one, one.fleet, style, verbose),
    ),
    ...need.against.map((one) => againstPart(one, style, verbose)),
    chartPart(need, style),
    notesPart(need, style, verbose),
  ];
}

function billsPart({ arms, regret }: NeedCost, style: Style): string {
  const narrow = style.width < 80;
  const rows = arms.map((one) => {
    const lost = regret.find(({ option }) => option === one.option)?.usdPerMonth;
    const rates = one.perMillion;
    return [
      one.option,
      one.usdPerMonth === null
        ? "unpriced"
        : narrow
          ? usd(one.usdPerMonth.expected)
          : amount(one.usdPerMonth),
      ...(narrow
        ? []
        : [
            rates === null ? "" : perMillion(rates.input.expected),
            rates === null ? "" : perMillion(rates.output.expected),
            rates === null ? "" : perMillion(rates.blended.expected),
            lost === undefined ? "" : usd(lost),
          ]),
    ];
  });
  const head = narrow
    ? ["option", "$ a month"]
    : ["option", "$ a month (80 %)", "1M in", "1M out", "blended", "regret"];
  const which = arms.map((one) => {
    const why = standingWords[one.standing];
    const rules = one.because.length > 0 ? `: ${one.because.slice(0, 2).join(", ")}` : "";
    const note = why === "" ? "" : ` (${why}${rules})`;
    const range = narrow && one.usdPerMonth !== null ? `; ${amount(one.usdPerMonth)}` : "";
    return `  ${wrap(`${one.option}: ${candidateText(one)}${note}${range}`, style.width - 2, "    ")}`;
  });
  return [style.bold("Bills"), table([head, ...rows], style, [2, 3, 4, 5]), ...which].join("\n");
}

function itemsPart({ arms }: NeedCost, style: Style): string {
  const lines = arms
    .filter((one) => one.usdPerMonth !== null)
    .map(({ option, items }) => {
      const shown = Object.entries(items)
        .filter(([, value]) => Math.abs(value) >= 0.5)
        .sort((a, b) => b[1] - a[1])
        .map(([name, value]) => `${itemWords[name] ?? name} ${usd(value)}`);
      return `  ${wrap(`${option}: ${shown.length === 0 ? "no line comes to a dollar" : shown.join(", ")}`, style.width - 2, "    ")}`;
    });
  return lines.length === 0
    ? ""
    : [style.bold("What they are made of, $ a month"), ...lines].join("\n");
}

function fleetPart(
  { option }: ArmCost,
  fleet: FleetReport,
  style: Style,
  verbose: boolean,
): string {
  const { serving, rent } = fleet;
  const lines = [
    `${count(fleet.gpus)} GPUs (${replicas(Math.round(fleet.peakReplicas))} at the peak${fleet.spares > 0 ? `, ${fleet.spares} spare` : ""}) at ${usd(rent.usdPerGpuHour)} per GPU-hour, ${rent.mode}, ${rent.basis}, ${rent.published ?? "undated"}; effective utilisation ${percent1(fleet.utilisation)}; ${people(fleet.fte)}`,
    `A replica serves ${serving.requestsPerSecond.toPrecision(3)} requests/s (${count(Math.round(serving.outputTokensPerSecond))} output tokens/s) at ${serving.concurrency} at once, ${Math.round(serving.perTokenMs)} ms per token, first token about ${Math.round(serving.firstTokenMs)} ms; ${serving.basis}, 80 % within a factor of ${Math.exp(serving.lnError80).toFixed(2)}; stack maturity ${serving.maturity}`,
    ...fleet.ways.map((one) =>
      one.kind === "term"
        ? `The same machines ${one.note}: ${usd(one.usdPerMonth)} a month`
        : `${one.kind === "spill" ? "Spilling" : "With spot"}: ${usd(one.usdPerMonth)} a month with ${replicas(Number(one.replicas.toPrecision(3)))} for ${percent(one.ownShare)} of the volume, ${one.note}`,
    ),
    ...fleet.runnersUp.map(
      (one) => `Not ${one.configuration}: ${usd(one.usdPerMonth)} a month, ${one.because}`,
    ),
    ...(fleet.owned !== null && verbose
      ? [
          `Bought instead of rented: ${usd(fleet.owned.usdPerGpuHour)} per GPU-hour, ${fleet.owned.note}`,
        ]
      : []),
    ...(verbose
      ? fleet.verify.map((one) => `Verify: ${one}`)
      : [`Verify: ${fleet.verify[1] ?? ""}`]),
  ];
  const title = option === "self-host" ? "The fleet" : "The dedicated deployment";
  return [
    style.bold(wrap(`${title}: ${fleet.configuration}`, style.width, "  ")),
    ...lines.map((one) => `  ${wrap(one, style.width - 2, "    ")}`),
  ].join("\n");
}

const percent1 = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

function againstPart(one: Comparison, style: Style, verbose: boolean): string {
  const { withStaff, withoutStaff } = one.breakEven;
  const lines = [
    comparisonText(one),
    `breaks even: ${breakEvenText(withStaff)}`,
    `without staff: ${breakEvenText(withoutStaff)}`,
    ...(verbose
      ? withStaff.crossings.map(
          (at) =>
            `crossing at ${count(Number(at.volume.toPrecision(3)))} (${at.fleet}): ${at.cheaper === "own" ? "self-hosting" : "the API"} is cheaper above`,
        )
      : []),
  ];
  const flips = one.flips
    .filter((flip) => verbose || flip.plausible)
    .map(
      (flip) =>
        `${flip.label} at ${valueText(flip.flip, flip.unit)} (now ${valueText(flip.value, flip.unit)})`,
    );
  const bars = one.tornado
    .slice(0, verbose ? 20 : 4)
    .map(
      (bar) =>
        `${bar.label} ${valueText(bar.low, bar.unit)}..${valueText(bar.high, bar.unit)}: ${signed(bar.gapAtLow)}..${signed(bar.gapAtHigh)}`,
    );
  return [
    style.bold(
      wrap(`Against ${one.model} at ${one.offer} (${shortWords[one.against]})`, style.width, "  "),
    ),
    ...lines.map((line) => `  ${wrap(line, style.width - 2, "    ")}`),
    `  ${wrap(flips.length === 0 ? "nothing single within its range turns it" : `turns with ${flips.join("; ")}`, style.width - 2, "    ")}`,
    ...(bars.length === 0
      ? []
      : [`  ${wrap(`gap over each range: ${bars.join("; ")}`, style.width - 2, "    ")}`]),
  ].join("\n");
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${usd(value)}`;

function chartPart({ curve }: NeedCost, style: Style): string {
  const lines = curveChart(curve, style.width);
  return lines.length === 0
    ? ""
    : [
        style.bold("Cost against volume"),
        ...lines,
        style.dim(wrap(chartLegend, style.width, "  ")),
      ].join("\n");
}

function notesPart({ warnings, figures }: NeedCost, style: Style, verbose: boolean): string {
  const notes = warnings.map((one) => `Note: ${one.text}${verbose ? ` [${one.code}]` : ""}`);
  const used = figures.map(
    (one) =>
      `${one.name} ${valueText(one.value, one.unit)} (${valueText(one.low, one.unit)}..${valueText(one.high, one.unit)}), ${one.basis}, ${one.source} ${one.published}`,
  );
  const lines = [...notes, ...(verbose ? used : [])];
  return lines.map((one) => style.dim(wrap(safe(one), style.width, "  "))).join("\n");
}

function togetherPart({ needs, together }: CostDocument, style: Style): string {
  if (needs.length < 2) return "";
  const shown = Object.entries(together).map(
    ([option, value]) =>
      `${option} ${value === null ? "does not stand for every need" : usd(value)}`,
  );
  return `${style.bold("All needs together, staff and gateway once")}\n  ${wrap(shown.join(", "), style.width - 2, "    ")}`;
}

function assumedPart({ useCase }: CostDocument, style: Style, verbose: boolean): string {
  const wanted = ["workload", "latency", "horizonMonths"];
  const shown = useCase.assumed.filter(
    ({ path }) => verbose || wanted.some((one) => path.startsWith(one)),
  );
  if (shown.length === 0) return "";
  return style.dim(wrap(`Assumed: ${shown.map(assumedText).join(", ")}`, style.width, "  "));
}
