import { defineConfig } from "rolldown";

/** Where the build goes: tests build into folders of their own. */
const dir = process.env.MOAT_DIST ?? "dist";

// The command is CommonJS because V8 takes compiled code back for scripts only, not for modules (src/code-cache.ts), and one
// file because each script has a cache of its own. What others import stays ESM.
const script = (name) =>
  defineConfig({
    input: `src/${name}.ts`,
    platform: "node",
    output: { file: `${dir}/${name}.cjs`, format: "cjs", codeSplitting: false, sourcemap: true },
  });

export default [
  defineConfig({
    input: ["src/index.ts", "src/build.ts"],
    platform: "node",
    output: { dir, format: "esm", cleanDir: true, sourcemap: true },
  }),
  script("cli"),
  script("bin"),
];
