import { count, percent, plainValue, usd } from "../../core/know/money.ts";
import type { Block } from "../../core/know/page.ts";
import { capital } from "../../core/know/printable.ts";
import type { Decision, Flip, OptionResult, Timeline, Veto } from "../../shapes/decision.ts";
import { chance, hundred } from "../chance.ts";
import { dollars, listed, named } from "./picks.ts";

/** The moat of each need; what gates took away; and what would change the answer. */

export function moatItems({ moat, timeline }: Decision, verbose: boolean): Block[] {
  const texts = moat.map(({ need, text }) =>
    moat.length > 1 ? `${need}: ${text}` : capital(text),
  );
  const sizes = verbose ? timeline.filter((one) => one.closedBy !== null) : [];
  return [...listed("Moat", texts), ...listed("Closing", sizes.map(closingText))];
}

function closingText({ need, sizeClass, open, gap, closedBy }: Timeline): string {
  const soon = `closed in 6 months: ${chance(closedBy?.["6"] ?? 0)}, in 12: ${chance(closedBy?.["12"] ?? 0)}`;
  const behind = (gap ?? 0) <= 0.005 ? "has caught up" : `is ${percent(gap ?? 0)} behind; ${soon}`;
  return `${need}, ${sizeClass === "any" ? "of any size" : sizeClass}: ${open ?? "the best"} ${behind}`;
}

/** What gates take from an option is told from so much on. */
const leastTaken = 0.1;

const took = ({ candidates, passing }: OptionResult): number =>
  candidates === 0 ? 0 : 1 - passing / candidates;

/** How many each gate took; in words only where nothing is left of an option. */
export function gateItems({ options, moat, verdict }: Decision, verbose: boolean): Block[] {
  const counted = options.filter((one) =>
    verbose ? took(one) > 0 : one.eligible && took(one) > leastTaken,
  );
  // That nobody measured it is said once, above.
  const shut = options.filter(({ eligible }) => !eligible && verdict.status !== "no-evidence");
  const cases = options.flatMap(({ option, vetoes }) =>
    vetoes.map((veto) => `${option}: ${vetoText(veto, moat.length > 1)}`),
  );
  return [
    ...listed("Gates", counted.length === 0 ? [] : [`took ${counted.map(countText).join("; ")}`]),
    ...(verbose ? listed("", cases) : listed("Shut", shutTexts(shut, moat.length > 1))),
  ];
}

function countText(one: OptionResult): string {
  const { option, candidates, passing } = one;
  return `${count(candidates - passing)} of ${count(candidates)} ${option} (${gateNames(one, 1)})`;
}

/** What took most, of the gates that took everything where there are any; or the bar, where gates leave somebody. */
/** What would open several is said once, of the last. */
function shutTexts(shut: readonly OptionResult[], several: boolean): string[] {
  const told = shut.map((one) => ({
    text: shutText(one, several),
    remedy: gateThatShuts(one)?.remedy,
  }));
  return told.map(({ text, remedy }, at) => {
    const isLast = !told.slice(at + 1).some((one) => one.remedy === remedy);
    return remedy && isLast ? `${text} ${remedy}` : text;
  });
}

/** The one that removes most of an option; of an option with candidates none does. */
function gateThatShuts({ short, vetoes }: OptionResult): Veto | undefined {
  const whole = vetoes.filter(({ removes, of }) => removes === of);
  const [most] = (whole.length > 0 ? whole : vetoes).toSorted((a, b) => b.removes - a.removes);
  return short === null ? most : undefined;
}

function shutText(one: OptionResult, several: boolean): string {
  const { short, option, passing } = one;
  if (short !== null)
    return `${option}: of the ${count(passing)} that pass its gates none is${several ? `, for ${short.need},` : ""} ${short.because === "too-few-scores" ? "measured well enough for such a bar" : "likely enough to clear the bar"}; the likeliest, ${named(short)}, does in ${hundred(short.clearsBar)} for ${dollars(short.usdPerMonth)} a month`;
  const most = gateThatShuts(one);
  if (most === undefined)
    return passing > 0
      ? `${option}: of the ${count(passing)} that pass its gates none has a known price`
      : `${option}: nothing is known that does this`;
  return `${option} (${gateNames(one, 2)}): ${most.text}`;
}

