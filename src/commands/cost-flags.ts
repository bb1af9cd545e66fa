import { computes, splits } from "../core/cost/footprint.ts";
import type { Measurement } from "../core/cost/own-measurement.ts";
import { replicaSizes } from "../core/cost/servable.ts";
import type { CostSettings } from "../core/costing/billed.ts";
import type { WantedMachine } from "../core/costing/fleets.ts";
import type { Gpu, Model, Precision } from "../core/know/knowledge.ts";
import type { Knowledge } from "../core/know/pack.ts";
import {
  type Diagnostic,
  failed,
  type Loaded,
  loaded,
  suggest,
  together,
} from "../load/file/diagnostic.ts";
import type { Currency } from "../report/cost/money.ts";
import type { UnmodelledGpu } from "../shapes/market.ts";
import { flag, misused } from "./knowledge.ts";

/** What the flags of `moat cost` say beside the use case. */
export interface CostFlags {
  readonly model?: readonly string[] | undefined;
  /** `h100-sxm`, `h100-sxm:2` or `h100-sxm:2:fp8`. */
  readonly gpu?: string | undefined;
  /** `4150@128,3000,1000` */
  readonly measured?: string | undefined;
  readonly rentDrift?: string | undefined;
  readonly softwareDrift?: string | undefined;
  readonly priceDrift?: string | undefined;
  /** Per year: `0.1` or `10%`. */
  readonly discountRate?: string | undefined;
  /** `eur=0.86`: what a US dollar is in it. */
  readonly currency?: string | undefined;
}

type CostFlagSettings = Omit<CostSettings, "draws">;

export function costSettings(flags: CostFlags, knowledge: Knowledge): Loaded<CostFlagSettings> {
  const named = (flags.model ?? []).map((name) => modelOf(name, knowledge));
  const asked = flags.gpu === undefined ? loaded(undefined) : machineOf(flags.gpu, knowledge);
  const uneven = named.flatMap((one) =>
    one.ok && asked.ok ? unevenOn(knowledge.models[one.value], asked.value) : [],
  );
  const all = together(
    together(...named),
    asked,
    flags.measured === undefined ? loaded(undefined) : measurementOf(flags.measured),
    driftOf("--rent-drift", flags.rentDrift),
    driftOf("--software-drift", flags.softwareDrift),
    driftOf("--price-drift", flags.priceDrift),
    driftOf("--discount-rate", flags.discountRate),
    uneven.length > 0 ? failed(...uneven) : loaded(undefined),
  );
  if (!all.ok) return all;
  const [models, machine, measured, rent, software, capabilityPrice, discountRate] = all.value;
  return loaded({
    ...{ models, machine, measured, discountRate },
    drift: {
      ...(rent === undefined ? {} : { rent }),
      ...(software === undefined ? {} : { software }),
      ...(capabilityPrice === undefined ? {} : { capabilityPrice }),
    },
  });
}

function modelOf(name: string, { models }: Knowledge): Loaded<string> {
  const found = byName(models, name);
  return found === undefined
    ? misused(
        "--model",
        `there is no model "${name.slice(0, 60)}"`,
        suggest(name, Object.keys(models)),
      )
    : loaded(found.id);
}

/** A model or GPU by id or alias, whatever the case. */
export function byName<Named extends Model | Gpu | UnmodelledGpu>(
  all: Readonly<Record<string, Named>>,
  name: string,
): Named | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    Object.values(all).find((one) => one.id === wanted) ??
    Object.values(all).find((one) => one.aliases.some((alias) => alias.toLowerCase() === wanted))
  );
}

const precisions: readonly Precision[] = ["bf16", "fp8", "fp4", "mxfp4", "int4"];

