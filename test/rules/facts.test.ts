import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const rules = fileURLToPath(new URL("../../rules", import.meta.url));

interface Citation {
  readonly title: string;
  readonly url: string;
  readonly published?: string;
  readonly retrieved: string;
  readonly licence: string;
  readonly kind: "primary" | "secondary";
}

/** Something that names a source, with the day that it carries itself or takes from what holds it. */
interface Fact {
  readonly at: string;
  readonly source: string;
  readonly published: string | undefined;
}

/** What a profile is measured by, and the day that it gives for all of it. */
interface Profile {
  readonly reviewed: string;
  readonly benchmarks?: readonly {
    readonly observations: readonly { readonly evaluator: string; readonly published: string }[];
  }[];
}

const read = (file: string): unknown => parse(readFileSync(join(rules, file), "utf8"));

const files = readdirSync(rules, { recursive: true, encoding: "utf8" })
  .filter((one) => /\.(yaml|json)$/.test(one) && !/(^|\/)(schema|tests)\//.test(one))
  .filter((one) => one !== "sources.yaml")
  .sort();

const { sources } = read("sources.yaml") as { sources: Readonly<Record<string, Citation>> };

type Tree = Readonly<Record<string, unknown>>;

function factsIn(value: unknown, at: string, held: string | undefined): Fact[] {
  if (value === null || typeof value !== "object") return [];
  const own = value as Tree;
  const day = (key: string, usual: string | undefined) =>
    typeof own[key] === "string" ? (own[key] as string) : usual;
  // The snapshot of prices says once for all of them on which day they held.
  const published = day("published", day("asOf", held));
  const inner = Object.entries(own).flatMap(([key, one]) =>
    factsIn(one, `${at}/${key}`, published),
  );
  return typeof own.source === "string" ? [{ at, source: own.source, published }, ...inner] : inner;
}

const facts = files.flatMap((file) => factsIn(read(file), file, undefined));

const isDay = (text: string | undefined): boolean =>
  text !== undefined &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

const cited = new Set(facts.map((one) => one.source));
const lines = (found: readonly Fact[]) => found.map((one) => `${one.at}: ${one.source}`);

describe("every fact in rules", () => {
  it("is one of many", () => {
    const primary = [...cited].filter((id) => sources[id]?.kind === "primary").length;
    const onPrimary = facts.filter((one) => sources[one.source]?.kind === "primary").length;
    const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`;
    console.log(
      `${facts.length} facts in ${files.length} files, ${cited.size} sources, ` +
        `${percent(primary, cited.size)} of them primary; ${percent(onPrimary, facts.length)} of the facts rest on a primary one`,
    );
    expect(facts.length).toBeGreaterThan(1000);
    expect(cited.size).toBeGreaterThan(100);
  });

  it("names a source that is listed", () => {
    expect(lines(facts.filter((one) => !Object.hasOwn(sources, one.source)))).toEqual([]);
  });

  it("is dated, with a day that exists", () => {
    expect(lines(facts.filter((one) => !isDay(one.published)))).toEqual([]);
  });

  it("says by the day of its newest score how fresh a file is: by somebody else than the maker, where there is one", () => {
    const profiles = files.filter((one) => one.startsWith("current/capabilities/"));
    const measured = profiles.flatMap((file) => {
      const { reviewed, benchmarks = [] } = read(file) as Profile;
      const scores = benchmarks.flatMap((one) => one.observations);
      const others = scores.filter((one) => one.evaluator !== "vendor");
      const days = (others.length > 0 ? others : scores).map((one) => one.published);
      return days.length === 0 ? [] : [{ file, reviewed, newest: days.sort().at(-1) }];
    });
    expect(measured.filter((one) => one.reviewed !== one.newest)).toEqual([]);
    expect(measured.length).toBeGreaterThan(15);
  });

  it("was public before its source was read", () => {
    const early = facts.filter(
      ({ published, source }) => (published ?? "") > (sources[source]?.retrieved ?? ""),
    );
    expect(lines(early)).toEqual([]);
  });
});

describe("every source", () => {
  const all = Object.entries(sources);

  it("has a licence, an address and the day on which it was read", () => {
    const poor = all.filter(
      ([, one]) =>
        one.licence.trim().length < 3 ||
        !isDay(one.retrieved) ||
        !/^(https?:\/\/|rules\/)/.test(one.url) ||
        (one.published !== undefined && !isDay(one.published)),
    );
    expect(poor.map(([id]) => id)).toEqual([]);
  });

  it("was published before it was read", () => {
    const odd = all.filter(([, one]) => (one.published ?? "") > one.retrieved);
    expect(odd.map(([id]) => id)).toEqual([]);
  });

  it("is named by a fact", () => {
    expect(all.map(([id]) => id).filter((id) => !cited.has(id))).toEqual([]);
  });

  it("stands once: no two are the same page under two names", () => {
    const seen = new Map<string, string>();
    const twice = all.flatMap(([id, { url, published, title }]) => {
      const key = `${url}|${published}|${title}`;
      const first = seen.get(key);
      seen.set(key, first ?? id);
      return first === undefined ? [] : [`${id} = ${first}`];
    });
    expect(twice).toEqual([]);
  });
});

describe("every observation", () => {
  const profiles = files
    .filter((one) => one.includes("/capabilities/"))
    .map((file) => ({
      file,
      profile: read(file) as { benchmarks?: { id: string; observations: Tree[] }[] },
    }));
  const observations = profiles.flatMap(({ file, profile }) =>
    (profile.benchmarks ?? []).flatMap(({ id, observations: all }) =>
      all.map((one) => ({ at: `${file}: ${id}: ${one.id}`, ...one }) as Tree & { at: string }),
    ),
  );

  it("was run before it was published", () => {
    const odd = observations.filter((one) => String(one.date) > String(one.published));
    expect(observations.length).toBeGreaterThan(200);
    expect(odd.map((one) => one.at)).toEqual([]);
  });

  it("is of a model that was out, or shown to evaluators within the last six weeks before", () => {
    const released = new Map(
      files
        .filter((one) => one.startsWith("market/models/"))
        .flatMap((file) => (read(file) as { models: { id: string; published: string }[] }).models)
        .map((one) => [one.id, one.published]),
    );
    const days = (day: unknown) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
    const early = observations.filter(
      (one) => days(one.published) < days(released.get(String(one.model))) - 42,
    );
    expect(early.map((one) => one.at)).toEqual([]);
  });
});
