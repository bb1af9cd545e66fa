/** What a lint found: an honest pack may have some, with a reason. Places are symbolic; load knows the lines. */
export interface LintFinding {
  readonly rule: LintRule;
  readonly subject: Subject;
  readonly message: string;
}

/** A part of the pack: a profile, a model or a provider by id, or the pack itself, and the path within its file. */
export interface Subject {
  readonly document: "profile" | "model" | "provider" | "pack";
  readonly id: string;
  readonly path: readonly (string | number)[];
}

export interface LintText {
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly severity: "warning" | "note";
}

/** Every lint of the evidence, for messages and for `moat explain`. */
export const lintRules = {
  "lint.saving-without-denominator": {
    title: "A saving without a denominator",
    why: "86 % less than what? A saving depends on the price it is measured against, on the volume and on who hosts.",
    remedy: "Add `denominator:` with the price or the bill that it is a share of.",
    severity: "warning",
  },
  "lint.gap-without-benchmark": {
    title: "A gap without a benchmark",
    why: "Boards disagree by a factor of three on the same day, so a gap in per cent says nothing without its board.",
    remedy: "Add `benchmark:` with the board that the gap was read from.",
    severity: "warning",
  },
  "lint.window-without-target": {
    title: "A closing window without a target",
    why: "Open weights reach last season's level in months while the frontier moves on: a window needs the level to reach.",
    remedy:
      "Add `benchmark:`, or `denominator:` with the model whose level is to be reached and the day it counts from.",
    severity: "warning",
  },
  "lint.zero-baseline": {
    title: "A baseline of 0 %",
    why: "Nothing scored is not a score of nothing: 75 % against 0 % compares a model with a missing measurement.",
    remedy: "Give the best dated score of the other side, or leave the gap out.",
    severity: "warning",
  },
  "lint.unusable-weights": {
    title: "Weights that may not be used, counted as self-hostable",
    why: "Open for download is not open for use: research-only and non-commercial weights must not win a production case.",
    remedy:
      "Keep the gates on licence and intended use in the pack, and write the licence class that the licence has.",
    severity: "warning",
  },
  "lint.contradicting-claims": {
    title: "Two claims that contradict each other",
    why: "Both cannot hold; a reader who sees only one of them is misled.",
    remedy: "Correct one of them, or mark the wrong one `status: contradicted` and say by what.",
    severity: "warning",
  },
  "lint.past-review": {
    title: "A profile past its review",
    why: "Records of a board fall within months: three months after a look the leader has often changed.",
    remedy:
      "Run the refresh on a newer snapshot (rules/README.md): it adds what is new and writes `reviewed:`.",
    severity: "warning",
  },
  "lint.newest-evidence": {
    title: "No third party has measured for two months",
    why: "Leaders change about every two months; what only makers say since then is not checked by anybody.",
    remedy:
      "Run the refresh on a newer snapshot (rules/README.md), or add a score of a third party.",
    severity: "note",
  },
  "lint.review-before-news": {
    title: "Models on sale that came after the review",
    why: "A model that no board of the profile knows can neither win nor be the yardstick, however good it is.",
    remedy: "Run the refresh on a snapshot that holds them (rules/README.md).",
    severity: "note",
  },
  "lint.hole": {
    title: "A followed cell that the snapshot holds and the pack does not",
    why: "Which model wins was once decided by which score somebody had copied: one more cell turned the default answer.",
    remedy: "Accept the cell with the refresh, or say in its slugs.yaml why it is left out.",
    severity: "note",
  },
  "lint.offer-not-relisted": {
    title: "Offers that their host no longer lists",
    why: "A price of something that nobody sells any more wins answers that nobody can act on.",
    remedy:
      "Look at the host: give the offer its day in `retires`, or confirm the price with a newer source. Lists leave things out.",
    severity: "note",
  },
  "lint.mixed-checkpoints": {
    title: "Two checkpoints under one model, or one name for two models",
    why: "Weights that always think cost up to five times those that never do, at the same host: one of the two prices is wrong.",
    remedy:
      "Give each checkpoint a model of its own, and say in the refresh's slugs.yaml which name is which.",
    severity: "warning",
  },
  "lint.single-board-winner": {
    title: "An answer whose pick stands on one board",
    why: "One board is one harness and one set of questions; whoever leads it may be tuned to it, or mistyped.",
    remedy: "Add a second board, or run an evaluation of your own before acting on it.",
    severity: "note",
  },
  "lint.evidence-counted-twice": {
    title: "The same evidence counts twice",
    why: "One figure under two names looks like two independent boards and makes the answer surer than it is.",
    remedy: "Keep it in one place only.",
    severity: "warning",
  },
  "lint.price-spread": {
    title: "Sources disagree on a price by more than 5 %",
    why: "The newest published price is used. Where the difference decides a verdict, `moat advise` lists the price as a flip.",
    remedy: "Correct the wrong price in market/overrides.yaml, with the reason.",
    severity: "note",
  },
} as const satisfies Record<string, LintText>;

export type LintRule = keyof typeof lintRules;

export const inProfile = (
  rule: LintRule,
  id: string,
  path: Subject["path"],
  message: string,
): LintFinding => ({ rule, subject: { document: "profile", id, path }, message });
