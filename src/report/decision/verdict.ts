import { count, percent, usd } from "../../core/know/money.ts";
import type { Tone } from "../../core/know/page.ts";
import { capital } from "../../core/know/printable.ts";
import type { Decision, PlanResult, Verdict } from "../../shapes/decision.ts";
import { guessed, hundred } from "../chance.ts";
import { isGuess } from "./picks.ts";

/** What the answer is, in the words that every format opens with. */

const titles: Record<Verdict["choice"], string> = {
  "self-host": "SELF-HOST",
  "hosted-open": "HOSTED OPEN WEIGHTS",
  "proprietary-api": "PROPRIETARY API",
  hybrid: "HYBRID",
  none: "NO RECOMMENDATION",
};

export interface Headline {
  readonly title: string;
  readonly standing: string;
  readonly tone: Tone;
  readonly sentence: string;
}

export function headline(decision: Decision): Headline {
  const { choice } = decision.verdict;
  const title = choice === "hybrid" ? `HYBRID: ${decision.plans[0]?.plan ?? ""}` : titles[choice];
  const isTry = decision.plans[0]?.routes.some(({ tryFirst }) => tryFirst) === true;
  const stands = standing(decision.verdict, isTry);
  const tone = choice === "none" ? "bad" : stands === "decided" ? "good" : "warn";
  return { title, tone, standing: `${stands}${partText(decision)}`, sentence: sentence(decision) };
}

/** Of several needs those that are answered, where nobody measured the others. */
function partText({ moat, plans }: Decision): string {
  const routes = plans[0]?.routes ?? [];
  return routes.length === 0 || routes.length === moat.length
    ? ""
    : `, for ${routes.map(({ need }) => need).join(", ")} alone`;
}

/** What is less sure is ahead, but loses so many of the draws that nobody would call it decided. */
const sureWords: readonly string[] = ["likely", "very likely"];

function standing({ status, evenWith, confidence, words }: Verdict, isTry: boolean): string {
  const isSure = confidence === null || sureWords.includes(words);
  const even = evenWith.length === 0 ? "" : `EVEN with ${evenWith.join(" and ")}`;
  const standings: Record<Verdict["status"], string> = {
    decided: isTry ? "TRY FIRST" : isSure ? "decided" : "on balance",
    even,
    ask: even === "" ? "ASK FIRST" : `ASK FIRST, ${even}`,
    "below-bar": "BELOW THE BAR",
    "no-evidence": "nobody measured it",
    "no-price": "a price that is needed is not known",
    infeasible: "nothing passes the gates",
  };
  return standings[status];
}

/** What nobody measured is left out of the answer, which is said with it. */
function sentence(decision: Decision): string {
  const left = decision.warnings.filter(({ code }) => code === "evidence.none");
  return [answer(decision), ...left.map(({ text }) => text)].join(" ");
}

function answer(decision: Decision): string {
  const { verdict, moat, plans } = decision;
  switch (verdict.status) {
    case "no-evidence": {
      const silent = moat.filter(({ gap }) => gap === null);
      const needs = (silent.length > 0 ? silent : moat).map(({ need }) => need);
      return `No public board measures ${needs.join(", ")}, and none of a related kind: no choice can be defended from public facts.`;
    }
    case "infeasible":
      return "No candidate passes every gate. What each gate took away is listed below.";
    case "no-price":
      return verdict.choice === "none"
        ? "What passes the gates has no public price, so no bill and no choice can be given."
        : `Not decided in money for ${unpriced(decision)}: no price is known on any side. ${sure(decision)}`;
    case "below-bar": {
      const least = Math.min(1, ...(plans[0]?.routes ?? []).map((one) => one.clearsBar));
      return `The nearest is named, and clears your bar in ${hundred(least)}.`;
    }
    case "ask":
      return `It stands once what the first step asks is answered. ${sure(decision)}`;
    case "even":
    case "decided":
      return sure(decision);
  }
}

const unpriced = ({ plans }: Decision): string =>
  (plans[0]?.routes ?? [])
    .filter(({ usdPerMonth }) => usdPerMonth === null)
    .map(({ need }) => need)
    .join(", ");

function sure(decision: Decision): string {
  const { verdict, plans } = decision;
  const { confidence, words, evenWith, namedFor } = verdict;
  const named = namedFor === null ? "" : ` Named first: ${reasonsToName[namedFor]}.`;
  if (evenWith.length > 0) {
    const many = evenWith.length === 1 ? "two" : String(evenWith.length + 1);
    const best =
      confidence === null
        ? "Nothing known decides between them."
        : `${capital(words)} (${drawsText(decision)}) one of these ${many} is best${differText(decision)}.${claimedText(decision)}`;
    return `${best}${named}`;
  }
  if (confidence === null) return "At expected values; no draws were made.";
  const [head, ...others] = plans;
  if (head !== undefined && others.length === 0) return onlyText(head, decision);
  const often = others.find(({ winShare }) => (winShare ?? 0) > (head?.winShare ?? 0));
  const rival =
    often === undefined
      ? doubt(verdict)
      : `; ${often.plan} wins more often (${percent(often.winShare ?? 0)}), but by less than it loses otherwise`;
  return `${capital(words)}: the best plan in ${drawsText(decision)}${rival}.${claimedText(decision)}`;
}

