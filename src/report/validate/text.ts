import { plural } from "../../core/know/money.ts";
import { safe } from "../../core/know/printable.ts";
import type { Diagnostic } from "../../shapes/trouble.ts";
import type { Census, Validation, ValidationFinding } from "../../shapes/validate.ts";
import { diagnosticsText } from "../diagnostics.ts";
import { type Style, wrap } from "../style.ts";

/** The verdict first, then what is wrong, then what is known and owned up to. */
export function validateText(result: Validation, style: Style, verbose: boolean): string {
  const { packs, files, found } = result;
  const open = found.filter((one) => one.expected === undefined);
  const owned = found.filter((one) => one.expected !== undefined);
  const parts = [
    headline(result, style),
    ...packs.map((one) => packLine(one, style)),
    ...(files.length > 0 ? [wrap(`checked ${files.map(safe).join(", ")}`, style.width, "  ")] : []),
    ...(open.length > 0 ? ["", diagnosticsText(open.map(named), style).trimEnd()] : []),
    ...(owned.length > 0 ? ["", ...ownedLines(owned, style, verbose)] : []),
  ];
  return `${parts.join("\n")}\n`;
}

function headline({ found }: Validation, style: Style): string {
  const count = (severity: string) =>
    found.filter((one) => one.severity === severity && one.expected === undefined).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const rest = [
    plural(count("note"), "note"),
    `${found.filter((one) => one.expected !== undefined).length} known and explained`,
  ];
  const paint = errors > 0 ? style.bad : warnings > 0 ? style.warn : style.good;
  const verdict = errors > 0 ? "Not valid" : warnings > 0 ? "Valid, with findings" : "Valid";
  return wrap(
    `${paint(style.bold(verdict))}: ${plural(errors, "error")}, ${plural(warnings, "warning")}, ${rest.join(", ")}`,
    style.width,
    "  ",
  );
}

function packLine(
  { id, version, asOf, census, picks }: Validation["packs"][number],
  style: Style,
): string {
  const { capabilities, models, facts, sources, primaryShare } = census;
  const text = `pack ${safe(id)} ${safe(version)} as of ${asOf}: ${capabilities} capabilities, ${models} models, ${facts} facts from ${sources} sources, ${percent(primaryShare)} from a primary source`;
  const stands =
    picks === undefined || picks.answers === 0
      ? ""
      : `; picks of ${picks.singleBoard} of ${picks.answers} plain answers (${percent(picks.singleBoard / picks.answers)}) stand on one board`;
  return wrap(`${text}${scoreText(census)}${stands}`, style.width, "  ");
}

/** Whose scores they are: one publisher's new scale should not come as a surprise. */
function scoreText({ thirdPartyShare, openShare, publishers }: Census): string {
  if (publishers.length === 0) return "";
  const largest = publishers.slice(0, 4).map((one) => `${safe(one.name)} ${percent(one.share)}`);
  return `; scores: ${percent(thirdPartyShare)} by third parties, ${percent(openShare)} under an open licence, ${largest.join(", ")}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const named = (one: ValidationFinding): Diagnostic => ({
  ...one,
  message: `${one.message} [${one.code}]`,
});

function ownedLines(owned: readonly ValidationFinding[], style: Style, verbose: boolean): string[] {
  const title = style.bold("Known faults that a pack owns up to");
  if (verbose)
    return [
      title,
      diagnosticsText(
        owned.map((one) => ({ ...named(one), help: one.expected ?? "" })),
        style,
      ).trimEnd(),
    ];
  const rules = [...new Set(owned.map((one) => one.code))].sort();
  const lines = rules.map((rule) => {
    const here = owned.filter((one) => one.code === rule);
    const reasons = [...new Set(here.map((one) => one.expected ?? ""))].join(" ");
    return `  ${wrap(`${rule} (${here.length}): ${safe(reasons)}`, style.width - 2, "    ")}`;
  });
  return [title, ...lines, style.dim("  -v shows each with its place")];
}
