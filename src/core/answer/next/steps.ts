import type { Ask, Step } from "../../../shapes/decision.ts";
import type { Route } from "../../../shapes/route.ts";
import type { Chosen } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import { medianOf } from "../../gate/need.ts";
import { count, usd } from "../../know/money.ts";
import { evidenceExpires } from "../review.ts";
import { agreeSteps } from "./agree.ts";
import { type DecidedParts, evaluateStep } from "./evaluate.ts";
import { prepareSteps } from "./prepare.ts";

/** What to do on Monday, in order: one way forward, and not two that contradict each other. */
export function nextSteps(question: Question, chosen: Chosen, answer: DecidedParts): Step[] {
  const review = reviewStep(question, answer);
  if (answer.verdict.choice === "none") return [...withoutChoice(answer), review];
  return [
    ...cloudSteps(answer),
    ...askSteps(answer),
    // Nothing of one's own is sent before what it may be used for is agreed on.
    ...agreeSteps(question, chosen, answer.review.by),
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

/** What the verdict stands on, and where to go if the answer is no. */
function askSteps({ verdict, plans }: DecidedParts): Step[] {
  if (verdict.status !== "ask") return [];
  const [head, ...others] = plans;
  const questions = [...new Set((head?.routes ?? []).flatMap(({ asks }) => asks))];
  const second = others.find(({ routes }) => routes.every(({ asks }) => asks.length === 0));
  const models = [...new Set((second?.routes ?? []).flatMap(({ model }) => model ?? []))];
  const otherwise =
    second === undefined
      ? "If the answer is no, nobody else documents it either: ask them too, or ask for less."
      : `If the answer is no: ${second.plan} (${models.join(", ")}).`;
  return [{ kind: "ask", text: `${questions.join(" ")} ${otherwise}`, detail: "" }];
}

/** A question that the verdict does not hang on, and whose answer may save money: of a model more likely than not to do. */
function cheaperSteps({ asks, plans }: DecidedParts): Step[] {
  const routes = plans[0]?.routes ?? [];
  const told = new Set(routes.flatMap((one) => one.asks));
  const open = asks.filter(({ what, need, usdPerMonth, clearsBar }) => {
    const bill = routes.find((one) => one.need === need)?.usdPerMonth ?? 0;
    return clearsBar >= 0.5 && !told.has(what) && usdPerMonth !== null && usdPerMonth < bill;
  });
  const [first] = open.toSorted((a, b) => (a.usdPerMonth ?? 0) - (b.usdPerMonth ?? 0));
  if (first === undefined) return [];
  const [what = "", ...others] = new Set(
    open.filter((one) => isSame(one, first)).map((one) => one.what),
  );
  return [
    {
      kind: "ask",
      text: `${what.replace(/\.$/, "")}; if so, ${first.model} would do for ${usd(first.usdPerMonth ?? 0)} a month.`,
      detail: others.join(" "),
    },
  ];
}

const isSame = (one: Ask, other: Ask): boolean =>
  one.model === other.model && one.offer === other.offer && one.need === other.need;

/** How to be able to leave again, and when that is worth it. */
function keepOpenSteps(question: Question, { verdict, plans }: DecidedParts): Step[] {
  const routes = plans[0]?.routes ?? [];
  const seconds = [...new Set(routes.flatMap((one) => secondOf(one) ?? []))];
  const place = seconds.length === 0 ? "another model" : seconds.slice(0, 2).join(" or ");
  const how = routes.some(({ option }) => option !== "self-host")
    ? "Call it through a provider-neutral client"
    : "Serve it behind an interface that hosts share";
  const text = `${how}; ${place} can then take its place`;
  const months = medianOf(question);
  if (verdict.plan === "bridge") {
    const about = months === null ? "" : ` (about ${inMonths(months)})`;
    const half = months === null ? "" : `Half of such gaps close within ${inMonths(months)}. `;
    return [
      {
        kind: "keep-open",
        text: `Stay provider-neutral; decide again when open weights reach the bar${about}.`,
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
