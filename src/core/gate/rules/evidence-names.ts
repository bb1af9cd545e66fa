/** What backs a rule about a candidate: the names that a rule may list are checked when the pack is loaded. */
export const evidenceNames = [
  "model.licence",
  "model",
  "offer",
  "price",
  "scores",
  "profile",
] as const;
