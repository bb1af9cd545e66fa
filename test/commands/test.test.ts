import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/cli.ts";
import type { TestResult } from "../../src/shapes/test-result.ts";
import { environment } from "../environment.ts";
import { type Tiny, tinyPack } from "../packs.ts";

let tiny: Tiny;
const whole = new Map<string, string>();
const rules = "acme/rules/house.yaml";
const tests = "acme/tests/house.test.yaml";

beforeAll(async () => {
  tiny = await tinyPack();
  for (const file of [rules, tests]) whole.set(file, await tiny.read(file));
});
beforeEach(async () => {
  for (const [file, text] of whole) await tiny.write(file, text);
});
afterAll(() => tiny.remove());

const run = (...argv: string[]) =>
  main(["test", "--pack", "acme", ...argv], environment({ rules: tiny.root }));

async function result(...argv: string[]): Promise<TestResult["packs"][number] | undefined> {
  const { stdout } = await run("--json", ...argv);
  return (JSON.parse(stdout) as TestResult).packs[0];
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await tiny.read(file);
  expect(text).toContain(from);
  await tiny.write(
    file,
    text.replace(from, () => to),
  );
}

const lineOf = (file: string, text: string) =>
  (whole.get(file) ?? "").split("\n").findIndex((one) => one.includes(text)) + 1;

/** The tests without the case of that name: a case is three to five lines. */
async function without(name: string): Promise<void> {
  const text = await tiny.read(tests);
  const at = text.indexOf(`  - name: ${name}\n`);
  expect(at).toBeGreaterThan(0);
  const next = text.indexOf("  - name: ", at + 1);
  await tiny.write(tests, text.slice(0, at) + (next < 0 ? "" : text.slice(next)));
}

describe("moat test", () => {
  it("says that all is well, in one line per question", async () => {
    const { stdout, stderr, exitCode } = await run("--coverage", "--mutate");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toBe(
      [
        "acme 1.0.0: 14 cases passed",
        "coverage 3 of 3 rules are expected to fire in one case and to stay quiet in another",
        "mutation 34 of 34 mutants noticed, 0 justified, 0 survive (score 100 %)",
        "",
      ].join("\n"),
    );
  });

  it("asks for neither coverage nor mutation by itself", async () => {
    expect(await result()).toMatchObject({ untested: null, mutation: null });
  });

  it("points at the expectation that does not hold, and shows why", async () => {
    await edit(tests, "expect: { fires: [advice.many] }", "expect: { quiet: [advice.many] }");
    const { stdout, exitCode } = await run();
    expect(exitCode).toBe(1);
    const line = lineOf(tests, "expect: { fires: [advice.many] }");
    expect(stdout).toBe(
      [
        "acme 1.0.0: 1 of 14 cases failed",
        "failed  one letter more",
        `  rules/${tests}:${line}:23`,
        "    acme/advice.many should stay quiet, but fires",
        "      + need.workload.requestsPerMonth is 1000001; gt 1000000",
        "      - need.task is open-ended; eq bounded",
        "",
      ].join("\n"),
    );
  });

  it("takes a file or a folder, and calls it as the user did", async () => {
    await edit(tests, "points: { quality: 0.05 }", "points: { quality: 0.06 }");
    for (const path of [tests, "acme/tests", "acme"]) {
      const at = environment({ rules: tiny.root, cwd: tiny.root });
      const { stdout, exitCode } = await main(["test", path], at);
      expect(exitCode, path).toBe(1);
      expect(stdout).toContain(`  ${tests}:${lineOf(tests, "points: { quality: 0.05 }")}:`);
      expect(stdout).toContain("quality moves by 0.05, not by 0.06");
    }
  });

  it("takes the id of a pack as other commands do, from any folder", async () => {
    await edit(tests, "points: { quality: 0.05 }", "points: { quality: 0.06 }");
    const { stdout, exitCode } = await main(["test", "acme"], environment({ rules: tiny.root }));
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`rules/${tests}:`);
  });

  it.each([
    ["verdict: none", "the verdict is"],
    ["status: infeasible", "the status is decided, not infeasible"],
    ["route: { filing: self-host }", "filing goes to"],
    ["unknown: [gate.house]", "acme/gate.house should be unknown, but fires"],
    ["vetoed: { hosted-open: [] }", "acme/gate.house takes away hosted-open; no gate should"],
    ["asks: { hosted-open: [gate.house] }", "acme/gate.house asks about nothing of hosted-open"],
    ["missing: [candidate.provider]", "candidate.provider should be missing; missing are: none"],
  ])("refuses %s where it is not so", async (expectation, says) => {
    await edit(
      tests,
      "expect: { fires: [gate.house], vetoed: { hosted-open: [gate.house] } }",
      `expect: { ${expectation} }`,
    );
    const failure = (await result())?.cases[0]?.failures[0];
    expect(failure?.message).toContain(says);
    expect(failure).toMatchObject({
      file: `rules/${tests}`,
      line: lineOf(tests, "fires: [gate.house], vetoed"),
    });
  });

  it("holds a whole decision to account where no candidate is named", async () => {
    await edit(
      tests,
      "    candidate: { option: hosted-open }\n    expect: { fires: [gate.house], vetoed",
      "    expect: { verdict: [self-host, proprietary-api], vetoed",
    );
    expect((await result())?.cases[0]).toMatchObject({ ok: true, failures: [] });
  });
});

