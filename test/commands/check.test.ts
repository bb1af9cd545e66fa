import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { missingSuccessor } from "../../src/load/pack/successor.ts";
import { type FindingsFormat, findingsFormats } from "../../src/report/findings/index.ts";
import type { CheckReport } from "../../src/shapes/check.ts";
import { checkReport } from "../../src/shapes/check.ts";
import { moat } from "./run.ts";

const fixture = fileURLToPath(new URL("../../fixtures/repos/ten-records", import.meta.url));
/** A repository of its own: in ours its paths would be others. */
const ten = mkdtempSync(join(tmpdir(), "moat-ten-"));
cpSync(fixture, ten, { recursive: true });
afterAll(() => rmSync(ten, { recursive: true }));
const folders: string[] = [];

/** A folder of its own with these files; the fixture is never written to. */
function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), "moat-check-"));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

afterEach(() => {
  for (const one of folders.splice(0)) rmSync(one, { recursive: true });
});

/** Self-hosting a few requests a month: no fact speaks for it. */
const poor = (name: string): string => `kind: moat/record@1
title: ${name}
useCase: { needs: [{ capability: summarization, bar: commodity }], workload: { requestsPerMonth: 5000 } }
choice: self-host
`;
const good = poor("Good").replace("self-host", "hosted-open");

