import * as z from "zod";
import { capabilityClass, choice, effort, modality, option, status } from "./common.ts";
import { model as writtenModel } from "./models.ts";
import { profile } from "./profile.ts";
import { stated } from "./providers.ts";
import * as written from "./use-case.ts";

/**
 * What rules may ask, in the shape that core/gate/facts.ts builds: fields and values of the files that it comes from, and what is
 * worked out. A rule that asks for anything else is refused at load.
 */

const workload = written.workload.omit({ audioMinutes: true, characters: true });
const { answer } = stated.shape;

const useCase = z.object({
  workload,
  latency: written.latency,
  data: written.data,
  evaluation: written.useCase.shape.evaluation,
  team: written.team,
  policy: written.policy.omit({ ownedGpus: true }),
  budget: written.budget,
  horizonMonths: z.number(),
  preset: z.string(),
  scenario: z.string(),
  needs: z.number(),
  answer: z.object({ choice, status }),
});

const need = useCase.extend({
  need: z.object({
    id: z.string(),
    capability: z.string(),
    title: z.string(),
    class: capabilityClass,
    dataSource: profile.shape.dataSource.shape.kind,
    integration: profile.shape.integration.shape.kind,
    modalities: z.array(modality),
    pricedInTokens: z.boolean(),
    turn: profile.shape.turn,
    boards: z.number(),
    kin: z.string(),
    share: z.number(),
    task: z.enum(["bounded", "open-ended"]),
    workload,
    latency: written.latency.extend({ assumed: z.boolean(), anyToken: z.boolean() }),
    bar: z.object({ name: z.string(), share: z.number(), moving: z.boolean() }),
    scenarios: z.number(),
    closingMedianMonths: z.number(),
  }),
});

const candidate = need.extend({
  candidate: z.object({
    option,
    evidence: z.enum(["scored", "imputed", "claim", "tuned", "none"]),
    hosted: z.boolean(),
    rented: z.boolean(),
    placement: z.enum(["own", "vendor", "in-tenant"]),
    provider: z.string(),
    cloud: z.string(),
    whom: z.string(),
    assurances: z.array(z.string()),
    lacks: z.array(z.string()),
    documented: z.boolean(),
    terms: z.object({ personalData: answer, healthData: answer, training: answer }),
    jurisdictions: z.array(z.string()),
    effort,
    model: z.object({
      id: z.string(),
      title: z.string(),
      vendor: z.string(),
      origin: z.string(),
      weights: writtenModel.shape.weights,
      status: writtenModel.shape.status,
      licence: writtenModel.shape.licence.shape.class,
      licenceName: z.string(),
      intendedUse: writtenModel.shape.intendedUse,
      context: z.number(),
      modalities: z.array(modality),
      billions: z.number(),
      hosts: z.number(),
      monthsToRetirement: z.number(),
    }),
    latency: written.latency.extend({ measured: z.boolean() }),
    usdPerMonth: z.number(),
    priced: z.boolean(),
    gpus: z.number(),
    gpuLimit: z.number(),
    replicas: z.number(),
  }),
  boards: z.object({
    count: z.number(),
    vendorRun: z.number(),
    allVendorRun: z.boolean(),
    disagreement: z.number(),
    disagree: z.boolean(),
  }),
});

export const facts = { "use-case": useCase, need, candidate } as const;
