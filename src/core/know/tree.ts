/** What was written, as it is nested. */
export type Tree = Readonly<Record<string, unknown>>;

/** One that is still being put together. */
export type WritableTree = Record<string, unknown>;
