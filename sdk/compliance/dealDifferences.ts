import { isSameHex } from "../encoding/isSameHex.ts";
import type { Deal } from "./Deal.ts";
import type { TicketProposal } from "./TicketProposal.ts";

/** In what a deal differs from what was proposed and checked, one sentence each; empty when it was checked. */
export function dealDifferences(proposal: TicketProposal, deal: Deal): readonly string[] {
  const { settlementDate } = proposal;
  return [
    ...deal.dealers
      .filter((dealer) => !proposal.dealers.some((checked) => isSameHex(checked, dealer)))
      .map((dealer) => `The counterparty ${dealer} was not among those that were checked.`),
    ...(deal.settlementDate === settlementDate
      ? []
      : [`The deal settles on ${deal.settlementDate}, but ${settlementDate} was checked.`]),
  ];
}