describe("moat test --coverage", () => {
  it("names each rule that no case expects to fire, or none to stay quiet, with its place", async () => {
    await without("a million letters");
    const { stdout, exitCode } = await run("--coverage");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `coverage 2 of 3 rules are expected to fire in one case and to stay quiet in another\n  rules/${rules}:${lineOf(rules, "id: advice.many")}:5\n    acme/advice.many: no case expects "quiet"`,
    );
  });
});

describe("moat test --mutate", () => {
  const survivors = async () =>
    ((await result("--mutate"))?.mutation?.survivors ?? []).map(
      (one) => `${one.line} ${one.rule}: ${one.mutant}`,
    );

  it.each([
    // What a case holds is seen by what survives without it.
    [
      "a token less is not long",
      [["points.long", "longContext", "candidate.model.context: gte longContext 50000 -> 49999"]],
    ],
    [
      "a million is out of reach",
      [
        ["points.long", "longContext", "candidate.model.context: without lt"],
        ["points.long", "longContext", "candidate.model.context: lt -> lte"],
        ["points.long", "longContext", "candidate.model.context: lt 1000000 -> 1000001"],
      ],
    ],
    ["a bounded task", [["advice.many", "gt: 1000000", "any: without item 2"]]],
    ["internal letters may go", [["gate.house", "in: [", "data.sensitivity: in with internal"]]],
    [
      "regulated letters do not either",
      [["gate.house", "in: [", "data.sensitivity: in without regulated"]],
    ],
    ["own machines are in the house", [["gate.house", "is: leaves", "without is"]]],
  ] as const)('misses the case "%s"', async (name, expected) => {
    await without(name);
    const found = await survivors();
    for (const [rule, text, mutant] of expected)
      expect(found).toContain(`${lineOf(rules, text)} ${rule}: ${mutant}`);
  });

  it("sees that a veto or the sign of points is not tested", async () => {
    await edit(tests, ", vetoed: { hosted-open: [gate.house] }", "");
    await edit(tests, ", points: { quality: 0.05 }", "");
    await edit(tests, ", points: { quality: 0 }", "");
    expect(await survivors()).toEqual([
      `${lineOf(rules, "veto: fact")} gate.house: effect: removes nothing`,
      `${lineOf(rules, "value: 0.05")} points.long: effect points value: 0.05 -> -0.05`,
    ]);
    expect((await run("--mutate")).exitCode).toBe(1);
  });

  it("lets a survivor stand that the rule file justifies", async () => {
    await without("just under a million");
    await edit(
      rules,
      "    evidence: [model]",
      '    evidence: [model]\n    mutants: [{ at: "candidate.model.context: lt 1000000 -> 999999", because: Models come in whole thousands. }]',
    );
    const found = (await result("--mutate"))?.mutation;
    expect(found).toMatchObject({ justified: 1, survivors: [], stale: [], score: 1 });
  });

  it("refuses a justification that is no longer needed", async () => {
    await edit(
      rules,
      "    evidence: [model]",
      '    evidence: [model]\n    mutants: [{ at: "candidate.model.context: gte -> gt", because: Once it was. }]',
    );
    const { stdout, exitCode } = await run("--mutate");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'justifies "candidate.model.context: gte -> gt", which no longer survives',
    );
  });
});

