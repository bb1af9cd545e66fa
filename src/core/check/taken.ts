/** A model that the record's question is answered with today. */
export interface Taken {
  readonly need: string;
  readonly model: string;
  /** Host or vendor; undefined on own machines. */
  readonly offer: string | undefined;
}
