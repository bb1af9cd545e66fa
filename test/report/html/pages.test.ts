import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ConfigData, HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../../src/cli.ts";
import { environment } from "../../environment.ts";
import { chromium, open, type Page } from "./browser.ts";

// The four pages of one use case whose title tries to be markup, as a browser sees them.

const scratch = mkdtempSync(join(tmpdir(), "moat-html-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const hostile = `</title><script>document.title="taken"</script><img src="http://example.com/x" onerror="alert(1)">'"&`;
const still = ["--as-of", "2026-11-23", "--draws", "64"];
const pages = ["advise", "cost", "timeline", "check"] as const;
const fileOf = (name: string) => join(scratch, `${name}.html`);
const read = (name: string) => readFileSync(fileOf(name), "utf8");
const run = (...argv: string[]) =>
  main(argv, environment({ cwd: scratch, variables: {}, today: "2026-11-23" }));

beforeAll(async () => {
  const useCase = {
    kind: "moat/use-case@1",
    name: "hostile",
    title: hostile,
    needs: [
      {
        capability: "structured-extraction",
        bar: "commodity",
        workload: { requestsPerMonth: 5e8 },
      },
      { capability: "computer-use", bar: "parity", workload: { requestsPerMonth: 2e4 } },
    ],
    team: { mlEngineers: 3, onCall: true },
  };
  writeFileSync(join(scratch, "use-case.yaml"), JSON.stringify(useCase));
  mkdirSync(join(scratch, "decisions"));
  const record = ["--record", "decisions/0001-hostile.md"];
  const made = [
    await run("advise", "use-case.yaml", ...still, ...record, "-f", "html=advise.html"),
    await run("cost", "use-case.yaml", ...still, "-f", "html=cost.html"),
    await run("timeline", "use-case.yaml", ...still.slice(0, 2), "-f", "html=timeline.html"),
    await run("check", "decisions", "--as-of", "2027-06-01", "-f", "html=check.html"),
  ];
  for (const { stdout, stderr } of made)
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
});

/** It counts "&lt;" of a title as four; what a window shows of one is looked at in the browser. */
const recommended: ConfigData = {
  extends: ["html-validate:recommended"],
  rules: { "long-title": "off" },
};

describe.each(pages)("the page of %s", (name) => {
  it("is valid HTML", async () => {
    const checker = new HtmlValidate(recommended);
    const { results } = await checker.validateString(read(name));
    const found = results.flatMap(({ messages }) => messages);
    expect(found.map((one) => `${one.line}:${one.column} ${one.ruleId} ${one.message}`)).toEqual(
      [],
    );
  });

  it("is one file without script, and forbids what it does not need", () => {
    const text = read(name);
    expect(text).toContain("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
    expect(text).not.toMatch(
      /<(script|img|iframe|object|embed|link|base|form|input|audio|video)\b/i,
    );
    expect(text).not.toMatch(/<[^>]*\s(on\w+|style|src|srcset)=/i);
    expect(text).not.toMatch(/url\(|@import/i);
  });
});

it("refuses what html-validate is there to find", async () => {
  const checker = new HtmlValidate(recommended);
  const broken = read("timeline").replace("<h1>", '<h1 class="a" class="b">');
  expect((await checker.validateString(broken)).valid).toBe(false);
});

it("gives the same bytes for the same input", async () => {
  await run("timeline", "use-case.yaml", ...still.slice(0, 2), "-f", "html=again.html");
  await run("cost", "use-case.yaml", ...still, "-f", "html=cost-again.html");
  expect(read("again")).toBe(read("timeline"));
  expect(read("cost-again")).toBe(read("cost"));
});

it.each([["html"], ["html="]])("-f %s is refused: a page goes to a file", async (format) => {
  const { stdout, stderr, exitCode } = await run("timeline", "use-case.yaml", "-f", format);
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
  expect(stderr).toContain("-f html=decision.html");
});

/** Every text of a drawing with its box, and those that lie over each other. */
const overlaps = `[...document.querySelectorAll("svg[role=img]")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")].map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return texts.flatMap((a, at) => texts.slice(at + 1).filter((b) => meet(a.box, b.box)).map((b) => a.text + " over " + b.text));
})`;

if (chromium === undefined)
  console.log(
    "the pages are not looked at: no Chromium here (Debian: apt-get install chromium, or set CHROMIUM)",
  );

describe.skipIf(chromium === undefined)("in Chromium", () => {
  let page: Page;
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  beforeAll(async () => {
    page = await open();
  });
  afterAll(() => page?.close());

  const size = (width: number) =>
    page.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height: 900, deviceScaleFactor: 1, mobile: false },
    });
  const media = (scheme: "light" | "dark", kind = "screen") =>
    page.send("Emulation.setEmulatedMedia", {
      media: kind,
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
  async function load(name: string): Promise<void> {
    page.trouble();
    await page.send("Page.navigate", { url: pathToFileURL(fileOf(name)).href });
    await page.evaluate(
      `new Promise((done) => document.readyState === "complete" ? done() : addEventListener("load", done))`,
    );
  }
  const violations = (rules: string) =>
    page.evaluate<string[]>(
      `axe.run(document, ${rules}).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | ")))`,
    );

  it.each(pages)(
    "%s: nothing is asked for, said or run; axe finds nothing in light and dark",
    async (name) => {
      await size(1280);
      await media("light");
      await load(name);
      expect(page.trouble()).toEqual([]);
      expect(await page.evaluate("document.title")).toContain(
        name === "check" ? "Check" : "<script>",
      );
      expect(await page.evaluate("document.title.length")).toBeLessThanOrEqual(70);
      expect(await page.evaluate(`document.querySelectorAll("script, img").length`)).toBe(0);
      await page.evaluate(
        `for (const one of document.querySelectorAll("details")) one.open = true`,
      );
      await page.evaluate(axe);
      expect(await violations("{}")).toEqual([]);
      await media("dark");
      expect(await violations(`{ runOnly: ["color-contrast"] }`)).toEqual([]);
    },
  );

  it.each(pages)(
    "%s: nothing is wider than 320, 768 or 1280 px, and no two labels of a drawing meet",
    async (name) => {
      await media("light");
      await load(name);
      for (const width of [320, 768, 1280]) {
        await size(width);
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
        expect({ width, wide }).toEqual({ width, wide: Math.min(wide, width) });
        expect(await page.evaluate(overlaps)).toEqual([]);
      }
    },
  );

  it.each(pages)("%s: what is folded on the screen is there on paper", async (name) => {
    await size(1280);
    await media("light", "print");
    await load(name);
    const hidden = `[...document.querySelectorAll("details:not(.more) > :not(summary)")].filter((one) => one.getBoundingClientRect().height === 0).length`;
    expect(await page.evaluate(hidden)).toBe(0);
  });
});
