import type { Ask, Step } from "../../../shapes/decision.ts";
import type { Route } from "../../../shapes/route.ts";
import { type Chosen, pickedIn } from "../../choose/choose.ts";
import { isAsked } from "../../choose/plans.ts";
import type { Question } from "../../choose/question.ts";
import type { Row } from "../../choose/table.ts";
import type { Valued } from "../../choose/valued.ts";
import { medianOf } from "../../gate/need.ts";
import { count, percent, plural, usd } from "../../know/money.ts";
import { placesIn, planName } from "../plan-name.ts";
import { questionsOf } from "../questions.ts";
import { evidenceExpires } from "../review.ts";
import { agreeSteps } from "./agree.ts";
import { type DecidedParts, evaluateStep } from "./evaluate.ts";
import { lowerBarSteps } from "./lower-bar.ts";
import { otherwise } from "./otherwise.ts";
import { prepareSteps, tuneSteps } from "./prepare.ts";

/** What to do on Monday, in order: one way forward, and not two that contradict each other; `asked` is the question with one input changed. */
export function nextSteps(
  question: Question,
  chosen: Chosen,
  answer: DecidedParts,
  asked: (path: string, value: unknown) => Question,
): Step[] {
  const review = reviewStep(question, answer);
  if (answer.verdict.choice === "none") return [...withoutChoice(answer), review];
  return [
    ...cloudSteps(answer),
    ...belowBarSteps(answer),
    ...lowerBarSteps(question, chosen, answer, asked),
    ...askSteps(question, chosen, answer),
    // Nothing of one's own is sent before what it may be used for is agreed on.
    ...agreeSteps(question, chosen, answer.review.by),
    ...tuneSteps(question, chosen),
    ...evaluateStep(question, chosen, answer),
    ...prepareSteps(question, chosen),
    ...cheaperSteps(answer),
    ...keepOpenSteps(question, answer),
    review,
  ];
}

function withoutChoice({ verdict, asks }: DecidedParts): Step[] {
  switch (verdict.status) {
    case "no-evidence":
      return [
        {
          kind: "evaluate",
          text: "Decide nothing yet: try two or three models on about 100 requests of your own whose answers you know.",
          detail:
            "Nobody measured this, so the best models at related work are as good a start as any.",
        },
      ];
    case "no-price":
      return [...new Set(asks.map(({ what }) => what))].map((what) => ({
        kind: "ask",
        text: what,
        detail: "",
      }));
    default:
      return [
        {
          kind: "settle",
          text: "Settle which of the gates may give, or wait for a model that passes them all.",
          detail: "What would open each of them stands beside it.",
        },
      ];
  }
}

/** An answer for a cloud that nobody named is one of several. */
const cloudSteps = ({ clouds: [taken] }: DecidedParts): Step[] =>
  taken === undefined
    ? []
    : [
        {
          kind: "settle",
          text: `Say which cloud is yours (data.cloud): this answer is for ${taken.cloud}.`,
          detail: "",
        },
      ];

/** A lever that brings something over the bar comes before any trial of what is under it. */
function belowBarSteps({ verdict, flips }: DecidedParts): Step[] {
  if (verdict.status !== "below-bar") return [];
  const text =
    flips.length === 0
      ? "Settle whether the nearest is good enough, or ask for less."
      : "Settle what may give: each line of Turned by brings something over the bar.";
  return [{ kind: "settle", text, detail: "" }];
}

/** What the verdict stands on, and where to go if the answer is no. */
function askSteps(question: Question, chosen: Chosen, { verdict }: DecidedParts): Step[] {
  if (verdict.status !== "ask") return [];
  const questions = questionsAbout(chosen.ranked[0]?.plan.picks ?? [], question);
  const other = otherwise(question, chosen);
  const otherText =
    other === undefined
      ? "nobody else that passes documents it: ask for less, or allow other hosts"
      : `${planName(other)} (${placesIn(other).join(", ")}; ${usd(other.usd)} a month)`;
  const hosts = hostsOf(question, chosen);
  const another = hosts > 1 ? `another of its ${hosts} hosts, or ` : "";
  const text = `${questions.join(" ")} If the answer is no: ${another}${otherText}.`;
  return [{ kind: "ask", text, detail: "" }];
}

/** What has to be asked about the first picks; second tries of which the same has to be asked stand in the same sentence. */
function questionsAbout(picks: readonly Valued[], question: Question): string[] {
  const asked = (row: Row) =>
    questionsOf(row, question).map(({ what }) => {
      const model = row.candidate.model?.id ?? "";
      return { model, form: model === "" ? what : what.replace(model, anyModel) };
    });
  const firsts = picks.flatMap(({ row }) => asked(row));
  const all = [
    ...firsts,
    ...picks.flatMap(({ fallback }) => (fallback ? asked(fallback.row) : [])),
  ];
  return [...new Set(firsts.map(({ form }) => form))].map((form) => {
    const models = all.flatMap((one) => (one.form === form ? one.model : []));
    return form.replace(anyModel, [...new Set(models)].join(" and "));
  });
}

/** In the place of a model's name. */
const anyModel = "{model}";

/** How many serve the model of the first pick that waits for an answer, and pass the gates. */
function hostsOf(question: Question, { ranked: [head] }: Chosen): number {
  const asked = (head === undefined ? [] : pickedIn(head.plan, question)).find(
    ({ pick: { row } }) => isAsked(row) || row.silent,
  );
  if (asked === undefined) return 0;
  const { table, pick } = asked;
  const { model, option } = pick.row.candidate;
  const served = [...table.rows, ...table.asking].filter(
    ({ candidate }) => candidate.model === model && candidate.option === option,
  );
  return new Set(served.flatMap(({ candidate }) => candidate.offers.map((one) => one.provider)))
    .size;
}

