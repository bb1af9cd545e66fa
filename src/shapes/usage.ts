import * as z from "zod";
import { count, day, id, kind, type Of, text } from "./common.ts";

/** One word or name of a list; what a pattern is made of holds no blanks at its ends. */
const word = text.max(120).regex(/^\S(?:.*\S)?$/, "no blanks at the ends");
const words = z.array(word).max(500).default([]);

/** Ids of models as their providers write them: with the colons of Bedrock and the slashes of Groq. */
const modelId = text
  .max(120)
  .regex(/^[a-z0-9@][a-z0-9._:@/-]*$/, "an id of a model is written in lower case, without blanks");

const packages = z
  .strictObject({
    npm: words,
    python: words,
    go: words,
    jvm: words,
    dotnet: words,
    ruby: words,
    rust: words,
  })
  .partial()
  .default({});

const provider = z.strictObject({
  /** As in providers.yaml, or a router or host that sells nothing to moat and has a `title` of its own. */
  id,
  title: text.optional(),
  /** Models of its own; those of others as well; or it passes requests on to others. */
  serves: z.enum(["own", "others", "routes"]).default("own"),
  /** What is named there is a deployment of the customer's own. */
  deployments: z.boolean().default(false),
  ids: words,
  routes: words,
  packages,
  hosts: words,
  calls: words,
  /** What constants of its SDKs that stand for ids begin with. */
  constants: words,
});

const server = z.strictObject({
  id,
  title: text,
  images: words,
  commands: words,
  ports: z.array(count.max(65_535)).default([]),
  routes: words,
  packages,
});

/** How code shows whom it calls: names of packages and endpoints, and how ids begin. */
export const usage = z.strictObject({
  kind: kind("usage"),
  published: day,
  source: id,
  providers: z.array(provider).default([]),
  own: z.array(server).default([]),
  /** How ids of open weights begin; anybody may serve them. */
  open: words,
  /**
   * Words in the names of keys: of those that hold the id of a model, the name of a deployment, the address of a server; and of
   * those beside it, in letters and digits only: what is told of a model, what tells entries of a list apart, what goes with a call.
   * Likewise in names around it: of what counts tokens or money for a model (functions and keys; files and classes), of functions
   * that tell what a model is called and which there are, of examples. `routed` are keys of ids that say who serves them, "openai/gpt-4o".
   */
  keys: z
    .strictObject({
      model: words,
      deployment: words,
      base: words,
      facts: words,
      names: words,
      call: words,
      counts: words,
      tells: words,
      routed: words,
      counters: words,
      examples: words,
      replies: words,
      saves: words,
      lists: words,
      measures: words,
    })
    .prefault({}),
  calls: words,
  /** Place (`eu`, `us` …) -> how regions that lie there begin. */
  regions: z.record(id, z.array(word)).default({}),
  /** Kind of code that is not the product -> names of its folders and files. */
  apart: z.record(id, z.array(word)).default({}),
  /** Names of folders and files of JSON that are settings; any other JSON is data. */
  settings: words,
  skip: words,
});

/** The day on which a provider stops answering to an id. */
const retirement = z.strictObject({
  id: modelId,
  provider: id,
  /** Of the model, where a provider retires version by version. */
  version: text.max(40).optional(),
  retires: day,
  /** What the provider recommends instead, by its own id. */
  replacedBy: modelId.optional(),
  published: day,
  source: id,
});

export const retired = z.strictObject({
  kind: kind("retired"),
  retired: z.array(retirement).min(1),
});

export type UsageFacts = Omit<Of<typeof usage>, "kind">;
export type UsedProvider = Of<typeof provider>;
export type OwnServer = Of<typeof server>;
export type PackageNames = Of<typeof packages>;
export type Ecosystem = keyof PackageNames;
export type Retirement = Of<typeof retirement>;
