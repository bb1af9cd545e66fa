import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { fault } from "./fuzz/judge.ts";
import { Dice, mutate } from "./fuzz/mutate.ts";
import { world } from "./fuzz/world.ts";

// Every reader is given mutated bytes and mutated trees through main(): it ends with 0, 1 or 2, with a whole document or
// none, in words. `npm run fuzz -- N SEED` gives it more.

const [count = 600, seed = 1] = (process.env.MOAT_FUZZ ?? "")
  .split(" ")
  .filter(Boolean)
  .map(Number);
const isLong = process.env.MOAT_FUZZ !== undefined;
const place = await world();
afterAll(place.remove);

const own = () =>
  [Object.prototype, Array.prototype, String.prototype].map((one) =>
    Object.getOwnPropertyNames(one).sort().join(),
  );
const prototypes = own();
/** What the process would say beside us, on the standard error of whoever runs it. */
const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
afterAll(() => void warned.mockRestore());
const slowest = 5000;

it("the world is whole before anything is broken", async () => {
  for (const line of new Set(place.readers.flatMap(({ lines }) => lines))) {
    if (line.includes("moat.config.yaml")) continue;
    const { outcome, written } = await place.run(line);
    expect(
      [fault(line, outcome, written), outcome.exitCode < 2, outcome.stderr.slice(0, 300)],
      line,
    ).toEqual([undefined, true, expect.anything()]);
  }
}, 300_000);

it(`${count} inputs from seed ${seed}`, async () => {
  const faults: string[] = [];
  const exits: Record<number, number> = {};
  let longest = { ms: 0, what: "" };
  for (let number = 0; number < count && faults.length < 20; number++) {
    const dice = new Dice(`${seed}/${number}`);
    const reader = dice.of(place.readers);
    const line = dice.of(reader.lines);
    const text = place.read(reader.file);
    const bytes = mutate(text, reader.form, dice);
    place.write(reader.file, bytes);
    // A configuration holds for the whole tree below it: it is there only while it is meant.
    const isConfig = reader.file.endsWith("moat.config.yaml");
    if (isConfig) copyFileSync(join(place.cwd, reader.file), join(place.cwd, "moat.config.yaml"));
    // CPU, not the clock: a busy machine is no fault of the input.
    const begun = process.cpuUsage();
    const { outcome, written } = await place.run(line);
    const { user, system } = process.cpuUsage(begun);
    const ms = (user + system) / 1000;
    exits[outcome.exitCode] = (exits[outcome.exitCode] ?? 0) + 1;
    if (ms > longest.ms) longest = { ms, what: `${seed}/${number} ${line}` };
    const wrong =
      fault(line, outcome, written) ??
      (ms > slowest ? `${ms} ms` : undefined) ??
      warned.mock.calls.map((one) => `a warning: ${one}`)[0];
    warned.mockClear();
    if (wrong !== undefined) {
      const input = bytes.toString("utf8").slice(0, 300);
      faults.push(
        `${seed}/${number} ${reader.file}: moat ${line}\n${wrong.slice(0, 1500)}\n${input}`,
      );
      if (isLong) console.log(faults.at(-1));
    }
    expect(own(), `${seed}/${number} changed a prototype`).toEqual(prototypes);
    if (isConfig) rmSync(join(place.cwd, "moat.config.yaml"), { force: true });
    place.write(reader.file, text);
    if (isLong && (number + 1) % 1000 === 0)
      console.log(`${number + 1} of ${count}: ${JSON.stringify(exits)}`);
  }
  if (isLong) console.log(JSON.stringify({ count, seed, exits, longest }));
  expect(faults.join("\n\n")).toBe("");
}, 20_000_000);