function gateNames({ vetoes }: OptionResult, most: number): string {
  const counts = new Map<string, number>();
  for (const { rule, removes } of vetoes) {
    const name = rule.slice(rule.indexOf("/") + 1).replace(/^gate\./, "");
    counts.set(name, (counts.get(name) ?? 0) + removes);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([name, removes]) => `${name} ${count(removes)}`)
    .join(", ");
}

function vetoText({ rule, need, removes, of, text, remedy }: Veto, several: boolean): string {
  const counted = ` (${removes} of ${of}${several ? ` for ${need}` : ""})`;
  return `${rule}${counted}: ${text}${remedy === null ? "" : ` ${remedy}`}`;
}

export function changeItems(
  { flips, scenarios, verdict, plans }: Decision,
  verbose: boolean,
): Block[] {
  if (verdict.choice === "none") return [];
  const told = (one: Flip, at: number) =>
    !flips.slice(0, at).some(isLike(one)) && !verdict.evenWith.includes(one.verdict);
  // The trial between even plans comes first, and the screen has room for no more.
  const shown = verbose || verdict.evenWith.length === 0 ? flips : [];
  const texts = shown.filter((one, at) => verbose || told(one, at)).map(flipText);
  const others = scenarios
    .filter(({ choice, plan }) => verbose || choice !== verdict.choice || plan !== verdict.plan)
    .map(({ id, text }) => `scenario ${id}: ${text}`);
  const all = [...texts, ...others];
  const none =
    flips.length > 0
      ? "nothing single but to another of the even plans (-v)"
      : "nothing single that was tried within its plausible range";
  // Even plans are named above; that one of them may win says no more.
  const isSaid = flips.length > 0 && verdict.evenWith.length > 0 && !verbose;
  return listed("Turned by", all.length === 0 && plans.length > 0 && !isSaid ? [none] : all);
}

/** The nearest value of an input that turns the verdict is enough; going further does the same. */
const isLike = (one: Flip) => (other: Flip) =>
  typeof one.to !== "number" && one.path === other.path && one.verdict === other.verdict;

function flipText(one: Flip): string {
  const { path, from, to, verdict, month, belowBar, models, usdPerMonth, criterion } = one;
  // At other weights it costs what it costs now.
  const held = path.startsWith("weights.") ? null : one.againstUsdPerMonth;
  const against = held === null ? "" : ` against ${usd(held)}`;
  const bill = usdPerMonth === null ? "" : `${usd(usdPerMonth)}${against}`;
  // The path of a price has the name of its model.
  const names = models.filter((id) => !path.startsWith(`price.${id}@`));
  const told = [names.join("; "), bill].filter((text) => text !== "").join(", ");
  const picks = told === "" ? "" : ` (${told})`;
  // What turns with a price or a weight needs no cause.
  const isPlain = criterion === null || /^(price|rent|weights)\./.test(path);
  const cause = isPlain ? "" : ` for ${criterion}`;
  const where = verdict === "none" ? "nothing passes any more" : `${verdict}${cause}${picks}`;
  return [
    `${turnText(path, from, to)}: ${where}`,
    ...(month === null ? [] : [`in month ${month} of the growth you stated`]),
    ...(belowBar ? ["but nothing clears the bar there"] : []),
  ].join(", ");
}

/** All rates of an offer move alike, so a price is told by how much. */
function turnText(path: string, from: Flip["from"], to: Flip["to"]): string {
  const [, model, offer] = /^price\.(.+)@(.+)$/.exec(path) ?? [];
  if (model === undefined) return `${path} ${apart(from, to)}`;
  const change = Number(to) / Number(from) - 1;
  return `${model} at ${offer} ${percent(Math.abs(change))} ${change < 0 ? "cheaper" : "dearer"}`;
}

/** Two numbers that read alike are told with more digits. */
function apart(from: Flip["from"], to: Flip["to"]): string {
  const texts = [from, to].map(plainValue);
  const [one, other] = texts;
  if (one !== other || typeof from !== "number" || typeof to !== "number")
    return texts.join(" -> ");
  return [from, to].map((value) => value.toPrecision(3)).join(" -> ");
}
