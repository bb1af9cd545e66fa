// What does the inbox hold that moat does not? `node test/maintain/refresh.mjs INBOX` prints it, `--accept cells,reviewed` writes it.
// INBOX is a folder that a person filled (rules/README.md, "Thirty minutes"); nothing is fetched. slugs.yaml says what is followed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { mixed } from "./price-rows.mjs";
import { offersIn } from "./refresh-offers.mjs";
import { refreshText } from "./refresh-text.mjs";
import { readTable } from "./table.mjs";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accept: { type: "string", default: "" },
    rules: { type: "string" },
    quiet: { type: "boolean", short: "q" },
  },
});
const [inbox] = positionals;
if (inbox === undefined)
  throw new Error("usage: node test/maintain/refresh.mjs INBOX [--accept cells,reviewed] [-q]");
const accepted = new Set(flags.accept.split(","));
const today = new Date().toISOString().slice(0, 10);

const rules =
  flags.rules === undefined
    ? new URL("../../rules/", import.meta.url)
    : pathToFileURL(`${flags.rules}/`);
const read = (path) => readFileSync(new URL(path, rules), "utf8");
const yamlIn = (folder) =>
  readdirSync(new URL(folder, rules))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `${folder}${name}`);

const {
  sources,
  boards,
  again,
  hosts,
  unfollowed,
  models: names,
} = parse(readFileSync(new URL("slugs.yaml", import.meta.url), "utf8"));
const models = new Map(
  yamlIn("market/models/").flatMap((path) => parse(read(path)).models.map((one) => [one.id, one])),
);
const profiles = yamlIn("current/capabilities/").map((path) => ({ path, ...parse(read(path)) }));

function groupBy(list, nameOf) {
  const groups = new Map();
  for (const one of list) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  return groups;
}

/** A name that moved says from which day on it means what. */
const onDay = (meaning, day) =>
  meaning === null || typeof meaning !== "object" || "omit" in meaning
    ? meaning
    : Object.entries(meaning).findLast(([from]) => from <= day)?.[1];

const evaluators = { independent: "independent", "independent (votes)": "vote", vendor: "vendor" };

const meant = ({ their_slug: slug, source, day }) =>
  (onDay(names[sources[source]?.of]?.[slug], day) ?? "").split("@");

/** A row of the inbox as a cell of moat, or the reason why it is none. */
function cellOf(row) {
  const { board, score, day, source, evaluator, note } = row;
  const from = sources[source] ?? { omit: `unknown source ${source}` };
  const followed = onDay(boards[board] ?? { omit: `unknown board ${board}` }, day);
  const [model, tier] = meant(row);
  const unfit =
    Number(score) === 0 &&
    /^aa-lcr/.test(followed) &&
    "a 0 where the documents do not fit into the model";
  const reason =
    from.omit ?? followed?.omit ?? (models.has(model) ? unfit || undefined : "model not followed");
  if (reason !== undefined) return { reason, board };
  const published = from.published ?? day;
  const { api, weights } = models.get(model).released;
  // Arenas move from day to day; other scores belong to the model as it came out, because no board tells the day of its run.
  const date =
    evaluators[evaluator] === "vote"
      ? published
      : [api ?? weights ?? published, published].sort()[0];
  const notes = [
    Number(score) === 0 && "no task solved",
    tier === "minimal" && "effort: minimal",
    /estimated/.test(note) && "estimated by the publisher: not run on every part",
  ];
  return {
    board: followed,
    model,
    effort: tier === "minimal" ? "none" : tier,
    score: Number(score),
    date,
    published,
    evaluator: evaluators[evaluator],
    source,
    note: notes.filter(Boolean).join("; ") || undefined,
  };
}

const keyOf = ({ board, model, effort = "" }) => `${board} ${model} ${effort}`;
const byDay = (a, b) => a.published.localeCompare(b.published);

/** Mirrors round: two figures are one when they agree at the fewer of their decimals. */
function same(a, b) {
  const decimals = Math.min(...[a, b].map((one) => (String(one).split(".")[1] ?? "").length));
  return Math.abs(a - b) < 0.51 * 10 ** -decimals + 1e-9;
}

