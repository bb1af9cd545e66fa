/** XML 1.0 as text: markup escaped, line ends kept, and characters that XML cannot hold shown as code points. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

export const attribute = (text: string): string =>
  legal(text).replace(/[&<>"\t\n\r]/g, (char) => entities[char] ?? char);

/** Escaped throughout, so that no CDATA section is needed that a `]]>` could end. */
export const content = (text: string): string =>
  legal(text).replace(/[&<>\r]/g, (char) => entities[char] ?? char);

/** Code points that XML 1.0 allows; everything else is shown by its number. */
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const legal = (text: string): string =>
  text.replace(illegal, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

export type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, children = ""): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
    .join("");
  return children === "" ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}
