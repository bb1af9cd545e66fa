import type { Day } from "../../shapes/common.ts";
import { finding } from "../check/raw.ts";
import type { Severity } from "../check/rules.ts";
import { plural } from "../know/money.ts";
import { daysBetween } from "../know/months.ts";
import type { Knowledge } from "../know/pack.ts";
import { boundaryFindings, deniedFindings } from "./against.ts";
import type { CodeDecision } from "./decision.ts";
import { covers } from "./glob.ts";
import type { ReadId } from "./model-id.ts";
import { type Ending, endingOf } from "./retired.ts";
import { calledIn, isOwn, servedBy } from "./served.ts";
import type { CodeFile } from "./site.ts";
import { type CodeFinding, place, type Use } from "./use.ts";
import { endedRemedy, providerTitle } from "./words.ts";

/** What code is judged by. */
export interface CodeGround {
  readonly knowledge: Knowledge;
  readonly asOf: Day;
  readonly readId: ReadId;
  readonly decisions: readonly CodeDecision[];
  readonly retiringDays: number;
  /** What nobody decided is an error. */
  readonly strict: boolean;
}

/** What one file does, and what is wrong with that; code that is not the product is counted only. */
export interface JudgedFile {
  readonly uses: readonly Use[];
  /** Providers that it calls; own servers are no provider. */
  readonly providers: readonly string[];
  readonly findings: readonly CodeFinding[];
}

export function judgeCode(file: CodeFile, ground: CodeGround): JudgedFile {
  if (file.apart !== undefined) return { uses: [], providers: [], findings: [] };
  const called = calledIn(file, ground.knowledge.usage);
  const named = file.sites.flatMap((site): Use[] => {
    const id = site.kind === "model" ? ground.readId(site.name) : undefined;
    if (id === undefined) return [];
    return [{ site, id, provider: servedBy(site, id, called, ground.knowledge.usage) }];
  });
  const uses = named.filter(({ site }) => site.position === "used");
  const decisions = ground.decisions.filter((one) => covers(one.affects, file.file));
  const providers = [
    ...new Set([...called.providers, ...uses.flatMap((one) => one.provider ?? [])]),
  ].filter((one) => !isOwn(one));
  const findings = [
    ...onePerName(
      named.filter(({ site }) => site.position !== "mention"),
      (use) => endingFindings(use, decisions, ground),
    ),
    ...deploymentFindings(file, ground),
    ...decisions.flatMap((decision) => [
      ...boundaryFindings(file, uses, decision, ground.knowledge),
      ...deniedFindings(file, uses, decision, ground.knowledge),
      ...otherModels(uses, decision),
    ]),
    ...(decisions.length === 0 ? undecided(file, uses, providers, ground) : []),
  ];
  return { uses, providers, findings };
}

/** Every use of an id is a place to go to; in lists and tables the first one says it for the file. */
function onePerName(uses: readonly Use[], make: (use: Use) => CodeFinding[]): CodeFinding[] {
  const seen = new Set<string>();
  return uses.flatMap((use) => {
    const isSeen = use.site.position !== "used" && seen.has(use.id.name);
    seen.add(use.id.name);
    return isSeen ? [] : make(use);
  });
}

function endingFindings(
  use: Use,
  decisions: readonly CodeDecision[],
  ground: CodeGround,
): CodeFinding[] {
  const { site, id, provider } = use;
  const { knowledge, asOf } = ground;
  if (provider === undefined || isOwn(provider)) return [];
  const ending = endingOf(id, { provider, version: site.version }, knowledge, asOf);
  if (ending === undefined) return [];
  const days = daysBetween(asOf, ending.retires);
  const isOver = days <= 0;
  if (!isOver && (days > ground.retiringDays || site.position !== "used")) return [];
  const severity: Severity = site.position !== "used" ? "note" : isOver ? "error" : "warning";
  const rule = isOver ? "code.retired-model" : "code.retiring-model";
  const message = endingMessage(use, ending, days, knowledge);
  const remedy = endedRemedy(ending, decisions, ground);
  return [place(site, finding(rule, [], message, { severity, subject: id.name, remedy }))];
}

const positions = {
  used: "",
  offered: "offered in a list: ",
  table: "in a table: ",
  mention: "",
} as const;

function endingMessage(
  { site }: Use,
  { provider, retires, source }: Ending,
  days: number,
  knowledge: Knowledge,
): string {
  const what = `${positions[site.position]}${site.name}${site.version === undefined ? "" : ` (version ${site.version})`}`;
  const where = providerTitle(provider, knowledge);
  const from = knowledge.sources[source]?.title ?? source;
  const end =
    days > 0
      ? `is served by ${where} until ${retires}, ${plural(days, "day")} from now`
      : days === 0
        ? `is retired by ${where} today, ${retires}`
        : `was retired by ${where} on ${retires}, ${plural(-days, "day")} ago`;
  return `${what} ${end} (${from})`;
}

function deploymentFindings({ sites }: CodeFile, { knowledge }: CodeGround): CodeFinding[] {
  const named = sites.filter((one) => one.kind === "deployment" && one.position === "used");
  const first = new Map(named.toReversed().map((one) => [one.name, one]));
  return [...first.values()].reverse().map((site) => {
    const where = site.provider === undefined ? "Azure" : providerTitle(site.provider, knowledge);
    const message = `"${site.name}" names a deployment at ${where}: which model answers there, and until when, this code does not say`;
    return place(site, finding("code.unknown-deployment", [], message, { subject: site.name }));
  });
}

function otherModels(uses: readonly Use[], { models, file }: CodeDecision): CodeFinding[] {
  if (models.size === 0) return [];
  return onePerName(uses, ({ site, id }) => {
    const isDecided =
      id.forms.some((form) => models.has(form)) || (id.model !== undefined && models.has(id.model));
    if (isDecided) return [];
    const message = `uses ${site.name}; ${file} decided for ${[...models].join(", ")}`;
    return [place(site, finding("code.other-model", [], message, { subject: id.name }))];
  });
}

/** One for the file, at its first use: it is the file that a record has to cover. */
function undecided(
  file: CodeFile,
  uses: readonly Use[],
  providers: readonly string[],
  { knowledge, strict, decisions }: CodeGround,
): CodeFinding[] {
  const [first] = [
    ...uses.map((one) => one.site),
    ...file.sites.filter(({ kind }) => kind === "import" || kind === "host" || kind === "own"),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (first === undefined) return [];
  const models = [...new Set(uses.map(({ site }) => site.name))];
  const from = providers.map((one) => providerTitle(one, knowledge));
  const what = [
    ...(models.length === 0 ? [] : [`uses ${listed(models)}`]),
    ...(from.length === 0 ? [] : [`calls ${listed(from)}`]),
  ];
  const said = what.length === 0 ? "calls a model server of its own" : what.join(" and ");
  const open = decisions.filter((one) => one.affects.length === 0);
  const remedy =
    open.length === 0
      ? undefined
      : `If ${open.length === 1 ? open[0]?.file : "one of the records"} decides this, let it say so: affects: [${file.file}]. Else moat init --from-code drafts the use case.`;
  const severity = strict ? "error" : "note";
  const about = {
    severity,
    subject: "undecided",
    ...(remedy === undefined ? {} : { remedy }),
  } as const;
  return [
    place(
      first,
      finding("code.undecided", [], `${said}; no record in force covers this file`, about),
    ),
  ];
}

const most = 4;

const listed = (names: readonly string[]): string =>
  names.length <= most
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
