import { evidenceNames } from "../../core/gate/rules/evidence-names.ts";
import type { PackParameters } from "../../core/know/condition.ts";
import type { Effect, Rule } from "../../core/know/pack.ts";
import { rules as schema, type WrittenRule } from "../../shapes/rules.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import type { Path, Source, SourcePath } from "../file/source.ts";
import { check } from "../input/check.ts";
import { parseCondition } from "./conditions.ts";
import { registries } from "./fact-types.ts";

/** A file of rules, with every condition, placeholder and evidence name checked against the facts that a rule may ask for. */
export function parseRules(
  source: Source,
  pack: string,
  parameters: PackParameters,
): Loaded<Rule[]> {
  const written = check(schema, source);
  if (!written.ok) return written;
  const found: Diagnostic[] = [];
  const { define, rules } = written.value;
  const parsed = rules.map((rule, index): Rule => {
    const path = ["rules", index];
    const fields = registries[rule.given];
    const scope = {
      source,
      fields,
      parameters,
      define,
      report: (one: Diagnostic) => void found.push(one),
    };
    found.push(
      ...checkSentences(rule, { source, path }, fields, parameters),
      ...checkEvidence(rule, path, source),
    );
    return {
      id: `${pack}/${rule.id}`,
      title: rule.title,
      rationale: rule.rationale,
      given: rule.given,
      when: parseCondition(rule.when, [...path, "when"], scope),
      effect: effectOf(rule.effect),
      because: rule.because,
      remedy: rule.remedy,
      evidence: rule.evidence,
      severity: rule.severity,
      replaces: rule.replaces,
      file: source.file,
    };
  });
  return found.length > 0 ? failed(...found) : loaded(parsed);
}

function effectOf(effect: WrittenRule["effect"]): Effect {
  if ("veto" in effect) return { kind: "veto" };
  if ("ask" in effect) return { kind: "ask" };
  if ("measure" in effect) return { kind: "measure" };
  if ("points" in effect)
    return {
      kind: "points",
      option: effect.points.option,
      criterion: effect.points.criterion,
      value: effect.points.value,
    };
  return { kind: "advise" };
}

function checkSentences(
  rule: WrittenRule,
  { source, path }: SourcePath,
  fields: ReadonlyMap<string, unknown>,
  parameters: object,
): Diagnostic[] {
  const names = (["because", "remedy"] as const).flatMap((key) =>
    [...(rule[key] ?? "").matchAll(/\{([^}]+)\}/g)].map((match) => ({ key, name: match[1] ?? "" })),
  );
  return names.flatMap(({ key, name }): Diagnostic[] => {
    const known = name.startsWith("param:")
      ? Object.hasOwn(parameters, name.slice(6))
      : fields.has(name);
    if (known) return [];
    const place = source.locate([...path, key]);
    return [
      {
        code: "rule.placeholder",
        severity: "error",
        file: source.file,
        ...place,
        message: `"${key}" names {${name}}, which is not a fact here`,
        help: suggest(name, [
          ...fields.keys(),
          ...Object.keys(parameters).map((one) => `param:${one}`),
        ]),
      },
    ];
  });
}

function checkEvidence(rule: WrittenRule, path: Path, source: Source): Diagnostic[] {
  return rule.evidence.flatMap((name, index): Diagnostic[] => {
    if ((evidenceNames as readonly string[]).includes(name)) return [];
    const place = source.locate([...path, "evidence", index]);
    return [
      {
        code: "rule.evidence",
        severity: "error",
        file: source.file,
        ...place,
        message: `"${name}" is no kind of evidence`,
        help: suggest(name, evidenceNames),
      },
    ];
  });
}