/** A question that the verdict does not hang on, and whose answer saves most: over both tries, for more misses are more second tries. */
function cheaperSteps({ asks, plans }: DecidedParts): Step[] {
  const routes = plans[0]?.routes ?? [];
  const told = new Set(routes.flatMap((one) => one.asks));
  const open = asks.flatMap((one) => {
    const pick = routes.find(({ need }) => need === one.need);
    if (pick === undefined || one.usdPerMonth === null || told.has(one.what)) return [];
    const saving = savingOf(one, pick);
    const isLikely = one.clearsBar >= pick.clearsBar - asLikely;
    return isLikely && saving > worthAsking * (pick.usdPerMonth ?? 0) ? [{ one, saving }] : [];
  });
  const first = open.toSorted((a, b) => b.saving - a.saving)[0]?.one;
  if (first === undefined) return [];
  const same = open.filter(({ one }) => isSame(one, first)).map(({ one }) => one.what);
  const questions = [...new Set(same)];
  const bill = routes.find(({ need }) => need === first.need)?.usdPerMonth ?? 0;
  const what = routes.length > 1 ? `serve ${first.need}` : "do";
  return [
    {
      kind: "ask",
      text: `${together(questions)} If yes, ${first.model} (P(bar) ${percent(first.clearsBar)}) would ${what} for ${usd(first.usdPerMonth ?? 0)} a month instead of ${usd(bill)}.`,
      detail: "",
    },
  ];
}

/** $ a month less than the pick, its misses paid for as those of the pick are. */
function savingOf(one: Pick<Ask, "usdPerMonth" | "clearsBar">, pick: Route): number {
  const { fallback, usdPerMonth, clearsBar } = pick;
  const missed = Math.max(0, clearsBar - one.clearsBar);
  const perMiss =
    fallback === null
      ? (usdPerMonth ?? 0)
      : (fallback.usdPerMonth ?? 0) * fallback.afterShare + fallback.switchUsdPerMonth;
  return (usdPerMonth ?? 0) - (one.usdPerMonth ?? 0) - missed * perMiss;
}

/** A quarter of the bill. */
const worthAsking = 0.25;

/** A miss more in twenty: beyond it another model is another answer. */
const asLikely = 0.05;

/** What is asked of one host in one sentence. */
function together(questions: readonly string[]): string {
  const [start] = /^Ask .+? for /.exec(questions[0] ?? "") ?? [];
  if (start === undefined || !questions.every((one) => one.startsWith(start)))
    return questions.join(" ");
  const parts = questions.map((one) => one.slice(start.length).replace(/\.$/, ""));
  return `${start}${[parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(", and ")}.`;
}

const isSame = (one: Ask, other: Ask): boolean =>
  one.model === other.model && one.offer === other.offer && one.need === other.need;

/** How to be able to leave again, and when that is worth it. */
function keepOpenSteps(question: Question, { verdict, plans, moat }: DecidedParts): Step[] {
  const routes = plans[0]?.routes ?? [];
  const seconds = [...new Set(routes.flatMap((one) => secondOf(one) ?? []))];
  const place = seconds.length === 0 ? "another model" : seconds.slice(0, 2).join(" or ");
  const how = routes.some(({ option }) => option !== "self-host")
    ? "Call it through a provider-neutral client"
    : "Serve it behind an interface that hosts share";
  const isVector = question.needs.some(({ state }) => state.profile.endpoint === "embeddings");
  const text = isVector
    ? `${how}, and keep the texts: a change of the model means all vectors anew`
    : `${how}; ${place} can replace it`;
  const months = medianOf(question);
  if (verdict.plan === "bridge") {
    // Of makers that the policy shuts it says nothing when the others will.
    const isShut = moat.some(({ shut }) => shut !== null);
    const whose = isShut ? " that you admit" : "";
    const about =
      months === null || isShut ? "" : ` (~${plural(Math.max(1, Math.ceil(months)), "month")})`;
    const half = months === null ? "" : `Half of such gaps close within ${inMonths(months)}. `;
    return [
      {
        kind: "keep-open",
        text: `Stay provider-neutral; decide again when open weights${whose} reach the bar${about}.`,
        detail: `${half}Sign no term that outlasts that. ${text}.`,
      },
    ];
  }
  const buys = routes.some(({ option }) => option === "proprietary-api");
  const term =
    buys && months !== null && months > 0
      ? `Sign no term much longer than ${inMonths(months)}: half of such gaps to open weights close within it.`
      : "";
  return [{ kind: "keep-open", text: `${text}.`, detail: term }];
}

function inMonths(months: number): string {
  if (months <= 0) return "a month";
  const whole = Math.ceil(months);
  return whole === 1 ? "a month" : `${count(whole)} months`;
}

/** Another model, where the second try is one. */
const secondOf = ({ fallback, model }: Route): string | undefined =>
  fallback === null || fallback.model === model ? undefined : (fallback.model ?? undefined);

function reviewStep(question: Question, { review: { by, because } }: DecidedParts): Step {
  const expires = evidenceExpires(question);
  const reasons: Readonly<Record<string, string>> = {
    cost: "by then being wrong costs more than a look",
    evidence:
      expires < question.asOf
        ? `its evidence has been due for a review since ${expires}`
        : "its evidence is due for a review then",
  };
  return {
    kind: "review",
    text: `Look again by ${by}: ${reasons[because] ?? because}.`,
    detail: "",
  };
}
