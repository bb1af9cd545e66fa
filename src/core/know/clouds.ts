import type { Knowledge } from "./pack.ts";
import { remembering } from "./remember.ts";

/** Companies in whose clouds a customer's account can hold models that are served. */
export const cloudsIn = remembering(({ models, providers }: Knowledge): readonly string[] => {
  const inside = Object.values(models)
    .flatMap(({ offers }) => offers)
    .filter(({ placement }) => placement === "in-tenant");
  return [...new Set(inside.flatMap((one) => providers[one.provider]?.company ?? []))].sort();
}, new WeakMap());
