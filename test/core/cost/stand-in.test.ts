import { describe, expect, it } from "vitest";
import { weightGb } from "../../../src/core/cost/footprint.ts";
import { deploymentOf, machinesFor } from "../../../src/core/cost/servable.ts";
import { standIn } from "../../../src/core/cost/stand-in.ts";
import type { Model } from "../../../src/core/know/knowledge.ts";
import { shipped } from "../knowledge.ts";

const model = (id: string): Model => {
  const found = shipped.models[id];
  if (found === undefined) throw new Error(`no model ${id}`);
  return found;
};
/** Nobody published its layers; the other's are known, and it is larger. */
const unknown = model("mistral-large-4");
const larger = model("kimi-k3");

const gbOf = (one: Model): number => {
  const [machine] = machinesFor(one, shipped);
  if (machine === undefined) throw new Error("no machine");
  const deployment = deploymentOf(one, { ...machine, precision: "mxfp4" });
  if (deployment === undefined) throw new Error("no deployment");
  return weightGb(deployment, shipped.serving.estimator);
};

describe("a model in the layers of a larger one", () => {
  const stand = standIn(unknown, larger);

  it("weighs as much as its own parameters do, and no more", () => {
    const share = (unknown.parameters?.total ?? 0) / (larger.parameters?.total ?? 1);
    expect(gbOf(stand)).toBeCloseTo(share * gbOf(larger), 6);
    // 4 bits a parameter, and something for scales and for what stays at 16 bits.
    expect(gbOf(stand)).toBeGreaterThan((unknown.parameters?.total ?? 0) / 2);
    expect(gbOf(stand)).toBeLessThan(unknown.parameters?.total ?? 0);
  });

  it("has as many active parameters as its maker says", () => {
    const { other, activeExperts, head } = stand.serving?.architecture?.parameters ?? {
      other: 0,
      activeExperts: 0,
      head: 0,
    };
    expect((other + activeExperts + head) / 1e9).toBeCloseTo(unknown.parameters?.active ?? 0, 6);
  });

  it("keeps as much of a request as the larger one, and is the same one each time", () => {
    const { parameters: _, ...rest } = stand.serving?.architecture ?? {};
    expect(larger.serving?.architecture).toMatchObject(rest);
    expect(standIn(unknown, larger)).toBe(stand);
  });

  it("fits on machines that do not hold the larger one", () => {
    const smallest = (one: Model) =>
      Math.min(
        ...machinesFor(one, shipped)
          .filter(({ gpu }) => gpu.id === "h200-sxm")
          .map(({ gpusPerReplica }) => gpusPerReplica),
      );
    expect(smallest(stand)).toBeLessThan(smallest(larger));
  });

  it("is the larger one where no size of its own is known", () => {
    const { parameters: _, ...sizeless } = unknown;
    expect(standIn(sizeless as Model, larger)).toBe(larger);
  });
});
