import { rentTerms } from "../core/know/lists.ts";
import { type EntryForm, type FieldFlag, fields } from "./field-flag.ts";

/** Name and what stands behind the first sign after it. */
function halves(text: string, sign: "=" | ":"): readonly [string, string] | undefined {
  const at = text.indexOf(sign);
  const [name, rest] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return at < 1 || rest === "" || forbidden.has(name) ? undefined : [name, rest];
}

/** Names that would not become a key of their own. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

const number = (text: string): number | undefined => {
  const value = /^[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
};

const share = (text: string): number | undefined => {
  const value = number(text.replace(/\s*%$/, ""));
  return value === undefined ? undefined : text.endsWith("%") ? value / 100 : value;
};

const form = (example: string, of: (text: string) => unknown): EntryForm => ({
  example,
  read: (text) => {
    const [name, rest] = halves(text, "=") ?? [];
    const value = rest === undefined ? undefined : of(rest);
    return name === undefined || value === undefined ? undefined : { path: [name], value };
  },
});

const rentForm = form("h100-sxm=2.10 or h100-sxm=2.10:1-year", (text) => {
  const [price = "", term] = text.split(":");
  const usdPerHour = number(price);
  if (usdPerHour === undefined) return undefined;
  if (term === undefined) return { usdPerHour };
  return rentTerms.some((one) => one === term) ? { usdPerHour, term } : undefined;
});

const priceForm = form("gpt-6-luna=0.20/1.20 or gpt-6-luna@azure=0.20/1.20/0.02", (text) => {
  const [input, output, cacheRead, ...more] = text.split("/").map(number);
  if (input === undefined || output === undefined || more.length > 0) return undefined;
  if (text.split("/").length === 3 && cacheRead === undefined) return undefined;
  return cacheRead === undefined ? { input, output } : { input, output, cacheRead };
});

const discountForm = form("openai=15% or openai=0.15", share);
const committedForm = form("h100-sxm=9000 or openai=5000", number);

/** Any other figure by its place under `figures`. */
const figureForm: EntryForm = {
  example: "staff.buildWeeks=0 or owned.capexUsd=28000",
  read: (text) => {
    const [name, rest] = halves(text, "=") ?? [];
    const value = rest === undefined ? undefined : share(rest);
    const path = name?.split(".") ?? [];
    const isPlain = path.length === 2 && path.every((one) => /^[a-zA-Z]+$/.test(one));
    return value === undefined || !isPlain ? undefined : { path, value };
  },
};

const ownedGpuForm: EntryForm = {
  example: "h100-sxm:8",
  list: true,
  read: (text) => {
    const [gpu, rest] = halves(text, ":") ?? [];
    const count = rest === undefined ? undefined : number(rest);
    return gpu === undefined || count === undefined
      ? undefined
      : { path: [], value: { gpu, count } };
  },
};

/** A team's own figures, in place of the pack's. */
export const figureFlags: readonly FieldFlag[] = [
  ...fields("policy", {
    "owned-gpu": ["entries", "ownedGpus", "machines of your own, as h100-sxm:8", ownedGpuForm],
  }),
  ...fields("figures", {
    rent: [
      "entries",
      "rents",
      "your rent of a GPU-hour and its term, as h100-sxm=2.10:1-year",
      rentForm,
    ],
    price: [
      "entries",
      "prices",
      "your price of a model, $ per 1M tokens in/out[/cached], as gpt-6-luna@azure=0.20/1.20",
      priceForm,
    ],
    discount: ["entries", "discounts", "your discount at a provider, as openai=15%", discountForm],
    committed: [
      "entries",
      "committed",
      "$ a month paid to a provider or for a GPU whether used or not, as openai=5000",
      committedForm,
    ],
  }),
  ...fields("figures.staff", {
    salary: ["number", "usdPerYear", "cost of an engineer, $ per year"],
    fte: ["number", "fte", "people who run a fleet of your own, full-time equivalents"],
  }),
  ...fields("figures.fleet", {
    spares: ["number", "spareReplicas", "spare replicas"],
    "utilisation-cap": [
      "number",
      "maxLoad",
      "load at the peak that a replica is planned for, 0..1",
    ],
    "hours-per-month": ["number", "hoursPerMonth", "hours that a machine is paid for"],
  }),
  ...fields(undefined, {
    figure: [
      "entries",
      "figures",
      "any other figure of yours by its place under figures, as staff.buildWeeks=0",
      figureForm,
    ],
  }),
];
