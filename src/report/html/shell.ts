import { cut } from "../style.ts";
import { type Child, h, verbatim } from "./markup.ts";
import { styles } from "./styles.ts";

export interface PageShell {
  /** Of the window. */
  readonly title: string;
  readonly body: readonly Child[];
  readonly foot: readonly Child[];
}

/** Nothing may be fetched, run or sent; only the sheet inside may style. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What a window or a list of pages shows of it. */
const longestTitle = 70;

/** One file that needs nothing else. */
export function shell({ title, body, foot }: PageShell): string {
  const head = h(
    "head",
    {},
    h("meta", { charset: "utf-8" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    h("title", {}, cut(title, longestTitle)),
    h("style", {}, verbatim(styles)),
  );
  const page = h("body", {}, h("main", {}, body), foot.length === 0 ? null : h("footer", {}, foot));
  return `<!DOCTYPE html>\n${h("html", { lang: "en" }, head, page).markup}\n`;
}
