import * as z from "zod";
import { capabilityClass, choice, effort, modality, option, status } from "./common.ts";
import { boundary, sensitivity } from "./use-case.ts";

/** What rules may ask, in the shape that core/gate/facts.ts builds. A rule that asks for anything else is refused at load. */

const workload = z.object({
  requestsPerMonth: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  contextTokens: z.number(),
  cachedInputShare: z.number(),
  batchShare: z.number(),
  reasoning: effort,
  peakToMean: z.number(),
  growthPerMonth: z.number(),
});

const answer = z.enum(["yes", "no", "by-agreement"]);

const useCase = z.object({
  workload,
  latency: z.object({ firstTokenMs: z.number(), perTokenMs: z.number() }),
  data: z.object({
    personal: z.boolean(),
    sensitivity,
    boundary,
    cloud: z.string(),
    assurances: z.array(z.string()),
    domainData: z.enum(["none", "labelled", "exclusive"]),
  }),
  evaluation: z.enum(["none", "some", "golden-set"]),
  team: z.object({
    mlEngineers: z.number(),
    onCall: z.boolean(),
    fineTuning: z.boolean(),
    stack: z.enum(["tuned", "default", "fresh"]),
  }),
  policy: z.object({
    licence: z.enum(["permissive", "commercial", "any"]),
    denyOrigins: z.array(z.string()),
    denyVendors: z.array(z.string()),
    jurisdictions: z.array(z.string()),
    denyGpus: z.array(z.string()),
    use: z.enum(["production", "research"]),
    maxGpus: z.number(),
    rentTerm: z.enum(["on-demand", "1-year", "3-year"]),
  }),
  budget: z.object({ usdPerMonth: z.number(), hurtsAtUsdPerMonth: z.number() }),
  horizonMonths: z.number(),
  preset: z.string(),
  scenario: z.string(),
  needs: z.number(),
  answer: z.object({
    choice,
    status: status,
  }),
});

const need = useCase.extend({
  need: z.object({
    id: z.string(),
    capability: z.string(),
    title: z.string(),
    class: capabilityClass,
    dataSource: z.enum(["public", "mixed", "proprietary-interaction", "proprietary-domain"]),
    integration: z.enum(["native", "bolted-on"]),
    modalities: z.array(modality),
    pricedInTokens: z.boolean(),
    turn: z.enum(["person", "agent", "background"]),
    boards: z.number(),
    kin: z.string(),
    share: z.number(),
    task: z.enum(["bounded", "open-ended"]),
    workload,
    latency: z.object({
      firstTokenMs: z.number(),
      perTokenMs: z.number(),
      assumed: z.boolean(),
      anyToken: z.boolean(),
    }),
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
      weights: z.enum(["open", "closed"]),
      status: z.enum(["general", "preview", "restricted"]),
      licence: z.enum([
        "permissive",
        "commercial-with-conditions",
        "non-commercial",
        "proprietary-terms",
      ]),
      licenceName: z.string(),
      intendedUse: z.enum(["general", "research-only"]),
      context: z.number(),
      modalities: z.array(modality),
      billions: z.number(),
      hosts: z.number(),
      monthsToRetirement: z.number(),
    }),
    latency: z.object({
      firstTokenMs: z.number(),
      perTokenMs: z.number(),
      measured: z.boolean(),
    }),
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
