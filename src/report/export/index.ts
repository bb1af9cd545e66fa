import type { PlanExport } from "../../core/answer/export/document.ts";
import { clientText } from "./client.ts";
import { composeText } from "./compose.ts";
import { litellmText } from "./litellm.ts";
import { fleetsOf } from "./machine.ts";
import { serveText } from "./serve.ts";

export const exportTargets = ["serve", "compose", "litellm", "client"] as const;
export type ExportTarget = (typeof exportTargets)[number];

export const exporters: Readonly<Record<ExportTarget, (plan: PlanExport) => string>> = {
  serve: serveText,
  compose: composeText,
  litellm: litellmText,
  client: clientText,
};

/** These are of machines of one's own. */
export const needsMachines = (target: ExportTarget): boolean =>
  target === "serve" || target === "compose";

export const hasMachines = (plan: PlanExport): boolean => fleetsOf(plan).length > 0;
