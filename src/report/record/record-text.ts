import type { Recordable } from "../../core/check/basis.ts";

/** What a record is written from. */
export interface RecordText extends Recordable {
  readonly title: string;
  /** Path relative to the record, or the use case itself. */
  readonly useCase: unknown;
  readonly owners: readonly string[];
}