const waiver = (changes: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    id: "W-1",
    rule: "check.contradicted",
    match: "{ path: a.yaml }",
    reason: "The machines are paid for until the end of the year.",
    approvedBy: '"@cto"',
    createdOn: "2026-11-01",
    expiresOn: "2026-11-23",
    ...changes,
  };
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${value}`);
  return `kind: moat/waivers@1\nwaivers:\n  - ${lines.join("\n    ")}\n`;
};

const json = async (cwd: string, more = ""): Promise<CheckReport> => {
  const { stdout } = await moat(`check --json${more}`, { cwd });
  return JSON.parse(stdout) as CheckReport;
};
const rulesOf = ({ findings }: CheckReport): string[] => findings.map((one) => one.rule);

describe("ten records", () => {
  it("come out as a person reads them", async () => {
    const { stdout, stderr, exitCode } = await moat("check", { cwd: ten });
    expect(stderr).toBe("");
    expect(exitCode).toBe(2);
    await expect(stdout).toMatchFileSnapshot(join(fixture, "expected.txt"));
  });

  it("show one thing each", async () => {
    const { findings, records } = await json(ten);
    const rules = (number: string) =>
      findings.filter((one) => one.file.includes(`/${number}-`)).map((one) => one.rule);
    expect(records).toHaveLength(10);
    expect(rules("0002")).toContain("check.vetoed");
    expect(rules("0003")).toContain("check.contradicted");
    expect(rules("0004")).toContain("check.drifted");
    expect(rules("0005")).toEqual(["check.model-deprecated", "check.review-overdue"]);
    expect(rules("0006")).toEqual(["check.stale-evidence"]);
    expect(findings.find((one) => one.file.includes("/0007-"))?.waivedBy?.id).toBe("W-2026-014");
    expect(findings.find((one) => one.file.includes("/0008-"))?.message).toContain("expired");
    expect(rules("0009")).toEqual([]);
    expect(new Set(rules("0010"))).toEqual(new Set(["input.invalid"]));
    const drift = findings.find(
      (one) => one.rule === "check.drifted" && one.file.includes("/0004-"),
    );
    expect(drift?.changes.length).toBeGreaterThan(0);
    for (const one of drift?.changes ?? []) {
      expect(one.from).not.toBe(one.to);
      expect(one.source).not.toBeNull();
    }
  });

  // A page goes to a file.
  const printed = findingsFormats.filter((one) => one !== "html");

  it.each(printed)("are one document in %s, on a terminal and off it", async (format) => {
    const off = await moat(`check -f ${format}`, { cwd: ten });
    const on = await moat(`check -f ${format} --no-color`, {
      cwd: ten,
      stdout: { isTTY: true, columns: 100 },
    });
    expect(on.stdout).toBe(off.stdout);
    expect(off.stderr).toBe("");
    expect(isWhole(format, off.stdout)).toBe(true);
  });

  it("give a document that its schema knows", async () => {
    const report = await json(ten);
    expect(checkReport.safeParse(report).error).toBeUndefined();
  });

  it("are the same in another folder, time zone and language", async () => {
    const copy = folder({});
    cpSync(ten, copy, { recursive: true });
    const [here, there] = [
      await moat("check --json", { cwd: ten }),
      await moat("check --json", {
        cwd: copy,
        variables: { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR" },
      }),
    ];
    expect(there.stdout).toBe(here.stdout);
  });
});

function isWhole(format: FindingsFormat, text: string): boolean {
  if (format === "json" || format === "sarif" || format === "gitlab")
    return Boolean(JSON.parse(text));
  if (format === "junit") return text.trimEnd().endsWith("</testsuites>");
  return text.endsWith("\n");
}

describe("exit codes", () => {
  it.each([0, 1, 2, 257])(
    "%i findings that fail exit with 0 or 1, never with a count",
    async (count) => {
      const use = "{ needs: [{ capability: summarization }] }";
      const record = (i: number) =>
        `kind: moat/record@1\nuseCase: ${use}\nchoice: hosted-open\nreviewBy: 2026-01-01\ntitle: r${i}\n`;
      const files = Array.from({ length: count }, (_, i) => [`${i}.yaml`, record(i)]);
      const cwd = folder({ "good.yaml": good, ...Object.fromEntries(files) });
      const { exitCode } = await moat("check --fail-on warning --draws 0", { cwd });
      expect(exitCode).toBe(count === 0 ? 0 : 1);
    },
  );

  it("is 1 for an error, and 0 where nothing fails the build", async () => {
    const cwd = folder({ "a.yaml": poor("A") });
    expect((await moat("check", { cwd })).exitCode).toBe(1);
    expect((await moat("check --fail-on never", { cwd })).exitCode).toBe(0);
  });

  it("counts warnings against --max-warnings, and all of them under --strict", async () => {
    const cwd = folder({ "a.yaml": `${good}reviewBy: 2026-11-22\n` });
    expect((await moat("check", { cwd })).exitCode).toBe(0);
    expect((await moat("check --max-warnings 1", { cwd })).exitCode).toBe(0);
    expect((await moat("check --max-warnings 0", { cwd })).exitCode).toBe(1);
    expect((await moat("check --strict", { cwd })).exitCode).toBe(1);
  });

  it("is 2 for a malformed record, which hides no other", async () => {
    const cwd = folder({ "a.yaml": poor("A"), "b.yaml": "kind: moat/record@1\nchoice: [\n" });
    const { exitCode, stdout } = await moat("check --json", { cwd });
    expect(exitCode).toBe(2);
    const rules = rulesOf(JSON.parse(stdout) as CheckReport);
    expect(rules).toContain("check.contradicted");
    expect(rules).toContain("input.invalid");
  });

  it.each([
    "check nowhere.yaml",
    "check --max-age soon",
    "check --fail-on sometimes",
    "check --max-warnings -1",
    "check --as-of 2026-02-30",
    "check --waivers nowhere.yaml",
    "check --baseline nowhere.json",
    "check -f yaml",
    "check",
    "baseline forget",
    "baseline prune",
  ])("is 2 with nothing on stdout for: %s", async (line) => {
    const outcome = await moat(line, { cwd: folder({}) });
    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).not.toBe("");
    expect(outcome.stderr).not.toContain("    at ");
  });

  it("takes an empty folder where that is said to be fine", async () => {
    const { exitCode } = await moat("check --allow-empty", { cwd: folder({}) });
    expect(exitCode).toBe(0);
  });
});

describe("what speaks of a record", () => {
  const only = async (text: string, more = "") => json(folder({ "a.yaml": text }), more);

  it("a use case that is not there, or not named", async () => {
    const named = await only("kind: moat/record@1\nuseCase: gone.yaml\nchoice: hosted-open\n");
    const silent = await only("kind: moat/record@1\nchoice: hosted-open\n");
    expect(rulesOf(named)).toEqual(["check.record-without-use-case"]);
    expect(rulesOf(silent)).toEqual(["check.record-without-use-case"]);
    expect(named.summary.failed).toBe(true);
  });

  it("a use case without a record", async () => {
    const cwd = folder({
      "u.yaml": "kind: moat/use-case@1\nname: u\nneeds: [{ capability: summarization }]\n",
    });
    expect(rulesOf(await json(cwd))).toEqual(["check.undecided-use-case"]);
    writeFileSync(
      join(cwd, "r.yaml"),
      "kind: moat/record@1\nuseCase: u.yaml\nchoice: hosted-open\n",
    );
    expect(rulesOf(await json(cwd))).toEqual([]);
  });

  it("a model that nobody knows", async () => {
    const routes = "routes: [{ need: summarization, model: gpt-99 }]\n";
    const report = await only(`${good}${routes}`);
    expect(rulesOf(report)).toEqual(["check.unknown-model"]);
  });

  it("a budget that the choice breaks, by itself", async () => {
    const use = "{ needs: [{ capability: summarization }], budget: { usdPerMonth: 500 } }";
    const report = await only(`kind: moat/record@1\nuseCase: ${use}\nchoice: self-host\n`);
    expect(rulesOf(report)).toEqual(["check.over-budget"]);
  });

  it("a review that is due, or over, on the days that it says", async () => {
    const on = async (day: string) => rulesOf(await only(`${good}reviewBy: ${day}\n`));
    expect(await on("2026-11-22")).toEqual(["check.review-overdue"]);
    expect(await on("2026-11-23")).toEqual(["check.review-due"]);
    expect(await on("2026-12-07")).toEqual(["check.review-due"]);
    expect(await on("2026-12-08")).toEqual([]);
  });

  it("profiles that nobody has looked at: a note after 90 days, a warning after 180", async () => {
    const severities = async (day: string) =>
      (await only(good, ` --as-of ${day}`)).findings
        .filter((one) => one.rule === "check.stale-evidence")
        .map((one) => one.severity);
    expect(await severities("2027-01-07")).toEqual([]);
    expect(await severities("2027-01-08")).toEqual(["note"]);
    expect(await severities("2027-04-08")).toEqual(["warning"]);
  });

  it("facts past --max-age", async () => {
    expect(rulesOf(await only(good, " --max-age 30d"))).toContain("check.stale-evidence");
    expect(rulesOf(await only(good, " --max-age 9999"))).toEqual([]);
  });

  it("a licence and a price that are others than recorded", async () => {
    const basis = `decidedOn: 2026-06-01
