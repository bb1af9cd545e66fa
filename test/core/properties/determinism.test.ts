import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { main } from "../../../src/cli.ts";
import type { Choice } from "../../../src/core/outcome.ts";
import { keyOf, normals, uniform } from "../../../src/core/random.ts";
import type { WrittenUseCase } from "../../../src/core/use-case.ts";
import { decisionReporters } from "../../../src/report/decision/index.ts";
import { styleFor } from "../../../src/report/style.ts";
import { environment } from "../../environment.ts";
import { knowledgeOf, shipped, worlds } from "../knowledge.ts";
import { decide, runs, several } from "./setting.ts";

const policies = fc.record({
  licence: fc.constantFrom("permissive", "any"),
  denyVendors: fc.subarray(["acme", "host-a", "cloud"]),
  denyOrigins: fc.subarray(["us", "cn"]),
});

/** Properties 1 and 32: the same input gives the same bytes, and every format says the same. */

const sections = ["needs", "workload", "data", "team", "budget", "policy", "weights"] as const;

/** Use cases that differ in part: what was worked out for the one nearly serves the other. */
const related = fc
  .tuple(several, several, fc.subarray([...sections], { minLength: 1, maxLength: 2 }), policies)
  .map(([written, drawn, changed, policy]): [WrittenUseCase, WrittenUseCase] => {
    const workload = { ...drawn.workload, reasoning: "high" } as const;
    const other: WrittenUseCase = { ...drawn, workload, policy };
    const parts = changed.map((one) => [one, other[one]]);
    return [written, { ...written, ...Object.fromEntries(parts) }];
  });

test("the same input gives the same bytes, whatever was decided before", () => {
  fc.assert(
    fc.property(worlds, related, (world, [written, other]) => {
      const first = JSON.stringify(decide(written, knowledgeOf(world), 40, true));
      const knowledge = knowledgeOf(structuredClone(world));
      // Caches belong to the knowledge: another use case has to leave no trace in them.
      decide(other, knowledge, 20);
      expect(JSON.stringify(decide(structuredClone(written), knowledge, 40, true))).toBe(first);
    }),
    runs(150),
  );
});

test("the same where a gate asks for the host, which turns with the requests", () => {
  const budget = shipped.rules.find((one) => one.id === "current/gate.budget");
  if (budget === undefined) throw new Error("the shipped pack has lost its gate on budgets");
  const hosts = ["cerebras", "baseten", "doubleword", "groq", "cloudflare"];
  const isOneOf = {
    kind: "test",
    path: "candidate.provider",
    operator: "in",
    operand: { kind: "literal", value: hosts },
  } as const;
  const isDenied = {
    kind: "test",
    path: "policy.denyVendors",
    operator: "contains",
    operand: { kind: "fact", path: "candidate.provider", times: 1 },
  } as const;
  const gate = {
    ...budget,
    id: "mine/gate",
    when: { kind: "any", of: [isOneOf, isDenied] },
  } as const;
  const written = (inputTokens: number, outputTokens: number): WrittenUseCase => ({
    name: "hosts",
    needs: [{ capability: "agentic-coding", bar: "strong" }],
    workload: { inputTokens, outputTokens },
    policy: { denyVendors: ["zoom"] },
  });
  const knowledge = { ...shipped, rules: [...shipped.rules, gate] };
  const first = JSON.stringify(decide(written(200, 2000), knowledge));
  const again = { ...knowledge };
  decide(written(20_000, 20), again);
  expect(JSON.stringify(decide(written(200, 2000), again))).toBe(first);
});

test("a uniform depends on its key and its draw only, and each stream is its own", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5000), fc.string(), (name, draw, other) => {
      const value = uniform(keyOf(name), draw);
      expect(uniform(keyOf(name), draw)).toBe(value);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
      if (name !== other) expect(normals(name, 64)).not.toEqual(normals(other, 64));
      expect(normals(name, 64)[13]).toBe(normals(name, 300)[13]);
    }),
    runs(200),
  );
});

const folder = mkdtempSync(join(tmpdir(), "moat-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the folder that it runs in changes no byte", async () => {
  writeFileSync(
    join(folder, "case.yaml"),
    "kind: moat/use-case@1\nname: here\nneeds: [{ capability: text-reasoning }]\n",
  );
  const settings = ["--json", "--as-of", "2026-11-23", "--draws", "100"];
  const run = async (path: string, cwd: string) =>
    (await main(["advise", path, ...settings], environment({ cwd }))).stdout;
  const inside = await run("case.yaml", folder);
  expect(JSON.parse(inside).format).toBe("moat.decision");
  expect(await run(join(folder, "case.yaml"), "/")).toBe(inside);
});

/** How the first line of a report names each choice. */
const named: Record<Choice, RegExp> = {
  "self-host": /self-host/i,
  "hosted-open": /hosted open/i,
  "proprietary-api": /proprietary api/i,
  hybrid: /hybrid/i,
  none: /no recommendation/i,
};

test("text, Markdown and JSON give the same recommendation", () => {
  const settings = { style: styleFor(false, 100), verbose: false };
  fc.assert(
    fc.property(worlds, several, (world, written) => {
      const decision = decide(written, knowledgeOf(world), 30);
      const said = JSON.parse(decisionReporters.json([decision], settings));
      expect(said.verdict.choice).toBe(decision.verdict.choice);
      expect(said.verdict.status).toBe(decision.verdict.status);
      const { choice } = said.verdict as { choice: Choice };
      const [text, markdown] = [
        decisionReporters.text([decision], settings),
        decisionReporters.markdown([decision], settings),
      ];
      for (const report of [text, markdown]) {
        const [head = ""] = report.split("\n");
        const names = Object.entries(named).filter(([, pattern]) => pattern.test(head));
        expect(names.map(([name]) => name)).toEqual([choice]);
        expect(report).toContain(decision.review.by);
        for (const { model } of decision.routes)
          if (model !== null) expect(report).toContain(model);
      }
    }),
    runs(100),
  );
});
