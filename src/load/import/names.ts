/** Who resells the models of others; their prices follow an auction or a markup. */
const routers =
  /^(openrouter|vercel|vercel_ai_gateway|nano-?gpt|requesty|poe|github[-_](copilot|models)|huggingface.*|kilo|helicone|llmgateway|zenmux|aihubmix|302ai|opencode|fastrouter|kilocode|synthetic|chutes|abacus)$/;

export const isRouter = (provider: string): boolean => routers.test(provider);

/** Names of providers in public files, as moat calls them. */
const providers: Readonly<Record<string, string>> = {
  "amazon-bedrock": "aws-bedrock",
  aws: "aws-bedrock",
  azure_ai: "azure",
  bedrock: "aws-bedrock",
  bedrock_converse: "aws-bedrock",
  "cloudflare-workers-ai": "cloudflare",
  cohere_chat: "cohere",
  dashscope: "alibaba",
  "fireworks-ai": "fireworks",
  fireworks_ai: "fireworks",
  gemini: "google",
  "google-vertex-anthropic": "google-vertex",
  moonshot: "moonshotai",
  "novita-ai": "novita",
  together_ai: "together",
  togetherai: "together",
  "x-ai": "xai",
  zhipuai: "zai",
};

export function providerName(written: string): string {
  if (written.startsWith("vertex_ai")) return "google-vertex";
  return Object.hasOwn(providers, written) ? (providers[written] ?? written) : written;
}

/** `openai/GPT-5.4` and `gpt-5-4` name one model: last part of the path, lower case, hyphens only. */
export const modelName = (written: string): string =>
  (written.split("/").at(-1) ?? written).toLowerCase().replace(/[^a-z0-9]+/g, "-");

/** `-latest` names another model after every release. */
export const isAlias = (written: string): boolean => /(^|[-_:])latest$/.test(written);