const table = readTable(join(inbox, "scores.csv"));
const { changes: offerChanges, gone: offersGone } = offersIn(inbox, {
  models,
  rules,
  hosts,
  today,
});
const rows = table.map(cellOf);
const cells = groupBy(rows.filter((one) => one.reason === undefined).sort(byDay), keyOf);
const held = profiles.flatMap(({ id, path, benchmarks = [] }) =>
  benchmarks.flatMap((board) =>
    (board.observations ?? []).map((one) => ({ ...one, board: board.id, profile: id, path })),
  ),
);
const known = new Set([...cells.keys(), ...held.map(keyOf)]);
const runAgain = ({ board, ...cell }) =>
  again[board] !== undefined && known.has(keyOf({ ...cell, board: again[board] }));

/** What one profile lacks of one cell, or says otherwise than the newest table. */
function cellsOffered(profile, board, key, [first, ...later]) {
  const mine = held.filter((one) => one.profile === profile.id && keyOf(one) === key);
  const newest = later.at(-1) ?? first;
  // Known without its effort: the same figure with one.
  const bare = held.find(
    (one) =>
      one.profile === profile.id &&
      one.board === board &&
      one.model === first.model &&
      one.effort === undefined,
  );
  if (
    mine.length === 0 &&
    bare !== undefined &&
    [first, ...later].some((one) => same(one.score, bare.score))
  )
    return [{ kind: "effort", path: profile.path, ...bare, effort: first.effort, was: bare.id }];
  if (mine.length === 0 && runAgain(first)) return [];
  if (mine.length === 0)
    return [{ kind: "new", path: profile.path, ...first, id: freshId(profile, first) }];
  if (mine.some((one) => [first, ...later].some((other) => same(one.score, other.score))))
    return [];
  if (mine.some((one) => one.published > newest.published)) return [];
  return [
    {
      kind: "changed",
      path: profile.path,
      ...newest,
      id: mine[0].id,
      was: mine[0].id,
      old: mine[0].score,
    },
  ];
}

const freshId = ({ id }, { board, model, effort }) => {
  const name = [board, model, effort].filter(Boolean).join("-");
  return held.some((one) => one.profile === id && one.id === name) ? `${name}-refreshed` : name;
};

const offered = profiles.flatMap((profile) =>
  (profile.benchmarks ?? []).flatMap((board) =>
    [...cells]
      .filter(([key]) => key.startsWith(`${board.id} `))
      .flatMap(([key, all]) => cellsOffered(profile, board.id, key, all)),
  ),
);

