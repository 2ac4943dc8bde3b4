import type { Scope } from "../../../sdk/participants/scopes.ts";
import { appointContract } from "../appointContract.ts";
import type { JobContext } from "../JobContext.ts";

/** Who lets the offering contract do what, and until when. */
export interface OfferingAppointment {
  readonly party: string;
  readonly scopes: readonly Scope[];
  /** First moment at which it may be over: the cut-off of the offering. */
  readonly until: bigint;
}

/**
 * Lets the offering contract act for a party until the cut-off of an offering, within what it has signed. An appointment for
 * longer or for more stays as it is.
 */
export async function appointOffering(context: JobContext, appointment: OfferingAppointment): Promise<void> {
  const operator = context.kessai.deployment.addresses.offering;
  await appointContract(context, { ...appointment, operator, called: "the offering contract" });
}
