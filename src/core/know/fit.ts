/** A board's line; `centre`, `spread` and `weight` say of which abilities it was learnt, and how well. */
export interface Line {
  readonly home: string;
  mu: number;
  slope: number;
  noise: number;
  weight: number;
  centre: number;
  spread: number;
}

/** Lines by board, undefined for a board that shares too few models with others; and the trend of ability. */
export interface Fit {
  readonly lines: readonly (Line | undefined)[];
  readonly skill: number;
  t0: number;
  t1: number;
}

/** With the sign of the scores and parameters that it was made of: whoever has the same need not make it again. */
export interface Fitted extends Fit {
  readonly sign: string;
}