basis:
  asOf: 2026-06-01
  pack: { id: current, version: "1", sha256: "1" }
  verdict: { choice: hosted-open, status: decided }
  facts: [{ id: licence/deepseek-v4-flash, value: Some licence (non-commercial) }]
  flips:
    - { path: rent.h100-sxm, from: 9000, to: 8000, verdict: self-host }
    - { path: rent.h100-sxm, from: 1, to: 8000, verdict: self-host }
`;
    const { findings } = await only(`${good}${basis}`);
    const rules = findings.map((one) => one.rule);
    expect(rules).toContain("check.licence-changed");
    expect(rules.filter((one) => one === "check.price-moved")).toHaveLength(1);
  });

  it("an assumption that alone turns the verdict, where the record or --flips says so", async () => {
    const flip = (distance: number) => `basis:
  asOf: 2026-11-23
  pack: { id: current, version: "1", sha256: "1" }
  verdict: { choice: hosted-open, status: decided }
  flips: [{ path: team.mlEngineers, from: 0, to: 1, verdict: self-host, distance: ${distance} }]
`;
    expect(rulesOf(await only(`${good}${flip(0.05)}`))).toContain("check.fragile-assumption");
    expect(rulesOf(await only(`${good}${flip(0.5)}`))).not.toContain("check.fragile-assumption");
    expect((await only(good, " --flips")).summary.invalid).toBe(0);
  });

  it("nothing where it is not in force", async () => {
    const report = await only(`${poor("Old")}status: superseded\n`);
    expect(report.summary).toMatchObject({ records: 1, skipped: 1, errors: 0 });
  });

  it("one note where it was decided after the as-of day", async () => {
    const record = good.replace("choice:", "decidedOn: 2026-06-01\nchoice:");
    const before = await only(record, " --as-of 2026-05-31");
    expect(rulesOf(before)).toEqual(["check.decided-later"]);
    expect(before.findings[0]).toMatchObject({
      severity: "note",
      line: 4,
      message: "decided on 2026-06-01, after 2026-05-31: not checked",
    });
    expect(before.summary).toMatchObject({ skipped: 1, failed: false });
    expect(rulesOf(await only(record, " --as-of 2026-06-01"))).not.toContain("check.decided-later");
  });

  it("the price of the recorded model, or none, whatever another one of the option costs", async () => {
    const recorded = (routes: string) => only(`${good}${routes}`);
    const price = async (routes: string) => (await recorded(routes)).records[0]?.today?.usdPerMonth;
    const route = (model: string) =>
      `routes: [{ need: summarization, option: hosted-open, model: ${model} }]\n`;
    const [best, other] = [await price(""), await price(route("glm-5.2"))];
    expect(other).toBeGreaterThan(0);
    expect(other).not.toBe(best);
    expect(rulesOf(await recorded(route("no-such-model")))).toContain("check.unknown-model");
    expect(await price(route("no-such-model"))).toBeNull();
  });

  it("never a whole input", async () => {
    const secret =
      "kind: moat/record@1\nuseCase: { needs: [{ capability: tax-secrets }] }\nchoice: x\n";
    const { stdout } = await moat("check", { cwd: folder({ "a.yaml": secret }) });
    expect(stdout).not.toContain("useCase: {");
  });
});

describe("waivers", () => {
  const on = async (day: string, text = waiver()) =>
    json(folder({ "a.yaml": poor("A"), "moat.waivers.yaml": text }), ` --as-of ${day}`);

  it("hold on their last day, and not on the next", async () => {
    const last = await on("2026-11-23");
    expect(last.findings[0]?.waivedBy?.id).toBe("W-1");
    expect(last.summary).toMatchObject({ errors: 0, waived: 1, failed: false });
    const next = await on("2026-11-24");
    expect(next.findings[0]?.waivedBy).toBeNull();
    expect(next.findings[0]?.message).toContain("waiver W-1 expired on 2026-11-23");
    expect(rulesOf(next)).toContain("waiver.expired");
    expect(next.summary.failed).toBe(true);
  });

  it("do not hold before they were created", async () => {
    expect((await on("2026-10-31")).summary).toMatchObject({ waived: 0, failed: true });
  });

  it("are named when they cover nothing: a note, a warning under --strict", async () => {
    const cwd = folder({ "a.yaml": good, "moat.waivers.yaml": waiver() });
    const [plain, strict] = [await json(cwd), await json(cwd, " --strict")];
    expect(plain.findings.map((one) => [one.rule, one.severity])).toEqual([
      ["waiver.unused", "note"],
    ]);
    expect(strict.findings[0]?.severity).toBe("warning");
    expect(strict.summary.failed).toBe(true);
  });

  it.each([
    { expiresOn: "2026-02-30" },
    { expiresOn: "2026-10-01" },
    { expiresOn: "2027-11-23" },
    { reason: "because" },
    { rule: "check.contradictd" },
    { rule: '"check.*"' },
    { match: '{ path: "*" }' },
  ])("that are wrong waive nothing, and exit with 2: %o", async (changes) => {
    const cwd = folder({ "a.yaml": poor("A"), "moat.waivers.yaml": waiver(changes) });
    const { stdout, exitCode } = await moat("check --json", { cwd });
    expect(exitCode).toBe(2);
    const report = JSON.parse(stdout) as CheckReport;
    expect(report.summary.waived).toBe(0);
    expect(rulesOf(report)).toContain("check.contradicted");
  });

  it.each(["reason", "approvedBy", "createdOn", "expiresOn", "match", "rule"])(
    "without %s are refused",
    async (field) => {
      const text = waiver().replace(new RegExp(`\\n? +(- )?${field}:[^\\n]+`), "");
      const { summary } = await on("2026-11-23", text);
      expect(summary).toMatchObject({ waived: 0 });
      expect(summary.invalid).toBeGreaterThan(0);
    },
  );

  it("are set aside by --no-waivers", async () => {
    const cwd = folder({ "a.yaml": poor("A"), "moat.waivers.yaml": waiver() });
    expect((await json(cwd, " --no-waivers")).summary).toMatchObject({ waived: 0, failed: true });
  });

  it("may be named by a record, which must not misspell them", async () => {
    const elsewhere = waiver({ match: "{ path: b.yaml }" });
    const record = (id: string) => ({ "a.yaml": `${poor("A")}waive: [${id}]\n` });
    const named = await json(folder({ ...record("W-1"), "moat.waivers.yaml": elsewhere }));
    expect(named.summary.waived).toBe(1);
    const misspelt = await json(folder({ ...record("W-2"), "moat.waivers.yaml": elsewhere }));
    expect(misspelt.summary).toMatchObject({ waived: 0, invalid: 1 });
  });
});

describe("moat.config.yaml", () => {
  const config = "kind: moat/config@1\nwaivers: accepted.yaml\nbaseline: known.json\n";

  it("names the waivers and the baseline; flags win", async () => {
    const cwd = folder({
      "a.yaml": poor("A"),
      "moat.config.yaml": config,
      "accepted.yaml": waiver({ expiresOn: "2027-01-31" }),
    });
    expect((await moat("baseline write --no-waivers", { cwd })).stdout).toContain("known.json");
    expect(await json(cwd)).toMatchObject({
      baseline: { unchanged: 1 },
      findings: [{ rule: "check.contradicted", waivedBy: { id: "W-1" } }],
    });
    expect(await json(cwd, " --no-waivers --no-baseline")).toMatchObject({
      baseline: null,
      findings: [{ rule: "check.contradicted", waivedBy: null }],
    });
  });

  it("names files that have to be there", async () => {
    const cwd = folder({ "a.yaml": good, "moat.config.yaml": config });
    const { exitCode, stderr } = await moat("check --no-baseline", { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("accepted.yaml");
  });
});

describe("the baseline", () => {
  it("knows findings by what they are: one mended and one new is one new", async () => {
    const cwd = folder({ "a.yaml": poor("A"), "b.yaml": good });
    expect((await moat("baseline write", { cwd })).stdout).toContain("1 known finding");
    expect((await json(cwd)).summary).toMatchObject({ known: 1, failed: false });
    writeFileSync(join(cwd, "a.yaml"), good);
    writeFileSync(join(cwd, "b.yaml"), poor("B"));
    const swapped = await json(cwd);
    expect(swapped.summary).toMatchObject({ known: 0, failed: true });
    expect(swapped.baseline).toEqual({ unchanged: 0, gone: 1 });
    expect((await moat("baseline prune", { cwd })).stdout).toContain("1 gone, 0 left");
    const file = JSON.parse(readFileSync(join(cwd, ".moat-baseline.json"), "utf8")) as object;
    expect(file).toMatchObject({ format: "moat.baseline", entries: [] });
  });

  it("does not mind where in the file a finding stands, and keeps the day it was first seen", async () => {
    const cwd = folder({ "a.yaml": poor("A") });
    await moat("baseline write --as-of 2026-11-20", { cwd });
    writeFileSync(join(cwd, "a.yaml"), `# moved down\n\n${poor("A, renamed")}`);
    expect((await json(cwd)).summary.known).toBe(1);
    await moat("baseline write", { cwd });
    const text = readFileSync(join(cwd, ".moat-baseline.json"), "utf8");
    expect(text).toContain('"firstSeen": "2026-11-20"');
  });

  it("never knows what cannot be read", async () => {
    const cwd = folder({ "a.yaml": "kind: moat/record@1\nchoice: nothing\n" });
    await moat("baseline write", { cwd });
    expect((await moat("check", { cwd })).exitCode).toBe(2);
  });
});

