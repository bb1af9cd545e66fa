import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";

/** Where the build goes: tests build into folders of their own. */
const dir = process.env.MOAT_DIST ?? "dist";

// Modules of Node that packages load at their start for what moat does not do: ask the terminal about colours (shell.ts
// decides), run subcommands that are programs of their own. Together a tenth of a moat check.
const unused = {
  "#supports-color": fileURLToPath(
    new URL("vendor/supports-color/browser.js", import.meta.resolve("chalk")),
  ),
  "node:child_process": false,
};

// What only questions at a terminal need is loaded when they are asked.
const later = ["node:readline", "node:tty"];
const whenAsked = {
  name: "when-asked",
  resolveId: (id) => (later.includes(id) ? `\0${id}` : undefined),
  load: (id) =>
    later.includes(id.slice(1))
      ? `const it = process.getBuiltinModule("${id.slice(1)}");
         export default it;
         export const { ReadStream, clearLine, createInterface, emitKeypressEvents, moveCursor } = it;`
      : undefined,
};

// Source maps name what was bundled, for the licences, and serve a debugger here; they are not shipped.

// The command is CommonJS because V8 takes compiled code back for scripts only, not for modules (src/code-cache.ts), and one
// file because each script has a cache of its own. What others import stays ESM.
const script = (name) =>
  defineConfig({
    input: `src/${name}.ts`,
    platform: "node",
    resolve: { alias: unused },
    plugins: name === "cli" ? [whenAsked] : [],
    output: {
      file: `${dir}/${name}.cjs`,
      format: "cjs",
      codeSplitting: false,
      sourcemap: "hidden",
      comments: false,
      // Names stay, for stack traces. V8 keeps ASCII in half the room, and need not decode it.
      minify: { compress: true, mangle: false, codegen: { asciiOnly: true } },
    },
  });

export default [
  defineConfig({
    input: ["src/index.ts", "src/build.ts"],
    platform: "node",
    output: { dir, format: "esm", cleanDir: true, sourcemap: "hidden" },
  }),
  script("cli"),
  script("bin"),
  script("worker"),
];
