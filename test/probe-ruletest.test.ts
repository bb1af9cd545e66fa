import { it } from "vitest";
import { readPack } from "../src/load/pack.ts";
import { mutantsOf } from "../src/load/mutants.ts";
it("x", async () => {
  const p = await readPack("rules/current", "rules");
  if (!p.ok) throw new Error(JSON.stringify(p.diagnostics));
  for (const f of p.value.files.filter((f) => f.file.startsWith("rules/current/rules")))
    for (const m of mutantsOf(f, "current", p.value.knowledge.pack.parameters))
      console.log(`${m.file.slice(20)}:${m.line}:${m.column} ${m.of} | ${m.at} | ${m.rules.map((r) => r.id)}`);
});
