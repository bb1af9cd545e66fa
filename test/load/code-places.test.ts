import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { idReader } from "../../src/core/code/model-id.ts";
import { readCode } from "../../src/load/code/read.ts";
import { readPack } from "../../src/load/pack/pack.ts";

const rules = fileURLToPath(new URL("../../rules", import.meta.url));
const pack = readPack(join(rules, "current"), rules);
if (!pack.ok) throw new Error("the shipped pack is not read");
const { usage, models, retired } = pack.value.knowledge;
const readId = idReader(usage, models, retired);

const folders: string[] = [];
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

/** Files that are read as one folder. */
function reading(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), "moat-place-"));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return [...readCode(root, root, { usage, readId }, { files: 0 })];
}

/** How each id is seen, in the order of its text. */
const seen = (files: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(
    reading(files).map(({ file, apart, sites }) => [
      file,
      sites
        .filter((one) => one.kind === "model")
        .map(({ name, position }) => `${name} ${apart ?? position}`),
    ]),
  );

/** Files and the ids that are used in them. */
const usedIn = (found: Readonly<Record<string, string[]>>): string[] =>
  Object.entries(found)
    .flatMap(([file, all]) =>
      all.filter((one) => one.endsWith(" used")).map((one) => `${file} ${one.split(" ")[0]}`),
    )
    .sort();

const deployments = (name: string, text: string): string[] =>
  reading({ [name]: text }).flatMap(({ sites }) =>
    sites.filter((one) => one.kind === "deployment").map((one) => one.name),
  );

describe("a place says what its id is", () => {
  it("described for somebody to choose: a title, a fact that no call sends, a key that spells it", () => {
    const found = seen({
      "constant.ts":
        'export const GPT4o: Llm = {\n  modelId: "gpt-4o",\n  modelName: "GPT-4o",\n  provider: "openai",\n};\n',
      "positional.py":
        'ALL = (\n  ModelCapabilities(\n    "claude-haiku-4-5",\n    "Claude Haiku 4.5",\n    reasoning=True,\n  ),\n  make(model="gpt-4o", title="OpenAI GPT-4o"),\n)\n',
      "facts.go": 'var one = Model{\n\tModelID: "gpt-4o",\n\tContextWindow: 128000,\n}\n',
      "items.yaml": "- model: gpt-4o\n  price_in: 2.5\n- model: gpt-4.1\n  timeout: 3\n",
      "price.yaml":
        "entry:\n  model: gpt-4o\n  price_in: 2.5\nother:\n  model: gpt-4.1\n  timeout: 3\n",
      "spelled.rb": 'ALL = {\n  "gpt4-turbo" => { model: "gpt-4-turbo", size: 1 },\n}\n',
    });
    expect(found["constant.ts"]).toEqual(["gpt-4o offered", "GPT-4o offered"]);
    expect(found["positional.py"]).toEqual(["claude-haiku-4-5 offered", "gpt-4o offered"]);
    expect(found["facts.go"]).toEqual(["gpt-4o offered"]);
    expect(found["items.yaml"]).toEqual(["gpt-4o offered", "gpt-4.1 used"]);
    expect(found["price.yaml"]).toEqual(["gpt-4o offered", "gpt-4.1 used"]);
    expect(found["spelled.rb"]?.at(-1)).toBe("gpt-4-turbo offered");
  });

  it("one of several entries that have names, or of many; fewer without a name are called in turn", () => {
    const rows = (count: number, more: string) =>
      `const all = [\n${Array.from({ length: count }, (_, at) => `  { model: "gpt-4.${at}"${more} },\n`).join("")}];\n`;
    const found = seen({
      "menu.ts": rows(2, ', settings: {}, label: "fast"'),
      "nested.ts":
        'const presets = {\n  fast: { icon: "x", settings: { model: "gpt-4o-mini" } },\n  good: { icon: "y", settings: { model: "gpt-4o" } },\n};\n',
      "turn.ts": rows(3, ""),
      "many.ts": rows(8, ""),
      "roles.ts":
        'const config = {\n  embed: { provider: "a", config: { model: "text-embedding-3-small" } },\n  llm: { provider: "a", config: { model: "gpt-4o" } },\n};\n',
      "head.ts": 'const chosen = {\n  model: { vendor: "a", name: "gpt-4o" },\n};\n',
      "infra.bicep":
        "var all = [\n  { name: 'a', model: 'gpt-4o' }\n  { name: 'b', model: 'gpt-4.1' }\n]\n",
    });
    const positions = (file: string) => found[file]?.map((one) => one.split(" ")[1]);
    expect(positions("menu.ts")).toEqual(["offered", "offered"]);
    expect(positions("nested.ts")).toEqual(["offered", "offered"]);
    expect(positions("turn.ts")).toEqual(["used", "used", "used"]);
    expect(new Set(positions("many.ts"))).toEqual(new Set(["offered"]));
    expect(positions("roles.ts")).toEqual(["used", "used"]);
    expect(positions("head.ts")).toEqual(["used"]);
    expect(positions("infra.bicep")).toEqual(["used", "used"]);
  });

  it("used where it goes with a call, stands in for what is not given, or is the usual one", () => {
    const found = seen({
      "call.ts":
        'await chat({ model: "gpt-4o", title: "GPT 4o", messages });\nawait ask({ model: openai("gpt-4o"), supportsTools: true, prompt });\n',
      "agents.ts":
        'const agents = [\n  { name: "a", model: "gpt-4o", instructions: "x" },\n  { name: "b", model: "gpt-4.1", instructions: "y" },\n];\n',
      "settings.ts":
        'const settings = {\n  model: process.env.LLM || "gpt-4o",\n  other_model: text().default("gpt-4.1"),\n  contextWindow: 3,\n};\n',
      "usual.ts":
        'const DEFAULT_MODELS = {\n  a: { default: "gpt-4o", small: "gpt-4o-mini" },\n};\nconst menu = [\n  { label: "A", defaultModel: "gpt-4.1" },\n  { label: "B", defaultModel: "gpt-5" },\n];\n',
      "fallbacks.ts":
        'const FALLBACK_MODELS = [\n  "gpt-4.1",\n  "gpt-4.2",\n  "gpt-4.3",\n  "gpt-4.4",\n  "gpt-4.5",\n];\n',
      "tuple.py": 'NO_SAMPLING_MODEL_NAMES: tuple[str, ...] = (\n    "gpt-5",\n    "o3",\n)\n',
      "task.settings.json":
        '{ "TextEmbedding": { "Model": "text-embedding-3-small", "Dimension": 3 } }\n',
      "fallback.toml": 'fallback_models = ["gpt-4o"]\nallowed_models = ["gpt-4.1"]\n',
      "plural.env": "DEFAULT_LLMS=openai:gpt-4o\n",
    });
    expect(found).toEqual({
      "agents.ts": ["gpt-4o used", "gpt-4.1 used"],
      "call.ts": ["gpt-4o used", "gpt-4o used"],
      "fallback.toml": ["gpt-4o used", "gpt-4.1 offered"],
      "fallbacks.ts": [1, 2, 3, 4, 5].map((one) => `gpt-4.${one} offered`),
      "tuple.py": ["gpt-5 offered", "o3 mention"],
      "task.settings.json": ["text-embedding-3-small used"],
      "plural.env": ["openai:gpt-4o used"],
      "settings.ts": ["gpt-4o used", "gpt-4.1 used"],
      "usual.ts": ["gpt-4o used", "gpt-4o-mini used", "gpt-4.1 used", "gpt-5 used"],
    });
  });

  it("given to the key on its own line, whatever stands above it", () => {
    const found = seen({
      "block.py": 'if is_ready:\n    chat_model = "gpt-4o" if url is None else None\n',
      "arguments.py":
        'def ask(\n    texts: list[str],\n    # model\n    model: str = "gpt-4o",\n    key: Optional[str] = None, small_model: str = "gpt-4o-mini",\n):\n',
      "field.py": 'class Settings(Base):\n    model: Name = Field(default="gpt-4o")\n',
      "annotated.py":
        'class A:\n    url: Annotated[\n        str, "where"\n    ] = "http://x"\n    model: Annotated[str, "which"] = (\n        "gpt-4o"\n    )\n    small_model: Annotated[\n        str, "which"\n    ] = "gpt-4o-mini"\n',
      "either.py":
        'model = (\n    Chat(model="gpt-4o")\n    if is_fast\n    else Other(model="gpt-4.1")\n)\nself.model = c["m"] if "m" in c else "gpt-5"\n',
      "compared.rs": 'if a.model.starts_with("o1") || a.model.starts_with("o3") {}\n',
      "alias.yaml":
        "list:\n  - model_name: gpt-4o\n    litellm_params:\n      model: openai/gpt-4o\n",
      "compared.rb":
        'ok = (llm_model.name.start_with?("o1") || llm_model.name.start_with?("o1-mini"))\n',
    });
    expect(found).toEqual({
      "annotated.py": ["gpt-4o used", "gpt-4o-mini used"],
      "arguments.py": ["gpt-4o used", "gpt-4o-mini used"],
      "block.py": ["gpt-4o used"],
      "alias.yaml": ["gpt-4o offered", "openai/gpt-4o used"],
      "compared.rs": ["o1 mention", "o3 mention"],
      "either.py": ["gpt-4o used", "gpt-4.1 used", "gpt-5 used"],
      "compared.rb": ["o1 mention", "o1-mini mention"],
      "field.py": ["gpt-4o used"],
    });
  });

  it("a name for an id where a line near it names another; alone it is the model", () => {
    const apart = (lines: number) =>
      `const ModelGeminiPro25 = "gemini-2.5-pro"\n${"// words\n".repeat(lines)}const ModelGeminiFlash20 = "gemini-2.0-flash"\n`;
    const found = seen({
      "names.go":
        'const (\n\tModelGeminiPro25 = "gemini-2.5-pro" // newest\n\tModelGeminiFlash20 = "gemini-2.0-flash"\n)\n',
      "near.go": apart(20),
      "far.go": apart(60),
      "alone.go": 'const modelGemini = "gemini-2.5-pro"\nconst otherModel = "gemini-2.0-flash"\n',
    });
    expect(found["names.go"]?.map((one) => one.split(" ")[1])).toEqual(["offered", "offered"]);
    expect(found["alone.go"]?.map((one) => one.split(" ")[1])).toEqual(["used", "used"]);
    expect(found["near.go"]?.map((one) => one.split(" ")[1])).toEqual(["offered", "offered"]);
    expect(found["far.go"]?.map((one) => one.split(" ")[1])).toEqual(["used", "used"]);
  });

  it("what is taken where a variable is not set", () => {
    const found = seen({
      "a.yaml": `chat:\n  name: \${CHAT_MODEL:gpt-4o}\n  model: "\${CHAT:-gpt-4.1}"\n  label: \${TITLE:gpt-5}\n`,
      "a.properties": `ai.chat=\${LLM_ID:gpt-4o}\nai.model=\${OUTER:\${INNER:gpt-4.1}}\n`,
      "A.java": `class A {\n  @Value("\${ai.model:gpt-4o}")\n  String name;\n}\n`,
      "a.sh": `ask --model "\${1:-gpt-4o}" --level \${CHAT_MODEL:="gpt-4.1"}\n`,
    });
    expect(found).toEqual({
      "A.java": ["gpt-4o used"],
      "a.properties": ["gpt-4o used", "gpt-4.1 used"],
      "a.sh": ["gpt-4o used", "gpt-4.1 used"],
      "a.yaml": ["gpt-4o used", "gpt-4.1 used", "gpt-5 mention"],
    });
  });

  it("what a function gives that is named for a model", () => {
    const found = seen({
      "a.py":
        'def default_model(tier):\n    """Which."""\n    if tier == 1:\n        return "gpt-4o"\n    return "gpt-5" if tier else "gpt-4.1"\n\ndef title():\n    return "gpt-4o"\n\ndef fit_model(m):\n    if m in {"gpt-4o", "o3"}:\n        self.value = "gpt-4o"\n',
      "a.ts":
        'export const fastModel = (): string => "gpt-4o";\nclass A {\n  getModel(tier: string): string {\n    switch (tier) {\n      case "a":\n        return "gpt-4.1";\n    }\n    return this.given || "gpt-5";\n  }\n  isModel(one: string) {\n    return this.size > 1 && one === "gpt-4o";\n  }\n  modelTitle() {\n    return "gpt-4o";\n  }\n}\n',
      "a.go":
        'func (c *Client) DefaultModel(fast bool) (string, error) {\n\tif fast {\n\t\treturn "gpt-4o", nil\n\t}\n\treturn "gpt-4.1", nil\n}\n\nfunc (m *Model) Name() string { return "gpt-5" }\n',
      "map.py":
        'def get_model():\n    model_map = {\n        "a": "gpt-4o",\n    }\n    return model_map[kind]\n\ndef limits():\n    model_map = {\n        "a": "gpt-4.1",\n    }\n',
      "closure.go":
        'var one = Provider{\n\tmodel: func() string {\n\t\treturn "gpt-4o"\n\t}(),\n}\n',
      "a.ps1": '$default_model = "gpt-4o"\n',
      "a.rb": 'def default_model\n  "gpt-4o"\nend\n',
      "a.rs":
        'fn default_model(&self) -> &str {\n    match self {\n        Kind::A => "gpt-4o",\n        Kind::B(_) => "gpt-4.1",\n    }\n}\n',
      "a.cs":
        'class A {\n  public string Model { get; set; } = "gpt-4o";\n  string ChatModel => "gpt-4.1";\n  string Title => "gpt-5";\n}\n',
      "a.kt": 'fun chatModel(name: String): String = "gpt-4o"\n',
    });
    const uses = (file: string) =>
      found[file]?.filter((one) => one.endsWith(" used")).map((one) => one.split(" ")[0]);
    expect(uses("a.py")).toEqual(["gpt-4o", "gpt-5", "gpt-4.1"]);
    expect(uses("a.ts")).toEqual(["gpt-4o", "gpt-4.1", "gpt-5"]);
    expect(uses("a.go")).toEqual(["gpt-4o", "gpt-4.1"]);
    expect(uses("map.py")).toEqual(["gpt-4o"]);
    expect(uses("closure.go")).toEqual(["gpt-4o"]);
    expect(uses("a.ps1")).toEqual(["gpt-4o"]);
    expect(uses("a.rb")).toEqual(["gpt-4o"]);
    expect(uses("a.rs")).toEqual(["gpt-4o", "gpt-4.1"]);
    expect(uses("a.cs")).toEqual(["gpt-4o", "gpt-4.1"]);
    expect(uses("a.kt")).toEqual(["gpt-4o"]);
  });

  it("no use where tokens or money are counted for it", () => {
    const found = seen({
      "a.py":
        'size = tokens.encoding_for_model("gpt-4o")\ndef count_tokens(text, model: str = "gpt-4o"):\n    pass\nTOKENIZER_MODEL = "gpt-4o"\ncost = calculate_cost(text, model="gpt-4o")\n',
      "a.ts":
        'const PRICES: Price[] = [\n  { model: "gpt-4o", input: 2.5, output: 10 },\n  { model: "gpt-4.1", input: 2, output: 8 },\n];\nconst sum = countTokens({ model: "gpt-4o", messages });\nconst low = { low_cost: { model: "gpt-5" } };\n',
    });
    const uses = Object.values(found)
      .flat()
      .filter((one) => one.endsWith(" used"));
    expect(uses).toEqual(["gpt-5 used"]);
  });

  it("nothing, in an example that a prompt quotes", () => {
    const found = seen({
      "prompt.ts":
        'export const skill = `\n# How\n\\`\\`\\`json\n{ "model": "gpt-4o" }\n\\`\\`\\`\n`;\nconst model = "gpt-4.1";\n',
      "prompt.py": 'PROMPT = """\n```\nmodel = "gpt-4o"\n```\n"""\nmodel = "gpt-4.1"\n',
    });
    expect(found).toEqual({ "prompt.py": ["gpt-4.1 used"], "prompt.ts": ["gpt-4.1 used"] });
  });

  it("no use in a test of Rust that stands beside what it tests; one that is compiled always is", () => {
    const found = seen({
      "a.rs":
        'fn f<\'a>() -> Chat<\'a> { Chat { model: "gpt-4o".into() } }\n#[cfg(test)]\nmod tests {\n    const BODY: &str = r#"}{ "model": "gpt-4.1" }"#;\n    #[test]\n    fn t() { let model = "gpt-4.1"; }\n}\nconst MODEL: &str = "gpt-5";\n#[tokio::test]\nasync fn t() { ask(model("o3")); }\n',
      "b.rs": '#![cfg(test)]\nconst MODEL: &str = "gpt-5";\n',
    });
    expect(found).toEqual({ "a.rs": ["gpt-4o used", "gpt-5 used"] });
  });

  it("no use where it is shown, an example, or what tokens are counted for by class or file", () => {
    const found = seen({
      "shown.ts":
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at
        'console.log(`Model: ${data.model || "gpt-4o"}`);\nconst model = data.model || "gpt-4.1";\nasync function f(): Promise<string> {\n  const model = data.model || "gpt-5";\n}\n',
      "shown.tsx":
        'const a = <p>{model ?? "gpt-4o"}</p>;\nconst b = <Pick model={model ?? "gpt-4.1"} />;\n',
      "shown.sh": 'echo "ollama pull llama3"\nollama pull llama3.1\necho "MODEL=gpt-4o" > .env\n',
      "example.py":
        'schema = Body(example={"settings": {"model": "gpt-4o"}})\ndef mock_model():\n    return chat(model="gpt-4o")\n',
      "class.py":
        'class TokenCounter:\n    def __init__(self, model="gpt-4o"):\n        pass\n\nclass Chat:\n    def __init__(self, model="gpt-4.1"):\n        pass\n',
      "llm-cost.ts": 'const model = usage.model ?? "gpt-4o";\n',
      "token.ts": 'const model = options.model ?? "gpt-realtime";\n',
    });
    expect(usedIn(found)).toEqual([
      "class.py gpt-4.1",
      "shown.sh llama3.1",
      "shown.ts gpt-4.1",
      "shown.ts gpt-5",
      "shown.tsx gpt-4.1",
      "token.ts gpt-realtime",
    ]);
  });

  it("no use in a text that a string holds; what is put into it is, and data that goes out as it is", () => {
    const found = seen({
      "a.py":
        'HELP = """Call it so:\nask(model="gpt-4o")\n"""\nBODY = """{"model": "gpt-4.1"}"""\ntext = f"{ask(model=\'gpt-5\')} said \'so\'"\n',
      "a.rb":
        'say "call chat(model: \'gpt-4o\')"\ndescription <<~MD\n  Such as:\n  { "model": "gpt-4o" }\nMD\nmodel = \'gpt-4.1\'\n',
      "a.ts": 'const sample = `\n# e.g. { "model": "gpt-4o" }\n`;\nconst model = "gpt-4.1";\n',
      "a.yml": "notes: |\n  ```bash\n  ollama pull llama3\n  ```\nmodel: gpt-4.1\n",
    });
    expect(found).toEqual({
      "a.py": ["gpt-4.1 used", "gpt-5 used"],
      "a.rb": ["gpt-4.1 used"],
      "a.ts": ["gpt-4.1 used"],
      "a.yml": ["gpt-4.1 used"],
    });
  });

  it("through a choice, brackets that group, and whatever way a language names its defaults", () => {
    const found = seen({
      "a.kt":
        'val model = when (kind) {\n  A -> "gpt-4o"\n}\nvar chatModel by string("gpt-4.1")\nval body = mapOf("model" to "gpt-5")\nval name = model.ifBlank { "o3" }\n',
      "a.rs":
        'let model = match kind {\n    Kind::A => "gpt-4o",\n};\ncmd.arg("--model").arg("gpt-4.1");\n',
      "a.ts":
        'class A {\n  get model(): string {\n    return this.given || (this.isFast ? "gpt-4o" : "gpt-4.1");\n  }\n}\n',
      "a.rb":
        'option :default_model, "gpt-4o"\nchat do\n  model "gpt-4.1"\nend\nMODEL = ENV.fetch("CHAT_MODEL") { "gpt-5" }\n',
      "a.go": 'const fastModel string = "gpt-4o"\nform.Set("model", "gpt-4.1")\n',
      "a.bicep": "param chatModelName string = 'gpt-4o'\n",
      "a.ps1": '$script:model_name = "gpt-4o"\n',
      "azd.parameters.json": `{ "chat": { "value": "\${CHAT_MODEL=gpt-4o}" } }\n`,
      "a.py":
        'DEFAULT_PROVIDER = "openai/gpt-4o"\nprovider = "gpt-4.1"\nmodel: str = Field(metadata={"ui": {"default": "gpt-5"}})\npipe = pipeline("embed", "all-minilm-l6-v2")\n',
      "one.ts":
        'const REVIEW = { provider: "openai", name: "gpt-4o" } as const;\nconst menu = [{ provider: "openai", name: "gpt-4.1" }];\n',
      "a.yaml":
        "deployments:\n  - name: chat\n    model:\n      format: OpenAI\n      name: gpt-4o\n",
      Dockerfile: "RUN ollama serve & sleep 4 && ollama pull llama3\n",
    });
    const uses = Object.fromEntries(
      Object.entries(found).map(([file, all]) => [
        file,
        all.filter((one) => one.endsWith(" used")).map((one) => one.split(" ")[0]),
      ]),
    );
    expect(uses).toEqual({
      Dockerfile: ["llama3"],
      "a.bicep": ["gpt-4o"],
      "a.go": ["gpt-4o", "gpt-4.1"],
      "a.kt": ["gpt-4o", "gpt-4.1", "gpt-5", "o3"],
      "a.ps1": ["gpt-4o"],
      "a.py": ["openai/gpt-4o", "gpt-5", "all-minilm-l6-v2"],
      "a.rb": ["gpt-4o", "gpt-4.1", "gpt-5"],
      "a.rs": ["gpt-4o", "gpt-4.1"],
      "a.ts": ["gpt-4o", "gpt-4.1"],
      "a.yaml": ["gpt-4o"],
      "azd.parameters.json": ["gpt-4o"],
      "one.ts": ["gpt-4o"],
    });
  });

  it("no use where a function tells which there are, one name stands for another, or it is compared", () => {
    const found = seen({
      "registry.py":
        'def register_chat_models(self):\n    model_id = "gpt-4o"\n    self.add(Chat(model_id))\n\ndef load_model(self):\n    model_id = "gpt-4.1"\n',
      "list.go":
        'func (c *Client) ListModels() ([]string, error) {\n\treturn []string{"gpt-4o"}, nil\n}\n',
      "names.go":
        'const (\n\tClaude35Sonnet ModelID = "claude-3.5-sonnet"\n\tGPT41 ModelID = "gpt-4.1"\n)\n',
      "alias.ts":
        'function mapModel(model: string) {\n  const map = {\n    "gemini-flash": "gemini-2.0-flash",\n  };\n  return map[model];\n}\n',
      "types.ts":
        'interface Settings {\n  model: "gpt-4o";\n}\nconst schema = z.object({ model: z.literal("gpt-4.1") });\n',
      "Menu.kt":
        'val all = listOf(\n  ChatModel("o3-mini", icon),\n  ChatModel("gpt-4o", icon),\n)\n',
      "is.rb": 'case\nwhen bedrock_model_pattern("gpt-4o")\n  1\nend\n',
      "is.sh": 'if [ "$model" = "llama2" ]; then\n  model="llama3"\nfi\n',
      "list.settings.json": `[${Array.from({ length: 6 }, (_, at) => `{ "model": "gpt-4.${at}" }`).join(", ")}]\n`,
    });
    const uses = Object.values(found)
      .flat()
      .filter((one) => one.endsWith(" used"));
    expect(uses).toEqual(["llama3 used", "gpt-4.1 used"]);
  });

  it("no product: what a repository asks of those who report to it, what moves old data, what tries the whole", () => {
    const found = seen({
      ".github/ISSUE_TEMPLATE/bug.yml": "model: gpt-4o\n",
      ".github/DISCUSSION_TEMPLATE/ideas.yml": "model: gpt-4o\n",
      ".github/workflows/review.yml": "model: gpt-4o\n",
      "src/migrate.ts": 'const model = "gpt-4o";\n',
      "qa/calls_e2e.py": 'model = "gpt-4o"\n',
      "src/users.fakeData.ts": 'const model = "gpt-4o";\n',
      "config.template.toml": 'model = "gpt-4o"\n',
    });
    expect(Object.values(found).flat().sort()).toEqual([
      "gpt-4o documentation",
      "gpt-4o documentation",
      "gpt-4o example",
      "gpt-4o migration",
      "gpt-4o test",
      "gpt-4o test",
      "gpt-4o used",
    ]);
  });

  it("a deployment by its name, and not by a switch or the name of its own key", () => {
    const found = deployments(
      ".env",
      "AZURE_OPENAI_DEPLOYMENT=my-chat\nOPENAI_DEBUG_DEPLOYMENT=true\nAZURE_DEPLOYMENT_NAME=azure-deployment-name\nAZURE_OPENAI_DEPLOYMENT_SKU_NAME=GlobalStandard\nAZURE_OPENAI_TEST_DEPLOYMENT=dummy\nOPENAI_DEPLOYMENT = pop('openai-deployment')\n",
    );
    expect(found).toEqual(["my-chat"]);
  });

  it("what an SDK calls it, in languages that have constants for ids", () => {
    const found = seen({
      "a.go":
        'import "github.com/sashabaranov/go-openai"\nvar r = Request{Model: openai.GPT4Dot1Mini, Messages: m}\nvar s = map[string]int{openai.GPT4: 8}\nvar t = openai.GPTUnheardOf\n',
      "B.java":
        "import com.openai.models.ChatModel;\nvar p = Params.builder().model(ChatModel.GPT_4O_MINI).build();\n",
    });
    expect(found).toEqual({
      "B.java": ["ChatModel.GPT_4O_MINI used"],
      "a.go": ["openai.GPT4Dot1Mini used", "openai.GPT4 table"],
    });
  });

  it("part of a catalogue where one file calls many models, from more places than anybody does", () => {
    const lines = (count: number, models: number) =>
      Array.from({ length: count }, (_, at) => `set(role, model("gpt-4.${at % models}"));\n`).join(
        "",
      );
    const found = seen({
      "a/packs.ts": lines(41, 9),
      "b/calls.ts": lines(40, 9),
      "c/same.ts": lines(60, 2),
    });
    expect(found["a/packs.ts"]?.[0]).toBe("gpt-4.0 catalogue");
    expect(found["b/calls.ts"]?.[0]).toBe("gpt-4.0 used");
    expect(found["c/same.ts"]?.[0]).toBe("gpt-4.0 used");
  });

  it("a list of models where a file gives names to many of one maker, or classes share an attribute", () => {
    const named = (count: number, to: (id: string, at: number) => string) =>
      Array.from({ length: count }, (_, at) => to(`gpt-4.${at}`, at)).join("");
    const found = seen({
      "many.ts": named(6, (id, at) => `if (kind === ${at}) request.model = "${id}";\n`),
      "few.ts": named(5, (id, at) => `if (kind === ${at}) request.model = "${id}";\n`),
      "calls.ts": named(7, (id) => `ask({ prompt, model: model("${id}") });\n`),
      "tasks.settings.json": `{ "a": { "model": "gpt-4" }, "b": { "model": "gpt-4.1" }, "c": { "model": "gpt-5" }, "d": { "model": "text-embedding-3-small" }, "e": { "model": "whisper-1" }, "f": { "model": "tts-1" }, "g": { "model": "dall-e-3" } }\n`,
      "classes.py": named(3, (id, at) => `class M${at}(Base):\n    wanted_model = "${id}"\n\n`),
      "makers.py":
        'class A(Base):\n    model = "gpt-4"\n\nclass B(Base):\n    model = "claude-3-opus-20240229"\n\nclass C(Base):\n    model = "gemini-2.5-pro"\n',
      "words.py":
        'opus_model = "claude-opus-4-1"\nsonnet_model = "claude-sonnet-4-5"\nhaiku_model = "claude-haiku-4-5"\n',
      "two.py": 'opus_model = "claude-opus-4-1"\nhaiku_model = "claude-haiku-4-5"\n',
      "typed.go":
        'const (\n\tModelEmbedEnglishV2 pkg.Model = "embed-english-v2"\n\tModelEmbedMultilingualV2 pkg.Model = "embed-multilingual-v2"\n)\n',
      "again.go":
        'import "github.com/sashabaranov/go-openai"\nconst (\n\tGPT4o Model = openai.GPT4o\n\tGPT4 Model = openai.GPT4\n)\n',
    });
    const positions = (file: string) => [
      ...new Set(found[file]?.map((one) => one.split(" ").at(-1))),
    ];
    const offered = ["many.ts", "classes.py", "words.py", "typed.go", "again.go"];
    const used = ["few.ts", "calls.ts", "tasks.settings.json", "makers.py", "two.py"];
    for (const one of offered) expect([one, positions(one)]).toEqual([one, ["offered"]]);
    for (const one of used) expect([one, positions(one)]).toEqual([one, ["used"]]);
  });

  it("used where it stands in an address that is called, or in a command that is run; not on a page about it", () => {
    const found = seen({
      "a.py":
        'url = f"https://generativelanguage.googleapis.com/v1beta/models/gemini-1.5-flash:generateContent?key={key}"\npage = "https://ai.example.com/docs/models/gemini-1.5-pro"\n',
      "a.ts":
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at
        'connect("wss://api.openai.com/v1/realtime?model=gpt-4o-realtime-preview");\nfetch(`${base}/ai/run/@cf/meta/llama-3-8b-instruct`);\nexec("assistant run --model gpt-4o");\nconst help = "Say it with --model gpt-4.1";\n',
      "a.go":
        'client := NewOllamaProvider("llama3")\nmessage := describe("llama3.1")\ntype C struct {\n\tModel string `json:"model" default:"gpt-4o"`\n\tLabel string `default:"gpt-4.1"`\n}\n',
      "a.java": 'String path = "/model/anthropic.claude-v2/invoke";\n',
      "agents/review.md":
        "---\nname: review\nmodel: claude-sonnet-4-5\n---\nmodel: claude-opus-4-1\n",
      "notes.md": "model: claude-opus-4-1\n",
      "settings.ini": "[chat]\nmodel = gpt-4o\n",
    });
    expect(found).toEqual({
      "a.go": ["llama3 used", "llama3.1 mention", "gpt-4o used", "gpt-4.1 mention"],
      "a.java": ["anthropic.claude-v2 used"],
      "a.py": ["gemini-1.5-flash used", "gemini-1.5-pro mention"],
      "a.ts": [
        "gpt-4o-realtime-preview used",
        "@cf/meta/llama-3-8b-instruct used",
        "gpt-4o used",
        "gpt-4.1 mention",
      ],
      "agents/review.md": ["claude-sonnet-4-5 used"],
      "settings.ini": ["gpt-4o used"],
    });
  });

  it("by the pairs and blocks that say who is called with it, and not by those that rename it", () => {
    const found = seen({
      "keys.py": 'ORDER = [\n    ("OPENAI_API_KEY", "gpt-4o"),\n    ("openai", "gpt-4.1"),\n]\n',
      "node.yaml":
        "agent:\n  config:\n    name: gpt-4o\n    provider: openai\n  label:\n    name: gpt-4.1\nlist:\n  - name: gpt-5\n    provider: openai\n",
      "flow.yml":
        "inputs:\n  region:\n    description: Azure location for the OpenAI deployment\n    default: australiaeast\n",
      "a.cs":
        'var d = new Dictionary<string, string> { { "TextModel", "gpt-4o" }, { "Label", "gpt-4.1" } };\nvar o = new Option<string>("--model") { DefaultValueFactory = _ => "o3-mini" };\nmodel = model switch { "small" => "gpt-4o-mini", null => "gpt-5" };\n',
      "a.kt":
        'val ids: Set<String> = mutableSetOf("gpt-4o")\nwhen (model) {\n  "gpt-4", "gpt-4.1" -> { }\n}\n',
      "a.sh": 'ALLOWED_MODELS=("gpt-4o" "gpt-4.1")\n',
      "told.ts":
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at
        "const said = `Asks (${model ?? 'gpt-4o'}) again`;\nconst run = `cli --model ${model ?? 'gpt-4.1'}`;\n",
      "code.yaml": "sample: chat({ model: openai('gpt-4o') })\n",
      "ended.py": 'class TokenCounter:\n    pass\n\ndef ask():\n    model = "gpt-4o"\n',
      "first.py":
        'self.model = self._get_str("model", shared if shared is not None else "gpt-4o")\n',
    });
    expect(usedIn(found)).toEqual([
      "a.cs gpt-4o",
      "a.cs gpt-5",
      "a.cs o3-mini",
      "ended.py gpt-4o",
      "first.py gpt-4o",
      "keys.py gpt-4o",
      "node.yaml gpt-4o",
      "told.ts gpt-4.1",
    ]);
  });

  it("no use in data that is named for the id, in CI that runs tests, in what is told of a model, or in a text within a text", () => {
    const found = seen({
      "profiles/eleven_turbo_v2.json": '{ "speaker": { "model": "eleven_turbo_v2" } }\n',
      "profiles/chosen.json": '{ "speaker": { "model": "eleven_turbo_v2" } }\n',
      "models/maker.claude-3-haiku.yaml": "model: claude-3-haiku@20240307\nlabel: fast\n",
      "models/o3.yaml": "model: o3\nlabel: slow\n",
      ".github/workflows/unit.yml": "env:\n  MODEL: gpt-4o\nsteps:\n  - run: uv run pytest\n",
      ".github/workflows/review.yml":
        'steps:\n  - with:\n      model: gpt-4o\n      tools: "Bash(npm test)"\n',
      "told.py": 'MODEL_PREFIXES = ("gpt-4o",)\nmodel_label = "gpt-4.1"\nmodel = "gpt-5"\n',
      "usual.ts":
        'const all = {\n  a: { description: "x", defaultConfig: { modelName: "gpt-4o" } },\n  b: { description: "y", defaultConfig: { modelName: "gpt-4o" } },\n};\n',
      "renamed.ts":
        'function modelOf(name: string, kind: string) {\n  if (name === "gpt-4-old") return "gpt-4o";\n  if (kind === "small") return "gpt-4o-mini";\n}\n',
      "option.ts": 'args.option("model", { describe: "which", default: "gpt-4o" });\n',
      "makers.ts": `const all = [\n${[
        "gpt-4o",
        "claude-sonnet-4-5",
        "gemini-2.5-pro",
        "grok-4",
        "deepseek-chat",
      ]
        .map((id, at) => `  { name: "M${at}", defaultModel: "${id}" },\n`)
        .join("")}];\n`,
      "help.ts": "const help = ['OLLAMA_MODEL=\"llama2\"'];\n",
    });
    expect(usedIn(found)).toEqual([
      ".github/workflows/review.yml gpt-4o",
      "option.ts gpt-4o",
      "profiles/chosen.json eleven_turbo_v2",
      "renamed.ts gpt-4o-mini",
      "told.py gpt-5",
      "usual.ts gpt-4o",
      "usual.ts gpt-4o",
    ]);
  });

  it("an example where programs that each call a model stand side by side; parts of one program are the product", () => {
    const program =
      'from kit import Agent\n\nagent = Agent(model="gpt-4o")\nagent.start("hello")\n';
    const part =
      'def ask():\n    return chat(model="gpt-4o")\n\n\nif __name__ == "__main__":\n    ask()\n';
    const named = (folder: string, count: number, text: string) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`${folder}/show${at}.py`, text] as const),
      );
    const found = seen({
      ...named("shown", 5, program),
      ...named("few", 4, program),
      ...named("parts", 8, part),
      ...named("mixed", 5, program),
      ...Object.fromEntries(
        Array.from({ length: 5 }, (_, at) => [`mixed/part${at}.py`, part] as const),
      ),
    });
    const inFolder = (folder: string) => [
      ...new Set(
        Object.entries(found).flatMap(([file, all]) => (file.startsWith(`${folder}/`) ? all : [])),
      ),
    ];
    expect(inFolder("shown")).toEqual(["gpt-4o example"]);
    for (const one of ["few", "parts", "mixed"]) expect(inFolder(one)).toEqual(["gpt-4o used"]);
  });

  it("no use in what is told in words, in a file that lies somewhere, or in what a run left behind", () => {
    const found = seen({
      "plan.settings.json":
        '{\n  "title": "works with --model gpt-4o at last",\n  "start": "cli run --model gpt-4.1",\n  "pattern": "Chat(model=\'gpt-5\')"\n}\n',
      "list.yaml":
        "notes: Ask for it at https://api.example.com/models/gpt-4o\nurl: https://api.example.com/models/gpt-4.1\n",
      Makefile: "clean:\n\trm -rf apps/api/models/whisper-small\n",
      "run.sh": `DIR="\${1:-apps/api/models/whisper-small}"\nURL="\${1:-https://api.example.com/models/gpt-4o}"\n`,
      "help.tsx": 'const help = `\nexport CHAT_MODEL="gpt-4o"\n`;\n',
      "out/report.settings.json":
        '{ "runs": 1, "model": "gpt-4o", "avg_score": 95.0, "avg_latency_ms": 10 }\n',
      "report.settings.json":
        '{ "runs": 1, "model": "gpt-4o", "avg_score": 95.0, "avg_latency_ms": 10 }\n',
      "tokens.rs": 'let bpe = get_bpe_from_model("gpt-4");\n',
      "settings.json": '{ "current_model": { "chat": "gpt-4o", "image": "gpt-image-1" } }\n',
    });
    expect(usedIn(found)).toEqual([
      "list.yaml gpt-4.1",
      "plan.settings.json gpt-4.1",
      "run.sh gpt-4o",
      "settings.json gpt-4o",
      "settings.json gpt-image-1",
    ]);
  });

  it("a setting in capitals, whatever its name; not what names a thing, or says where it is", () => {
    const found = seen({
      "a.py":
        'AUDITOR = "gpt-4o"\nDEFAULT_PRIMARY: str = "deepseek/deepseek-chat-v3"\nSERVICE_NAME = "gpt-4o"\nLOCAL_DIR = "whisper-large-v3"\nauditor = "gpt-4o"\nALL_OF_THEM = ("gpt-4o", "gpt-4.1")\n',
      "compose.yaml":
        "services:\n  chat:\n    command:\n      - --model\n      - Qwen/Qwen3-8B\n      - --name\n      - gpt-4o\n",
    });
    expect(found).toEqual({
      "a.py": [
        "gpt-4o used",
        "deepseek/deepseek-chat-v3 used",
        "gpt-4o mention",
        "whisper-large-v3 mention",
        "gpt-4o mention",
        "gpt-4o offered",
        "gpt-4.1 mention",
      ],
      "compose.yaml": ["Qwen/Qwen3-8B used", "gpt-4o offered"],
    });
  });

  it("apart where a path says that it is tried, measured, kept from before or counted in money", () => {
    const kinds = {
      "experiments/a.py": "experiment",
      "spikes/a.py": "experiment",
      "scripts/evaluate_answers.py": "benchmark",
      "scripts/probe-limits.py": "test",
      "Backup/a.py": "archive",
      "_archived/a.py": "archive",
      "lib/costs/a.py": "accounting",
      "seed_settings.py": "test",
      "verify_keys.py": "test",
      "ui/setup_wizard.py": "setup",
      "src/flow_templates.py": "template",
      "scripts/prepare_demo_data.py": "example",
      "src-old/a.py": "archive",
      "eval-baselines/a.py": "benchmark",
      "i18n/translate.py": "used",
    };
    const found = seen(
      Object.fromEntries(Object.keys(kinds).map((file) => [file, 'model = "gpt-4o"\n'])),
    );
    expect(found).toEqual(
      Object.fromEntries(Object.entries(kinds).map(([file, kind]) => [file, [`gpt-4o ${kind}`]])),
    );
  });

  it("a catalogue where the files of a folder name many models between them, each once; few models called often are no list", () => {
    const folder = (name: string, ids: (at: number) => string) =>
      Object.fromEntries(
        Array.from({ length: 7 }, (_, file) => [
          `${name}/part${file}.ts`,
          [0, 1, 2]
            .map(
              (at) =>
                `export const config${at} = { model: model("${ids(file * 3 + at)}"), limit: 1 };\n`,
            )
            .join(""),
        ]),
      );
    const found = seen({
      ...folder("makers", (at) => `gpt-4.${at}`),
      ...folder("tasks", (at) => `gpt-4.${at % 10}`),
    });
    const kinds = (name: string) =>
      new Set(
        Object.entries(found).flatMap(([file, all]) =>
          file.startsWith(name) ? all.map((one) => one.split(" ")[1]) : [],
        ),
      );
    expect(kinds("makers")).toEqual(new Set(["catalogue"]));
    expect(kinds("tasks")).toEqual(new Set(["used"]));
  });

  it("an entry that is called as people call the model, whatever goes with it; what asks a model takes it first", () => {
    const found = seen({
      "titles.ts":
        'const all = {\n  "GPT 4.1 mini": { model: openai("gpt-4.1-mini"), temperature: 0.6 },\n  "for letters": { model: openai("gpt-4o"), temperature: 0.6 },\n};\n',
      "asks.cs":
        'var one = await client.GetEmbeddingAsync("text-embedding-3-large", text);\nvar two = await client.GetAnswerAsync("gpt-4o", text);\n',
      "asks.ts": 'const one = kit({ key }).chat("gpt-4o");\n',
    });
    expect(found).toEqual({
      "asks.cs": ["text-embedding-3-large used", "gpt-4o mention"],
      "asks.ts": ["gpt-4o used"],
      "titles.ts": ["gpt-4.1-mini offered", "gpt-4o used"],
    });
  });

  it("one of a map of models, by what it is for; not where its key is but a name for it, or says that it is an example", () => {
    const found = seen({
      "tasks.ts":
        'const base = "https://api.example.com/v1";\nexport const TASK_MODELS: Record<Task, string> = {\n  letters: "gpt-4o",\n  code: "claude-sonnet-4-5",\n};\n',
      "names.ts":
        'const MODELS = {\n  opus: "claude-opus-4-1",\n  "gemini-flash": "gemini-2.5-flash",\n  letters: "gpt-4o",\n};\n',
      "strings.settings.json": '{ "model": { "name": "which", "example": "gpt-4o" } }\n',
      "other.ts": 'const titles = { letters: "gpt-4o" };\n',
      "ids.ts": 'const DEFAULT_MODELS = { "claude-3-opus-20240229": "anthropic/claude-opus-4" };\n',
      "told.ts": 'const reply = { text, modelUsed: "gpt-4o", recommendedModel: "gpt-4.1" };\n',
      "llm/pricing.js": 'const rows = { "gpt-5": { fallback: ["gpt-5-mini"] } };\n',
      "llm/calls.js": 'const rows = { letters: { fallback: ["gpt-5-mini"] } };\n',
    });
    expect(usedIn(found)).toEqual([
      "llm/calls.js gpt-5-mini",
      "names.ts gpt-4o",
      "tasks.ts claude-sonnet-4-5",
      "tasks.ts gpt-4o",
    ]);
  });

  it("settings where JSON says so by its name or folder; any other JSON is data", () => {
    const text = '{ "model": "gpt-4o", "url": "https://api.example.com/models/gpt-4.1" }\n';
    const names = [
      "chat.config.json",
      "profiles/a.json",
      ".tool/a.json",
      "quotes/a.json",
      "a.json",
    ];
    const found = seen(Object.fromEntries(names.map((one) => [one, text])));
    const positions = (position: string) => [`gpt-4o ${position}`, `gpt-4.1 ${position}`];
    expect(found).toEqual({
      ".tool/a.json": positions("used"),
      "a.json": positions("offered"),
      "chat.config.json": positions("used"),
      "profiles/a.json": positions("used"),
      "quotes/a.json": positions("offered"),
    });
  });

  it("no use in what tells afterwards which model was asked; a body that is sent is one", () => {
    const found = seen({
      "reply.kt": 'fun ask(): Reply {\n  return SpeechResult(bytes, model = "tts-1")\n}\n',
      "reply.ts":
        'res.json({ ok: true, model: "gpt-4o" });\nlog({ text, metadata: { model: "gpt-4o" } });\nconst model = response.model ?? "gpt-4o";\nreturn { status: "ok", response: text, model: "gpt-4o" };\n',
      "reply.py":
        'model = result.get("model", "gpt-4o")\nrow["model_used"] = row.model_used or "gpt-4o"\n',
      "body.py": 'client.post(url, json={"model": "gpt-4.1", "text": text})\n',
      "body.ts": 'const model = request.model ?? "gpt-4.1";\n',
      "page.tsx": "const a = (\n  <p>\n    {kind ?? 'x'} of {model ?? 'gpt-4o'}\n  </p>\n);\n",
    });
    expect(usedIn(found)).toEqual(["body.py gpt-4.1", "body.ts gpt-4.1"]);
  });

  it("no use where a word of an id, or all of it, is but a name for it", () => {
    const found = seen({
      "case.ts":
        'function modelOf(name: string) {\n  switch (name) {\n    case "sonnet-4":\n      return anthropic("claude-sonnet-4-6");\n    case "letters":\n      return openai("gpt-4o");\n  }\n}\n',
      "case.sh":
        'case "$1" in\n  opus|opus-4) MODEL_ID="claude-opus-4-1" ;;\n  *) MODEL_ID="gpt-4o" ;;\nesac\n',
      "case.py":
        'def model_id(size):\n    if "medium" in size:\n        return "openai/whisper-medium"\n    return "openai/whisper-small"\n',
      "one.rs":
        'pub const WHISPER_1: &str = "whisper-1";\npub const TRANSCRIPTION_MODEL: &str = "tts-1";\n',
    });
    expect(usedIn(found)).toEqual([
      "case.py openai/whisper-small",
      "case.sh gpt-4o",
      "case.ts gpt-4o",
      "one.rs tts-1",
    ]);
  });

  it("used through what is named for a provider, and through a setting that is trimmed; not in a sample within data", () => {
    const found = seen({
      "made.ts": 'await ask({ model: openaiProvider("gpt-4o"), prompt });\n',
      "trimmed.py":
        'TASKS = {\n    "scan": os.environ.get("SCAN_MODEL", "").strip() or "gpt-4o",\n    "title": os.environ.get("TITLE", "").strip() or "gpt-4.1",\n}\n',
      "quoted.yaml": 'sample: |\n  llm = Chat(\n    model="gpt-4o",\n  )\nmodel: gpt-4.1\n',
    });
    expect(usedIn(found)).toEqual(["made.ts gpt-4o", "quoted.yaml gpt-4.1", "trimmed.py gpt-4o"]);
  });

  it("apart where it works on the code, measures answers, or is made of what lies beside it", () => {
    const measured = "// judge, baseline, accuracy, evaluation, regression\n";
    const text = 'const model = "gpt-4o";\n';
    const found = seen({
      ".helper/skills/draw.ts": text,
      ".helper/settings.json": '{ "model": "gpt-4o" }\n',
      ".github/review.ts": text,
      "scripts/rank.ts": measured + text,
      "scripts/fill.ts": text,
      "src/rank.ts": measured + text,
      "src/main.ts": text,
      "src/main.js": text,
    });
    expect(found[".helper/skills/draw.ts"]).toEqual(["gpt-4o tool"]);
    expect(found["scripts/rank.ts"]).toEqual(["gpt-4o benchmark"]);
    expect(usedIn(found)).toEqual(
      [
        ".github/review.ts",
        ".helper/settings.json",
        "scripts/fill.ts",
        "src/main.ts",
        "src/rank.ts",
      ].map((one) => `${one} gpt-4o`),
    );
  });

  it("used where a page keeps its state; not where a call or a row only keeps it, or an example in YAML", () => {
    const found = seen({
      "state.tsx":
        'const [model, setModel] = useState("gpt-4o");\nconst [title, setTitle] = useState("gpt-4.1");\n',
      "kept.py":
        'log_usage(user, model="gpt-4o")\n\ndef save_page(text, model="gpt-4.1"):\n    pass\n',
      "agent.yaml": "exampleConfig:\n  url: x\n  model: gpt-4o\nconfig:\n  model: gpt-4.1\n",
    });
    expect(usedIn(found)).toEqual(["agent.yaml gpt-4.1", "kept.py gpt-4.1", "state.tsx gpt-4o"]);
  });

  it("no use in a list of models in YAML, under the name that people call a model by, or in what is printed with a text", () => {
    const list = (keys: string) =>
      [1, 2, 3].map((at) => `- ${keys}: gpt-4.${at}\n  size: 1\n`).join("");
    const found = seen({
      "list.yaml": list("model_id"),
      "tasks.yaml": list("name: x\n  model"),
      "called.ts":
        'const model = env.MODEL || "GPT-4o-mini";\nconst other = { model: "Qwen/Qwen3-8B" };\n',
      "agents/a.md": "---\nmodel: GPT-4.1\n---\n",
      "printed.ts":
        'console.log("Asks:", { model: "gpt-4o", size });\nask("Asks:", { model: "gpt-4.1", prompt });\n',
    });
    expect(usedIn(found)).toEqual([
      "agents/a.md GPT-4.1",
      "called.ts Qwen/Qwen3-8B",
      "printed.ts gpt-4.1",
      "tasks.yaml gpt-4.1",
      "tasks.yaml gpt-4.2",
      "tasks.yaml gpt-4.3",
    ]);
  });

  it("a response that is asked for is a use; a record's own default, what was used, and an id for an id are none", () => {
    const found = seen({
      "ask.ts":
        'const one = await client.getResponse({ model: "gpt-4o", text });\noptions.onUsage({ model: "gpt-4.1", text });\nconst chatModel = proof.modelUsed || "gpt-4.1";\n',
      "receipt.py":
        'class RunReceipt:\n    model: str = "gpt-4.1"\n\nclass RunRequest:\n    model: str = "gpt-4o"\n',
      "ids.ts":
        'const MODEL_MAP = { "maker/chat-2": "openai/gpt-4.1", letters: "openai/gpt-4o" };\n',
      "arms.cs": 'model = kind switch { "gpt-4-old" => "gpt-4.1", "small" => "gpt-4o" };\n',
      "lib/costs.py": 'FALLBACK_MODEL = "gpt-4.1"\n',
      "mod.mjs": 'const model = "gpt-4o";\n',
      "mod.ts": "export {};\n",
      "scripts/flow.yaml": "# judge, baseline, accuracy, evaluation, regression\nmodel: gpt-4o\n",
    });
    expect(usedIn(found)).toEqual([
      "arms.cs gpt-4o",
      "ask.ts gpt-4o",
      "ids.ts openai/gpt-4o",
      "mod.mjs gpt-4o",
      "receipt.py gpt-4o",
      "scripts/flow.yaml gpt-4o",
    ]);
  });

  it("of texts that begin and never end no more than their length is looked at", () => {
    const started = performance.now();
    const found = seen({
      "heredoc.rb": `${"<<A\n".repeat(200_000)}model = "gpt-4o"\n`,
      "ended.rb": 'puts <<~TEXT\n  ask(model: "gpt-4o")\nTEXT\nmodel = "gpt-4.1"\n',
      "raw.rs": `${'r#"'.repeat(200_000)}\n`,
      "ended.rs": 'let help = r#"ask(model: "gpt-4o")"#;\nlet model = "gpt-4.1";\n',
    });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(found).toEqual({
      "ended.rb": ["gpt-4.1 used"],
      "ended.rs": ["gpt-4.1 used"],
      "heredoc.rb": ["gpt-4o used"],
    });
  });
});
