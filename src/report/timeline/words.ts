import { percent } from "../../core/know/money.ts";
import type { MovingOutlook, NeedOutlook, Reach, TimelineReport } from "../../shapes/timeline.ts";
import { chance } from "../chance.ts";
import { months, number, share1 } from "../profile/words.ts";

/** The sentences of the timeline that every format shares. */

export function gapCell({ gap }: Reach): string {
  if (gap === null) return "unknown";
  return gap < 0 ? `+${share1(-gap)}` : share1(gap);
}

/** The answer in one sentence, with the name of the need where there are several. */
export function answerText(need: NeedOutlook, named: boolean): string {
  const who = named ? `${need.title}: ` : "";
  if (need.missing !== null) return `${who}${need.missing}`;
  const [any] = need.fixed;
  const [line] = any?.forecasts ?? [];
  if (any === undefined || line === undefined) return `${who}unknown.`;
  if (any.reached !== null)
    return `${who}${named ? "reached" : "Reached"}. ${any.reached.title} is at ${need.target.text} since ${any.reached.on}${ahead(any)}.`;
  const median =
    line.medianMonths === null
      ? "with no median within 50 years"
      : `half of such gaps close within ${months(line.medianMonths)} (80 %: ${interval(line.interval80)})`;
  const nearest = any.openTitle === null ? "Open weights are" : `${any.openTitle} is`;
  return `${who}${nearest} ${share1(any.gap ?? 0)} behind ${need.target.text}${pooled(need)}; ${median}. Reached within 6 months: ${chance(line.closedBy["6"])}, within 12: ${chance(line.closedBy["12"])}.`;
}

/** The pair of one board is not the pair of all: several boards are one standing. */
function pooled({ boards }: NeedOutlook): string {
  const used = boards.filter((one) => one.open !== null).length;
  return used > 1 ? `, pooled over ${used} boards` : "";
}

const ahead = ({ gap }: Reach): string =>
  gap !== null && gap < -0.005 ? `, ${share1(-gap)} ahead of it today` : "";

const interval = ([low, high]: readonly [number | null, number | null]): string =>
  `${low === null ? "never" : low.toFixed(1)} to ${high === null ? "never" : high.toFixed(1)}`;

/** Why the forecast is what it is: the scores, the age of the level, the pace. */
export function whyText(need: NeedOutlook, { asOf }: TimelineReport): string[] {
  if (need.basis === "claimed")
    return [
      "The gap is a claim of the pack's source, not a measurement, so no score and no pace of open models is in this forecast: what remains is how long gaps of this size took elsewhere.",
      `The scores that were public on that day give another answer: the same command with --pack current --as-of ${asOf}.`,
    ];
  const scores = need.boards
    .filter((one) => one.open !== null)
    .map((one) => {
      const open = one.open;
      const level =
        Math.abs(one.level - one.proprietary.score) < 0.005
          ? `${one.proprietary.title} ${number(one.proprietary.score)}`
          : `a level of ${number(Math.round(one.level * 10) / 10)}`;
      return `${open?.title} ${number(open?.score ?? 0)} against ${level} (${one.title}${open?.evaluator === "vendor" ? ", vendor-run" : ""})`;
    });
  const borrowed =
    need.borrowedFrom === null ? "" : ` The boards are those of ${need.borrowedFrom}.`;
  const bare = need.boards.filter((one) => one.open === null).map((one) => one.title);
  return [
    ...(scores.length === 0 ? [] : [`Nearest: ${scores.join("; ")}.${borrowed}`]),
    `${ageText(need)}${paceText(need)}`,
    ...(bare.length === 0 || scores.length === 0
      ? []
      : [`Not in the gap, for want of a score of that model: ${bare.join(", ")}.`]),
  ].filter((one) => one !== "");
}

function ageText({ ageMonths, classMedianMonths, class: kind }: NeedOutlook): string {
  if (ageMonths === null || classMedianMonths === null) return "";
  return `The level is ${months(ageMonths)} old; half of those of class ${kind} were reached within ${months(classMedianMonths)}.`;
}

function paceText({ progress }: NeedOutlook): string {
  if (progress === null) return " Too few open scores to see a pace.";
  return ` Open records rose ${progress.delta.toFixed(2)} logit points in ${months(progress.months)}.`;
}

export function movingText(moving: MovingOutlook): string {
  const here =
    moving.months === 0
      ? ""
      : ` Here they led or were level in ${moving.monthsLed} of ${moving.months} board-months of the last two years.`;
  const lag =
    moving.gap <= 0
      ? "Open weights are at the frontier today, and frontiers move."
      : `Open weights stand where the proprietary side stood ${months(moving.lagMonths)} ago.`;
  const [low, high] = moving.openLed;
  return `${lag} Reaching today's level is not catching up: over all series open weights led in only ${Math.round(low * 100)} to ${Math.round(high * 100)} % of months.${here} Nothing known tells which capability will be next, so the chance to lead is that of all series that were behind, and the gap is as likely to widen as to shrink.`;
}

export function expertRecord({ trackRecord: { expertWindows: record } }: TimelineReport): string {
  return `Such windows, read as 80 % ranges, held ${percent(record.interval80Held)} of outcomes; ${percent(record.earlier)} came earlier, ${percent(record.later)} later.`;
}

/** How forecasts of this kind did, in one line. */
export function trackRecordText({ trackRecord: record, asOf, needs }: TimelineReport): string {
  const [low, high] = record.interval80HeldRange;
  const since = record.dataTo > asOf ? ` (counted on ${record.dataTo})` : "";
  const domain = needs.some((one) => one.basis === "unmeasured")
    ? " None of them is a capability that nobody measures."
    : "";
  return `80 % ranges held ${percent(record.interval80Held)} of ${record.targets} targets (${percent(low)} to ${percent(high)}) on ${record.series} public series${since}; Brier score at 6 months ${record.brierSixMonths.toFixed(2)}, experts' windows ${record.expertWindows.brierSixMonths.toFixed(2)}. Most of the skill is the base rate.${domain}`;
}
