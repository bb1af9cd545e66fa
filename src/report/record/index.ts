import type { Named } from "../../shapes/route.ts";
import { madr } from "./madr.ts";
import type { RecordText } from "./record-text.ts";
import { yamlText } from "./yaml.ts";

/** A decision as a file that `moat check` reads again: MADR in Markdown, or plain YAML. */
export function recordText(record: RecordText, format: "markdown" | "yaml"): string {
  const body = bodyOf(record);
  if (format === "markdown") return madr(record, yamlText({ moat: body }));
  return `# A decision, kept for moat check.\n${yamlText({ kind: "moat/record@1", title: record.title, ...body })}`;
}

function bodyOf({ decision, basis, useCase, owners }: RecordText) {
  const { verdict, plans, asOf, review } = decision;
  return {
    useCase,
    choice: verdict.choice,
    routes: (plans[0]?.routes ?? []).map(({ need, fallback, ...first }) => ({
      need,
      ...named(first),
      fallback: fallback === null ? undefined : named(fallback),
    })),
    decidedOn: asOf,
    reviewBy: review.by,
    owners,
    basis,
  };
}

const named = ({ option, model, effort, offer }: Named) => ({
  option,
  model: model ?? undefined,
  effort: model === null ? undefined : effort,
  offer: offer ?? undefined,
});
