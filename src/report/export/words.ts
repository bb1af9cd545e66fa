import type {
  ExportedNeed,
  ExportedTarget,
  PlanExport,
} from "../../core/answer/export/document.ts";
import { percent, usd } from "../../core/know/money.ts";
import { safeLine } from "../../core/know/printable.ts";

/** Lines of a comment at the head of a file: what it is of, and what has to be known before it runs. */
export function headOf(plan: PlanExport): string[] {
  const { tool, packs, asOf, choice, status, evenWith, without } = plan;
  const from = packs.map(({ id, version }) => `${id} ${version}`).join(", ");
  return [
    plan.title === plan.name ? plan.name : `${plan.title} (${plan.name})`,
    `${tool.name} ${tool.version}, pack ${from}, as of ${asOf}: ${choice}, ${status}`,
    ...(evenWith.length > 0
      ? [`As good: ${evenWith.join(", ")}. Evaluate before you settle.`]
      : []),
    ...(status === "below-bar" ? ["Nothing clears the bar: this is the nearest plan to it."] : []),
    ...without.map((need) => `Nothing was chosen for ${need}.`),
  ].map(safeLine);
}

/** What a reader has to know of a need's first choice, and where its requests go beside it. */
export function aboutNeed({ id, first, next, because, ...need }: ExportedNeed): string[] {
  const monthly =
    first.usdPerMonth === null ? "no price known" : `${usd(first.usdPerMonth)} a month`;
  const sure = need.tryFirst ? ": try it on your own data first" : "";
  return [
    `${id}: ${named(first)}, ${monthly}, ${percent(need.clearsBar)} likely to clear the bar${sure}`,
    ...(first.tuned ? ["The plan counts on a model tuned on your own labels."] : []),
    ...need.asks.map((ask) => `Ask first: ${ask}`),
    next === null
      ? `No fallback: ${because ?? "none was found"}.`
      : `Fallback: ${named(next)}, which passes the same gates.`,
  ].map(safeLine);
}

export function named(target: ExportedTarget): string {
  const at =
    target.kind === "own"
      ? `on ${target.gpusPerReplica} x ${target.gpuTitle}`
      : `at ${target.providerTitle}`;
  return `${target.model} ${at}, effort ${target.effort}`;
}

/** Why a target cannot be written; undefined where it can. */
export function unknownIn(target: ExportedTarget): string | undefined {
  if (target.kind === "own") return undefined;
  const { endpoint, model, provider, base, litellm, note } = target;
  const more = note === null ? "" : ` ${note}`;
  if (target.tuned) return `your tuned ${model} has the name that you gave it at ${provider}.`;
  if (endpoint === null) return `nobody was found who says what ${provider} calls ${model}.${more}`;
  if (base === null && litellm === null)
    return `no address is known of the API of ${provider}.${more}`;
  return undefined;
}

/** Efforts that an API of OpenAI's kind takes by name; how it is told of others differs by host. */
const told: readonly string[] = ["low", "medium", "high", "xhigh"];

export const effortOf = ({ effort, effortIsTold }: ExportedTarget): string | undefined =>
  effortIsTold && told.includes(effort) ? effort : undefined;

export function aboutEffort(target: ExportedTarget): string[] {
  if (effortOf(target) !== undefined) return [];
  if (!target.effortIsTold)
    return ["The scores behind this do not say at which effort they were reached: none is set."];
  const what = target.effort === "none" ? "without thinking" : `at effort ${target.effort}`;
  return [
    `The plan is ${what}: look up how ${target.kind === "own" ? "the model's chat template" : "the host"} is told.`,
  ];
}

const variable = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
export const keyOf = (provider: string): string => `${variable(provider)}_API_KEY`;
export const baseVariable = (name: string): string => `${variable(name)}_BASE_URL`;

/** An address that has a part of the account's own. */
export const isOpen = (base: string): boolean => base.includes("$");

/** A number that YAML 1.1 takes for one: an exponent needs a point before it. */
export function number(value: number): string {
  const text = String(Number(value.toPrecision(6)));
  return /^\d+e/.test(text) ? text.replace("e", ".0e") : text;
}

/** Text of YAML that means itself. */
export const scalar = (text: string): string =>
  /^(?:--)?[A-Za-z/][\w./@=-]*$/.test(text) &&
  !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);

export const comment = (lines: readonly string[], mark = "#", indent = ""): string[] =>
  lines.map((line) => `${indent}${mark} ${line}`);
