import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as core from "@actions/core";
import { Ajv } from "ajv";
import { afterEach, describe, expect, it, vi } from "vitest";
import { validateXML } from "xmllint-wasm";
import { github } from "../../../src/report/findings/github.ts";
import { gitlab } from "../../../src/report/findings/gitlab.ts";
import { junit } from "../../../src/report/findings/junit.ts";
import { finding, hard, report } from "./report.ts";

const read = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../../fixtures/formats/${name}`, import.meta.url)),
    "utf8",
  );

describe("junit", () => {
  it.each(["junit-ant.xsd", "junit-jenkins-10.xsd"])("is valid for %s", async (schema) => {
    for (const of of [hard, report([])]) {
      const { valid, errors } = await validateXML({
        xml: [{ fileName: "check.xml", contents: junit(of) }],
        schema: [{ fileName: schema, contents: read(schema) }],
      });
      expect(errors.map((one) => one.message)).toEqual([]);
      expect(valid).toBe(true);
    }
  });

  it("counts what it holds", () => {
    const [suite = ""] = junit(hard).match(/<testsuite name="docs\/decisions[^>]+>/) ?? [];
    expect(suite).toContain('tests="4"');
    expect(suite).toContain('failures="1"');
    expect(suite).toContain('skipped="2"');
  });
});

describe("gitlab", () => {
  it("is valid, and no fingerprint stands twice", () => {
    const twice = report([finding(), finding({ line: 9 })]);
    for (const of of [hard, twice, report([])]) {
      const entries = JSON.parse(gitlab(of)) as { fingerprint: string }[];
      const validate = new Ajv().compile(JSON.parse(read("gitlab-codequality.json")) as object);
      expect(validate(entries), JSON.stringify(validate.errors)).toBe(true);
      expect(new Set(entries.map((one) => one.fingerprint)).size).toBe(entries.length);
    }
  });
});

describe("github", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("writes what @actions/core writes, byte for byte", () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    const messages = ["100% a,b: c", "one\r\ntwo\nthree\rfour", "%0A %25 ::error::", "a=b;c", ""];
    for (const message of messages) {
      const one = finding({ message, remedy: message, file: "a,b:c%d.md" });
      const ours = github(report([one]));
      written.length = 0;
      core.error(`${message}\n${message}`, {
        title: "check.vetoed: The chosen option no longer passes a gate",
        file: one.file,
        startLine: one.line,
        startColumn: one.column,
      });
      // Its line end is that of the system it runs on; the runner takes either.
      expect(ours).toBe(written.join("").replace(/\r?\n$/, "\n"));
    }
  });

  it("says notice for a note", () => {
    expect(github(report([finding({ severity: "note" })]))).toMatch(/^::notice /);
  });
});
