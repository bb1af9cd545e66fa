import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf } from "../../src/load/file/lines.ts";

async function all(chunks: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const stream = (async function* () {
    yield* chunks;
  })();
  for await (const lines of linesOf(stream)) found.push(...lines);
  return found;
}

const line = fc.string({ unit: fc.constantFrom("a", "{", " ", "é", "\u2028", "\u2029", "\u0085") });
const end = fc.constantFrom("\n", "\r\n");

test("lines are the same wherever the chunks end, and only ends of lines end them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(line, end), { maxLength: 8 }),
      fc.array(fc.nat(5), { maxLength: 20 }),
      async (written, sizes) => {
        const text = written.flat().join("");
        const chunks: string[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(text.slice(at, at + size));
          at += size;
        }
        chunks.push(text.slice(at));
        expect(await all(chunks)).toEqual(written.map(([content]) => content));
      },
    ),
    { seed: 42 },
  );
});

test("the last line needs no end", async () => {
  expect(await all(["one\r", "\ntw", "o"])).toEqual(["one", "two"]);
});