function machineOf(text: string, { gpus, unmodelledGpus }: Knowledge): Loaded<WantedMachine> {
  const [name = "", count, precision] = text.split(":");
  const gpu = byName(gpus, name);
  const unmodelled = gpu === undefined ? byName(unmodelledGpus, name) : undefined;
  if (unmodelled !== undefined)
    return misused(
      "--gpu",
      `${unmodelled.title} is not modelled: ${unmodelled.because}`,
      `Machines that are: ${Object.keys(gpus).sort().join(", ")}.`,
    );
  if (gpu === undefined)
    return misused(
      "--gpu",
      `there is no GPU "${name.slice(0, 60)}"`,
      suggest(name, Object.keys(gpus)),
    );
  const known = precisions.find((one) => one === precision);
  const number = count === undefined ? undefined : Number(count);
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= 64))
    return misused(
      "--gpu",
      `"${text.slice(0, 60)}": GPUs of a replica are a whole number from 1 to 64`,
      example,
    );
  if (precision !== undefined && known === undefined)
    return misused(
      "--gpu",
      `"${text.slice(0, 60)}": there is no such precision`,
      suggest(precision, precisions),
    );
  if (known !== undefined && !computes(gpu, known))
    return misused(
      "--gpu",
      `"${text.slice(0, 60)}": ${gpu.id} has no units for ${known}`,
      `It computes ${precisions.filter((one) => computes(gpu, one)).join(", ")}.`,
    );
  return loaded({ gpu: gpu.id, gpus: number, precision: known });
}

/** Replicas of a named model that cannot be split over so many GPUs. */
function unevenOn(model: Model | undefined, machine: WantedMachine | undefined): Diagnostic[] {
  const architecture = model?.serving?.architecture;
  const gpus = machine?.gpus;
  if (model === undefined || !architecture || gpus === undefined || splits(architecture, gpus))
    return [];
  const sizes = replicaSizes.filter((one) => splits(architecture, one));
  const { heads, kvHeads, mla } = architecture;
  const what = mla === undefined ? `${heads} heads and ${kvHeads} KV heads` : `${heads} heads`;
  return [
    flag(
      "--gpu",
      `${model.id} cannot be divided over ${gpus} GPUs: it has ${what}`,
      `Sizes that work: ${sizes.join(", ")}.`,
    ),
  ];
}

const example = "Write --gpu h100-sxm, h100-sxm:2 or h100-sxm:2:fp8.";

/** Output tokens per second of a whole replica, and the load they were measured at. */
function measurementOf(text: string): Loaded<Measurement> {
  const found = /^([\d.e+]+)@([\d.]+),([\d.]+),([\d.]+)$/i.exec(text.trim());
  const [tokensPerSecond = 0, concurrency = 0, inputTokens = 0, outputTokens = 0] = (found ?? [])
    .slice(1)
    .map(Number);
  const isGood = [tokensPerSecond, concurrency, inputTokens, outputTokens].every(
    (one) => Number.isFinite(one) && one > 0,
  );
  if (found !== null && isGood)
    return loaded({ tokensPerSecond, concurrency, inputTokens, outputTokens });
  return misused(
    "--measured",
    `"${text.slice(0, 60)}" is not a measurement`,
    "Write TOKENS_PER_SECOND@CONCURRENCY,INPUT,OUTPUT of one whole replica: 4150@128,3000,1000",
  );
}

/** Undefined: US dollars. */
export function currencyOf(text: string | undefined): Loaded<Currency | undefined> {
  if (text === undefined) return loaded(undefined);
  const [, code, rate] = /^([a-z]{3})=(\d+(?:\.\d+)?)$/i.exec(text.trim()) ?? [];
  const perUsd = Number(rate);
  if (code !== undefined && perUsd > 0 && perUsd <= 1e6)
    return loaded({ code: code.toLowerCase(), perUsd });
  return misused(
    "--currency",
    `"${text.slice(0, 40)}" is not a currency and its rate`,
    "Write what one US dollar is in it: --currency eur=0.86.",
  );
}

function driftOf(name: string, text: string | undefined): Loaded<number | undefined> {
  if (text === undefined) return loaded(undefined);
  const value = Number(text.replace(/%$/, "")) / (text.endsWith("%") ? 100 : 1);
  if (text.trim() !== "" && Number.isFinite(value) && value > -1 && value <= 10)
    return loaded(value);
  return misused(
    name,
    `"${text.slice(0, 40)}" is not a change per year`,
    "Write -0.2 for a fifth less each year, 0.1 for a tenth more.",
  );
}
