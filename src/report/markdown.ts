/** Text from a file must not become markup or table cells; addresses stay addresses. */
export const markdownText = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>|]+)/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : escaped(part)))
    .join("");

const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#]/g, (char) => `\\${char}`).replace(/\n/g, " ");

export function markdownTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...body.map(line)].join("\n");
}
