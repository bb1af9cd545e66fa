import { groupedBy } from "../../core/know/by-key.ts";
import { count, usd } from "../../core/know/money.ts";
import { type Block, item, type Page, type Section } from "../../core/know/page.ts";
import type { AnswersDiff, Cause, ChangedAnswer, PlainAnswer } from "../../shapes/answers-diff.ts";

/** Which plain answers are others than before, and by which line of the files. */
export function answersPage(diff: AnswersDiff, verbose: boolean): Page {
  const { before, after, changed, questions, facts } = diff;
  const of = (...what: ChangedAnswer["what"][]) => changed.filter((one) => what.includes(one.what));
  const [turned, models, rest] = [of("option"), of("model"), of("place", "bill")];
  return {
    title: `${turned.length + models.length} of ${questions} plain answers name another option or model`,
    subtitle: `${before.id} of ${before.asOf} against ${after.id} of ${after.asOf}`,
    lead: [
      `${turned.length} turn to another option or status, ${models.length} to another model; of the rest ${rest.length} moved in place, effort or bill (more than a tenth), ${questions - changed.length} stand.`,
      facts.length === 0
        ? "Nothing that is known is another."
        : `Known otherwise: ${facts.map(({ kind, count: lines }) => `${lines} ${kindName[kind]}`).join(", ")}.`,
    ],
    sections: [
      section("Another option or status", turned),
      section("Another model", models),
      section("Another place, effort or bill", verbose ? rest : []),
    ],
    foot: [
      "A plain question: one capability at one bar (commodity, strong, parity) and one volume, everything else at the defaults; the answer at expected values, without draws.",
      "by: what, taken back alone, gives the earlier answer again.",
      ...(rest.length === 0 || verbose ? [] : ["Places, efforts and bills that moved: -v"]),
    ],
  };
}

const kindName = {
  score: "scores",
  price: "offers or prices",
  model: "facts of models",
  capability: "profiles",
  other: "other files",
} as const;

/** Volumes at which the same happened stand on one line. */
function section(title: string, changed: readonly ChangedAnswer[]): Section {
  const groups = groupedBy(changed, (one) =>
    [one.capability, one.bar, name(one.before), name(one.after)].join("|"),
  );
  return { title, blocks: [...groups.values()].flatMap(blocksOf) };
}

function blocksOf(all: readonly ChangedAnswer[]): Block[] {
  const [first] = all;
  if (first === undefined) return [];
  const bills = all.map(
    ({ requestsPerMonth, before, after }) =>
      `${count(requestsPerMonth)} a month ${bill(before)} -> ${bill(after)}`,
  );
  const cause = first.cause === null ? "" : ` ${causeText(first.cause)}`;
  return [
    item(
      `${first.capability}, ${first.bar}`,
      `${name(first.before)} -> ${name(first.after)}; ${bills.join(", ")}.${cause}`,
    ),
  ];
}

function name({ choice, status, model, place, effort }: PlainAnswer): string {
  const how = status === "decided" || status === "even" ? "" : ` (${status})`;
  const where = place === null || place === choice ? "" : ` at ${place}`;
  return `${choice}${model === null ? "" : ` ${model}${where}, ${effort}`}${how}`;
}

const bill = ({ usdPerMonth }: PlainAnswer): string =>
  usdPerMonth === null ? "unknown" : usd(usdPerMonth);

function causeText({ by, group, lines, more }: Cause): string {
  if (by === "together") return `By no part alone: ${lines.length + more} changes together.`;
  if (by === "line") return `By ${lines[0]}.`;
  const rest = more > 0 ? `; ${more} more` : "";
  return `By the ${group} (${lines.length + more}): ${lines.join("; ")}${rest}.`;
}
