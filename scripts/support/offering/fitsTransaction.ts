import type { Call } from "../../../sdk/client/Call.ts";
import { estimateGas } from "../estimateGas.ts";
import { gasRoom } from "../gasRoom.ts";
import type { JobContext } from "../JobContext.ts";

/**
 * Whether one transaction has room for a call. What the chain would refuse for another reason fits: it is refused, with that
 * reason, when it is sent.
 */
export async function fitsTransaction(
  { kessai, names }: Pick<JobContext, "kessai" | "names">,
  call: Call,
  from: string,
): Promise<boolean> {
  const { forSets } = await gasRoom(kessai.provider);
  const estimate = await estimateGas(kessai.provider, call, { from, names });
  return "refusal" in estimate || ("gas" in estimate && estimate.gas <= forSets);
}
