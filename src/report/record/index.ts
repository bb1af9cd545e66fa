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
  const { verdict, routes, asOf, review } = decision;
  return {
    useCase,
    choice: verdict.choice,
    routes: routes.map(({ need, option, model, offer }) => ({
      need,
      option,
      model: model ?? undefined,
      offer: offer ?? undefined,
    })),
    decidedOn: asOf,
    reviewBy: review.by,
    owners,
    basis,
  };
}
