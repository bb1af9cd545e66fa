import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../src/core/decision.ts";
import { headline } from "../../src/report/decision/words.ts";

const file = new URL("../../fixtures/cases/too-close/expected.json", import.meta.url);
const tooClose = JSON.parse(readFileSync(fileURLToPath(file), "utf8")) as Decision;

const sentence = (verdict: Partial<Decision["verdict"]>): string =>
  headline({ ...tooClose, verdict: { ...tooClose.verdict, immaterial: false, ...verdict } })
    .sentence;

describe("an answer that is too close to call names who wins the other draws", () => {
  it.each([
    [
      "the runner-up",
      { rival: { choice: "hosted-open", winShare: 0.4465 } },
      "It leads at expected values, but wins only 55 % of the draws; hosted-open wins 45 %; look at both.",
    ],
    [
      "another one than the runner-up",
      { rival: { choice: "self-host", winShare: 0.31 }, beatsRunnerUp: 0.58 },
      "wins only 55 % of the draws; self-host wins 30 %, and it beats hosted-open in only 60 % of the draws; look at both.",
    ],
    [
      "one that wins more of them",
      { rival: { choice: "hosted-open", winShare: 0.61 } },
      "but hosted-open wins 60 % of the draws, where its unknowns turn out well, and proprietary-api 55 %; look at both.",
    ],
    [
      "a split, which is no option of its own",
      { rival: { choice: "hybrid", winShare: 0.999 } },
      "but hybrid wins 95 % of the draws",
    ],
    [
      "nobody, where no option stands",
      { rival: { choice: "none", winShare: 0.6 } },
      "beats hosted-open in only 55 % of the draws; in 60 % of them nothing passes its gates.",
    ],
  ] as const)("%s", (_, verdict, text) => {
    expect(sentence(verdict)).toContain(text);
  });
});
