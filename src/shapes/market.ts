import * as z from "zod";
import { basis, count, day, id, kind, type Of, positive, text } from "./common.ts";
import { endpointId, offer, price } from "./models.ts";

const gpu = z.strictObject({
  id,
  title: text,
  aliases: z.array(text).default([]),
  family: z.enum(["ampere", "ada", "hopper", "blackwell", "rtx", "cdna"]),
  /** Usable bytes. */
  memory: positive,
  /** Bytes per second. */
  bandwidth: positive,
  /** Dense FLOP/s per precision. */
  flops: z.strictObject({ bf16: positive, fp8: positive, fp4: positive }),
  /** Bytes per second, one direction, between GPUs of a node. */
  link: positive,
  watts: positive,
  perNode: count.max(1024),
  published: day,
  source: id,
});

/** A machine that people ask about and of which nobody published what an estimate could be held against. */
const unmodelledGpu = z.strictObject({
  id,
  title: text,
  aliases: z.array(text).default([]),
  because: text,
});

export const gpus = z.strictObject({
  kind: kind("gpus"),
  gpus: z.array(gpu).min(1),
  unmodelled: z.array(unmodelledGpu).optional(),
});

/** Dearer than any card by the hour: a slip of units. */
export const dearestHour = 1000;

const gpuOffer = z.strictObject({
  id,
  provider: id,
  gpu: id,
  mode: z.enum(["on-demand", "reserved-1y", "reserved-3y", "spot", "serverless", "owned"]),
  usdPerGpuHour: z.number().positive().max(dearestHour),
  minGpus: count.default(1),
  region: text.optional(),
  /** Marketplace prices that jump from day to day; kept for reference, not used as a default. */
  volatile: z.boolean().default(false),
  /** False where the provider had none that day: such a list price says nothing of what one would pay. */
  available: z.boolean().default(true),
  basis: basis.default("measured"),
  published: day,
  source: id,
  note: text.optional(),
});

export const gpuOffers = z.strictObject({
  kind: kind("gpu-offers"),
  offers: z.array(gpuOffer).min(1),
});

/** A page, or a section of a document in this package for what its authors measured or assumed themselves. */
const address = z.union([z.url(), z.string().regex(/^rules\/[\w./#-]+$/)]);

export const source = z.strictObject({
  title: text,
  url: address,
  publisher: text.optional(),
  published: day.optional(),
  retrieved: day,
  licence: text,
  kind: z.enum(["primary", "secondary"]),
  note: text.optional(),
});

export const sources = z.strictObject({ kind: kind("sources"), sources: z.record(id, source) });

/**
 * Prices of one offer that replace all others: a human correction, which always wins and says why. With `keepHistory` they
 * are added instead, as `moat profiles update` does, so that earlier days keep their prices.
 */
export const overrides = z.strictObject({
  kind: kind("overrides"),
  overrides: z.array(
    z.strictObject({
      model: id,
      provider: id,
      keepHistory: z.boolean().default(false),
      prices: z.array(price).min(1),
      because: text,
    }),
  ),
});

/** What APIs call the models that they serve, by offer. */
export const endpoints = z.strictObject({
  kind: kind("endpoints"),
  endpoints: z
    .array(z.strictObject({ provider: id, model: id, id: endpointId, published: day, source: id }))
    .min(1),
});

/** Offers of models that are described elsewhere: a price that one's own company was given, for example. */
export const offers = z.strictObject({
  kind: kind("offers"),
  offers: z.array(offer.extend({ model: id })).min(1),
});

export type Gpu = Of<typeof gpu>;
export type UnmodelledGpu = Of<typeof unmodelledGpu>;
export type GpuOffer = Of<typeof gpuOffer>;
export type Citation = Of<typeof source>;
