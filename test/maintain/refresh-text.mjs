// What a refresh left open, as rules/market/refresh.yaml has it.

const lineOf = (entry) =>
  `  - { ${Object.entries(entry)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`))
    .join(", ")} }`;

const listOf = (name, all) =>
  [all.length === 0 ? `${name}: []` : `${name}:`, ...all.map(lineOf)].join("\n");

export const refreshText = (cells, unlisted) => {
  const open = cells.map(({ board, model, effort, score, published, source }) => ({
    ...{ board, model, effort, score, published, source },
  }));
  return `# yaml-language-server: $schema=../schema/refresh.schema.json
# Written by the refresh (rules/README.md): cells that its folder held and that were not taken, and offers that the newest list of
# their host does not have. For the lints, not for answers.
kind: moat/refresh@1
${listOf("open", open)}
${listOf("unlisted", unlisted)}
`;
};
