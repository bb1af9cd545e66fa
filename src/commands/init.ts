import { resolve } from "node:path";
import { failed, loaded } from "../load/file/diagnostic.ts";
import { writeNew } from "../load/file/files.ts";
import { textOnly } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, printed } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

/** A use case that runs as it stands and teaches the fields by its comments. */
export const template = `# A use case for moat. Only kind, name and needs are required: what you leave out is assumed, and listed in the answer.
kind: moat/use-case@1
name: invoice-triage
title: Extract fields from supplier invoices
needs:
  - capability: structured-extraction   # moat profiles list
    bar: strong                         # commodity .75 | strong .85 | parity .95 | frontier (moves) | 0.9 of the best proprietary model
    task: bounded                       # bounded: fixed labels or schema | open-ended
workload:
  requestsPerMonth: 200000
  inputTokens: 1800                     # mean per request
  outputTokens: 220
  # cachedInputShare: 0.3               # input that repeats between requests
  # batchShare: 0.5                     # requests that may wait for hours
  # reasoning: none                     # none | low | medium | high | xhigh | max
data:
  sensitivity: internal                 # public | internal | confidential | regulated
  boundary: vendor-agreement            # anywhere | vendor-agreement | own-cloud | own-premises | air-gapped
  # cloud: aws                          # aws | azure | gcp …, where the boundary is own-cloud
  # assurances: [baa]                   # what every hosted offer must document
  # domainData: labelled                # none | labelled | exclusive
# evaluation: golden-set                # none | some | golden-set: your own test of quality
team:
  mlEngineers: 1
  onCall: false
# policy: { licence: permissive, denyOrigins: [cn] }
# budget: { usdPerMonth: 20000, hurtsAtUsdPerMonth: 10000 }
horizonMonths: 12
preset: balanced                        # balanced | startup | regulated | cost-down
`;

export interface InitCommand extends GlobalOptions {
  readonly fromCode?: string | undefined;
}

export async function runInit(
  file: string | undefined,
  options: InitCommand,
  environment: Environment,
): Promise<CommandResult> {
  const trouble = textOnly(
    options,
    "a template is YAML with comments, and has no other format",
    "Leave it out; moat schema use-case prints the JSON Schema of a use case.",
  );
  if (trouble.length > 0) return failed(...trouble);
  if (options.fromCode !== undefined) {
    const { runInitFromCode } = await import("./init-code.ts");
    return runInitFromCode(options.fromCode, file, options, environment);
  }
  if (file === undefined) return loaded(printed(template));
  const failure = writeNew(resolve(environment.cwd, file), template, file);
  if (failure !== undefined) return failed(failure);
  return loaded(printed("", `Wrote ${file}. Next: moat advise ${file}\n`));
}
