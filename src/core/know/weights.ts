export type Precision = "bf16" | "fp8" | "fp4" | "mxfp4" | "int4";

/** Published weights as a server finds them. */
export interface Checkpoint {
  /** Repository on Hugging Face, OWNER/NAME. */
  readonly repository: string;
  /** Commit to hold on to. */
  readonly revision?: string | undefined;
  /** Least memory of all GPUs of a replica that its source asks for, GB. */
  readonly memoryGb?: number | undefined;
  /** Where it is not that of the weights. */
  readonly source?: string | undefined;
}

/** How the weights are served with vLLM; what nobody has published is left out. */
export interface ServedWeights {
  readonly checkpoints: Readonly<Partial<Record<Precision, Checkpoint | undefined>>>;
  /** Least version of vLLM. */
  readonly minEngine?: string | undefined;
  /** Container image for NVIDIA GPUs, where that of the version does not do. */
  readonly image?: string | undefined;
  /** Flags that the model needs, as its recipe has them; those that only tune are left out. */
  readonly arguments: readonly string[];
  readonly source: string;
  readonly note?: string | undefined;
}
