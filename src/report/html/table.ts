import { type Child, type Html, h } from "./markup.ts";

export interface TableContent {
  /** What it is, for those who come upon it without seeing what stands above. */
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
  /** Columns of numbers. */
  readonly right?: readonly number[] | undefined;
}

/** The first cell of a row is its name. Wider than the page, it scrolls by itself. */
export function tableHtml({ label, head, rows, right = [] }: TableContent): Html {
  const align = (column: number, child: Child = null) =>
    right.includes(column) ? "number" : isDay(child) ? "day" : undefined;
  const named = (name: string, column: number) =>
    name === "" ? h("td", {}) : h("th", { scope: "col", class: align(column) }, name);
  const cell = (child: Child, column: number) =>
    column === 0 && child !== ""
      ? h("th", { scope: "row" }, child)
      : h("td", { class: align(column, child) }, child);
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": label },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, head.map(named))),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, row.map(cell))),
      ),
    ),
  );
}

/** Broken over two lines, a day is not read as one. */
const isDay = (child: Child): boolean =>
  typeof child === "string" && /^\d{4}-\d\d-\d\d$/.test(child);
