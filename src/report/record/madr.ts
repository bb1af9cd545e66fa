import { percent, usd } from "../../core/know/money.ts";
import type { Decision, OptionResult, Reason } from "../../shapes/decision.ts";
import type { Quantiles, Route } from "../../shapes/route.ts";
import { markdownText } from "../markdown.ts";
import type { RecordText } from "./record-text.ts";

/** MADR 4.0: the headings of its template in their order, filled from the decision. `front` is our part of the front matter. */
export function madr(record: RecordText, front: string): string {
  const { decision, title, owners } = record;
  const people =
    owners.length === 0 ? "[]" : `[${owners.map((one) => JSON.stringify(one)).join(", ")}]`;
  const sections = [
    `---\nstatus: accepted\ndate: ${decision.asOf}\ndecision-makers: ${people}\n${front}---`,
    `# ${markdownText(title)}`,
    `## Context and Problem Statement\n\n${context(record)}`,
    `## Decision Drivers\n\n${drivers(record)}`,
    `## Considered Options\n\n${decision.options.map((one) => `* ${one.option}`).join("\n")}`,
    `## Decision Outcome\n\n${outcome(record)}`,
    `### Consequences\n\n${consequences(record)}`,
    `### Confirmation\n\n${confirmation(record)}`,
    `## Pros and Cons of the Options\n\n${decision.options.map((one) => option(one, decision)).join("\n\n")}`,
    `## More Information\n\n${more(record)}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function context({ decision }: RecordText): string {
  const { useCase, plans, asOf } = decision;
  const needs = (plans[0]?.routes ?? []).map(
    (one) => `${one.need} (${percent(one.share)}, bar ${one.bar.name})`,
  );
  return markdownText(
    `Where should the models for ${useCase.title} come from? Needs: ${needs.join(", ")}. Horizon ${useCase.horizonMonths} months, preset ${useCase.preset}, facts as of ${asOf}.`,
  );
}

function drivers({ decision }: RecordText): string {
  const criteria = decision.reasons.flatMap((one) =>
    one.kind === "criterion" && one.criterion !== null
      ? [`* ${one.criterion}: ${markdownText(one.text)}`]
      : [],
  );
  const gates = decision.options.flatMap(({ option, vetoes }) =>
    vetoes.filter((one) => one.removes === one.of).map((one) => `* ${one.rule} shuts ${option}`),
  );
  const all = [...new Set([...gates, ...criteria])];
  return all.length === 0 ? "* the use case itself" : all.join("\n");
}

function outcome({ decision }: RecordText): string {
  const { verdict, plans } = decision;
  const chosen = (plans[0]?.routes ?? []).map((one) => `* ${markdownText(routeText(one))}`);
  return `Chosen option: "${verdict.choice}", because: ${markdownText(because(decision))}\n\n${chosen.join("\n")}`;
}

function because({ verdict }: Decision): string {
  const { confidence, evenWith, words, planText } = verdict;
  const sure = confidence === null ? "" : ` (${words}, ${percent(confidence)})`;
  const lead =
    evenWith.length > 0
      ? `it is as good as ${evenWith.join(" and ")}, and nothing that is known decides between them${sure}.`
      : `it is worth most by what is known${sure}.`;
  return `${lead} ${planText}`;
}

function routeText(one: Route): string {
  const where = one.configuration ?? one.offer ?? "";
  const effort = one.effort === "none" ? "" : ` at effort ${one.effort}`;
  const first = `${one.need}: ${one.model ?? "as claimed"}${effort}, ${one.option}${where === "" ? "" : `, ${where}`}`;
  const { fallback } = one;
  return fallback === null ? first : `${first}; else ${fallback.model ?? "as claimed"}`;
}

const openings: Readonly<Record<string, string>> = {
  quality: "it has",
  cost: "it costs",
  latency: "there is",
  ops: "there is",
  control: "there is",
  speed: "it is",
  overhead: "there is",
};

/** The text of a criterion as what follows "because". */
function clause({ criterion, text }: Reason): string {
  const opening = openings[criterion ?? ""];
  return opening === undefined ? text : `${opening} ${text}`;
}

function consequences({ decision }: RecordText): string {
  const { verdict, reasons } = decision;
  const terms = reasons.filter((one) => one.kind === "criterion" && one.delta !== null);
  const line = (sign: "Good" | "Bad", text: string) => `* ${sign}, because ${markdownText(text)}`;
  const lines = terms.map((one) => line((one.delta ?? 0) >= 0 ? "Good" : "Bad", clause(one)));
  return [...lines, `* Neutral: ${markdownText(verdict.planText)}`].join("\n");
}

const confirmation = ({ decision }: RecordText): string =>
  `\`moat check\` decides this again and reports when it no longer holds. Look again by ${decision.review.by}.`;

function option(one: OptionResult, decision: Decision): string {
  const lines = prosAndCons(one, decision).map((line) => `* ${markdownText(line)}`);
  return `### ${one.option}\n\n${lines.join("\n")}`;
}

function prosAndCons({ option: name, eligible, vetoes }: OptionResult, decision: Decision) {
  const [chosen] = decision.plans;
  const plan = decision.plans.find((one) => one.plan === name);
  if (plan === undefined) {
    if (eligible) return ["Bad, because it wins in fewer than one draw in twenty"];
    const gates = vetoes.filter((one) => one.removes === one.of);
    return gates.length === 0
      ? ["Bad, because nothing stands under it."]
      : gates.map((one) => `Bad, because ${one.text}`);
  }
  const points = `${Math.round(plan.value * 100)} points`;
  const wins = plan.winShare === null ? "" : `, and wins in ${percent(plan.winShare)} of draws`;
  const models = plan.routes.map((one) => one.model ?? "as claimed").join(", ");
  const bill = plan.usdPerMonth;
  const theirs = plan === chosen ? undefined : chosen?.usdPerMonth?.p50;
  const value =
    plan === chosen
      ? `Good, because it is the choice, with ${points}${wins}`
      : `${marked(plan.value - (chosen?.value ?? 0))}, because it has ${points}${wins}`;
  if (bill === null)
    return [value, `Neutral, because nobody has priced it; its best candidate is ${models}`];
  const mark = theirs === undefined ? "Neutral" : marked(theirs - bill.p50);
  const against = theirs === undefined ? "" : `, against ${usd(theirs)} for the choice`;
  return [
    value,
    `${mark}, because it costs ${billText(bill)} a month${against}; its best candidate is ${models}`,
  ];
}

function billText({ p10, p50, p90 }: Quantiles): string {
  const ends = [usd(p10), usd(p90)];
  return ends.every((one) => one === usd(p50)) ? usd(p50) : `${usd(p50)} (${ends.join(" to ")})`;
}

const marked = (difference: number): "Good" | "Bad" | "Neutral" =>
  difference === 0 ? "Neutral" : difference > 0 ? "Good" : "Bad";

function more({ decision, facts }: RecordText): string {
  const { tool, packs, flips } = decision;
  const sources = [...new Set(facts.flatMap((one) => one.source ?? []))].sort();
  const turns = flips.map((one) => `${one.path} at ${one.to} turns it to ${one.verdict}`);
  const lines = [
    turns.length === 0
      ? "Nothing single turns the verdict."
      : `What would turn it: ${turns.join("; ")}.`,
    `Written by moat ${tool.version} with pack ${packs.map((one) => `${one.id} ${one.version}`).join(", ")}.`,
    sources.length === 0 ? "" : `Sources of the facts: ${sources.join(", ")}.`,
  ];
  return lines
    .filter((one) => one !== "")
    .map(markdownText)
    .join("\n\n");
}
