// Control characters, and those that turn the direction of what follows: a terminal obeys them, and nobody sees them. They are
// shown by their numbers, in the form that JSON and YAML read back.

const all = String.raw`[\p{Cc}\p{Bidi_Control}\u2028\u2029]`;
const inText = new RegExp(String.raw`(?!\n)${all}`, "gu");
const inLine = new RegExp(all, "gu");
const inDocument = new RegExp(String.raw`(?!\n|\r\n|\t|\u001b\[\d{1,2}m)${all}`, "gu");

const number = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Text from a file, as it may stand in an output; lines stay lines. */
export const safe = (text: string): string => text.replace(inText, number);

/** The same for what has to stay on its line, such as the name of a file. */
export const safeLine = (text: string): string => text.replace(inLine, number);

/** The net under every output: whatever text a report has let through. Its own line ends, tabs and colours stay. */
export const safeDocument = (text: string): string => text.replace(inDocument, number);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
