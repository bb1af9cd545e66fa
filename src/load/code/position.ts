import type { Position } from "../../core/code/site.ts";
import type { UsageFacts } from "../../shapes/usage.ts";
import { addressAround } from "./address.ts";
import { asides } from "./aside.ts";
import { contextOf, type LiteralContext, lastName, readerOf } from "./context.ts";
import { baseOf, describing, isNamed, wordsOf } from "./entry.ts";
import { openBracket } from "./groups.ts";
import { isFallback, keyOf } from "./key.ts";
import { listPosition } from "./lists.ts";
import type { Literal } from "./literals.ts";
import { dataFiles, type Language } from "./paths.ts";
import { classAround, functionAround } from "./statements.ts";

/** What a place in code says of the id that stands there. */
export interface PlacedLiteral {
  readonly position: Position;
  /** It names a deployment, whatever it looks like. */
  readonly deployment: boolean;
  /** The function that takes it: `bedrock("…")` says who serves it. */
  readonly callee: string | undefined;
  /** What it is given to: a function, a name in the head of a class, or any other name. */
  readonly holder: Holder;
}

export type Holder = "call" | "class" | "name";

export type PlaceLiteral = (literal: Literal, where: Where) => PlacedLiteral;

export interface Where {
  readonly file: string;
  readonly language: Language;
}

/**
 * Tells by the text around a literal how it is used, without a parser: the name of the key or function that takes it, also
 * through what is usual if nothing is given (`??`, `or`, `default=`, `getenv(name, …)`).
 */
export function placing(usage: UsageFacts): PlaceLiteral {
  const wordsFor = readerOf(usage);
  const isAside = asides(usage);
  const describes = describing(usage);
  const isData = dataFiles(usage);
  return (literal, { file, language }) => {
    const words = wordsFor(literal.text);
    const context = contextOf(literal, language);
    const mention: PlacedLiteral = {
      position: "mention",
      deployment: false,
      callee: undefined,
      holder: openBracket(context.before)?.kind === "(" ? "call" : "name",
    };
    const address = addressAround(literal);
    if (address !== undefined && !isAside(context, file))
      return {
        ...mention,
        position: isData(file) || describes(literal, language, "", false) ? "offered" : "used",
        deployment: address === "deployment",
      };
    if (isTable(context)) return { ...mention, position: "table" };
    // model === "x", "x" in model
    if (/^\s*(?:(?:not\s+)?in\b|[=!]==?|[<>])/.test(context.after)) return mention;
    // [ "$model" = "x" ]
    if (language === "shell" && /\[\s[^\n]*\s=$/.test(context.before)) return mention;
    if (isType(context)) return { ...mention, position: "offered" };
    const key = keyOf(context, words);
    if (key === undefined && isAside(context, file)) return mention;
    if (key === undefined) return { ...mention, position: listPosition(literal) };
    const { name, callee, offers } = key;
    if (words.counts(lastName(name.split(",")[0] ?? "")) || isAside(context, file)) return mention;
    // A name of a deployment is assigned; as an argument it may be anything.
    const deployment = words.deployment.test(name) && callee === undefined;
    // What stands in for something that is not given is taken then.
    const isTaken =
      context.unset !== undefined ||
      isFallback(context.before) ||
      /env|default|get|else|unwrap/i.test(callee ?? "");
    const around = functionAround(literal.whole, literal.offset, language);
    const isOffered =
      offers ||
      isData(file) ||
      isNamedFor(file, literal.text) ||
      words.lists(around ?? "") ||
      (!isTaken && describes(literal, language, lastName(name), declared.test(context.before)));
    return {
      position: isOffered ? "offered" : "used",
      deployment,
      callee,
      holder: around === undefined && isAttribute(literal) ? "class" : mention.holder,
    };
  };
}

/** A file of data that is named as the model is describes it, or shows how it is asked. */
function isNamedFor(file: string, id: string): boolean {
  const name = /([^/]+)\.(?:jsonc?|ya?ml|toml)$/i.exec(file)?.[1]?.toLowerCase();
  const own = baseOf(id).toLowerCase();
  const plain = (text: string) => text.replace(/[^a-z0-9]/g, "");
  return (
    name !== undefined &&
    (name === own ||
      (plain(own).length > 3 && plain(name).includes(plain(own))) ||
      isNamed(wordsOf(name), wordsOf(own)))
  );
}

/** `model_name = "x"` on a line of its own within a class. */
const isAttribute = ({ whole, offset }: Literal): boolean =>
  /(?:^|\n)[ \t]+(?:\w+\s+){0,4}\w+\s*(?::[^=\n]*)?=\s*["'`]$/.test(
    whole.slice(Math.max(0, offset - 160), offset),
  ) && classAround(whole, offset) !== undefined;

/** A property or parameter with its type, or a default: what is taken where nobody says otherwise is no entry of a list. */
const declared = /[\w$]\??\s*:\s*[A-Za-z_][\w.<>[\]|? ]*=\s*$|\bdefault\w*["']?\s*[:=]\s*$/i;

/** type Model = "x" | "y", or the type of a parameter: a choice that is written down, and not made. */
function isType({ before, after, language }: LiteralContext): boolean {
  if (/^\s*\|(?!\|)/.test(after) || /(?<!\|)\|$/.test(before)) return true;
  if (language !== "js" || !/[:=]$/.test(before)) return false;
  // interface Model { id: "x"; }
  if (/\btype\s+\w+\s*=$/.test(before) || (/:$/.test(before) && /^\s*;/.test(after))) return true;
  const open = openBracket(before);
  return (
    open?.kind === "(" &&
    /:$/.test(before) &&
    /\bfunction\b[^(){};]*$/.test(before.slice(0, open.at))
  );
}

/** A key of a map, a label of a switch: facts about the id stand behind it. */
function isTable({ before, after, language }: LiteralContext): boolean {
  if (/\bcase$/.test(before) || /(?:^|\n)[ \t]*when\b[^\n]*$/.test(before)) return true;
  // "x", "y" -> of Kotlin
  if (language === "jvm" && /^\s*(?:,\s*"[^"\n]*"\s*)*->/.test(after)) return true;
  // The second half of `a ? "x" : "y"` follows a colon too.
  if (/\?$/.test(before)) return false;
  return /^\s*(?::(?![:=])|=>|\]\s*(?:=(?!=)|:|\?\?=))/.test(after);
}
