import { describe, expect, test } from "vitest";
import { breakEven, type Staircase } from "../../../src/core/cost/break-even.ts";
import { requestCost } from "../../../src/core/cost/request-items.ts";
import { allowed, type Example, examples, type Numbers } from "../../peer-costs.ts";

const example = (id: string): Example => {
  const found = examples.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the fixtures hold no ${id}`);
  return found;
};

/** $ for tokens at $ per million, as the engine bills a request. */
const tokens = (input: number, output: number, pin: number, pout: number): number =>
  requestCost(
    { input: pin, output: pout, published: "2026-11-23", source: "peer" },
    { inputTokens: input, outputTokens: output, cachedInputShare: 0, batchShare: 0 },
    1,
  );

/** A fleet that never has to grow: what calculators with one flat line assume. */
const flat = (own: number, hostedPerUnit: number): Staircase => ({
  own: () => own,
  hosted: (volume) => volume * hostedPerUnit,
  steps: [1e15],
  replicasAt: () => 1,
  current: 0,
  fleetAt: () => "one",
  isAllowed: () => true,
});
const flatBreakEven = (own: number, hostedPerUnit: number): number => {
  const found = breakEven(flat(own, hostedPerUnit));
  return found.kind === "at" ? found.volume : Number.NaN;
};

const api = ({
  input_tokens = 0,
  output_tokens = 0,
  api_input_per_mtok = 0,
  api_output_per_mtok = 0,
}: Numbers) => tokens(input_tokens, output_tokens, api_input_per_mtok, api_output_per_mtok);
const perMillionTokens = (usdPerHour: number, tokensPerSecond: number, utilisation = 1) =>
  usdPerHour / ((tokensPerSecond * 3600 * utilisation) / 1e6);

/** What the engine says to each example, with the conventions that the example states. */
const answers: Readonly<Record<string, (inputs: Numbers) => Numbers>> = {
  // 730 hours; utilisation scales the bill.
  "llmtco-cost-curve-default": (i) => {
    const total = (i.input_tokens ?? 0) + (i.output_tokens ?? 0);
    const self = (i.gpu_per_hour ?? 0) * 730 * (i.utilization ?? 0);
    const blended = (api(i) / total) * 1e6;
    return {
      blended_api_per_mtok: blended,
      api_monthly_usd: api(i),
      self_host_monthly_usd: self,
      break_even_tokens_per_month: flatBreakEven(self, blended / 1e6),
    };
  },
  "llmtco-methodology-api": (i) => ({ api_usd: api(i) }),
  "llmtco-methodology-rented": (i) => ({
    self_host_monthly_usd: (i.gpu_per_hour ?? 0) * 730 * (i.utilization ?? 0),
  }),
  "llmtco-methodology-owned-capex": (i) => ({
    capex_monthly_usd: (i.capex_usd ?? 0) / (i.amortization_months ?? 1),
  }),
  // Its break-even ignores that escalated requests pay twice; so does this, as it states it.
  "manning-listing-12.8": (i) => {
    const perRequest = (i.gpu_per_hour ?? 0) / (i.requests_per_hour ?? 1);
    const self = perRequest + (i.escalation_rate ?? 0) * (i.api_per_request ?? 0);
    return {
      break_even_requests_per_hour: flatBreakEven(i.gpu_per_hour ?? 0, i.api_per_request ?? 0),
      self_host_per_request_usd: self,
      saving_vs_api: 1 - self / (i.api_per_request ?? 1),
    };
  },
  "dreaming-h100-700tps": (i) => ({
    usd_per_mtok: perMillionTokens(i.gpu_per_hour ?? 0, i.tok_s ?? 1),
  }),
  "mohithg-h100-5000tps": (i) => {
    const at = (share: number) => perMillionTokens(i.gpu_per_hour ?? 0, i.tok_s ?? 1, share);
    return {
      tokens_per_hour: (i.tok_s ?? 0) * 3600,
      usd_per_mtok_100pct: at(1),
      usd_per_mtok_50pct: at(0.5),
      usd_per_mtok_30pct: at(0.3),
    };
  },
  "cloudatler-scenarioB-100M-day": (i) => ({
    api_daily_usd: tokens(i.tokens_per_day ?? 0, 0, i.api_blended_per_mtok ?? 0, 0),
    self_host_daily_usd: (i.gpu_per_hour ?? 0) * (i.gpus ?? 0) * 24,
  }),
  "gentleforge-gpt4o-120M-45M": (i) => ({
    api_usd: api(i),
    hosted_open_usd: tokens(
      i.input_tokens ?? 0,
      i.output_tokens ?? 0,
      i.hosted_open_input_per_mtok ?? 0,
      i.hosted_open_output_per_mtok ?? 0,
    ),
  }),
  "llm-prices-cli-gpt-4o": (i) => perRequest(i),
  "llm-prices-cli-claude-sonnet-4-6": (i) => perRequest(i),
  "plarix-gpt4o-mini-configured": (i) => {
    const one = api(i);
    return { per_request_usd: one, monthly_usd: one * (i.requests_per_day ?? 0) * (i.days ?? 0) };
  },
  "sunkcost-worked-example": payback,
  "sunkcost-decline-flat": payback,
  // Audio minutes instead of tokens; the page rounds 110.80 to 110 before it divides.
  "lessrec-whisper-3090": (i) => {
    const hardware = (i.hardware_usd ?? 0) / (i.amortization_months ?? 1);
    const hours = (i.hours_per_day ?? 0) * (i.days ?? 0);
    const electricity = ((i.watts ?? 0) / 1000) * hours * (i.usd_per_kwh ?? 0);
    const labour = (i.maintenance_hours ?? 0) * (i.usd_per_hour ?? 0);
    const fixed = hardware + electricity + labour;
    const minutes = flatBreakEven(fixed, i.api_per_minute ?? 0);
    return {
      hardware_monthly_usd: hardware,
      electricity_monthly_usd: electricity,
      labour_monthly_usd: labour,
      fixed_monthly_usd: fixed,
      break_even_minutes_per_month: minutes,
      break_even_hours_per_month: minutes / 60,
    };
  },
  "deepscript-whisper-a100": (i) => ({
    self_host_per_audio_hour_eur: (i.gpu_per_hour_eur ?? 0) * (i.realtime_factor ?? 0),
  }),
};

function perRequest(i: Numbers): Numbers {
  return {
    input_usd: api({ ...i, output_tokens: 0 }),
    output_usd: api({ ...i, input_tokens: 0 }),
    cost_per_request_usd: api(i),
  };
}

/** A machine bought once against an API by the day; input tokens take no time there, as its authors say themselves. */
function payback(i: Numbers): Numbers {
  const daily = i.tokens_per_day ?? 0;
  const output = daily / (1 + (i.input_to_output_ratio ?? 0));
  const hosted = tokens(
    daily - output,
    output,
    i.api_input_per_mtok ?? 0,
    i.api_output_per_mtok ?? 0,
  );
  const hours = output / (i.local_tok_s ?? 1) / 3600;
  const local = ((i.watts ?? 0) / 1000) * hours * (i.usd_per_kwh ?? 0);
  const days = flatBreakEven(i.device_usd ?? 0, hosted - local);
  return {
    api_daily_usd: hosted,
    local_daily_usd: local,
    saving_daily_usd: hosted - local,
    break_even_days: days,
    break_even_tokens: days * daily,
    break_even_years: days / 365.25,
    break_even_days_greater_than: days,
  };
}

describe("published examples, by their own conventions", () => {
  const reproduced = examples.filter((one) => Object.hasOwn(answers, one.id));

  test("every usable one is looked at", () => {
    const left = examples.filter((one) => !Object.hasOwn(answers, one.id)).map((one) => one.id);
    // The first has a list of rows and a test of its own below; the others are not right as printed.
    expect(left.sort()).toEqual([
      "forg-a100x2-100M",
      "plarix-measured-total",
      "tracker7ex-46k-WRONG",
      "wyrdwerk-50M-day-WRONG",
    ]);
  });

  const figures = reproduced.flatMap((one) =>
    Object.entries(one.printed)
      .filter((entry): entry is [string, number] => typeof entry[1] === "number")
      .map(([name, printed]) => ({
        title: `${one.source}, ${one.published}: ${name}`,
        one,
        name,
        printed,
      })),
  );

  test.each(figures)("$title", ({ one, name, printed }) => {
    const found = answers[one.id]?.(one.inputs)[name] ?? Number.NaN;
    if (name.endsWith("greater_than")) expect(found).toBeGreaterThan(printed);
    else expect(Math.abs(found - printed)).toBeLessThanOrEqual(allowed(one, name, printed) + 1e-12);
  });

  test("a list of requests at mixed prices (plarix)", () => {
    const { inputs, printed, rounding } = example("plarix-measured-total");
    const rows = inputs as unknown as Record<
      string,
      { in: number; out: number; pin: number; pout: number }[]
    >;
    for (const side of ["before", "after"]) {
      const usd = (rows[side] ?? []).map((one) => tokens(one.in, one.out, one.pin, one.pout));
      const sum = usd.reduce((all, one) => all + one, 0);
      expect(Math.abs(sum - Number(printed[`${side}_total`]))).toBeLessThanOrEqual(
        rounding.usd ?? 0,
      );
    }
  });
});

describe("published examples that cannot be true", () => {
  test("forg.pro: a break-even of 8.1 G tokens on a machine that serves 126 M; the answer is never", () => {
    const { inputs, printed, because } = example("forg-a100x2-100M");
    const { replica_monthly_usd: usd = 0, api_blended_per_mtok: price = 0 } = inputs;
    const capacity = Number(printed.capacity_per_replica_tokens);
    // The printed figure is the flat line; whole replicas never get there.
    expect(
      flatBreakEven(usd, price / 1e6) / Number(printed.break_even_tokens_per_month),
    ).toBeCloseTo(1, 4);
    const replicasAt = (volume: number) => Math.max(1, Math.ceil(volume / capacity - 1e-9));
    const found = breakEven({
      own: (volume) => replicasAt(volume) * usd,
      hosted: (volume) => (volume * price) / 1e6,
      steps: Array.from({ length: 600 }, (_, index) => (index + 1) * capacity),
      replicasAt,
      current: inputs.volume_tokens ?? 0,
      fleetAt: () => "one",
      isAllowed: () => true,
    });
    expect(found).toEqual({ kind: "never", crossings: [] });
    expect(because).toContain("never");
  });

  test("tracker-7ex: $46,000 at prices that come to $3,090", () => {
    const { inputs, printed, verdict } = example("tracker7ex-46k-WRONG");
    expect(verdict).toBe("wrong");
    expect(api(inputs)).toBeCloseTo(3090, 6);
    expect(Number(printed.api_usd) / api(inputs)).toBeGreaterThan(14);
  });

  test("wyrdwerk: $2,250 where even output alone would cost $900", () => {
    const { inputs, printed, verdict } = example("wyrdwerk-50M-day-WRONG");
    const all = (inputs.tokens_per_day ?? 0) * (inputs.days ?? 0);
    expect(verdict).toBe("wrong");
    expect(tokens(0, all, 0, inputs.api_output_per_mtok ?? 0)).toBeCloseTo(900, 6);
    expect(Number(printed.api_usd)).toBeGreaterThan(900);
  });
});