const isUntried = (options: Decision["options"]): boolean =>
  options.some(({ short }) => short?.because === "too-few-scores");

const leftOut = "what has too few scores for such a bar is left out";

/** What wins every draw because nothing else is left says nothing of how sure it is. */
function onlyText({ routes }: PlanResult, { options }: Decision): string {
  const least = Math.min(1, ...routes.map(({ clearsBar }) => clearsBar));
  const text = routes.some(isGuess) ? guessed : hundred;
  const picks = routes.length > 1 ? "Each of its first picks clears" : "Its first pick clears";
  const untried = isUntried(options);
  const left = untried ? `; ${leftOut}` : "";
  return `No other plan is left${left}. ${picks} the bar in ${text(least)}${routes.length > 1 ? " or more" : ""}.`;
}

/** What speaks for which of two even plans; of more than two the first two are compared. */
function differText({ plans, reasons, verdict }: Decision): string {
  const [head, next] = plans;
  const unknown = "; nothing known decides between them";
  if (next === undefined || !verdict.evenWith.includes(next.plan)) return unknown;
  const telling = reasons.flatMap(({ criterion, delta }) =>
    criterion === null || delta === null || Math.abs(delta) < tellingFrom
      ? []
      : [{ name: criterion === "overhead" ? "fewer options" : criterion, isHead: delta > 0 }],
  );
  const sides = [head, next].flatMap((plan, at) => {
    const names = telling.filter(({ isHead }) => isHead === (at === 0)).map(({ name }) => name);
    return names.length === 0 ? [] : [`${plan?.plan} for ${names.slice(0, 2).join(" and ")}`];
  });
  return sides.length === 0 ? unknown : `: ${sides.join(", ")}`;
}

/** Half a point. */
const tellingFrom = 0.005;

/** Share of the draws that the named plans win. */
function winsOf({ verdict, plans }: Decision): number {
  return plans
    .filter(({ plan }, at) => at === 0 || verdict.evenWith.includes(plan))
    .reduce((sum, { winShare }) => sum + (winShare ?? 0), 0);
}

const drawsText = (decision: Decision): string => {
  const wins = percent(winsOf(decision));
  return wins === "100 %" ? "all of the draws" : `${wins} of the draws`;
};

/** Why less is claimed than was drawn: draws cannot know what nobody measured. */
function claimedText(decision: Decision): string {
  const { confidence } = decision.verdict;
  if (confidence === null || confidence >= winsOf(decision) - 0.06) return "";
  const because = isUntried(decision.options) ? leftOut : "nobody measured all of it";
  return ` No more is claimed: ${because}.`;
}

const reasonsToName: Record<NonNullable<Verdict["namedFor"]>, string> = {
  documented: "what you ask of its hosts is documented or offered",
  likelier: "its picks are likelier than not to clear the bar",
  measured: "more of it was measured on these boards",
  parties: "fewer parties",
  bill: "its expected bill is clearly lower",
  wins: "it is best most often",
  value: "highest mean value",
};

function doubt({ preferenceRobustness, evidenceRobustness }: Verdict): string {
  if (preferenceRobustness === null || evidenceRobustness === null) return "";
  if (Math.min(preferenceRobustness, evidenceRobustness) >= 0.95) return "";
  return preferenceRobustness < evidenceRobustness
    ? "; the doubt lies in what you value"
    : "; the doubt lies in the evidence";
}

/** What nobody stated and the answer may turn with. */
export const unstatedTexts = (decision: Decision): string[] =>
  [volumeText(decision), cloudText(decision)].filter((one) => one !== "");

/** Where data stays in the own cloud and nobody named it: what was taken, and what it would be in the others. */
function cloudText({ clouds }: Decision): string {
  const [taken, ...others] = clouds;
  if (taken === undefined) return "";
  const answers = others.map((one) => {
    const choice = one.choice === taken.choice ? "" : `${one.choice}, `;
    return `${one.cloud} (${choice}${[...new Set(one.models), moneyOf(one)].join(", ")})`;
  });
  return `You named no cloud: ${taken.cloud} is taken, where the answer is worth most, before ${answers.join(" and ")}.`;
}

const moneyOf = ({ usdPerMonth }: Decision["clouds"][number]): string =>
  usdPerMonth === null ? "price unknown" : usd(usdPerMonth);

/** Where nobody stated a volume: whether it matters, and where. */
function volumeText({ volumes }: Decision): string {
  const [first, ...rest] = volumes;
  if (first === undefined) return "";
  const turns = [first, ...rest.filter((one, at) => one.choice !== volumes[at]?.choice)];
  const range = volumes.map((one) => count(one.requestsPerMonth));
  if (turns.length === 1)
    return `You gave no volume: it is ${first.choice} at ${range.join(", ")} requests a month alike.`;
  const parts = turns.map(
    (one, at) => `${one.choice} ${at === 0 ? "at" : "from about"} ${count(one.requestsPerMonth)}`,
  );
  return `You gave no volume, and the answer turns with it: ${parts.join(", ")} requests a month.`;
}
