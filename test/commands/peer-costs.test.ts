import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli.ts";
import { environment } from "../environment.ts";
import { allowed, examples } from "../peer-costs.ts";

/** A published example as a command line: every convention of it is a flag. */
interface Run {
  readonly id: string;
  readonly argv: string;
  /** Printed figure -> where it is found in the document. */
  readonly reads?: Readonly<Record<string, string>>;
  readonly breakEven?: "never";
  /** Figure to which what is read adds up, over several runs. */
  readonly addsTo?: string;
  /** What is printed cannot be true: what it is instead. */
  readonly wrong?: { readonly api_usd: string; readonly is: number };
}

const { common, runs }: { common: string; runs: Run[] } = JSON.parse(
  readFileSync(new URL("../../fixtures/peer-costs/commands.json", import.meta.url), "utf8"),
);

interface Arm {
  readonly option: string;
  readonly usdPerMonth: { readonly expected: number } | null;
  readonly perMillion: { readonly blended: { readonly expected: number } };
  readonly items: Readonly<Record<string, number>>;
  readonly cash: {
    readonly usdPerMonth: number;
    readonly paid: readonly { readonly usdPerMonth: number }[];
  } | null;
}
interface Need {
  readonly requestsPerMonth: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly arms: readonly Arm[];
  readonly against: readonly {
    readonly against: string;
    readonly paybackMonths: number | null;
    readonly breakEven: {
      readonly withStaff: {
        readonly kind: string;
        readonly volume?: number;
        readonly since?: number;
      };
    };
  }[];
}

const usdOf = (need: Need, option: string): number =>
  need.arms.find((one) => one.option === option)?.usdPerMonth?.expected ?? Number.NaN;

const againstApi = (need: Need) =>
  need.against.find(({ against }) => against === "proprietary-api");

function breakEvenAt(need: Need): number {
  const found = againstApi(need)?.breakEven.withStaff;
  return found?.volume ?? found?.since ?? Number.NaN;
}

/** Figures of the whole comparison, and those of one arm. */
const ofNeed: Readonly<Record<string, (need: Need) => number>> = {
  "breakEven.requests": breakEvenAt,
  "breakEven.tokens": (need) => breakEvenAt(need) * (need.inputTokens + need.outputTokens),
  "breakEven.hours": (need) => breakEvenAt(need) / 60,
  saving: (need) => 1 - usdOf(need, "self-host") / usdOf(need, "proprietary-api"),
  payback: (need) => againstApi(need)?.paybackMonths ?? Number.NaN,
  "payback.years": (need) => (againstApi(need)?.paybackMonths ?? Number.NaN) / 365.25,
};
const ofArm: Readonly<Record<string, (arm: Arm, need: Need) => number>> = {
  usd: (arm) => arm.usdPerMonth?.expected ?? Number.NaN,
  perMillion: (arm) => arm.perMillion.blended.expected,
  perRequest: (arm, need) => (arm.usdPerMonth?.expected ?? Number.NaN) / need.requestsPerMonth,
  cash: (arm) => arm.cash?.usdPerMonth ?? Number.NaN,
  "cash.machines": (arm) => (arm.cash?.usdPerMonth ?? Number.NaN) - (arm.items.gateway ?? 0),
  paid: (arm) => arm.cash?.paid.reduce((sum, one) => sum + one.usdPerMonth, 0) ?? Number.NaN,
};

function read(need: Need, place: string): number {
  const whole = ofNeed[place];
  if (whole !== undefined) return whole(need);
  const [option = "", ...rest] = place.split(".");
  const arm = need.arms.find((one) => one.option === option);
  if (arm === undefined) return Number.NaN;
  const name = rest.join(".");
  const item = /^items\.(\w+)$/.exec(name)?.[1];
  return item === undefined ? (ofArm[name]?.(arm, need) ?? Number.NaN) : (arm.items[item] ?? 0);
}

const priced = async (run: Run): Promise<Need> => {
  const { stdout, stderr, exitCode } = await main(
    `${common} ${run.argv}`.split(" "),
    environment(),
  );
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return JSON.parse(stdout).needs[0];
};

describe("published examples through the command line, each convention a flag", () => {
  test("every one of them has its command", () => {
    expect([...new Set(runs.map((one) => one.id))].sort()).toEqual(
      examples.map((one) => one.id).sort(),
    );
  });

  const sums = new Map<string, number>();

  test.each(runs.map((run, at) => ({ run, title: `${at + 1} ${run.id}` })))(
    "$title",
    async ({ run }) => {
      const example = examples.find((one) => one.id === run.id);
      if (example === undefined) throw new Error(`no example ${run.id}`);
      const need = await priced(run);
      for (const [name, place] of Object.entries(run.reads ?? {})) {
        const printed = Number(example.printed[name]);
        const found = read(need, place);
        const off = Math.abs(found - printed);
        expect(off, `${name}: ${found} for ${printed}`).toBeLessThanOrEqual(
          allowed(example, name, printed) + 1e-9 * Math.abs(printed),
        );
        if (run.addsTo !== undefined) sums.set(run.addsTo, (sums.get(run.addsTo) ?? 0) + found);
      }
      if (run.breakEven !== undefined)
        expect(againstApi(need)?.breakEven.withStaff.kind).toBe(run.breakEven);
      if (run.wrong !== undefined) {
        const found = read(need, run.wrong.api_usd);
        expect(example.verdict).toBe("wrong");
        expect(found).toBeCloseTo(run.wrong.is, 2);
        expect(Number(example.printed.api_usd)).toBeGreaterThan(2 * found);
      }
    },
  );

  test("a list of requests adds up (plarix)", () => {
    const { printed } = examples.find((one) => one.id === "plarix-measured-total") ?? {
      printed: {},
    };
    for (const [name, sum] of sums)
      expect(Math.abs(sum - Number((printed as Record<string, number>)[name]))).toBeLessThan(6e-5);
    expect(sums.size).toBe(2);
  });
});
