import type { Decision } from "../../shapes/decision.ts";
import { type Child, type Html, h } from "../html/markup.ts";
import { noteLines } from "./notes.ts";

/** What is signed, and room to do it: the digests say which question and which facts. */
export const signature = ({ useCase, review, packs }: Decision): Html =>
  h(
    "section",
    {},
    h("h2", {}, "Signed"),
    h(
      "p",
      {},
      `Holds until ${review.by}, for use case `,
      digest(useCase.sha256),
      " on facts ",
      digest(packs.map(({ id, version, sha256 }) => `${id} ${version} ${sha256}`).join(", ")),
      ".",
    ),
    h(
      "p",
      { class: "paper" },
      "The tables behind the drawings and every gate by itself are in the file that this was printed from.",
    ),
    h(
      "div",
      { class: "sign" },
      ["Name and role", "Date", "Signature"].map((one) => h("div", {}, one)),
    ),
  );

const digest = (text: string): Html => h("span", { class: "digest" }, text);

/** The small print, without what stands above in full. */
export const footLines = (decision: Decision): Child[] =>
  noteLines(decision, true, true)
    .filter((line) => !/^(Assumed|Sources)\b/.test(line))
    .map((line) => h("p", {}, line));
