import type { ComplianceReport } from "../../../sdk/compliance/ComplianceReport.ts";
import { complianceHash } from "../../../sdk/compliance/complianceHash.ts";
import type { Ticket } from "../../../sdk/trading/Ticket.ts";
import { JobError } from "../JobError.ts";

/** What `ticketOf` works on. */
export interface TicketOfOptions {
  readonly report: ComplianceReport;
  readonly denomination: bigint;
  /** Account of the fund manager. */
  readonly manager: string;
  /** First second in which nothing can be dealt under it. */
  readonly validUntil: bigint;
  /** 32 random bytes. */
  readonly salt: string;
}

/**
 * The ticket that a compliance report was made for.
 *
 * @throws JobError when a face is no whole number of bonds: there are no parts of a bond to trade
 */
export function ticketOf({ report, denomination, ...given }: TicketOfOptions): Ticket {
  const { manager, validUntil, salt } = given;
  const { isin, currency, settlementBank, side, limitPriceE7, limitCashPerUnit, split } = report.proposal;
  const { settleBy, maximumFeePerUnit } = report.proposal;
  const broken = split.find(({ faceAmount }) => faceAmount % denomination !== 0n);
  if (broken !== undefined)
    throw new JobError(
      `A face of ${broken.faceAmount} is no whole number of bonds of ${denomination} (各社債の金額).`,
      `Give each fund a multiple of ${denomination}.`,
    );
  const shares = split.map(({ account, faceAmount }) => ({ account, quantity: faceAmount / denomination }));
  return {
    manager,
    isin,
    currency,
    settlementBank,
    side,
    maximumQuantity: shares.reduce((sum, { quantity }) => sum + quantity, 0n),
    limitPriceE7,
    limitCashPerUnit,
    validUntil,
    settleBy,
    maximumFeePerUnit,
    compliance: complianceHash(report),
    salt,
    split: shares,
  };
}
