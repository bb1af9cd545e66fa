import * as z from "zod";
import {
  anyNumber,
  choice,
  criterion,
  day,
  id,
  kind,
  type Of,
  option,
  status,
  text,
} from "./common.ts";
import { useCase } from "./use-case.ts";

const names = z.array(text).default([]);

/** A use case whose kind and name go without saying. */
const written = useCase.partial({ kind: true, name: true });

/** Rules by option; an empty list: none. */
const byOption = z.partialRecord(option, z.array(text)).default({});

/** Dotted paths to values; null takes the field or the fact away. */
const changes = z.record(
  z.string(),
  z.union([z.string(), anyNumber, z.boolean(), z.null(), z.array(z.unknown()), z.looseObject({})]),
);

const expectation = z
  .strictObject({
    fires: names,
    quiet: names,
    unknown: names,
    missing: names,
    vetoed: byOption,
    asks: byOption,
    points: z.partialRecord(criterion, z.number().min(-1).max(1)).default({}),
    verdict: choice.or(z.array(choice).min(1)).optional(),
    status: status.optional(),
    route: z.record(id, option).default({}),
  })
  .refine((all) => Object.values(all).some((one) => Object.keys(Object(one)).length > 0), {
    message: "a case must expect something",
  });

/** Facts by dotted path; load/pack/tests.ts checks their names and values. */
export const facts = changes.clone();

const testCase = z.strictObject({
  name: text,
  useCase: written.optional(),
  patch: changes.default({}),
  need: text.optional(),
  candidate: z.strictObject({ option, model: id.optional(), provider: id.optional() }).optional(),
  facts: facts.default({}),
  expect: expectation,
});

/** What a pack promises: use cases, and what its rules and its answer make of them. */
export const test = z.strictObject({
  kind: kind("test"),
  pack: text.optional(),
  asOf: day.optional(),
  base: written.optional(),
  cases: z.array(testCase).min(1),
});

export type WrittenTest = Of<typeof test>;
