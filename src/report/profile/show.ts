import { percent } from "../../core/know/money.ts";
import { type Block, item, type Page, type Section, text } from "../../core/know/page.ts";
import type { ClaimView, ExpertView, WindowOutcome } from "../../shapes/profile-view.ts";
import type { BoardView, ForecastView, GapView, ProfileReport } from "../../shapes/profiles.ts";
import { chance } from "../chance.ts";
import { historySections } from "./history.ts";
import {
  basisText,
  gapText,
  leadText,
  months,
  number,
  range,
  runBy,
  scored,
  share1,
  sizeName,
  statusTone,
  unitName,
} from "./words.ts";

export interface ShowSettings {
  readonly history: boolean;
  readonly verbose: boolean;
  readonly width: number;
}

/** One capability for people: the gap first, then why it is there, how it closes, and what nobody knows. */
export function showPage(report: ProfileReport, settings: ShowSettings): Page {
  const { pack, asOf, reviewed } = report;
  return {
    title: report.title,
    subtitle: report.id,
    lead: [report.summary, answer(report)],
    sections: [
      ...report.boards.map(boardSection),
      ...(settings.history ? historySections(report.boards, asOf, settings.width) : []),
      closedSection(report.boards, settings.verbose),
      { title: "When the gap closes", blocks: forecastBlocks(report.forecast) },
      { title: "What experts said", blocks: expertBlocks(report.expert) },
      leadSection(report),
      { title: "Claims", blocks: report.claims.map(claimBlock) },
      { title: "What could change it", blocks: report.scenarios.map(scenarioBlock) },
      { title: "What is not known", blocks: report.unknown.map((one) => item("", one)) },
      {
        title: "Sources",
        blocks: report.sources.map((one) =>
          item(one.id, `${one.published ?? "undated"}, ${one.kind}, ${one.url}`),
        ),
      },
    ],
    foot: [
      `As of ${asOf}, pack ${pack.id} ${pack.version} (${pack.sha256}), reviewed ${reviewed}.`,
      ...(report.aliases.length === 0 ? [] : [`Also known as ${report.aliases.join(", ")}.`]),
    ],
  };
}

/** The gap over all boards in one sentence. */
export function answer(report: ProfileReport): string {
  const bare = report.boards.filter((one) => one.gaps.at(-1)?.open === null).length;
  const rest =
    bare === 0 ? "" : ` ${bare} of ${report.boards.length} boards have no score of open weights.`;
  return `${gapSentence(report)}${rest}`;
}

function gapSentence({ forecast, kin, boards }: ProfileReport): string {
  const any = forecast.find((one) => one.sizeClass === "any");
  if (any === undefined || any.gap === null)
    return "Gap today: unknown. No public board has scores of both sides.";
  if (boards.length === 0 && kin === null)
    return `Gap as it is claimed, since the pack holds no board: open weights miss ${share1(any.gap)} of the reference's success.`;
  const own = kin === null || boards.length > 0;
  const where = own ? pooled(boards) : `on the boards of ${kin}`;
  const sides = `${any.open ?? "open weights"} against ${any.proprietary ?? "the best proprietary model"}`;
  if (any.gap < -0.005)
    return `Gap today: none. Open weights lead by ${share1(-any.gap)} ${where} (${sides}).`;
  if (any.gap <= 0.005) return `Gap today: none worth the name ${where} (${sides}).`;
  const median =
    any.medianMonths === null
      ? "no median within 50 years"
      : `median ${months(any.medianMonths)} to close`;
  return `Gap today: open weights miss ${share1(any.gap)} of the reference's success ${where} (${sides}); ${median}.`;
}

const pooled = (boards: readonly BoardView[]): string =>
  boards.length === 1 ? "on its one board" : `pooled over ${boards.length} boards`;

function boardSection(board: BoardView): Section {
  const { title, unit, grade, human, weight } = board;
  const any = board.gaps.at(-1);
  const top = any?.proprietary ?? null;
  const people = human === null ? "" : `, people reach ${number(human)}`;
  return {
    title: `Gap today on ${title}`,
    blocks: [
      text(
        `In ${unitName(unit)}${unit === "error-percent" ? ", fewer is better" : ""}; ${grade}, weight ${number(weight)}${people}.`,
      ),
      item("best proprietary", top === null ? "no score known" : scored(top)),
      ...(any === undefined || any.lead === null ? [] : [item("leads", leadText(any))]),
      ...gapBlocks(board),
      ...(board.note === null ? [] : [text(board.note)]),
    ],
  };
}

/** One row per size class; classes with the same best model share a row, since nothing is gained by the larger one. */
function gapBlocks({ gaps, unit }: BoardView): Block[] {
  const rows: { sizes: string[]; gap: GapView }[] = [];
  for (const gap of gaps) {
    const last = rows.at(-1);
    if (last !== undefined && last.gap.open?.id === gap.open?.id) last.sizes.push(gap.size);
    else rows.push({ sizes: [gap.size], gap });
  }
  return [
    {
      kind: "table",
      head: ["best open", "score", "date", "run", "gap"],
      rows: rows.map(({ sizes, gap }) => gapRow(sizes, gap, unit)),
      right: [1],
    },
  ];
}

function gapRow(sizes: readonly string[], gap: GapView, unit: BoardView["unit"]): string[] {
  const { open } = gap;
  const size = [...new Set([sizes[0] ?? "", sizes.at(-1) ?? ""])].map(sizeName).join(" to ");
  if (open === null) return [`${size}: none known`, "", "", "", "unknown"];
  return [
    `${size}: ${open.title}`,
    number(open.score),
    open.date,
    runBy(open.evaluator),
    gapText(gap, unit),
  ];
}

