import { appointOperator } from "../../../sdk/client/actions/appointOperator.ts";
import { SCOPE_BITS, scopeMask } from "../../../sdk/participants/scopes.ts";
import type { Scope } from "../../../sdk/participants/scopes.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";

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
export async function appointOffering(
  context: JobContext,
  { party, scopes, until }: OfferingAppointment,
): Promise<void> {
  const { kessai, book } = context;
  const account = book.accountOf(party);
  const operator = kessai.deployment.addresses.offering;
  const present = (): Promise<{ scopes: bigint; expiry: bigint }> =>
    kessai.registry.appointment(account, operator);
  await perform(context, {
    what: `appoint the offering contract by ${party} (${scopes.join(" and ")})`,
    sender: account,
    isDone: async () => {
      const { scopes: given, expiry } = await present();
      return (given & scopeMask(scopes)) === scopeMask(scopes) && expiry >= until;
    },
    call: async () => {
      const { scopes: given, expiry } = await present();
      const kept = scopesOf(given).filter((scope) => !scopes.includes(scope));
      return appointOperator(kessai, {
        operator,
        scopes: [...scopes, ...kept],
        expiry: expiry > until ? expiry : until,
      });
    },
  });
}

function scopesOf(mask: bigint): readonly Scope[] {
  return (["trade", "cancel", "issue"] as const).filter((scope) => (mask & SCOPE_BITS[scope]) !== 0n);
}
