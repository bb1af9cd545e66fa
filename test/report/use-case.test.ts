import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldFlags, withFlags } from "../../src/commands/flags.ts";
import { emptyUseCase } from "../../src/commands/use-cases.ts";
import { parseSource } from "../../src/load/file/source.ts";
import { flagLine, useCaseYaml } from "../../src/report/use-case.ts";
import { shell } from "../cli/built.ts";

const texts = fc.constantFrom(
  "2M",
  "$6k",
  "26%",
  "2x/quarter",
  "0.5",
  "eu-region",
  "it's: # odd",
  "no",
  "- x",
  "",
);
const flags = fc.dictionary(
  fc.constantFrom("bar", "requests", "boundary", "budget", "assurance", "growth", "name"),
  texts.filter((one) => one !== ""),
);

describe("a use case that is written for somebody", () => {
  it("is read as the flags that it was written from", () => {
    fc.assert(
      fc.property(flags, (given) => {
        const merged = withFlags(emptyUseCase, {
          capability: ["classification", "tool-use"],
          ...given,
        });
        if (!merged.ok) return;
        const read = parseSource("u.yaml", useCaseYaml(merged.value.value, fieldFlags));
        expect(read.ok && read.value.value).toEqual(merged.value.value);
      }),
    );
  });

  it("has a comment beside each field that a flag stands for", () => {
    const merged = withFlags(emptyUseCase, { capability: ["tool-use"], requests: "2M" });
    const yaml = useCaseYaml(merged.ok ? merged.value.value : {}, fieldFlags);
    expect(yaml).toContain("  requestsPerMonth: 2M                  # requests per month\n");
    expect(yaml).toContain("needs:\n  - capability: tool-use\n");
  });

  it("is a line that a shell takes as it is meant", async () => {
    const given = { capability: ["a", "b"], budget: "$6k", name: "it's odd", "on-call": true };
    const line = flagLine(given, fieldFlags, ["--as-of", "2026-11-23", "--no-flips"]);
    const { stdout } = await shell(`moat() { printf '%s|' "$@"; }; ${line}`);
    expect(stdout).toBe(
      "advise|--capability|a,b|--on-call|--budget|$6k|--name|it's odd|--as-of|2026-11-23|--no-flips|",
    );
  });
});
