import type { Day } from "../../shapes/common.ts";
import type { Model } from "../know/knowledge.ts";
import { own } from "../know/own.ts";
import type { Knowledge } from "../know/pack.ts";
import type { ModelId } from "./model-id.ts";

/** That a provider stops answering to an id, with where that is said. */
export interface Ending {
  readonly provider: string;
  readonly retires: Day;
  readonly replacedBy: string | undefined;
  readonly source: string;
  readonly published: Day;
}

/** What is known on a day of the end of an id at a provider; nothing where only others have an end for it. */
export function endingOf(
  id: ModelId,
  { provider, version }: { readonly provider: string; readonly version: string | undefined },
  { retired, models }: Pick<Knowledge, "retired" | "models">,
  asOf: Day,
): Ending | undefined {
  const rows = retired.filter(
    (one) =>
      one.provider === provider &&
      one.published <= asOf &&
      id.forms.includes(one.id) &&
      (one.version === undefined || one.version === version),
  );
  // The fullest form first: a dated snapshot may outlive the name that pointed to it.
  const row = id.forms.flatMap((form) => rows.find((one) => one.id === form) ?? [])[0];
  if (row !== undefined) return { ...row, replacedBy: row.replacedBy };
  const model = id.model === undefined ? undefined : own(models, id.model);
  return model === undefined ? undefined : endingOfModel(model, provider, asOf);
}

/** What the market says of the model itself: of its maker's own offer, or of that of a host. */
function endingOfModel(model: Model, provider: string, asOf: Day): Ending | undefined {
  const offer = model.offers.find((one) => one.provider === provider);
  const retires = offer?.retires ?? (offer?.kind === "first-party" ? model.retires : undefined);
  if (offer === undefined || retires === undefined || model.published > asOf) return undefined;
  return {
    provider,
    retires,
    replacedBy: undefined,
    source: offer.retires === undefined ? model.source : offer.source,
    published: model.published,
  };
}
