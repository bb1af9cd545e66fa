import type { UsageFacts } from "../../shapes/usage.ts";
import { finding } from "../check/raw.ts";
import { own } from "../know/own.ts";
import type { Knowledge } from "../know/pack.ts";
import type { CodeDecision } from "./decision.ts";
import { calledIn, isOwn } from "./served.ts";
import type { CodeFile, CodeSite } from "./site.ts";
import { type CodeFinding, place, type Use } from "./use.ts";
import { providerTitle } from "./words.ts";

/** A place that calls a provider, by which it is known. */
interface Call {
  readonly site: CodeSite;
  readonly provider: string;
  readonly region: string | undefined;
}

const strength = { host: 0, import: 1, model: 2, own: 3, deployment: 3, manifest: 4 } as const;

/** The places that call somebody outside, the surest of each provider and region first; a dependency is weak evidence. */
function callsOf(file: CodeFile, uses: readonly Use[], usage: UsageFacts): readonly Call[] {
  const { sites } = file;
  const called = calledIn(file, usage);
  const served = new Map(uses.map(({ site, provider }) => [site, provider]));
  const calls = sites
    .filter(({ position }) => position === "used")
    .flatMap((site): Call[] => {
      const provider = site.kind === "model" ? served.get(site) : site.provider;
      if (site.kind === "import" && !called.providers.has(provider ?? "")) return [];
      return provider === undefined || isOwn(provider)
        ? []
        : [{ site, provider, region: site.region }];
    })
    .toSorted((a, b) => strength[a.site.kind] - strength[b.site.kind]);
  const seen = new Set<string>();
  return calls.filter(({ provider, region }) => {
    const key = `${provider} ${region ?? ""}`;
    if (
      seen.has(key) ||
      (region === undefined && [...seen].some((one) => one.startsWith(`${provider} `)))
    )
      return false;
    seen.add(key);
    return true;
  });
}

/** Calls that leave what the record keeps requests in: the team's machines, its own cloud, a region. */
export function boundaryFindings(
  file: CodeFile,
  uses: readonly Use[],
  decision: CodeDecision,
  knowledge: Knowledge,
): CodeFinding[] {
  return callsOf(file, uses, knowledge.usage).flatMap(({ site, provider, region }) => {
    const where = providerTitle(provider, knowledge);
    const outside = outsideOf(decision, provider, region, knowledge);
    if (outside === undefined) return [];
    const isWeak = site.kind === "manifest";
    const does = isWeak ? `depends on a package that calls ${where}` : `calls ${where}`;
    const said = region === undefined ? does : `${does} in ${region}`;
    return [
      place(
        site,
        finding("code.outside-boundary", [], `${said}; ${decision.file} ${outside}`, {
          severity: isWeak ? "note" : "error",
          subject: region === undefined ? provider : `${provider} ${region}`,
        }),
      ),
    ];
  });
}

function outsideOf(
  { boundary, regions }: CodeDecision,
  provider: string,
  region: string | undefined,
  knowledge: Knowledge,
): string | undefined {
  if (boundary === "own-premises" || boundary === "air-gapped")
    return `keeps requests on own machines (boundary ${boundary})`;
  if (boundary === "own-cloud" && !isInTenant(provider, knowledge))
    return "keeps requests in the team's own cloud (boundary own-cloud)";
  const place = region === undefined ? undefined : placeOf(region, knowledge);
  if (place !== undefined && regions.length > 0 && !regions.includes(place))
    return `keeps requests in ${regions.join(", ")} (assurance ${regions.map((one) => `${one}-region`).join(", ")})`;
  return undefined;
}

/** It offers some model inside the customer's own account. */
const isInTenant = (provider: string, { models }: Knowledge): boolean =>
  Object.values(models).some(({ offers }) =>
    offers.some((one) => one.provider === provider && one.placement === "in-tenant"),
  );

/** Where a region lies, by how it begins; undefined where nothing known begins it. */
const placeOf = (region: string, { usage }: Knowledge): string | undefined =>
  Object.entries(usage.regions).find(([, starts]) =>
    starts.some(
      (one) => region === one.replace(/[.-]$/, "") || (one.endsWith("-") && region.startsWith(one)),
    ),
  )?.[0];

/** Vendors and origins that the use case denies, by who is called and by who made the model. */
export function deniedFindings(
  file: CodeFile,
  uses: readonly Use[],
  decision: CodeDecision,
  knowledge: Knowledge,
): CodeFinding[] {
  const called = callsOf(file, uses, knowledge.usage).flatMap(({ site, provider }) =>
    decision.denyVendors.includes(provider)
      ? [
          denied(
            site,
            `calls ${providerTitle(provider, knowledge)}, which ${decision.file} denies`,
            provider,
          ),
        ]
      : [],
  );
  const made = uses.flatMap(({ site, id }) => {
    const model = id.model === undefined ? undefined : own(knowledge.models, id.model);
    if (model === undefined) return [];
    const why = decision.denyVendors.includes(model.vendor)
      ? `of ${model.vendor}, a vendor`
      : decision.denyOrigins.includes(model.origin)
        ? `made in ${model.origin}, an origin`
        : undefined;
    return why === undefined
      ? []
      : [denied(site, `uses ${site.name}, ${why} that ${decision.file} denies`, id.name)];
  });
  return [...called, ...made];
}

const denied = (site: CodeSite, message: string, subject: string): CodeFinding =>
  place(site, finding("code.denied-vendor", [], message, { subject }));
