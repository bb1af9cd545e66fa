/** A machine that people ask about and of which nobody published what an estimate could be held against. */
export interface UnmodelledGpu {
  readonly id: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly because: string;
}
