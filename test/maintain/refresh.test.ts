import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { scratch } from "../scratch.ts";

const script = fileURLToPath(new URL("refresh.mjs", import.meta.url));
const fixtures = fileURLToPath(new URL("../../fixtures/refresh", import.meta.url));

const refresh = (rules: string, ...more: string[]): string =>
  execFileSync(process.execPath, [script, join(fixtures, "inbox"), "--rules", rules, ...more], {
    encoding: "utf8",
  });

it("keeps a list of what it offered and nobody took", () => {
  const rules = scratch("refresh-left");
  cpSync(join(fixtures, "rules"), rules, { recursive: true });
  refresh(rules, "--accept", "reviewed");
  const { open } = parse(readFileSync(join(rules, "market/refresh.yaml"), "utf8"));
  expect(open).toHaveLength(2);
  expect(open[0]).toMatchObject({ board: "terminal-bench-4.0-aa", source: expect.any(String) });
});

it("offers what the inbox holds and moat does not, writes it, and then offers nothing", () => {
  const rules = scratch("refresh");
  cpSync(join(fixtures, "rules"), rules, { recursive: true });

  const first = refresh(rules, "--accept", "cells");
  expect(first).toContain("cells offered: 3");
  expect(first).toContain("before: 1 of the 3 cells that the inbox holds; 1 changed, 2 new");
  expect(first).toContain("changed (was 58) terminal-bench-4.0-aa");
  expect(first).toContain("note: no task solved");
  expect(first).toContain("{ id: unheard-of }");
  expect(first).toContain("gpt-6-luna at openai: 0.2/1, here 0.1/0.5");
  expect(first).toContain("gpt-6-luna at azure: 0.1/0.5, new");
  expect(first).toContain("offers not listed: 1\n  gpt-6-luna at groq");
  expect(first).toContain("2 model not followed");

  const second = refresh(rules, "--accept", "reviewed");
  expect(second).toContain("cells offered: 0");
  const profile = readFileSync(join(rules, "current/capabilities/agentic-coding.yaml"), "utf8");
  expect(profile).toMatch(/^# A comment stays\./);
  expect(profile).toContain("id: opus, model: claude-opus-5.5, effort: max, score: 59.6");
  expect(profile.match(/^ {6}- \{/gm)).toHaveLength(3);
  expect(profile).toContain("reviewed: 2026-10-09");
  const left = () => parse(readFileSync(join(rules, "market/refresh.yaml"), "utf8"));
  const gone = { model: "gpt-6-luna", provider: "groq", source: "pi-ai-1.6.0" };
  expect(left()).toMatchObject({ kind: "moat/refresh@1", open: [], unlisted: [gone] });
});
