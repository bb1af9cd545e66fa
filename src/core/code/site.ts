/**
 * By its position: `used` is passed on or assigned as the model; `offered` stands in a list to choose from; `table` is a key
 * with facts behind it; anything else is a `mention`.
 */
export type Position = "used" | "offered" | "table" | "mention";

/** What a place in code names. `manifest` is a dependency that nobody need import; `own` is a server of the team's own. */
export type SiteKind = "model" | "deployment" | "import" | "host" | "own" | "manifest";

export interface CodeSite {
  readonly kind: SiteKind;
  /** The id, package, host, image or command as it is written. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The line itself, as far as it is short. */
  readonly snippet: string;
  readonly position: Position;
  /** Who serves it, where the place itself says so: a package, a host, the route of an id. */
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  /** Version of the model, where it stands beside its name. */
  readonly version?: string | undefined;
}

export interface CodeFile {
  /** From the root of the repository, with forward slashes. */
  readonly file: string;
  /** Tests, documentation, examples …: what kind of code that is not the product. */
  readonly apart: string | undefined;
  readonly sites: readonly CodeSite[];
}
