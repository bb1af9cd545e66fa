import type {
  AnswersDiff,
  Cause,
  ChangedAnswer,
  PlainAnswer,
  PlainQuestion,
} from "../../shapes/answers-diff.ts";
import type { WrittenUseCase } from "../../shapes/use-case.ts";
import { askedOf } from "../choose/asked.ts";
import { choose } from "../choose/choose.ts";
import type { Knowledge, Snapshot } from "../know/pack.ts";
import {
  type Change,
  type ChangeGroup,
  changesBetween,
  groupsOf,
  withoutChanges,
} from "./changes.ts";
import { packView } from "./profile.ts";

const bars = ["commodity", "strong", "parity"] as const;

/** Every capability that both know, at three bars and the pack's three volumes, and nothing else said. */
export function plainQuestions(before: Knowledge, after: Knowledge): PlainQuestion[] {
  const both = Object.keys(before.profiles).filter((id) => after.capabilityIds[id] !== undefined);
  return both.sort().flatMap((capability) =>
    bars.flatMap((bar) =>
      after.pack.choice.volumes.map((requestsPerMonth) => ({
        capability,
        bar,
        requestsPerMonth,
      })),
    ),
  );
}

/** Without draws, flips or scenarios: the choice at expected values. */
export function pickFor(asked: PlainQuestion, { knowledge: pack, asOf }: Snapshot) {
  const { capability, bar, requestsPerMonth } = asked;
  const written: WrittenUseCase = {
    name: capability,
    needs: [{ capability, bar }],
    workload: { requestsPerMonth },
  };
  const { choice, status, ranked } = choose(askedOf(written, pack, asOf).question, 0);
  const plan = ranked[0]?.plan;
  return { choice, status, plan, pick: plan?.picks[0]?.row.candidate };
}

export function plainAnswer(asked: PlainQuestion, at: Snapshot): PlainAnswer {
  const { choice, status, plan, pick } = pickFor(asked, at);
  return {
    choice,
    status,
    model: pick?.model?.id ?? null,
    effort: pick?.effort ?? null,
    place: pick?.offer?.provider ?? (pick === undefined ? null : pick.option),
    usdPerMonth: plan?.usd ?? null,
  };
}

/** Which plans are even is a matter of draws, and these are answers without. */
const isSame = (one: PlainAnswer, other: PlainAnswer): boolean =>
  one.choice === other.choice && standing(one) === standing(other);

const standing = ({ status }: PlainAnswer): string => (status === "even" ? "decided" : status);

/** A bill within a tenth is the same bill. */
const sameBill = 0.1;

/** Undefined where nothing that anybody acts on is another. */
export function whatChanged(
  before: PlainAnswer,
  after: PlainAnswer,
): ChangedAnswer["what"] | undefined {
  if (!isSame(before, after)) return "option";
  if (before.model !== after.model) return "model";
  if (before.place !== after.place || before.effort !== after.effort) return "place";
  const [from, to] = [before.usdPerMonth ?? 0, after.usdPerMonth ?? 0];
  return Math.abs(to - from) > sameBill * Math.max(from, to) ? "bill" : undefined;
}

/** What is another between two states of the knowledge, and which part of it turns an answer. */
export class Causes {
  readonly changes: readonly Change[];
  readonly #groups: readonly ChangeGroup[];
  readonly #before: Snapshot;
  readonly #after: Snapshot;
  /** The later knowledge without some changes: what is believed of it is worked out once. */
  readonly #known = new Map<string, Cause>();
  readonly #without = new Map<string, Knowledge>();

  constructor(before: Snapshot, after: Snapshot) {
    this.#before = before;
    this.#after = after;
    this.changes = changesBetween(before, after);
    this.#groups = groupsOf(this.changes);
  }

  of(changed: ChangedAnswer): Cause {
    const { before, after } = changed;
    // At another volume the same line turns the same answer.
    const key = [
      changed.capability,
      changed.bar,
      before.choice,
      before.model,
      after.choice,
      after.model,
    ].join("|");
    const known = this.#known.get(key) ?? this.#find(changed);
    this.#known.set(key, known);
    return known;
  }

  #find(asked: ChangedAnswer): Cause {
    const named = [asked.after.model, asked.before.model];
    const near = this.#groups
      .toSorted((a, b) => rank(a, named) - rank(b, named))
      .slice(0, mostGroups);
    for (const { name, changes } of near) {
      if (!this.#turns(asked, changes)) continue;
      const single = changes.slice(0, mostLines).find((one) => this.#turns(asked, [one]));
      return causeOf(single === undefined ? "group" : "line", name, single ? [single] : changes);
    }
    const both = near.filter(({ model }) => named.includes(model)).flatMap((one) => one.changes);
    return this.#turns(asked, both)
      ? causeOf("group", `all of ${named.filter((one) => one !== null).join(" and ")}`, both)
      : causeOf("together", "all changes", this.changes);
  }

  /** Whether the earlier answer comes back where these changes are taken back. */
  #turns(asked: ChangedAnswer, changes: readonly Change[]): boolean {
    if (changes.length === 0) return false;
    const key = changes.map((one) => one.text).join("\n");
    const known = this.#without.get(key);
    const knowledge = known ?? withoutChanges(changes, this.#before, this.#after.knowledge);
    if (known === undefined) this.#without.set(key, knowledge);
    const answer = plainAnswer(asked, { knowledge, asOf: this.#after.asOf });
    return isSame(answer, asked.before) && answer.model === asked.before.model;
  }
}

const causeOf = (by: Cause["by"], group: string, changes: readonly Change[]): Cause => ({
  by,
  group,
  lines: changes.slice(0, shownLines).map((one) => one.text),
  more: Math.max(0, changes.length - shownLines),
});

/** So many are tried for an answer: each is a decision, on beliefs of its own. */
const mostGroups = 10;
const mostLines = 6;
const shownLines = 3;

/** The later pick first, and of each model its offers; then what is nobody's, then others that move what is believed of all. */
const rank = ({ model, kind }: ChangeGroup, named: readonly (string | null)[]): number => {
  if (model === null) return 2;
  const at = named.indexOf(model);
  return at < 0 ? 3 : at + (kind === "price" ? 0 : 0.5);
};

/** Two packs, or two days of one: what was asked of both, which answers differ, and which facts. */
export interface ComparedAnswers {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly questions: number;
  readonly changed: readonly ChangedAnswer[];
  readonly changes: readonly Change[];
}

export function answersDiff(compared: ComparedAnswers): AnswersDiff {
  const { before, after, questions, changed, changes } = compared;
  const kinds = [...new Set(changes.map((one) => one.kind))].sort();
  const side = ({ knowledge, asOf }: Snapshot) => ({ ...packView(knowledge), asOf });
  return {
    format: "moat.answers-diff",
    formatVersion: "1.0",
    before: side(before),
    after: side(after),
    questions,
    changed,
    facts: kinds.map((kind) => ({
      kind,
      count: changes.filter((one) => one.kind === kind).length,
    })),
  };
}
