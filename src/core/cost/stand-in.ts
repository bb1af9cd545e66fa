import type { Architecture, Model } from "../know/knowledge.ts";
import { remembering } from "../know/remember.ts";

/**
 * A model of which nobody published a configuration, as machines see it: its own weights, in the layers of a larger one. What it
 * keeps of a request then takes no less room than it will, and its machines are those that hold it and not those of the other.
 */
export function standIn(model: Model, larger: Model): Model {
  const { serving, parameters: of } = larger;
  const own = model.parameters;
  if (!serving?.architecture || !own || !of) return larger;
  const known = standInsOf(model);
  const found = known.get(larger) ?? {
    ...larger,
    parameters: own,
    serving: { ...serving, architecture: scaled(serving.architecture, own, of) },
  };
  known.set(larger, found);
  return found;
}

const standInsOf = remembering((_: Model) => new Map<Model, Model>(), new WeakMap());

type Sizes = NonNullable<Model["parameters"]>;

/** All parts in proportion to the whole; of the experts as many active as its active parameters leave. */
function scaled(like: Architecture, own: Sizes, of: Sizes): Architecture {
  const times = own.total / of.total;
  const { other, experts, head, lookup } = like.parameters;
  const activeExperts = own.active * 1e9 - times * (other + head);
  return {
    ...like,
    parameters: {
      other: times * other,
      experts: times * experts,
      activeExperts: experts === 0 ? 0 : Math.max(0, activeExperts),
      head: times * head,
      ...(lookup === undefined ? {} : { lookup: times * lookup }),
    },
  };
}
