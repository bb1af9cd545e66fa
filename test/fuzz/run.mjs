// `npm run fuzz -- N SEED`: more inputs for every reader than `npm test` gives, and its figures.
import { spawnSync } from "node:child_process";

const [count = "20000", seed = "1"] = process.argv.slice(2);
if (![count, seed].every((one) => /^[1-9]\d*$/.test(one))) {
  console.error("give two whole numbers: npm run fuzz -- 100000 7");
  process.exit(2);
}
const env = { ...process.env, MOAT_FUZZ: `${count} ${seed}` };
const args = ["vitest", "run", "test/fuzz.test.ts", "--disable-console-intercept"];
process.exitCode = spawnSync("npx", args, { env, stdio: "inherit" }).status ?? 1;
