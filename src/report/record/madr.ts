import type { Decision, OptionResult, Reason } from "../../core/answer/decision.ts";
import { percent, usd } from "../../core/money.ts";
import { givesWay, headline, reviewText, usdText } from "../decision/words.ts";
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
  const { useCase, routes, asOf } = decision;
  const needs = routes.map((one) => `${one.need} (${percent(one.share)}, bar ${one.bar.name})`);
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
  const { verdict, routes } = decision;
  const chosen = routes.map(
    (one) =>
      `* ${markdownText(`${one.need}: ${one.model ?? "as claimed"}, ${one.option}, ${one.configuration ?? one.offer ?? ""}`)}`,
  );
  return `Chosen option: "${verdict.choice}", because: ${markdownText(headline(decision).sentence)}\n\n${chosen.join("\n")}`;
}

const openings: Readonly<Record<string, string>> = {
  quality: "its",
  cost: "it costs",
  ops: "there is",
  control: "there is",
  speed: "it is",
  overhead: "there is",
};

/** The text of a criterion as what follows "because". */
function clause({ criterion, text }: Reason): string {
  const opening = openings[criterion ?? ""];
  const said =
    criterion === "quality"
      ? text.replace(/^expected quality /, "expected quality is ").replace(", against", " against")
      : text;
  return opening === undefined ? said : `${opening} ${said}`;
}

function consequences({ decision }: RecordText): string {
  const { verdict, reasons } = decision;
  const terms = reasons.filter((one) => one.kind === "criterion" && one.delta !== null);
  const line = (sign: "Good" | "Bad", text: string) => `* ${sign}, because ${markdownText(text)}`;
  const lines = terms.map((one) => line((one.delta ?? 0) >= 0 ? "Good" : "Bad", clause(one)));
  return [...lines, `* Neutral: ${markdownText(verdict.planText)}`].join("\n");
}

const confirmation = ({ decision }: RecordText): string =>
  `\`moat check\` decides this again and reports when it no longer holds. ${reviewText(decision)}`;

function option(one: OptionResult, decision: Decision): string {
  const head = `### ${one.option}`;
  if (!one.eligible) {
    const gates = one.vetoes
      .filter((veto) => veto.removes === veto.of)
      .map((veto) => `* Bad, because ${markdownText(veto.text)}`);
    return `${head}\n\n${gates.length === 0 ? "* Bad, because nothing stands under it." : gates.join("\n")}`;
  }
  const lines = [pointsLine(one, decision), moneyLine(one, decision)];
  return `${head}\n\n${lines.map((line) => `* ${line}`).join("\n")}`;
}

type Mark = "Good" | "Bad" | "Neutral";

/** Better than the choice, worse, or nothing to compare: the choice itself, and what has no number. */
const marked = (difference: number | null): Mark =>
  difference === null || difference === 0 ? "Neutral" : difference > 0 ? "Good" : "Bad";

const chosenOf = ({ options, verdict }: Decision): OptionResult | undefined =>
  options.find((one) => one.option === verdict.choice);

function pointsLine(one: OptionResult, decision: Decision): string {
  const chosen = chosenOf(decision);
  const points = pointsOf(one);
  const wins = one.winShare === null ? "" : ` and wins in ${percent(one.winShare)} of draws`;
  if (one === chosen)
    return `Good, because it is the choice, with ${points} points${wins === "" ? "" : `,${wins}`}`;
  if (givesWay(one, decision))
    return `Neutral, because its ${points} points do not count: quality nobody measured, or no price`;
  const more = chosen === undefined ? null : points - pointsOf(chosen);
  return `${marked(more)}, because it has ${points} points${wins}`;
}

const pointsOf = ({ score }: OptionResult): number => Math.round((score ?? 0) * 100);

function moneyLine(one: OptionResult, decision: Decision): string {
  const models = one.best.map((best) => best.model ?? "as claimed").join(", ");
  const chosen = chosenOf(decision);
  const [own, theirs] = [one.usdPerMonth, chosen?.usdPerMonth ?? null];
  if (own === null)
    return markdownText(`Neutral, because nobody has priced it; its best candidate is ${models}`);
  const rival = one === chosen || theirs === null ? undefined : usd(theirs.p50);
  const mark = rival === undefined ? "Neutral" : marked((theirs?.p50 ?? 0) - own.p50);
  const against = rival === undefined ? "" : `, against ${rival} for the choice`;
  return markdownText(
    `${mark}, because it costs ${usdText(own)} a month${against}; its best candidate is ${models}`,
  );
}

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
