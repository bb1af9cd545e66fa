// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of a program
import type {
  ExportedNeed,
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
  unknownIn,
} from "./words.ts";

/** A module for Node without packages: `ask(need, messages)` at an API of OpenAI's kind, then at the fallback. */
export const clientText = (plan: PlanExport): string =>
  `${[
    ...comment(headOf(plan), "//"),
    "",
    "const { env } = process;",
    "",
    "const routes = {",
    ...plan.needs.flatMap(routesOf),
    "};",
    "",
    ...program,
  ].join("\n")}\n`;

function routesOf(need: ExportedNeed): string[] {
  const { id, first, next } = need;
  const isWritten = unwritten(first, need) === undefined;
  return [
    ...comment(aboutNeed(need), "//", "  "),
    `  ${JSON.stringify(id)}: [`,
    ...route(first, need),
    // Without its first choice a need would be served by the fallback alone, which nobody decided.
    ...(next === null || !isWritten ? [] : route(next, need)),
    "  ],",
  ];
}

const unwritten = (target: ExportedTarget, { isChat }: ExportedNeed): string | undefined =>
  isChat
    ? (unknownIn(target) ?? foreign(target))
    : "this work is not asked for as chat completions: see the documentation of the host.";

function route(target: ExportedTarget, need: ExportedNeed): string[] {
  const unknown = unwritten(target, need);
  if (unknown !== undefined) return comment([`Not written: ${unknown}`], "//", "    ");
  const model = target.kind === "own" ? target.model : (target.endpoint?.id ?? "");
  const effort = effortOf(target);
  const fields = [
    `model: ${JSON.stringify(model)}`,
    ...reached(target),
    ...(effort === undefined ? [] : [`extra: { reasoning_effort: ${JSON.stringify(effort)} }`]),
  ];
  const notes = target.kind === "hosted" && target.note !== null ? [target.note] : [];
  return [
    ...comment([...notes, ...aboutEffort(target)], "//", "    "),
    "    {",
    ...fields.map((field) => `      ${field},`),
    "    },",
  ];
}

/** An API of another kind. */
const foreign = (target: ExportedTarget): string | undefined =>
  target.kind === "hosted" && target.base === null
    ? `${target.provider} has an API of its own: call ${target.endpoint?.id} through it, or through LiteLLM (moat export --to litellm).`
    : undefined;

function reached(target: ExportedTarget): string[] {
  if (target.kind === "own")
    return [`base: env.${baseVariable(target.model)} ?? "http://localhost:8000/v1"`];
  const { base, provider } = target;
  const variable = baseVariable(provider);
  const address =
    base === null || isOpen(base)
      ? `env.${variable}, // ${base}`
      : `env.${variable} ?? ${JSON.stringify(base)}`;
  return [`base: ${address}`, `key: ${JSON.stringify(keyOf(provider))}`];
}

const program = [
  "/** Asks for the work, not for a model. Throws where no route answers. */",
  "export async function ask(need, messages, body = {}) {",
  "  const problems = [];",
  "  for (const { model, base, key, extra } of routes[need] ?? []) {",
  "    try {",
  "      const response = await fetch(`${base}/chat/completions`, {",
  '        method: "POST",',
  "        headers: {",
  '          "content-type": "application/json",',
  "          ...(key && { authorization: `Bearer ${env[key]}` }),",
  "        },",
  "        body: JSON.stringify({ model, messages, ...extra, ...body }),",
  "      });",
  "      if (response.ok) return await response.json();",
  "      problems.push(`${model}: ${response.status} ${await response.text()}`);",
  "    } catch (error) {",
  "      problems.push(`${model}: ${error.message}`);",
  "    }",
  "  }",
  '  throw new Error(`no route for ${need} answers: ${problems.join("; ") || "none is written"}`);',
  "}",
];
