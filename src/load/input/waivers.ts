import { waivers as schema, type WaiversFile } from "../../shapes/waivers.ts";
import { type Diagnostic, failed, type Loaded, loaded, suggest } from "../file/diagnostic.ts";
import { parseSource, type Source } from "../file/source.ts";
import { check } from "./check.ts";

export interface LoadedWaivers extends WaiversFile {
  readonly source: Source;
}

const dayMs = 86_400_000;

/** Waivers, or why they do not hold: a waiver that is wrong in any way waives nothing. */
export function parseWaivers(
  file: string,
  text: string,
  rules: readonly string[],
): Loaded<LoadedWaivers> {
  const source = parseSource(file, text);
  if (!source.ok) return source;
  const checked = check(schema, source.value);
  if (!checked.ok) return checked;
  const found = problems(checked.value, source.value, rules);
  return found.length > 0 ? failed(...found) : loaded({ ...checked.value, source: source.value });
}

function problems(
  { policy, waivers }: WaiversFile,
  source: Source,
  rules: readonly string[],
): Diagnostic[] {
  const seen = new Set<string>();
  return waivers.flatMap((one, index) => {
    const at = (field: string, message: string, help: string): Diagnostic => ({
      code: "input.waiver",
      severity: "error",
      file: source.file,
      ...source.locate(["waivers", index, field]),
      message: `waiver ${one.id}: ${message}`,
      help,
    });
    const found: Diagnostic[] = [];
    if (seen.has(one.id)) found.push(at("id", "the id stands twice", "Give it an id of its own."));
    seen.add(one.id);
    const span = (Date.parse(one.expiresOn) - Date.parse(one.createdOn)) / dayMs;
    if (span < 0)
      found.push(at("expiresOn", "it expires before it was created", "Turn the days round."));
    if (span > policy.maxDays)
      found.push(
        at(
          "expiresOn",
          `it spans ${Math.round(span)} days, ${policy.maxDays} are the most`,
          "Choose an earlier day, or change policy.maxDays for all waivers.",
        ),
      );
    const isGlob = one.rule.includes("*") || one.match.path.includes("*");
    if (isGlob && !policy.allowGlob)
      found.push(at("rule", "it uses a star", "Name one rule and file, or set policy.allowGlob."));
    if (!rules.some((rule) => patternOf(one.rule).test(rule)))
      found.push(at("rule", `there is no rule "${one.rule}"`, suggest(one.rule, rules)));
    return found;
  });
}

/** A star stands for any run of characters. */
const patternOf = (written: string): RegExp => {
  const parts = written.split("*").map((one) => one.replace(/[^a-z0-9]/gi, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
};