describe("a test that cannot be run is wrong input", () => {
  it.each([
    [
      "rule",
      "fires: [advice.many]",
      "fires: [advice.mani]",
      'there is no rule "advice.mani"',
      '"advice.many"',
    ],
    [
      "fact",
      "facts: { candidate.assurances: null }",
      "facts: { candidate.asurances: null }",
      'there is no fact named "candidate.asurances"',
      '"candidate.assurances"',
    ],
    [
      "value of a fact",
      "need.task: bounded",
      "need.task: bound",
      "that is not a value of need.task",
      '"bounded"',
    ],
    [
      "value in a patch",
      "data.sensitivity: regulated",
      "data.sensitivity: regulatd",
      'data.sensitivity is "regulatd"',
      '"regulated"',
    ],
    [
      "field in a patch",
      "data.sensitivity: public",
      "data.sensitivty: public",
      'unknown key "sensitivty" in data',
      '"sensitivity"',
    ],
    [
      "capability",
      "capability: filing",
      "capability: filling",
      'there is no capability "filling"',
      '"filing"',
    ],
    [
      "benchmark",
      "capability: filing",
      "capability: filing, bar: { benchmark: folder, score: 5 }",
      'there is no benchmark "folder"',
      '"folders"',
    ],
    [
      "provider of a candidate",
      "candidate: { option: proprietary-api, provider: acme }",
      "candidate: { option: proprietary-api, provider: amce }",
      'there is no "amce" here',
      '"acme"',
    ],
    [
      "model of a candidate",
      "candidate: { option: self-host }",
      "candidate: { option: self-host, model: open-onee }",
      'there is no "open-onee" here',
      '"open-one"',
    ],
    [
      "need of a case",
      "candidate: { option: self-host }",
      "need: filling",
      'there is no "filling" here',
      "filing",
    ],
    [
      "need of a route",
      "expect: { quiet: [gate.house], vetoed: { proprietary-api: [] } }",
      "expect: { route: { filling: self-host } }",
      'there is no "filling" here',
      "filing",
    ],
    [
      "fact that is missing",
      "missing: [candidate.assurances]",
      "missing: [candidate.asurances]",
      'there is no "candidate.asurances" here',
      '"candidate.assurances"',
    ],
    [
      "name in a fact",
      "facts: { candidate.assurances: [] }",
      "facts: { candidate.provider: amce }",
      "that is not a value of candidate.provider",
      '"acme"',
    ],
    [
      "key of a case",
      "candidate: { option: self-host }",
      "candidat: { option: self-host }",
      'unknown key "candidat"',
      '"candidate"',
    ],
    [
      "option",
      "candidate: { option: self-host }",
      "candidate: { option: self-hosted }",
      '"self-hosted"',
      "self-host",
    ],
    ["day", "asOf: 2026-11-23", "asOf: 2026-11-31", "there is no such day in the calendar", ""],
    ["no day", "asOf: 2026-11-23\n", "", "a test answers as of a day", "Add it"],
    [
      "empty expectation",
      "expect: { fires: [points.long] }",
      "expect: {}",
      "a case must expect something",
      "",
    ],
  ])("misspelt %s", async (_, from, to, says, help) => {
    await edit(tests, from, to);
    const { stdout, exitCode } = await run("--json");
    expect(exitCode).toBe(2);
    const { errors } = JSON.parse(stdout) as {
      errors: { message: string; help: string; file: string; line: number }[];
    };
    const meant = errors.find((one) => one.message.includes(says));
    expect(meant, stdout).toBeDefined();
    // Some mistakes need no more words than their message.
    expect(meant?.help ?? "").toContain(help);
    expect(meant?.file).toBe(`rules/${tests}`);
    const line = lineOf(tests, from.trim().split("\n")[0] ?? "");
    // A missing key and an empty mapping have no place of their own.
    if (to !== "") expect(meant?.line).toBe(line);
  });

  it("says where there are no tests, and where there is no pack", async () => {
    const none = await main(
      ["test", "acme/rules"],
      environment({ rules: tiny.root, cwd: tiny.root }),
    );
    expect(none).toMatchObject({ exitCode: 2, stdout: "" });
    expect(none.stderr).toContain("there are no tests here");
    const away = await main(["test", "market"], environment({ rules: tiny.root, cwd: tiny.root }));
    expect(away.exitCode).toBe(2);
    expect(away.stderr).toContain("there is no pack.yaml here or above");
  });
});

describe("the shipped packs keep their promises", () => {
  it.each(["current", "article-2026-03"])(
    "%s: every rule in both directions, every mutant noticed",
    async (pack) => {
      const { stdout, exitCode } = await main(
        ["test", "--pack", pack, "--coverage", "--mutate", "--json"],
        environment(),
      );
      const [found] = (JSON.parse(stdout) as TestResult).packs;
      expect(found?.cases.filter((one) => !one.ok)).toEqual([]);
      expect(found?.untested).toEqual([]);
      expect(found?.mutation?.survivors).toEqual([]);
      expect(found?.mutation?.stale).toEqual([]);
      expect(exitCode).toBe(0);
      const { mutants, killed, justified, score } = found?.mutation ?? {
        mutants: 0,
        killed: 0,
        justified: 0,
        score: 0,
      };
      console.log(
        `${pack}: ${found?.rules} rules, ${found?.cases.length} cases, ${killed} of ${mutants} mutants noticed, ${justified} justified, score ${100 * score} %`,
      );
      expect(mutants).toBeGreaterThan(5);
    },
  );

  it("also from another folder", async () => {
    const { exitCode } = await main(["test"], environment({ cwd: join(tiny.root, "acme") }));
    expect(exitCode).toBe(0);
  });
});
