import type { Day } from "../../../shapes/common.ts";
import type { Step } from "../../../shapes/decision.ts";
import type { Provider, Stated } from "../../../shapes/providers.ts";
import type { Chosen } from "../../choose/choose.ts";
import type { Question } from "../../choose/question.ts";
import type { Candidate } from "../../gate/candidate.ts";
import { groupedBy } from "../../know/by-key.ts";
import { capital, small } from "../../know/printable.ts";
import type { UseCase } from "../../know/use-case.ts";

/** What to sign with whoever serves the first picks, what to ask of it, and what is known to end. */
export function agreeSteps(question: Question, { ranked }: Chosen, reviewed: Day): Step[] {
  const picks = (ranked[0]?.plan.picks ?? []).map(({ row: { candidate } }) => candidate);
  const byHost = groupedBy(picks, ({ offer }) => offer?.provider);
  const hosts = [...byHost]
    .flatMap(([id, served]) => (id === undefined ? [] : hostText(id, served, question, reviewed)))
    .filter(({ text }) => text !== "");
  const licences = [...new Set(picks.flatMap(licenceToRead))];
  if (hosts.length + licences.length === 0) return [];
  return [
    {
      kind: "agree",
      text: [...hosts.slice(0, mostHosts).map(({ text }) => `${text}.`), ...licences].join(" "),
      detail: [
        ...hosts.slice(mostHosts).map(({ text }) => `${text}.`),
        ...hosts.flatMap(({ notes }) => notes),
      ].join(" "),
    },
  ];
}

/** Hosts that the short form names. */
const mostHosts = 2;

interface HostText {
  readonly text: string;
  readonly notes: readonly string[];
}

function hostText(
  id: string,
  served: readonly Candidate[],
  question: Question,
  reviewed: Day,
): HostText {
  const { useCase, knowledge } = question;
  const provider = knowledge.providers[id];
  const title = provider?.title ?? id;
  const agreed = useCase.data.assurances.filter(
    (name) => provider?.assurances[name]?.answer === "by-agreement",
  );
  const asks = [...termsToAsk(provider, useCase), ...new Set(served.flatMap(statusToAsk))];
  const clauses = [
    ...(agreed.length === 0 ? [] : [`sign ${agreed.join(" and ")} with ${title}`]),
    ...(asks.length === 0 ? [] : [`ask ${agreed.length > 0 ? "it" : title} ${asks.join(" and ")}`]),
    ...new Set(served.flatMap((one) => known(one, reviewed))),
  ];
  const stated: Stated[] = agreed.flatMap((name) => provider?.assurances[name] ?? []);
  const notes = stated.flatMap(({ note }) =>
    note === undefined ? [] : [`${title}: ${note.replace(/\.$/, "")}.`],
  );
  return { text: capital(clauses.join("; ")), notes };
}

const isSensitive = ({ data }: UseCase): boolean =>
  data.personal || data.sensitivity === "confidential" || data.sensitivity === "regulated";

/** What its terms leave open and the data makes matter. */
function termsToAsk(provider: Provider | undefined, useCase: UseCase): string[] {
  const { training, retention } = provider?.terms ?? {};
  if (useCase.data.sensitivity === "public") return [];
  const zero = provider?.assurances["zero-retention"]?.answer === "yes";
  return [
    ...(training === undefined ? ["whether it trains on requests"] : []),
    ...(training?.answer === "yes" ? ["to leave your requests out of its training"] : []),
    ...(isSensitive(useCase) && !zero && retention?.answer !== "no"
      ? [keepingText(retention)]
      : []),
  ];
}

/** What it says of itself needs no question, but a better answer. */
const keepingText = (retention: Stated | undefined): string =>
  retention?.note === undefined
    ? "how long it keeps requests"
    : `to keep no requests (it says: ${small(retention.note).replace(/\.$/, "")})`;

/** Whoever serves weights on its own machines is the licensee. */
const licenceToRead = ({ placement, model }: Candidate): string[] =>
  placement !== "own" || model === undefined || model.licence.class === "permissive"
    ? []
    : [
        `Have the licence of ${model.id} (${model.licence.name}) read: its conditions are yours, and a fee for it is in no bill here.`,
      ];

function statusToAsk({ model, boundedBy }: Candidate): string[] {
  if (model === undefined) return [];
  return [
    ...(model.status === "preview"
      ? [`when ${model.id} leaves its preview, and at what price`]
      : []),
    ...(model.status === "restricted" ? [`for access to ${model.id}`] : []),
    ...(boundedBy === undefined ? [] : [`what ${model.id} costs`]),
  ];
}

/** The day on which it ends, where the review does not tell it. A price that changes stands with the pick. */
function known({ model, offer }: Candidate, reviewed: Day): string[] {
  const ends = [model?.retires, offer?.retires].filter((day) => day !== undefined).sort()[0];
  return ends === undefined || ends === reviewed ? [] : [`${model?.id} ends there on ${ends}`];
}
