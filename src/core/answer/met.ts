import type { Met } from "../../shapes/route.ts";
import type { Row } from "../choose/table.ts";
import type { NeedState } from "../gate/need.ts";
import { read } from "../gate/rules/evaluate.ts";
import type { Terms } from "../know/pack.ts";

/** What a use case asks for, and what is known of it where a candidate runs: an approver reads it off the answer. */
export function metBy(
  { judged, candidate }: Row,
  { need }: NeedState,
  { useCase: { data, policy }, knowledge }: Pick<Terms, "useCase" | "knowledge">,
): Met[] {
  const { facts } = judged.context;
  const known = (path: string): Met["value"] => {
    const value = read(facts, `candidate.${path}`);
    if (typeof value === "number") return Math.round(value);
    if (Array.isArray(value)) return value.map(String);
    return typeof value === "string" ? value : null;
  };
  const documented = known("assurances");
  const assured = Array.isArray(documented)
    ? data.assurances.filter((one) => documented.includes(one))
    : null;
  const stated = knowledge.providers[candidate.offer?.provider ?? ""]?.assurances;
  const toSign = (assured ?? []).filter((one) => stated?.[one]?.answer === "by-agreement");
  // Nobody receives data on machines of one's own; whoever rents them out documents assurances or is asked.
  const isHosted = read(facts, "candidate.hosted") === true;
  const asked: readonly (readonly [boolean, string, () => Met["value"]])[] = [
    [
      data.assurances.length > 0 && (isHosted || assured !== null),
      "data.assurances",
      () => assured,
    ],
    [data.personal && isHosted, "data.personal", () => known("terms.personalData")],
    [
      policy.jurisdictions.length > 0 && isHosted,
      "policy.jurisdictions",
      () => known("jurisdictions"),
    ],
    [
      policy.licence !== "any" && candidate.option !== "proprietary-api",
      "policy.licence",
      () => known("model.licenceName"),
    ],
  ];
  const timed = (name: "firstTokenMs" | "perTokenMs"): Met[] => {
    const limit = need.latency[name];
    const path = `latency.${name}`;
    return limit === undefined ? [] : [{ path, value: known(path), limit }];
  };
  return [
    ...asked.flatMap(([is, path, value]) => {
      if (!is) return [];
      const one = { path, value: value() };
      return [path === "data.assurances" && toSign.length > 0 ? { ...one, toSign } : one];
    }),
    ...timed("firstTokenMs"),
    ...timed("perTokenMs"),
  ];
}

/** An estimate that lies over its limit where it is wrong by so many times. */
export const mayExceed = ({ value, limit }: Met, times: number): boolean =>
  limit !== undefined && typeof value === "number" && value * times > limit;
