import type { NeedState } from "./need.ts";

/** What is believed is read from the boards of a related capability. */
export const isKin = ({ belief, profile }: Pick<NeedState, "belief" | "profile">): boolean =>
  belief !== undefined && belief.capability !== profile.id;
