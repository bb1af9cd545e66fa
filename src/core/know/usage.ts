import type { Day } from "../../shapes/common.ts";

/** How code shows whom it calls: names of packages and endpoints, and how ids begin (market/usage.yaml). */
export interface UsageFacts {
  readonly published: Day;
  readonly source: string;
  readonly providers: readonly UsedProvider[];
  readonly own: readonly OwnServer[];
  /** How ids of open weights begin; anybody may serve them. */
  readonly open: readonly string[];
  /**
   * Words in the names of keys: of those that hold the id of a model, the name of a deployment, the address of a server; and of
   * those beside it, in letters and digits only: what is told of a model, what tells entries of a list apart, what goes with a call.
   * Likewise in names around it: of what counts tokens or money for a model (functions and keys; files and classes), of functions
   * that tell what a model is called and which there are, of examples. `routed` are keys of ids that say who serves them, "openai/gpt-4o".
   */
  readonly keys: Readonly<
    Record<
      | "model"
      | "deployment"
      | "base"
      | "facts"
      | "names"
      | "call"
      | "counts"
      | "tells"
      | "routed"
      | "counters"
      | "examples"
      | "lists",
      readonly string[]
    >
  >;
  readonly calls: readonly string[];
  /** Place (`eu`, `us` …) -> how regions that lie there begin. */
  readonly regions: Readonly<Record<string, readonly string[]>>;
  /** Kind of code that is not the product -> names of its folders and files. */
  readonly apart: Readonly<Record<string, readonly string[]>>;
  readonly skip: readonly string[];
}

export type Ecosystem = "npm" | "python" | "go" | "jvm" | "dotnet" | "ruby" | "rust";

export type PackageNames = Readonly<Partial<Record<Ecosystem, readonly string[] | undefined>>>;

export interface UsedProvider {
  /** As in providers.yaml, or a router or host that sells nothing to moat and has a `title` of its own. */
  readonly id: string;
  readonly title?: string | undefined;
  /** Models of its own; those of others as well; or it passes requests on to others. */
  readonly serves: "own" | "others" | "routes";
  /** What is named there is a deployment of the customer's own. */
  readonly deployments: boolean;
  readonly ids: readonly string[];
  readonly routes: readonly string[];
  readonly packages: PackageNames;
  readonly hosts: readonly string[];
  readonly calls: readonly string[];
  /** What constants of its SDKs that stand for ids begin with. */
  readonly constants: readonly string[];
}

export interface OwnServer {
  readonly id: string;
  readonly title: string;
  readonly images: readonly string[];
  readonly commands: readonly string[];
  readonly ports: readonly number[];
  readonly routes: readonly string[];
  readonly packages: PackageNames;
}

/** The day on which a provider stops answering to an id (market/retired.yaml). */
export interface Retirement {
  readonly id: string;
  readonly provider: string;
  /** Of the model, where a provider retires version by version. */
  readonly version?: string | undefined;
  readonly retires: Day;
  /** What the provider recommends instead, by its own id. */
  readonly replacedBy?: string | undefined;
  readonly published: Day;
  readonly source: string;
}
