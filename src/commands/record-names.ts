import type { RawFinding } from "../core/check/finding.ts";
import { finding } from "../core/check/raw.ts";
import type { Knowledge } from "../core/know/pack.ts";
import { capital } from "../core/know/printable.ts";
import { suggest } from "../load/file/diagnostic.ts";
import { short } from "../load/input/check.ts";
import type { DecisionRecord } from "../shapes/record.ts";
import type { WrittenUseCase } from "../shapes/use-case.ts";

/** Models and needs that a record names and that are not there: it would be taken for a record without them. */
export function unknownInRecord(
  { routes }: DecisionRecord,
  useCase: WrittenUseCase,
  { models, capabilityIds }: Knowledge,
): RawFinding[] {
  const needs = useCase.needs.map((one) => capabilityIds[one.capability] ?? one.capability);
  return routes.flatMap(({ need, model }, index) => {
    const about = (named: string, known: Iterable<string>) => {
      return { need, subject: named, remedy: capital(suggest(named, known)) };
    };
    // The second need of a kind is called after it, with a number: filing#2.
    const isNeed = needs.includes(need.replace(/#\d+$/, ""));
    const isModel = model === undefined || Object.hasOwn(models, model);
    return [
      ...(isNeed
        ? []
        : [
            finding(
              "check.unknown-need",
              ["routes", index, "need"],
              `the use case has no need "${short(need)}"`,
              about(need, needs),
            ),
          ]),
      ...(isModel
        ? []
        : [
            finding(
              "check.unknown-model",
              ["routes", index, "model"],
              `there are no facts about model "${short(model)}"`,
              about(model, Object.keys(models)),
            ),
          ]),
    ];
  });
}
