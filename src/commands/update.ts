import { failed, type Loaded, loaded } from "../load/file/diagnostic.ts";
import { usualMarket } from "../load/file/discover.ts";
import { importers, type ReadImport, readImport } from "../load/import/all.ts";
import { addChanges, readOverlay, sha256Of, writeOverlay } from "../load/import/overlay.ts";
import { type ImportChange, planImport, skipsOf } from "../load/import/plan.ts";
import { shownName } from "../load/pack/layers.ts";
import { updateText } from "../report/import/text.ts";
import { toJson } from "../report/json.ts";
import type { Day } from "../shapes/common.ts";
import type { PriceChange, Update } from "../shapes/update.ts";
import { deliver, ending, type Reporters } from "./deliver.ts";
import { inputName, readInput } from "./input.ts";
import { type Ground, misused, readGround } from "./knowledge.ts";
import type { CommandResult } from "./outcome.ts";
import { type Environment, exit } from "./outcome.ts";
import { readSurroundings } from "./settings.ts";
import type { GlobalOptions } from "./shell.ts";

export interface UpdateOptions extends GlobalOptions {
  readonly from?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Take what is held back as too odd. */
  readonly accept?: boolean | undefined;
}

/** The largest price list seen has 4 MB. */
const largestImport = 60_000_000;

/** A public price list in, an overlay of the user's own out. Nothing is fetched, and the package is never written to. */
export async function runUpdate(
  options: UpdateOptions,
  environment: Environment,
): Promise<CommandResult> {
  const { asked, output } = splitFormats(options);
  const ground = await readGround(options, environment);
  if (!ground.ok) return ground;
  const read = await readFile(options.from, asked, ground.value.asOf, environment);
  if (!read.ok) return read;
  const update = await apply(read.value, options, ground.value, environment);
  if (!update.ok) return update;
  const reporters: Reporters<Update> = {
    text: (made, { style, verbose }) => updateText(made, style, verbose),
    json: (made) => toJson(made),
  };
  const delivered = deliver(update.value, reporters, { options: output, environment });
  return ending(delivered, update.value.held.length > 0 ? exit.findings : exit.ok);
}

/** `--format` names what goes in as well as what comes out: the names do not meet. */
function splitFormats(options: UpdateOptions): { asked: string; output: UpdateOptions } {
  const inputs = new Set<string>(["auto", ...importers.map((one) => one.format)]);
  const given = options.format ?? [];
  const rest = given.filter((one) => !inputs.has(one));
  const { format: _format, ...others } = options;
  return {
    asked: given.findLast((one) => inputs.has(one)) ?? "auto",
    output: rest.length > 0 ? { ...others, format: rest } : others,
  };
}

interface Opened {
  readonly read: ReadImport;
  readonly file: string;
  readonly sha256: string;
}

async function readFile(
  from: string | undefined,
  format: string,
  asOf: Day,
  environment: Environment,
): Promise<Loaded<Opened>> {
  if (from === undefined)
    return misused(
      "--from",
      "no file given",
      "Fetch a price list, for example curl -O https://models.dev/api.json, then give it with --from api.json.",
    );
  const text = await readInput(from, environment, largestImport);
  if (!text.ok) return text;
  const file = inputName(from);
  const read = readImport(file, text.value, format, asOf);
  return read.ok ? loaded({ read: read.value, file, sha256: sha256Of(text.value) }) : read;
}

/** Plans first, so that a dry run and a real one say the same; writes only what was taken. */
async function apply(
  opened: Opened,
  options: UpdateOptions,
  ground: Ground,
  environment: Environment,
): Promise<Loaded<Update>> {
  const { read, file, sha256 } = opened;
  const { asOf, knowledge } = ground;
  const planned = planImport(read, knowledge, asOf);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const taken = plan.changes.filter(
    (one) =>
      one.state === "changed" ||
      one.state === "new" ||
      (one.state === "held" && options.accept === true),
  );
  const held = plan.changes.filter((one) => !taken.includes(one));
  const around = await readSurroundings(environment);
  if (!around.ok) return around;
  const folder = around.value.market ?? usualMarket(around.value.base);
  const shown = shownName(folder, { root: environment.rules, cwd: environment.cwd });
  const { changes: _changes, ...counts } = plan;
  const update: Update = {
    format: "moat.update",
    formatVersion: "1.0",
    tool: { name: "moat", version: environment.version },
    ...counts,
    file,
    importFormat: read.importer.format,
    licence: read.importer.licence,
    sha256,
    asOf,
    taken: taken.map(shownChange),
    held: held.map(shownChange),
    skipped: Object.fromEntries(skipsOf(read)),
    unread: read.unread.map((one) => one.name.slice(0, 120)),
    written: options.dryRun === true || taken.length === 0 ? null : shown,
  };
  if (update.written === null) return loaded(update);
  const overlay = readOverlay(folder, shown);
  if (!overlay.ok) return overlay;
  const next = addChanges(overlay.value, taken, { importer: read.importer, file, sha256, asOf });
  const failure = writeOverlay(folder, shown, next);
  return failure === undefined ? loaded(update) : failed(failure);
}

/** What the overlay gets is nobody's concern. */
const shownChange = ({ entry: _entry, ...one }: ImportChange): PriceChange => one;