const field = (value) => (/[:#,{}[\]]|^\s|\s$/.test(value) ? JSON.stringify(value) : value);

/** One observation as profiles write it, in two lines where one is too long. */
function lineOf({ id, model, effort, score, date, published, evaluator, source, note }) {
  const parts = { id, model, effort, score, date, published, evaluator, source, note };
  const written = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${field(String(value))}`,
  );
  const lines = [`      - { ${written.shift()}`];
  for (const part of written)
    if (`${lines.at(-1)}, ${part}`.length > 128) {
      lines[lines.length - 1] += ",";
      lines.push(`          ${part}`);
    } else lines[lines.length - 1] += `, ${part}`;
  return `${lines.join("\n")} }\n`;
}

/** The text of a profile with observations put in: those of other boards, comments and the form of old lines stay. */
function withCells(text, changes) {
  const board = /^ {2}- id: (\S+)\n[\s\S]*?(?=^ {2}- id: |^\S)/gm;
  return text.replace(board, (whole, id) => {
    const mine = changes.filter((one) => one.board === id);
    if (mine.length === 0) return whole;
    const [head, list = ""] = whole.split(/(?<=^ {4}observations:\n)/m);
    const replaced = new Set(mine.map((one) => one.was));
    const kept = list
      .split(/(?=^ {6}- )/m)
      .filter((line) => line !== "")
      .filter((one) => !replaced.has(/id: ([^\s,]+)/.exec(one)?.[1]));
    const day = (line) => /[ {]date: (\S+?),/.exec(line)[1];
    return (
      head + [...kept, ...mine.map(lineOf)].sort((a, b) => day(a).localeCompare(day(b))).join("")
    );
  });
}

/** `reviewed` is no judgement: it is the day of the newest score, by somebody else than the maker where there is one. */
function reviewedIn(text) {
  const all = (parse(text).benchmarks ?? []).flatMap((board) => board.observations ?? []);
  const others = all.filter((one) => one.evaluator !== "vendor");
  return (others.length > 0 ? others : all)
    .map((one) => one.published)
    .sort()
    .at(-1);
}

const count = (list, nameOf) =>
  [...groupBy(list, nameOf)].map(([name, all]) => `${all.length} ${name}`).join(", ") || "none";
const say = (title, list, show) => {
  console.log(`${title}: ${list.length}`);
  if (!flags.quiet) for (const one of list) console.log(show(one));
};

/** Ranked among the first sixty, or named by whoever filled the inbox, and unknown here. */
function missingModels() {
  const aliases = new Set([...models.values()].flatMap((one) => [one.id, ...(one.aliases ?? [])]));
  const lacks = (name) => !aliases.has(name) && !(name in unfollowed);
  const index = table.filter(
    (one) => sources[one.source]?.of === "aa" && /intelligence_index/.test(one.board),
  );
  const newest = index
    .map((one) => one.day)
    .sort()
    .at(-1);
  const ranked = index.filter((one) => one.day === newest).sort((x, y) => y.score - x.score);
  const best = [...groupBy(ranked, (one) => meant(one)[0] || one.their_slug)].slice(0, 60);
  const names = [
    ...best.map(([name]) => name),
    ...readTable(join(inbox, "models.csv")).map((one) => one.id),
  ];
  return [...new Set(names)].filter(lacks);
}

/** Cells that are offered and were not taken. A board that several profiles read has its cells once. */
const leftOpen = () => [
  ...new Map(
    offered
      .filter((one) => one.kind === "new" && !accepted.has("cells"))
      .map((one) => [keyOf(one), one]),
  ).values(),
];

/** Known scores that all moved by one factor: a new scale, so a new board. */
function rescaled() {
  const taken = rows.filter((one) => one.reason === undefined && one.evaluator !== "vote");
  return [...groupBy(taken, (one) => one.board)].flatMap(([board, all]) => {
    const ratios = [...groupBy(all, keyOf).values()]
      .map((cell) => cell.sort(byDay))
      .filter((cell) => cell.length > 1 && cell[0].score > 5)
      .map((cell) => cell.at(-1).score / cell[0].score)
      .sort((x, y) => x - y);
    const at = (share) => ratios[Math.floor(share * (ratios.length - 1))];
    const moved = ratios.length >= 5 && Math.abs(at(0.5) - 1) > 0.02 && at(0.9) - at(0.1) < 0.1;
    return moved ? [`${board}: ${ratios.length} known scores moved by ${at(0.5).toFixed(3)}`] : [];
  });
}

for (const [path, changes] of groupBy(offered, (one) => one.path)) {
  if (accepted.has("cells")) writeFileSync(new URL(path, rules), withCells(read(path), changes));
}
if (accepted.has("reviewed"))
  writeFileSync(new URL("market/refresh.yaml", rules), refreshText(leftOpen(), offersGone));
for (const { path } of profiles) {
  const day = reviewedIn(read(path));
  if (accepted.has("reviewed") && day !== undefined)
    writeFileSync(new URL(path, rules), read(path).replace(/^reviewed: .*$/m, `reviewed: ${day}`));
}

say(
  "cells offered",
  offered,
  (one) =>
    `${one.kind}${one.old === undefined ? "" : ` (was ${one.old})`} ${one.board}\n${lineOf(one)}`,
);
const here = new Set(held.map(keyOf));
const filled = [...cells.keys()].filter((key) => here.has(key)).length;
console.log(
  `  before: ${filled} of the ${cells.size} cells that the inbox holds; ${count(offered, (one) => one.kind)}`,
);
say("models missing", missingModels(), (one) => `  - { id: ${one} }`);
say("offers changed", offerChanges, (one) => one);
say("checkpoints not settled", mixed(inbox), (one) => `  ${one}`);
say("offers not listed", offersGone, ({ model, provider }) => `  ${model} at ${provider}`);
say("boards rescaled", rescaled(), (one) => `  ${one}`);
console.log(
  `rows left out: ${count(
    rows.filter((one) => one.reason),
    (one) => one.reason,
  )}`,
);