it("a waiver of rules that no rule is called by is wrong, with a star too", async () => {
  const stars = waiver({ rule: '"chekc.*"' }).replace(
    "waivers:",
    "policy: { allowGlob: true }\nwaivers:",
  );
  const cwd = folder({ "a.yaml": good, "moat.waivers.yaml": stars });
  const { findings } = await json(cwd, " --draws 0");
  expect(findings.map((one) => one.message).join()).toContain('there is no rule "chekc.*"');
});

describe("names in records", () => {
  const asked =
    "useCase: { needs: [{ capability: summarization, bar: commodity }], workload: { requestsPerMonth: 5000 } }";
  const routed = (route: string) => `${good}decidedOn: 2026-11-20\nroutes: [${route}]\n`;
  const about = async (text: string, rule: string) => {
    const cwd = folder({ "a.yaml": text });
    const { findings, summary } = await json(cwd, " --draws 0");
    return { found: findings.filter((one) => one.rule === rule), failed: summary.failed };
  };

  it("a model that nobody knows fails, with the nearest name", async () => {
    const { found, failed } = await about(
      routed("{ need: summarization, model: deepseek-v5-flash }"),
      "check.unknown-model",
    );
    expect(found.map((one) => [one.severity, one.remedy])).toEqual([
      ["error", expect.stringContaining('Did you mean "deepseek-v4-flash"')],
    ]);
    expect(failed).toBe(true);
    const inherited = routed("{ need: summarization, model: constructor }");
    expect((await about(inherited, "check.unknown-model")).found).toHaveLength(1);
  });

  it("facts of names that every object has are of nothing", async () => {
    const ids = ["price/constructor@x/input", "licence/constructor", "retires/toString"];
    const facts = ids.map((id) => `{ id: ${id}, value: 1 }`).join(", ");
    const basis = `basis: { asOf: 2026-11-20, pack: { id: current, version: "1", sha256: "0" }, verdict: { choice: hosted-open, status: decided }, facts: [${facts}] }\n`;
    const cwd = folder({ "a.yaml": `${good}${basis}` });
    expect((await moat("check --draws 0", { cwd })).exitCode).toBeLessThan(2);
  });

  it("is said also where the option does not stand at all", async () => {
    const text = `${routed("{ need: summarization, model: no-such }")}`.replace(
      "needs:",
      "data: { boundary: air-gapped }, needs:",
    );
    expect((await about(text, "check.unknown-model")).found).toHaveLength(1);
  });

  it("a need that the use case does not have fails", async () => {
    const { found, failed } = await about(
      routed("{ need: summarisation, model: deepseek-v4-flash }"),
      "check.unknown-need",
    );
    expect(found[0]?.remedy).toContain("summarization");
    expect(failed).toBe(true);
  });

  const madr = (status: string, choice = "hosted-open") =>
    `---\nstatus: ${JSON.stringify(status)}\nmoat:\n  ${asked}\n  choice: ${choice}\n---\n# One\n`;
  const shelved = async (status: string) => {
    const cwd = folder({
      "0001-one.md": madr(status),
      "0002-two.md": "# No record of ours\n",
      "use-postgres.md": "",
    });
    const { findings, records } = await json(cwd, " --draws 0");
    const found = findings.filter((one) => one.rule === "check.unknown-successor");
    return [records[0]?.state === "skipped", found.length];
  };

  it("a record is out of force only where what superseded it is there", async () => {
    expect(await shelved("superseded by ADR-0002")).toEqual([true, 0]);
    expect(await shelved("superseded by ADR-0999")).toEqual([false, 1]);
  });

  it("what superseded a record is found by link, path, number or name", () => {
    const cwd = folder({ "0001-one.md": "", "0002-two.md": "", "use-postgres.md": "" });
    const isMissing = (named: string) =>
      missingSuccessor(named, join(cwd, "0001-one.md")) !== undefined;
    const there = ["ADR-2", "[ADR-2](0002-two.md)", "0002-two.md", "use postgres", "https://a.b/7"];
    expect(there.filter(isMissing)).toEqual([]);
    const missing = ["ADR-9", "[ADR-9](0009-nine.md)", "0001-one.md", "ADR-0001", "use mysql"];
    expect(missing.filter(isMissing)).toEqual(missing);
  });

  it("two records in force for one use case: an error where they differ, else a warning", async () => {
    const file = (choice: string, more = "") =>
      `kind: moat/record@1\nuseCase: case.yaml\nchoice: ${choice}\n${more}`;
    const cwd = folder({
      "case.yaml":
        "kind: moat/use-case@1\nname: a-case\nneeds: [{ capability: summarization, bar: commodity }]\n",
      "a.yaml": file("hosted-open"),
      "b.yaml": file("self-host"),
      "c.yaml": file("hosted-open"),
      "d.yaml": file("self-host", "status: rejected\n"),
      "e.yaml": good,
      "f.yaml": poor("Another question"),
    });
    const { findings } = await json(cwd, " --draws 0");
    const twice = findings.filter((one) => one.rule === "check.decided-twice");
    expect(twice.map((one) => [one.file, one.severity, one.message.slice(0, 6)])).toEqual([
      ["b.yaml", "error", "a.yaml"],
      ["c.yaml", "warning", "a.yaml"],
    ]);
  });
});

