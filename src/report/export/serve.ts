import type { PlanExport } from "../../core/answer/export/document.ts";
import { aboutFleet, type Fleet, fleetsOf } from "./machine.ts";
import { aboutEffort, comment, headOf } from "./words.ts";

/** Commands of a shell that serve the weights of a plan, one replica each. */
export const serveText = (plan: PlanExport): string =>
  `${[...comment(headOf(plan)), ...fleetsOf(plan).flatMap((one) => ["", ...commands(one)])].join("\n")}\n`;

function commands(fleet: Fleet): string[] {
  const { target } = fleet;
  const { serve, bench, model, gpusPerReplica } = target;
  return [
    ...comment([...aboutFleet(fleet), ...aboutEffort(target)]),
    ...(serve === null
      ? comment([
          `vllm serve PATH_OF_YOUR_COPY --served-model-name ${model} --tensor-parallel-size ${gpusPerReplica}`,
        ])
      : [
          ["vllm serve", ...serve.map((flag) => flag.join(" "))]
            .join(" \\\n  ")
            .replace(" \\\n  ", " "),
        ]),
    ...(bench === null
      ? comment(["Measure how fast it hears before you rely on it: no benchmark of tokens tells."])
      : comment(["Measure it at the load of the plan before you rely on it:", bench])),
  ];
}
