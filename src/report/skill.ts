/** Skill file for coding agents (Markdown with a front matter of name and description). Its commands are run by a test. */
export const skillText = `---
name: moat
description: >-
  Decides for one AI use case whether to self-host an open-weight model, use open weights hosted by somebody else, buy a
  proprietary API, or split the work. Use it before you pick, change or price a model, and in CI to see whether a recorded choice
  still holds. Works offline, with no key.
---

# moat

Ask moat when somebody wants to know which model to use for some work, what it will cost at their volume, whether self-hosting
pays, when open weights catch up, or whether a decision still holds. Do not answer such a question from memory.

## Commands

Decide. Leave out what you do not know: it is assumed, and listed in \`useCase.assumed\`. Tell the user what was assumed.

\`\`\`sh
moat advise --capability structured-extraction --bar strong --requests 200000 --json
\`\`\`

What each option costs, line by line:

\`\`\`sh
moat cost --capability structured-extraction --requests 200000 --draws 0 --json
\`\`\`

When the gap to proprietary models closes:

\`\`\`sh
moat timeline --capability computer-use --bar 0.9 --json
\`\`\`

Whether recorded decisions still hold (written with \`moat advise use-case.yaml --record docs/decisions/NAME.md\`):

\`\`\`sh
moat check --allow-empty --json
\`\`\`

What a word, a field or a rule means, and where a figure comes from:

\`\`\`sh
moat explain try-first --json
\`\`\`

\`moat profiles list\` has the capabilities, \`moat schema use-case\` the fields, \`moat export --to litellm\` writes what runs the plan.

## What to read

\`verdict\` has the choice, its status and \`words\`, a sentence that may be repeated. \`plans[0].routes\` has the models, \`plans[].usdPerMonth\`
their bills as p10, p50 and p90, \`asks\` what somebody has to be asked, \`flips\` what would turn the answer, \`review.by\` when to look again.

- \`even\` is an answer: the plans are as good. Say so, name both, and propose the evaluation that tells them apart.
- \`ask\`, \`below-bar\`, \`no-evidence\`, \`no-price\` and \`infeasible\` are answers too. Never fill the hole with a guess.
- Quote a figure with its range, \`asOf\`, and its source where there is one. Never make one up, never round a range to a number.
- A route with \`tryFirst\` is to be evaluated on the user's own data before anything is built on it.

## Exit codes

0 it ran; 1 it ran and found something (a record that no longer holds, nothing to export); 2 the input, a flag or a file is wrong: the
message on standard error says what to do; 3 a bug in moat. With \`--json\` standard output has one whole document, or nothing.
`;
