import type { Choice, Day, Effort, Option, Status } from "../../../shapes/common.ts";
import type { DocumentHead } from "../../../shapes/document.ts";
import type { Precision } from "../../know/knowledge.ts";

/** A chosen plan as what is needed to put it into service; every text format is made from it alone. */
export interface PlanExport extends Pick<DocumentHead<"moat.decision">, "tool" | "asOf" | "packs"> {
  readonly name: string;
  readonly title: string;
  readonly choice: Choice;
  readonly status: Status;
  /** Plans that are as good. */
  readonly evenWith: readonly string[];
  readonly needs: readonly ExportedNeed[];
  /** Needs that nothing was chosen for. */
  readonly without: readonly string[];
}

export interface ExportedNeed {
  readonly id: string;
  readonly first: ExportedTarget;
  /** Where requests go when the first does not answer: it passes the same gates; null where nothing does. */
  readonly next: ExportedTarget | null;
  /** Why there is none. */
  readonly because: string | null;
  /** What to ask before the first can be relied on. */
  readonly asks: readonly string[];
  /** Likely enough to miss the bar, or not measured at this work. */
  readonly tryFirst: boolean;
  /** P(quality >= bar). */
  readonly clearsBar: number;
  /** Asked for as chat completions. */
  readonly isChat: boolean;
}

export interface CommonTarget {
  readonly model: string;
  readonly option: Option;
  readonly effort: Effort;
  /** False: no score says at which effort it was run, so the effort is not set. */
  readonly effortIsTold: boolean;
  /** The plan counts on a model that was tuned on the team's labels. */
  readonly tuned: boolean;
  readonly usdPerMonth: number | null;
  /** $ a token; null where no price is known. */
  readonly rates: ExportedRates | null;
}

export interface ExportedRates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number | null;
  /** What holds for long requests, batches or a share of a fleet. */
  readonly note: string | null;
  readonly source: string;
  readonly published: Day | null;
}

export type ExportedTarget = OwnTarget | HostedTarget;

export interface OwnTarget extends CommonTarget {
  readonly kind: "own";
  readonly gpu: string;
  readonly gpuTitle: string;
  readonly maker: "nvidia" | "amd";
  readonly gpusPerReplica: number;
  readonly precision: Precision;
  readonly replicas: number;
  readonly spares: number;
  readonly inFlight: number;
  /** Of a replica, and the least that the recipe of the weights asks for; GB. */
  readonly memoryGb: number;
  readonly memoryAskedGb: number | null;
  readonly repository: string | null;
  readonly revision: string | null;
  /** Of `vllm serve`, flag by flag, the repository first; null where no repository is known. */
  readonly serve: readonly (readonly string[])[] | null;
  /** What measures it at the load that was planned. */
  /** Null for what is not measured in tokens. */
  readonly bench: string | null;
  readonly minEngine: string | null;
  readonly image: string | null;
  readonly source: string | null;
  readonly note: string | null;
}

export interface HostedTarget extends CommonTarget {
  readonly kind: "hosted";
  readonly provider: string;
  readonly providerTitle: string;
  /** What the provider's API calls the model; null where nobody says. */
  readonly endpoint: {
    readonly id: string;
    readonly source: string;
    readonly published: Day;
  } | null;
  readonly base: string | null;
  readonly litellm: string | null;
  readonly note: string | null;
}
