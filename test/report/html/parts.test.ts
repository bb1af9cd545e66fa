import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Axis } from "../../../src/core/know/chart.ts";
import { dayNumber } from "../../../src/report/days.ts";
import { h, link } from "../../../src/report/html/markup.ts";
import { palettes } from "../../../src/report/html/palettes.ts";
import { scaleOf } from "../../../src/report/html/scale.ts";
import { spread } from "../../../src/report/html/spread.ts";

describe("markup", () => {
  it("lets no text or attribute become markup", () => {
    const text = fc.string({
      unit: fc.constantFrom("<", ">", "&", '"', "'", "a", "/", "\u202e", "\u0000"),
    });
    fc.assert(
      fc.property(text, text, (inside, attribute) => {
        const { markup } = h("p", { title: attribute }, inside);
        const [, rest = ""] = /^<p title="[^"<>']*">([^<>"']*)<\/p>$/.exec(markup) ?? [
          undefined,
          "\u0000",
        ];
        expect(["\u0000", "\u202e"].filter((one) => rest.includes(one))).toEqual([]);
      }),
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", " https://a", "//a"])(
    "makes no link of %s",
    (address) => {
      expect(link(address, "x").markup).toBe("<span>x</span>");
    },
  );
});

describe("labels", () => {
  const places = fc.array(fc.double({ min: 0, max: 240, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });

  it("keep their distance and their order, within the drawing", () => {
    fc.assert(
      fc.property(places, (wanted) => {
        const found = spread(wanted, 16, [0, 240]);
        const sorted = wanted
          .map((_, at) => at)
          .sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
        const moved = sorted.map((at) => found[at] ?? Number.NaN);
        for (const [at, one] of moved.slice(1).entries())
          expect(one - (moved[at] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-9);
        expect(Math.min(...moved)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(...moved)).toBeLessThanOrEqual(240 + 1e-9);
      }),
    );
  });

  it("stay where they are while there is room", () => {
    expect(spread([200, 20, 100], 16, [0, 240])).toEqual([200, 20, 100]);
    expect(spread([100, 100], 16, [0, 240])).toEqual([92, 108]);
  });
});

describe("scales", () => {
  it("puts every value within the axis, and two to seven ticks beside it", () => {
    const value = fc.double({ min: 0.5, max: 1e9, noNaN: true });
    const axes: Axis[] = [
      { label: "", unit: "usd", log: true },
      { label: "", unit: "score" },
      { label: "", unit: "day" },
    ];
    fc.assert(
      fc.property(value, fc.double({ min: 3, max: 1e4, noNaN: true }), (least, factor) => {
        for (const axis of axes) {
          const days = axis.unit === "day";
          const low = days ? dayNumber("2025-01-15") : least;
          const high = days ? low + 70 + Math.round(factor / 4) : least * factor;
          const { at, ticks } = scaleOf(axis, [low, high]);
          for (const one of [low, high, ...ticks]) {
            expect(at(one)).toBeGreaterThanOrEqual(-1e-6);
            expect(at(one)).toBeLessThanOrEqual(1 + 1e-6);
          }
          expect(ticks.length).toBeGreaterThanOrEqual(1);
          expect(ticks.length).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(Object.entries(palettes))("the colours in %s", (_, palette) => {
  const { ground, raised, rule: _rule, ...inks } = palette;
  it.each(Object.entries(inks))("%s can be read on both grounds", (_name, ink) => {
    for (const behind of [ground, raised]) {
      const [one, other] = [luminance(ink), luminance(behind)];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      expect(contrast).toBeGreaterThanOrEqual(4.5);
    }
  });
});
