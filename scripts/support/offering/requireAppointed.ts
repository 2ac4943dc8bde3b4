import { scopeMask } from "../../../sdk/participants/scopes.ts";
import type { JobContext } from "../JobContext.ts";
import { JobError } from "../JobError.ts";
import { refuseUnlessDry } from "../refuseUnlessDry.ts";

/**
 * Checks that investors have appointed the offering contract until the cut-off: their allotments cannot become trades
 * otherwise, nor settle.
 *
 * @throws JobError that names those who have not
 */
export async function requireAppointed(
  { kessai, names, options, reporter }: Pick<JobContext, "kessai" | "names" | "options" | "reporter">,
  { investors, until }: { readonly investors: readonly string[]; readonly until: bigint },
): Promise<void> {
  const { registry, deployment } = kessai;
  const missing: string[] = [];
  for (const investor of new Set(investors)) {
    const { scopes, expiry } = await registry.appointment(investor, deployment.addresses.offering);
    if ((scopes & scopeMask(["trade"])) === 0n || expiry < until) missing.push(names(investor) ?? investor);
  }
  if (missing.length === 0) return;
  refuseUnlessDry(
    { options, reporter },
    new JobError(
      `${missing.join(", ")} has not appointed the offering contract to trade until the cut-off: nothing can be allotted to it.`,
      "Have it do so with the order job, or price and allot without it: price --manual, allocate --manual.",
    ),
  );
}
