import { formatMoment } from "../calendar/formatMoment.ts";
import { isSameHex } from "../encoding/isSameHex.ts";
import type { CheckedTicket } from "./CheckedTicket.ts";
import type { ComplianceReport } from "./ComplianceReport.ts";

/** In what a ticket differs from the proposal of a compliance report, one sentence each; empty when they say the same. */
export function ticketDifferences(
  { proposal, denomination }: Pick<ComplianceReport, "proposal" | "denomination">,
  ticket: CheckedTicket,
): readonly string[] {
  const faces = ticket.split.map(({ account, quantity }) => `${account} ${quantity * denomination}`);
  const proposed = proposal.split.map(({ account, faceAmount }) => `${account} ${faceAmount}`);
  const units = ticket.split.reduce((sum, { quantity }) => sum + quantity, 0n);
  const compared: readonly (readonly [name: string, ticket: string, report: string])[] = [
    ["ISIN", ticket.isin, proposal.isin],
    ["currency", ticket.currency, proposal.currency],
    ["settlement bank", ticket.settlementBank, proposal.settlementBank],
    ["side", ticket.side, proposal.side],
    ["limit of the price", `${ticket.limitPriceE7}`, `${proposal.limitPriceE7}`],
    ["limit of cash for one unit", `${ticket.limitCashPerUnit}`, `${proposal.limitCashPerUnit}`],
    ["limit of the fee for one unit", `${ticket.maximumFeePerUnit}`, `${proposal.maximumFeePerUnit}`],
    ["latest cut-off", formatMoment(ticket.settleBy), formatMoment(proposal.settleBy)],
    ["split", faces.join(", "), proposed.join(", ")],
  ];
  return [
    ...(denomination === 0n ? ["The report does not know the denomination of the bond."] : []),
    ...compared
      .filter(([, own, checked]) => !isSameHex(own, checked))
      .map(([name, own, checked]) => `The ticket's ${name} is ${own}, but ${checked} was checked.`),
    ...(ticket.maximumQuantity === units
      ? []
      : [`The ticket is for ${ticket.maximumQuantity} units, but its split sums to ${units}.`]),
  ];
}
