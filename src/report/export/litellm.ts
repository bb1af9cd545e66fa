import type {
  ExportedNeed,
  ExportedRates,
  ExportedTarget,
  PlanExport,
} from "../../core/answer/export/document.ts";
import {
  aboutEffort,
  aboutNeed,
  baseVariable,
  comment,
  effortOf,
  headOf,
  isOpen,
  keyOf,
  number,
  scalar,
  unknownIn,
} from "./words.ts";

/**
 * Configuration of the LiteLLM proxy: needs are the names of its models, so that applications ask for the work. Fields as in
 * docs.litellm.ai/docs/proxy/configs of 2026-10-13 and litellm/types/router.py at 0044fbe.
 */
export function litellmText(plan: PlanExport): string {
  const entries = plan.needs.flatMap(entriesOf);
  const isEmpty = !entries.some((line) => line.startsWith("  -"));
  const falls = plan.needs.filter(hasNext);
  return `${[
    ...comment([
      ...headOf(plan),
      "For the LiteLLM proxy; fields as its documentation has them on 2026-10-13.",
    ]),
    isEmpty ? "model_list: []" : "model_list:",
    ...entries,
    ...(falls.length === 0
      ? []
      : [
          "router_settings:",
          "  num_retries: 2",
          "  fallbacks:",
          ...falls.map(({ id }) => `    - ${scalar(id)}: [${scalar(nextName(id))}]`),
        ]),
  ].join("\n")}\n`;
}

const nextName = (need: string): string => `${need}-next`;

/** Both have to be reachable. */
const hasNext = ({ first, next }: ExportedNeed): boolean =>
  next !== null && unknownIn(first) === undefined && unknownIn(next) === undefined;

function entriesOf(need: ExportedNeed): string[] {
  const { id, first, next } = need;
  return [
    ...comment(aboutNeed(need), "#", "  "),
    ...entry(id, first),
    // Without its first choice a need would be served by the fallback alone, which nobody decided.
    ...(next === null || unknownIn(first) !== undefined ? [] : entry(nextName(id), next)),
  ];
}

function entry(name: string, target: ExportedTarget): string[] {
  const unknown = unknownIn(target);
  if (unknown !== undefined) return comment([`Not written for ${name}: ${unknown}`], "#", "  ");
  const params = [
    ...reached(target),
    ...optional("reasoning_effort", effortOf(target)),
    ...pricesOf(target.rates),
  ];
  return [
    ...comment(aboutTarget(target), "#", "  "),
    `  - model_name: ${scalar(name)}`,
    "    litellm_params:",
    ...params.map((line) => `      ${line}`),
    // LiteLLM reads prices in both places (BerriAI/litellm issue 31481).
    ...(target.rates === null
      ? []
      : ["    model_info:", ...pricesOf(target.rates).map((line) => `      ${line}`)]),
  ];
}

function aboutTarget(target: ExportedTarget): string[] {
  const { rates } = target;
  return [
    ...(target.kind === "hosted" && target.endpoint !== null
      ? [
          `${target.endpoint.id}: the name in ${target.endpoint.source} of ${target.endpoint.published}`,
        ]
      : []),
    ...(target.kind === "hosted" && target.note !== null ? [target.note] : []),
    ...aboutEffort(target),
    aboutPrices(rates),
  ];
}

function aboutPrices(rates: ExportedRates | null): string {
  if (rates === null) return "No price is known.";
  const { source, published, note } = rates;
  const from = published === null ? "Prices" : `Prices from ${source} of ${published}`;
  return note === null ? `${from}.` : `${from}: ${note}.`;
}

function reached(target: ExportedTarget): string[] {
  if (target.kind === "own")
    return [
      `model: ${scalar(`hosted_vllm/${target.model}`)}`,
      `api_base: os.environ/${baseVariable(target.model)}`,
    ];
  const { provider, base, litellm, endpoint } = target;
  const key = `api_key: os.environ/${keyOf(provider)}`;
  if (litellm !== null)
    return [`model: ${scalar(`${litellm}/${endpoint?.id}`)}`, ...(base === null ? [] : [key])];
  const address =
    base === null || isOpen(base)
      ? `os.environ/${baseVariable(provider)}   # ${base}`
      : scalar(base);
  return [`model: ${scalar(`openai/${endpoint?.id}`)}`, `api_base: ${address}`, key];
}

function pricesOf(rates: ExportedRates | null): string[] {
  if (rates === null) return [];
  return [
    `input_cost_per_token: ${number(rates.input)}`,
    `output_cost_per_token: ${number(rates.output)}`,
    ...optional(
      "cache_read_input_token_cost",
      rates.cacheRead === null ? undefined : number(rates.cacheRead),
    ),
  ];
}

const optional = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`${name}: ${value}`];