describe("a record that was renamed", () => {
  it("is still known, whatever it is called and wherever it lies; a copy is not", async () => {
    const cwd = folder({ "a.yaml": poor("Poor") });
    await moat("baseline write --as-of 2026-11-20", { cwd });
    const knownNow = async () => {
      const { findings, baseline } = await json(cwd);
      const errors = findings.filter((one) => one.severity === "error");
      return [errors.map((one) => one.baseline), baseline?.gone];
    };
    expect(await knownNow()).toEqual([["unchanged"], 0]);
    cpSync(join(cwd, "a.yaml"), join(cwd, "copy.yaml"));
    expect(await knownNow()).toEqual([["unchanged", "new"], 0]);
    rmSync(join(cwd, "a.yaml"));
    expect(await knownNow()).toEqual([["unchanged"], 0]);
    await moat("baseline prune", { cwd });
    const written = JSON.parse(readFileSync(join(cwd, ".moat-baseline.json"), "utf8"));
    expect(written.entries).toMatchObject([{ path: "copy.yaml", firstSeen: "2026-11-20" }]);
    writeFileSync(join(cwd, "copy.yaml"), poor("Poor").replace("5000", "6000"));
    expect(await knownNow()).toEqual([["unchanged"], 0]);
    rmSync(join(cwd, "copy.yaml"));
    writeFileSync(join(cwd, "z.yaml"), poor("Another").replace("5000", "7000"));
    expect(await knownNow()).toEqual([["new"], 1]);
  });
});
