// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of compose
import type { OwnTarget, PlanExport } from "../../core/answer/export/document.ts";
import { aboutFleet, type Fleet, fleetsOf } from "./machine.ts";
import { aboutEffort, comment, headOf, scalar } from "./words.ts";

const firstPort = 8000;

/** A compose file (compose-spec): a service for each set of weights, one replica of it. */
export function composeText(plan: PlanExport): string {
  const services = fleetsOf(plan).flatMap((fleet, at) => service(fleet, firstPort + at));
  return `${[...comment(headOf(plan)), "services:", ...services, "volumes:", "  weights: {}"].join("\n")}\n`;
}

function service(fleet: Fleet, port: number): string[] {
  const { target } = fleet;
  const { serve, model, replicas, spares } = target;
  const [[repository = ""] = [], ...flags] = serve ?? [];
  const several = replicas + spares > 1;
  const lines = [
    ...comment([
      ...aboutFleet(fleet),
      ...aboutEffort(target),
      ...(several ? ["This is one replica: run it on each machine, behind a load balancer."] : []),
    ]),
    `image: ${imageOf(target)}`,
    "command:",
    ...["--model", serve === null ? "${WEIGHTS:?path of your own copy of the weights}" : repository]
      .concat(serve === null ? minimal(target) : flags.flat())
      .map((word) => `  - ${scalar(word)}`),
    `ports: ["${port}:8000"]`,
    "ipc: host",
    'environment: { HF_TOKEN: "${HF_TOKEN:-}" }',
    "volumes: [weights:/root/.cache/huggingface]",
    ...devices(target),
    'healthcheck: { test: [CMD, curl, -f, "http://localhost:8000/health"], interval: 10s, retries: 60, start_period: 10m }',
  ];
  return [`  ${scalar(model)}:`, ...lines.map((line) => `    ${line}`)];
}

const minimal = ({ model, gpusPerReplica }: OwnTarget): string[] => [
  "--served-model-name",
  model,
  "--tensor-parallel-size",
  String(gpusPerReplica),
];

/** The image of the least version; any newer one serves too. Where none is known the reader is asked for one. */
function imageOf({ maker, image, minEngine }: OwnTarget): string {
  const asked = (what: string) => `"\${VLLM_IMAGE:?${what}}"`;
  const least = minEngine === null ? "that serves this model" : `${minEngine} or newer`;
  if (maker === "amd") return asked(`a ROCm image of vLLM ${least}`);
  if (image !== null) return scalar(image);
  return minEngine === null
    ? asked(`an image of vLLM ${least}`)
    : scalar(`vllm/vllm-openai:v${minEngine}`);
}

const devices = ({ maker, gpusPerReplica }: OwnTarget): string[] =>
  maker === "amd"
    ? [
        "devices: [/dev/kfd, /dev/dri]",
        "group_add: [video]",
        'security_opt: ["seccomp=unconfined"]',
      ]
    : [
        `deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: ${gpusPerReplica}, capabilities: [gpu] }] } } }`,
      ];
