import type { Day } from "../../shapes/common.ts";
import type { DecisionRecord } from "../../shapes/record.ts";
import type { Boundary, WrittenUseCase } from "../../shapes/use-case.ts";
import type { Taken } from "../check/taken.ts";
import { complete } from "../know/assume.ts";
import { own } from "../know/own.ts";
import type { Knowledge } from "../know/pack.ts";

/** What a record in force says of the code that it decides for. */
export interface CodeDecision {
  readonly file: string;
  readonly affects: readonly string[];
  /** Ids of the models of its routes, those to fall back to included; none: it names no model. */
  readonly models: ReadonlySet<string>;
  readonly boundary: Boundary;
  readonly denyVendors: readonly string[];
  readonly denyOrigins: readonly string[];
  /** Places that data may not leave: `eu`, `us`. */
  readonly regions: readonly string[];
  readonly takes: readonly Taken[];
  /** The use case, or the record that holds it. */
  readonly ask: string;
  readonly asOf: Day;
}

export interface Decided {
  readonly file: string;
  readonly record: DecisionRecord;
  readonly affects: readonly string[];
  readonly useCase: WrittenUseCase;
  readonly takes: readonly Taken[];
  /** Path of the use case, where it is a file of its own. */
  readonly asked: string | undefined;
}

export function codeDecision(one: Decided, knowledge: Knowledge, asOf: Day): CodeDecision {
  const { data, policy } = complete(one.useCase, knowledge).useCase;
  const routes = one.record.routes.flatMap((route) =>
    route.fallback === undefined ? [route] : [route, route.fallback],
  );
  return {
    file: one.file,
    affects: one.affects,
    models: new Set(
      routes.flatMap(({ model }) => (model === undefined ? [] : [idOf(model, knowledge)])),
    ),
    boundary: data.boundary,
    denyVendors: policy.denyVendors,
    denyOrigins: policy.denyOrigins,
    regions: data.assurances.flatMap((name) => /^([a-z]{2})-region$/.exec(name)?.[1] ?? []),
    takes: one.takes,
    ask: one.asked ?? one.file,
    asOf,
  };
}

const idOf = (name: string, { models }: Knowledge): string => own(models, name)?.id ?? name;
