import type { Knowledge } from "../../core/know/pack.ts";
import type { Figures } from "../../shapes/figures.ts";
import { type Diagnostic, suggest } from "../file/diagnostic.ts";
import type { Path, Source } from "../file/source.ts";
import { placeOf, short } from "./check.ts";

/** Names in own figures that nothing in the market bears: a quote for them would change nothing, in silence. */
export function unknownInFigures(
  figures: Figures | undefined,
  source: Source,
  { gpus, models, providers, pack }: Knowledge,
): Diagnostic[] {
  if (figures === undefined) return [];
  const wrong = (path: Path, message: string, help: string): Diagnostic => ({
    code: "input.unknown-figure",
    severity: "error",
    ...placeOf(source, ["figures", ...path]),
    message: `${message} in pack ${pack.id}`,
    help,
  });
  const names = (group: keyof Figures) => Object.keys(figures[group] ?? {});
  const hosts = new Set([
    ...Object.keys(providers),
    ...Object.values(models).flatMap((one) => one.offers.map(({ provider }) => provider)),
  ]);
  const unlisted = (group: keyof Figures, what: string, known: ReadonlySet<string>) =>
    names(group)
      .filter((name) => !known.has(name))
      .map((name) =>
        wrong([group, name], `there is no ${what} "${short(name)}"`, suggest(name, known)),
      );
  const machines = new Set(Object.keys(gpus));
  return [
    ...unlisted("rents", "GPU", machines),
    ...unlisted("discounts", "provider", hosts),
    ...unlisted("committed", "GPU or provider", new Set([...machines, ...hosts])),
    ...names("prices").flatMap((name) => {
      const [id = "", provider] = name.split("@");
      const model = Object.hasOwn(models, id) ? models[id] : undefined;
      if (model === undefined)
        return wrong(
          ["prices", name],
          `there is no model "${short(id)}"`,
          suggest(id, Object.keys(models)),
        );
      const sellers = model.offers.map((one) => one.provider);
      if (provider === undefined ? sellers.length > 0 : sellers.includes(provider)) return [];
      return wrong(
        ["prices", name],
        provider === undefined
          ? `nobody offers "${short(id)}"`
          : `"${short(provider)}" does not offer "${short(id)}"`,
        sellers.length === 0
          ? "Add the offer to a pack of your own, with its terms."
          : suggest(provider ?? "", sellers),
      );
    }),
  ];
}
