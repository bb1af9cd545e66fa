import { safe } from "../../core/know/printable.ts";

/** HTML that is written already. Whatever is plain text is escaped when it is put in, so no file can bring markup along. */
export interface Html {
  readonly markup: string;
}

export type Child = Html | string | number | null | readonly Child[];
type HtmlAttributes = Readonly<Record<string, string | number | true | undefined>>;

const codes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => safe(text).replace(/[&<>"']/g, (one) => codes[one] ?? "");

/** Elements that have no content and no end, and those of SVG that may close themselves. */
const empty = new Set(["meta", "br", "line", "circle", "polyline", "polygon", "rect"]);
const foreign = new Set(["line", "circle", "polyline", "polygon", "rect"]);

export function h(tag: string, attributes: HtmlAttributes = {}, ...children: Child[]): Html {
  const written = Object.entries(attributes)
    .map(([name, value]) => attribute(name, value))
    .join("");
  if (empty.has(tag)) return { markup: `<${tag}${written}${foreign.has(tag) ? "/>" : ">"}` };
  return { markup: `<${tag}${written}>${join(children)}</${tag}>` };
}

function attribute(name: string, value: string | number | true | undefined): string {
  if (value === undefined) return "";
  return value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
}

const join = (child: Child): string => {
  if (child === null) return "";
  if (typeof child === "object") return "markup" in child ? child.markup : child.map(join).join("");
  return escaped(String(child)).replace(/(?<=\d) (?=%)/g, "&nbsp;");
};

/** Text of ours that is neither: the doctype and the style sheet. */
export const verbatim = (markup: string): Html => ({ markup });

/** Only addresses of pages become links: anything else that a file calls an address is shown as it is. */
export const link = (address: string, text: string): Html =>
  /^https?:\/\//i.test(address)
    ? h("a", { href: address, rel: "noreferrer" }, text)
    : h("span", {}, text);
