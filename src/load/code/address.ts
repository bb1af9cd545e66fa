/** An id in the path or the query of an address: `…/models/x:generateContent`, `…/realtime?model=x`, `/ai/run/@cf/maker/x`. */
const addressed =
  /(?:\/(?:models?|deployments|engines|run)\/|[?&]model(?:_?id)?=)([\w@][\w.@-]*(?:\/[\w.@-]+){0,2}(?::\d+)?)/g;

/** Where a text has ids within addresses, with the longest part of the path that is one. */
export function addressesOf(
  text: string,
  isId: (name: string) => boolean,
): readonly { readonly name: string; readonly offset: number }[] {
  return [...text.matchAll(addressed)].flatMap(({ 1: path = "", 0: match, index }) => {
    const name = prefixesOf(path).find(isId);
    return name === undefined ? [] : [{ name, offset: index + match.length - path.length }];
  });
}

/** `a/b/c`, `a/b` and `a`: where an id ends in an address is not written in it. */
const prefixesOf = (path: string): readonly string[] =>
  path.split("/").map((_, at, parts) => parts.slice(0, parts.length - at).join("/"));

/** What is asked of a model in an address; what leads to a page about it has none of these. */
const asks =
  /^(?::[a-z]\w+|(?:%3A\d+)?\/(?:invoke|converse|chat|completions|embeddings|images|audio|generate|predict))/i;
const asked = /\bapi[.-]|googleapis|\/api\/|\/v\d\w*\/|\/ai\/run\/|\/openai\/|inference|^wss:/i;
const page = /\/(?:docs?|blog|pricing|library|learn|wiki)\/|huggingface\.co\/models/i;

interface AddressContext {
  readonly before: string;
  readonly after: string;
}

const longestAddress = 300;

/** Whether an id stands in an address that is called, and whether it names a deployment there. */
export function addressAround({
  before,
  after,
}: AddressContext): "model" | "deployment" | undefined {
  const path = (/[^\s"'`<>]*$/.exec(before.slice(-longestAddress))?.[0] ?? "").replace(
    /^\$\{\w+:?[-=]/,
    "",
  );
  // apps/api/models/x is a folder: what is called begins with a scheme, a host, a slash, or what is put in.
  if (/^[\w-]+\//.test(path)) return undefined;
  if (!/\/(?:models?|deployments|engines|run)\/$|[?&]model(?:_?id)?=$/.test(path)) return undefined;
  if (page.test(path) || !(asks.test(after) || asked.test(path))) return undefined;
  return path.endsWith("/deployments/") ? "deployment" : "model";
}
