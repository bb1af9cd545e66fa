import { describe, expect, it } from "vitest";
import { moat } from "./commands/run.ts";

const pack = "fixtures/packs-example/bank";
const day = "--as-of 2026-11-23";

describe("the bank's pack", () => {
  it("is valid, and keeps its promises in both directions", async () => {
    expect(await moat(`validate ${pack} ${day}`)).toMatchObject({ exitCode: 0 });
    expect(await moat(`test ${pack} --coverage`)).toMatchObject({ exitCode: 0 });
    expect(await moat(`rules --untested --pack ${pack}`)).toMatchObject({ exitCode: 0 });
  });

  it("decides with its own capability, preset, gate and prices", async () => {
    const line = `advise fixtures/packs-example/use-case.yaml --pack ${pack} ${day} --json --draws 200`;
    const decision = JSON.parse((await moat(line)).stdout);
    expect(decision.packs[0]).toMatchObject({ id: "bank", version: "1.2.0" });
    expect(decision.useCase.preset).toBe("bank");
    expect(decision.plans[0].routes[0].need).toBe("payment-fraud-notes");
    const vetoes = decision.options.flatMap((one: { vetoes: { rule: string }[] }) =>
      one.vetoes.map((veto) => veto.rule),
    );
    expect(vetoes).toContain("bank/gate.approved-vendors");
    const cited = JSON.stringify(decision);
    expect(cited).toContain("bank-evaluation-2026-10");
  });

  it("adds a score to a shipped capability", async () => {
    const { stdout } = await moat(`profiles show structured-extraction --pack ${pack} ${day}`);
    expect(stdout).toContain("1,000 statements");
  });
});
