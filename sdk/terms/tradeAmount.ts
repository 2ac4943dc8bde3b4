import { accruedInterestAt } from "../bonds/accruedInterestAt.ts";
import { accruedOnBond } from "../bonds/accruedOnBond.ts";
import { settlementAmount } from "../bonds/settlementAmount.ts";
import type { SettlementAmount } from "../bonds/settlementAmount.ts";
import type { CouponSchedule } from "../bonds/types.ts";
import type { TermSheet } from "./TermSheet.ts";
import type { TradeTicket } from "./TradeTicket.ts";

/**
 * What the buyer of a ticket pays on its settlement date, in minor units: clean amount, accrued interest and their
 * sum. On the issue date nothing has accrued, so underwriting and distribution pay the price alone.
 *
 * @param ticket a checked ticket
 * @param schedule the coupon schedule of the bond it names
 * @param termSheet the terms of that bond, when parts of its face are repaid before maturity: price and interest are
 *   then reckoned on what is left
 * @throws SettlementDateError when the bond cannot be delivered on the settlement date
 */
export function tradeAmount(
  ticket: TradeTicket,
  schedule: CouponSchedule,
  termSheet?: TermSheet,
): SettlementAmount {
  const { faceAmount, pricePer100, settlementDate } = ticket;
  if (termSheet?.amortisation === undefined) {
    const { amount: accrued } = accruedInterestAt({ schedule, face: faceAmount, settlementDate });
    return settlementAmount({ face: faceAmount, pricePer100, accrued });
  }
  const { faceLeft, amount } = accruedOnBond({ termSheet, schedule, face: faceAmount, settlementDate });
  return settlementAmount({ face: faceLeft, pricePer100, accrued: amount });
}
