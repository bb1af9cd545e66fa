import type { Effect, Rule } from "../core/know/pack.ts";
import { failed, type Loaded, loaded } from "../load/file/diagnostic.ts";
import { shownName } from "../load/pack/layers.ts";
import { testGroup } from "../load/pack/test-files.ts";
import { toJson } from "../report/json.ts";
import { rulesText } from "../report/rules/text.ts";
import type { ListedRule, RuleList } from "../shapes/rule-list.ts";
import { deliver, ending, type Reporters } from "./deliver.ts";
import { packAsked, readGround } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import { readSurroundings } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";
import { testPack } from "./test.ts";

export interface RulesOptions extends GlobalOptions {
  readonly untested?: boolean | undefined;
}

/** The rules of a pack; with --untested those that no test sees fire or sees stay quiet, which is a finding. */
export async function runRules(
  options: RulesOptions,
  environment: Environment,
): Promise<CommandResult> {
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const { pack, rules } = ground.value.knowledge;
  const lacking = options.untested === true ? await untested(options, environment) : loaded(none);
  if (!lacking.ok) return lacking;
  const shown = rules
    .map((one) => shownRule(one, lacking.value.get(one.id) ?? []))
    .filter((one) => options.untested !== true || one.lacks.length > 0);
  const result: RuleList = {
    format: "moat.rules",
    formatVersion: "1.0",
    pack: pack.id,
    version: pack.version,
    rules: shown,
  };
  const isUntested = options.untested === true;
  const reporters: Reporters<RuleList> = {
    text: (found, { style }) => rulesText(found, isUntested, style),
    json: (found) => toJson(found),
  };
  const delivered = deliver(result, reporters, { options, environment });
  return ending(delivered, isUntested && shown.length > 0 ? exit.findings : exit.ok);
}

const none: ReadonlyMap<string, readonly string[]> = new Map();

/** What the tests beside the pack leave open, by rule. */
async function untested(
  options: GlobalOptions,
  environment: Environment,
): Promise<Loaded<ReadonlyMap<string, readonly string[]>>> {
  const around = await readSurroundings(environment);
  if (!around.ok) return around;
  const folder = packAsked(options, around.value, environment);
  if (!folder.ok) return folder;
  const group = testGroup(
    folder.value,
    shownName(folder.value, { root: environment.rules, cwd: environment.cwd }),
  );
  if (!group.ok) return group;
  const result = testPack(group.value, { coverage: true }, environment);
  if (!result.ok) return failed(...result.diagnostics);
  return loaded(new Map((result.value.untested ?? []).map((one) => [one.rule, one.lacks])));
}

function shownRule({ id, title, given, effect, file }: Rule, lacks: readonly string[]): ListedRule {
  return { id, title, given, effect: effectWords(effect), file, lacks };
}

function effectWords(effect: Effect): string {
  if (effect.kind === "advise") return "advice";
  if (effect.kind !== "points") return effect.kind;
  const { criterion, value } = effect;
  return `${value > 0 ? "+" : ""}${value} ${criterion}`;
}
