import { safe } from "../../core/know/printable.ts";
import type { PriceChange, Update } from "../../shapes/update.ts";
import { type Style, wrap } from "../style.ts";

/** Changes first, one line each; then what was held back, and why rows were left out. */
export function updateText(update: Update, style: Style, verbose: boolean): string {
  const { taken, held, file, importFormat, sha256, licence, asOf } = update;
  const lines = [
    headline(update, style),
    wrap(
      `${safe(file)}: ${importFormat}, licence ${licence}, as of ${asOf}, sha256 ${sha256.slice(0, 16)}`,
      style.width,
      "  ",
    ),
    ...block("Taken", taken, style, verbose),
    ...block("Held back", held, style, true),
    ...(held.some((one) => one.state === "held")
      ? [
          wrap(
            "  What is far from what is known is mostly a slip or another model: look at the source, then run it again with --accept.",
            style.width,
            "  ",
          ),
        ]
      : []),
    "",
    wrap(`Left as it is: ${leftOut(update, verbose)}.`, style.width, "  "),
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ taken, held, written }: Update, style: Style): string {
  const count = `${taken.length} ${taken.length === 1 ? "price" : "prices"}`;
  const place =
    written === null
      ? taken.length === 0
        ? "Nothing new"
        : `Would take ${count}`
      : `Took ${count} into ${safe(written)}`;
  return style.bold(`${place}${held.length > 0 ? `, held back ${held.length}` : ""}`);
}

/** More lines than this are for -v. */
const mostLines = 20;

function block(
  title: string,
  changes: readonly PriceChange[],
  style: Style,
  all: boolean,
): string[] {
  if (changes.length === 0) return [];
  const shown = all ? changes : changes.slice(0, mostLines);
  const rest = changes.length - shown.length;
  return [
    "",
    style.bold(title),
    ...shown.map((one) => `  ${wrap(line(one), style.width - 2, "    ")}`),
    ...(rest > 0 ? [style.dim(`  and ${rest} more with -v`)] : []),
  ];
}

function line({ what, before, after, moved, jump, why }: PriceChange): string {
  const from = before === null ? "no price" : before;
  const change = jump === null || jump === 0 ? "" : ` (x${(1 + jump).toFixed(2)} apart)`;
  const reason = why === null ? "" : `; ${why}`;
  return `${safe(what)}: ${from} -> ${after}${sides(before === null ? [] : moved)}${change}${reason}`;
}

/** Rates that input and output do not show already. */
function sides(moved: PriceChange["moved"]): string {
  const others = moved.filter(({ rate }) => rate !== "input" && rate !== "output");
  return others
    .map((one) => `, ${one.rate} ${one.before === null ? "" : `${one.before} -> `}${one.after} $`)
    .join("");
}

/** How many rows that could not be read are named without -v. */
const mostNames = 5;

function leftOut({ unchanged, unmatched, older, skipped, unread }: Update, all: boolean): string {
  const names = all ? unread : unread.slice(0, mostNames);
  const more =
    unread.length > names.length ? ` and ${unread.length - names.length} more with -v` : "";
  const parts = [
    `${unchanged} unchanged`,
    `${unmatched} of models or hosts that moat does not follow`,
    ...(older > 0 ? [`${older} not newer than what is known`] : []),
    ...Object.entries(skipped).map(([why, count]) => `${count} x ${why}`),
    ...(unread.length > 0 ? [`not read: ${names.map(safe).join(", ")}${more}`] : []),
  ];
  return parts.join("; ");
}
