/** A condition is data: it is checked against the facts' schema when a pack is loaded, and evaluated here. */

export type Scalar = string | number | boolean;
export type ParameterValue = Scalar;

export type Operator =
  | "eq"
  | "ne"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "between"
  | "in"
  | "contains"
  | "containsAny"
  | "containsAll"
  | "exists";

export type Operand =
  | { readonly kind: "literal"; readonly value: Scalar | readonly Scalar[] }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "fact"; readonly path: string; readonly times: number };

export type Condition =
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | {
      readonly kind: "test";
      readonly path: string;
      readonly operator: Operator;
      readonly operand: Operand;
    };

/** Kleene's three values: a missing fact makes a test unknown, never silently false. */
export type Truth = true | false | "unknown";

export type Facts = Readonly<Record<string, unknown>>;

export type PackParameters = Readonly<Record<string, ParameterValue>>;

export interface Context {
  readonly facts: Facts;
  readonly parameters: PackParameters;
}

/** Stands for facts that will be known later: nothing that asks for them can be told, not even whether they exist. */
export const pending = Symbol("pending");
