import { formatMoment } from "../../../sdk/calendar/formatMoment.ts";
import type { JobContext } from "../JobContext.ts";
import { UsageError } from "../UsageError.ts";

/** @throws UsageError when the moment that --valid-until names has passed on the chain: nothing signed until then is of use */
export async function requireToCome(
  { kessai }: Pick<JobContext, "kessai">,
  validUntil: bigint,
): Promise<void> {
  const now = await kessai.now();
  if (validUntil > now) return;
  throw new UsageError(
    `--valid-until is ${formatMoment(validUntil)}; on the chain it is ${formatMoment(now)}.`,
    "Give a moment that is to come.",
  );
}
