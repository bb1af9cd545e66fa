import type { Provider } from "../../shapes/providers.ts";
import type { Row } from "../choose/table.ts";
import { answersOf } from "../gate/facts.ts";
import { pathsOf } from "../gate/rules/paths.ts";
import { fill } from "../gate/rules/trace.ts";
import type { Model } from "../know/knowledge.ts";
import type { Rule, Terms } from "../know/pack.ts";

/** What has to be asked about a candidate, and the gate that says so. */
interface OpenQuestion {
  readonly rule: string;
  readonly what: string;
}

export function questionsOf({ judged, silent }: Row, terms: Terms): OpenQuestion[] {
  const { offer } = judged.candidate;
  const title = terms.knowledge.providers[offer?.provider ?? ""]?.title ?? offer?.provider;
  return [
    ...judged.asks.map((rule) => ({
      rule: rule.id,
      what: elsewhere(rule, judged, terms) ?? fill(rule.remedy ?? rule.because, judged.context),
    })),
    ...(silent
      ? [
          {
            rule: "personal-data.unknown",
            what: `Ask ${title} for an agreement on personal data.`,
          },
        ]
      : []),
  ];
}

/** Another route of the company, that serves others of the maker, documents what is asked for: the question is whether it serves this one. */
function elsewhere(
  rule: Rule,
  { candidate: { model, offer } }: Row["judged"],
  { useCase, knowledge }: Terms,
): string | undefined {
  const { providers } = knowledge;
  const mine = providers[offer?.provider ?? ""];
  if (mine === undefined || !pathsOf(rule.when).includes("candidate.assurances")) return undefined;
  const given = answersOf(offer, mine, ["yes", "by-agreement"]);
  const lacking = useCase.data.assurances.filter((one) => !given.includes(one));
  const isServed = (of: Model, { id }: Provider) => of.offers.some((one) => one.provider === id);
  const route = Object.values(providers).find(
    (one) =>
      one.company === mine.company &&
      model !== undefined &&
      !isServed(model, one) &&
      Object.values(knowledge.models).some(
        (other) => other.vendor === model.vendor && isServed(other, one),
      ) &&
      lacking.every((name) => answersOf(undefined, one, ["yes"]).includes(name)),
  );
  return lacking.length === 0 || route === undefined
    ? undefined
    : `Ask whether ${route.title} serves ${model?.id}, and at what price: there it has ${lacking.join(" and ")}.`;
}
