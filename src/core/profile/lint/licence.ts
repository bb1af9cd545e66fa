import { pathsOf } from "../../gate/rules/paths.ts";
import type { Model } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import type { LintFinding } from "./finding.ts";

const rule = "lint.unusable-weights";
const forbids = /non-?commercial|research[- ]only|\bcc[- ]by[- ]nc\b/i;

/** Weights that the licence or the model card keeps out of production must be kept out by class and by gate. */
export function unusableWeights({ models, rules, pack }: Knowledge): LintFinding[] {
  const open = Object.values(models).filter((one) => one.weights === "open");
  const gated = new Set(
    rules.flatMap((one) => (one.effect.kind === "veto" ? pathsOf(one.when) : [])),
  );
  const ungated: readonly (readonly [string, (model: Model) => boolean])[] = [
    ["candidate.model.licence", (one) => one.licence.class === "non-commercial"],
    ["candidate.model.intendedUse", (one) => one.intendedUse === "research-only"],
  ];
  return [
    ...open.flatMap((model) => misclassified(model)),
    ...ungated.flatMap(([path, concerns]): LintFinding[] => {
      const count = open.filter(concerns).length;
      if (gated.has(path) || count === 0) return [];
      const message = `no gate asks for ${path}, so ${count} models with such terms count as self-hostable`;
      return [{ rule, subject: { document: "pack", id: pack.id, path: [] }, message }];
    }),
  ];
}

function misclassified({ id, licence, intendedUse }: Model): LintFinding[] {
  const held = licence.class === "non-commercial" || intendedUse === "research-only";
  if (held || !forbids.test(licence.name)) return [];
  const message = `model "${id}" is classed ${licence.class}, its licence is called "${licence.name.slice(0, 60)}"`;
  return [{ rule, subject: { document: "model", id, path: ["licence", "class"] }, message }];
}
