import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { SCOPE_BITS, scopeMask } from "../../sdk/participants/scopes.ts";
import type { Scope } from "../../sdk/participants/scopes.ts";
import type { JobContext } from "./JobContext.ts";
import { perform } from "./perform.ts";

/** Who lets which contract of the house do what, and until when. */
export interface ContractAppointment {
  readonly party: string;
  readonly operator: string;
  /** What it is called: "the offering contract". */
  readonly called: string;
  readonly scopes: readonly Scope[];
  /** First moment at which it may be over. */
  readonly until: bigint;
}

/**
 * Lets a contract of the house act for a party until a moment, within what the party signs or calls. An appointment for longer or
 * for more stays as it is.
 */
export async function appointContract(
  context: JobContext,
  { party, operator, called, scopes, until }: ContractAppointment,
): Promise<void> {
  const { kessai, book } = context;
  const account = book.accountOf(party);
  const present = (): Promise<{ scopes: bigint; expiry: bigint }> =>
    kessai.registry.appointment(account, operator);
  await perform(context, {
    what: `appoint ${called} by ${party} (${scopes.join(" and ")})`,
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
