import type { TicketProposal } from "../TicketProposal.ts";

/** What `cashNeeded` works on. */
export interface CashNeededOptions {
  readonly proposal: Pick<TicketProposal, "limitCashPerUnit">;
  /** Face bought, in minor units. */
  readonly face: bigint;
  /** Face of one bond, in minor units, above zero. */
  readonly denomination: bigint;
}

/** The most that a face costs under a proposal's limit, accrued interest and fee included, in minor units, rounded up. */
export function cashNeeded({ proposal, face, denomination }: CashNeededOptions): bigint {
  return (face * proposal.limitCashPerUnit + denomination - 1n) / denomination;
}
