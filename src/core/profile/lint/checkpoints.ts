import type { Model } from "../../know/knowledge.ts";
import type { Knowledge } from "../../know/pack.ts";
import type { LintFinding } from "./finding.ts";

/** One model sold as two checkpoints, or two models under one name of a host: a price, a score or a command would be another's. */
export const mixedCheckpoints = ({ models }: Pick<Knowledge, "models">): LintFinding[] => {
  const all = Object.values(models);
  return [...all.flatMap(twoInOne), ...oneForTwo(all)];
};

/** Makers publish weights that always think beside those that never do, and hosts price them apart. */
function twoInOne(model: Model): LintFinding[] {
  const names = namesOf(model);
  const thinks = names.find((one) => /thinking|reasoning/i.test(one));
  const answers = names.find((one) => /instruct|non-(?:thinking|reasoning)/i.test(one));
  if (thinks === undefined || answers === undefined) return [];
  return [found(model, `${model.id} stands for two checkpoints: ${answers} and ${thinks}`)];
}

function oneForTwo(models: readonly Model[]): LintFinding[] {
  const owners = new Map<string, Model>();
  return models.flatMap((model) =>
    model.offers.flatMap(({ provider, endpoint }) => {
      if (endpoint === undefined) return [];
      const name = `${endpoint.id} at ${provider}`;
      const owner = owners.get(name) ?? model;
      owners.set(name, owner);
      return owner === model
        ? []
        : [found(model, `${name} is ${owner.id} and ${model.id}: no price can be both`)];
    }),
  );
}

/** What hosts call it, what it is priced by, and the weights that it is started with. */
const namesOf = ({ offers, serving }: Model): string[] => [
  ...offers.flatMap(({ endpoint, priceId }) => [endpoint?.id ?? [], priceId ?? []].flat()),
  ...Object.values(serving?.weights?.checkpoints ?? {}).flatMap((one) => one?.repository ?? []),
];

const found = ({ id }: Model, message: string): LintFinding => ({
  rule: "lint.mixed-checkpoints",
  subject: { document: "model", id, path: ["id"] },
  message,
});
