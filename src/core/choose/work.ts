import type { FleetWork } from "../cost/fleet.ts";
import type { Request } from "../cost/request-items.ts";
import type { NeedState } from "../gate/need.ts";
import type { Knowledge } from "../know/pack.ts";

/** What a need gives a fleet to do. */
export function workOf(
  { peaks, volume }: Pick<NeedState, "peaks" | "volume">,
  request: Request,
  { serving }: Knowledge,
): FleetWork {
  let requests = 0;
  for (const one of volume) requests += one;
  const bytes = request.outputTokens * serving.network.bytesPerToken.value;
  return { request, peaks, egressGb: ((requests / volume.length) * bytes) / 1e9 };
}
