import type { Page } from "../core/know/page.ts";
import { profilesDiff } from "../core/profile/diff.ts";
import { profileList } from "../core/profile/list.ts";
import { profileReport } from "../core/profile/profile.ts";
import { sourceList } from "../core/profile/sources.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../load/file/diagnostic.ts";
import { toJson } from "../report/json.ts";
import { pageMarkdown, pageText } from "../report/page.ts";
import { answersPage } from "../report/profile/answers.ts";
import { diffPage } from "../report/profile/diff.ts";
import { listPage } from "../report/profile/list.ts";
import { showPage } from "../report/profile/show.ts";
import { sourcesPage } from "../report/profile/sources.ts";
import type { Style } from "../report/style.ts";
import { deliver, type Reporters } from "./deliver.ts";
import { flag, type Ground, misused, readGround } from "./knowledge.ts";
import type { CommandResult, Environment } from "./outcome.ts";
import type { GlobalOptions } from "./shell.ts";

export interface ProfilesCommand extends GlobalOptions {
  /** Draw the frontiers over time. */
  readonly history?: boolean | undefined;
  /** Compare what is answered, not what is claimed. */
  readonly answers?: boolean | undefined;
}

/** What a sub-command found: a value for scripts, and a page for people. */
interface SubCommandResult {
  readonly value: unknown;
  readonly page: (style: Style) => Page;
}

type SubCommand = (
  names: readonly string[],
  options: ProfilesCommand,
  environment: Environment,
) => Promise<Loaded<SubCommandResult>>;

const actions: Readonly<Record<string, SubCommand>> = {
  list: inGround(0, ({ knowledge, asOf }) => {
    const value = profileList(knowledge, asOf);
    return loaded({ value, page: () => listPage(value) });
  }),
  show: inGround(1, show),
  sources: inGround(0, ({ knowledge, asOf }) => {
    const value = sourceList(knowledge, asOf);
    return loaded({ value, page: () => sourcesPage(value) });
  }),
  diff,
};

const reporters: Reporters<SubCommandResult> = {
  text: ({ page }, { style }) => pageText(page(style), style),
  json: ({ value }) => toJson(value),
  markdown: ({ page }, { style }) => pageMarkdown(page(style)),
};

export async function runProfiles(
  action: string,
  names: readonly string[],
  options: ProfilesCommand,
  environment: Environment,
): Promise<CommandResult> {
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (act === undefined) return failed(noAction(action));
  const found = await act(names, options, environment);
  if (!found.ok) return found;
  return deliver(found.value, reporters, { options, environment });
}

const noAction = (action: string): Diagnostic =>
  flag(
    "moat profiles",
    `there is no "${action.slice(0, 40)}" here`,
    suggest(action, Object.keys(actions)),
  );

type InGround = (
  ground: Ground,
  names: readonly string[],
  options: ProfilesCommand,
) => Loaded<SubCommandResult>;

/** An action on one pack, which takes so many names. */
function inGround(count: number, act: InGround): SubCommand {
  return async (names, options, environment) => {
    if (names.length !== count)
      return misused(
        "moat profiles",
        count === 0
          ? `"${names[0]?.slice(0, 40)}" is one name too many`
          : "one capability is needed",
        "List the capabilities with: moat profiles list",
      );
    const ground = await readGround(options, environment);
    return ground.ok ? act(ground.value, names, options) : ground;
  };
}

function show(
  { knowledge, asOf }: Ground,
  [name = ""]: readonly string[],
  options: ProfilesCommand,
): Loaded<SubCommandResult> {
  const known = Object.hasOwn(knowledge.capabilityIds, name)
    ? knowledge.capabilityIds[name]
    : undefined;
  const profile = known === undefined ? undefined : knowledge.profiles[known];
  if (profile === undefined)
    return misused(
      "moat profiles show",
      `there is no capability "${name.slice(0, 60)}" in pack ${knowledge.pack.id}`,
      suggest(name, Object.keys(knowledge.capabilityIds)),
    );
  const value = profileReport(profile, knowledge, asOf);
  const settings = { history: options.history === true, verbose: options.verbose === true };
  return loaded({ value, page: ({ width }) => showPage(value, { ...settings, width }) });
}

/** Two packs; a frozen one answers for its own day, the other for the day that was asked for. */
async function diff(
  names: readonly string[],
  options: ProfilesCommand,
  environment: Environment,
): Promise<Loaded<SubCommandResult>> {
  const [one, other, ...more] = names;
  if (one === undefined || other === undefined || more.length > 0)
    return misused(
      "moat profiles diff",
      "two packs are needed",
      "For example: moat profiles diff article-2026-03 current",
    );
  const [before, after] = await Promise.all(
    [one, other].map((name) =>
      readGround({ ...options, ...packAt(name) }, environment, "keeps its day"),
    ),
  );
  if (before === undefined || after === undefined || !before.ok || !after.ok)
    return failed(
      ...[before, after].flatMap((ground) => (ground?.ok === false ? ground.diagnostics : [])),
    );
  if (options.answers === true) {
    const { answersBetween } = await import("./answers.ts");
    const value = answersBetween(before.value, after.value, options, environment);
    return loaded({ value, page: () => answersPage(value, options.verbose === true) });
  }
  const value = profilesDiff(before.value, after.value);
  return loaded({ value, page: () => diffPage(value, options.verbose === true) });
}

/** `current@2026-09-30`: a pack as it was known on a day. */
function packAt(name: string): Pick<GlobalOptions, "pack" | "asOf"> {
  const at = name.lastIndexOf("@");
  return at > 0 ? { pack: name.slice(0, at), asOf: name.slice(at + 1) } : { pack: name };
}