const lastCatchUps = 3;

function closedSection(boards: readonly BoardView[], verbose: boolean): Section {
  const told = boards.filter((one) => one.closed.records > 0);
  return {
    title: "How fast it closed before",
    blocks: told.flatMap(({ title, closed }) => {
      const median =
        closed.medianMonths === null
          ? "most are not reached yet"
          : `median ${months(closed.medianMonths)}`;
      const shown = verbose ? closed.catchUps : closed.catchUps.slice(-lastCatchUps);
      return [
        text(
          `${title}: ${closed.reached} of ${closed.records} proprietary records that led were reached by open weights, ${median}.`,
        ),
        ...shown.map(({ record, by, months: took }) =>
          item(
            record.date,
            by === null
              ? `${record.title} ${number(record.score)}: not reached after ${months(took)}`
              : `${record.title} ${number(record.score)}: reached by ${by.title} ${number(by.score)} on ${by.date}, after ${months(took)}`,
          ),
        ),
      ];
    }),
  };
}

function forecastBlocks(lines: readonly ForecastView[]): Block[] {
  const known = lines.filter((one) => one.gap !== null);
  if (known.length === 0) return [text("No forecast: nobody has measured the gap.")];
  const backcast = known.some((one) => one.backcast);
  return [
    {
      kind: "table",
      head: ["open weights", "gap", "in 3", "6", "9", "12", "18 months", "median", "80 % interval"],
      rows: known.map(forecastRow),
      right: [1, 2, 3, 4, 5, 6, 7],
    },
    text(
      "Probability that open weights reach today's reference, which stays where it is; the frontier moves on meanwhile (moat explain forecast).",
    ),
    ...(backcast ? [text("The fit is younger than this day: no older one exists.")] : []),
  ];
}

function forecastRow(line: ForecastView): string[] {
  const at = (month: "3" | "6" | "9" | "12" | "18") =>
    line.closedBy === null || line.medianMonths === 0 ? "" : chance(line.closedBy[month]);
  const month = (value: number | null) => (value === null ? "never" : value.toFixed(1));
  const [low, high] = line.interval80 ?? [null, null];
  const gap = line.gap ?? 0;
  return [
    sizeName(line.sizeClass),
    `${gap < 0 ? "+" : ""}${share1(Math.abs(gap))}`,
    at("3"),
    at("6"),
    at("9"),
    at("12"),
    at("18"),
    line.medianMonths === 0 ? "closed" : month(line.medianMonths),
    line.medianMonths === 0 ? "" : `${month(low)} to ${month(high)}`,
  ];
}

export function expertBlocks(expert: ExpertView | null): Block[] {
  if (expert === null) return [];
  const { months: window, from, target, claims, outcomes } = expert;
  return [
    text(
      `${range(window)} months from ${from} until open weights reach ${target}${claims.length === 0 ? "" : ` (${claims.join(", ")})`}.`,
    ),
    ...outcomes.map(outcomeBlock),
  ];
}

export function outcomeBlock(one: WindowOutcome): Block {
  const goal = `${one.target.title} ${number(one.target.score)}`;
  if (one.reachedBy === null || one.months === null)
    return item(
      one.board,
      one.result === "missed"
        ? `${goal} has not been reached, and the window has passed`
        : `${goal} has not been reached yet`,
      one.result === "missed" ? "bad" : "plain",
    );
  const took =
    one.months <= 0
      ? "which was before the window began"
      : `after ${months(one.months)}: ${{ earlier: "earlier than the window", within: "within the window", later: "later than the window", "not-yet": "", missed: "" }[one.result]}`;
  return item(one.board, `${goal} reached by ${scored(one.reachedBy)}, ${took}`);
}

/** Why there is a lead at all, with the claims that say so. */
function leadSection({ dataSource, integration, class: kind, claims }: ProfileReport): Section {
  const told = (ids: readonly string[]) =>
    ids.map((id) => {
      const claim = claims.find((one) => one.id === id);
      return claim === undefined ? id : `${claim.text} (${claim.status})`;
    });
  return {
    title: "Where the lead comes from",
    blocks: [
      item("data", `${dataSource.kind}. ${told(dataSource.claims).join(" ")}`),
      item("integration", `${integration.kind}. ${told(integration.claims).join(" ")}`),
      item("forecast class", `${kind}: past gaps of this class set the pace that is expected.`),
    ],
  };
}

function claimBlock(claim: ClaimView): Block {
  const basis = basisText(claim);
  const rest = [
    `(${claim.source}, ${claim.published})`,
    basis === "" ? "" : `By: ${basis}.`,
    claim.note === null ? "" : `Note: ${claim.note}`,
  ];
  return item(
    claim.status,
    [`${claim.id}: ${claim.text}`, ...rest].filter((one) => one !== "").join(" "),
    statusTone[claim.status],
  );
}

function scenarioBlock(one: ProfileReport["scenarios"][number]): Block {
  const faster = one.speedUp === undefined ? "" : `everything ${number(one.speedUp)} times as fast`;
  const forced =
    one.forced === undefined
      ? ""
      : `opened on ${one.forced.date} with a probability of ${percent(one.forced.probability)}`;
  const likely = one.speedUp === undefined ? "" : `, probability ${percent(one.probability)}`;
  return item(
    one.id,
    `${one.title}: ${[faster, forced].filter((x) => x !== "").join("; ")}${likely}`,
  );
}
