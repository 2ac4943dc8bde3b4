import { accruedInterestAt } from "../bonds/accruedInterestAt.ts";
import { settlementAmount } from "../bonds/settlementAmount.ts";
import type { SettlementAmount } from "../bonds/settlementAmount.ts";
import type { CouponSchedule } from "../bonds/types.ts";
import type { TradeTicket } from "./TradeTicket.ts";

/**
 * What the buyer of a ticket pays on its settlement date, in yen: clean amount, accrued interest and their
 * sum. On the issue date nothing has accrued, so underwriting and distribution pay the price alone.
 *
 * @param ticket a checked ticket
 * @param schedule the coupon schedule of the bond it names
 * @throws SettlementDateError when the bond cannot be delivered on the settlement date
 */
export function tradeAmount(ticket: TradeTicket, schedule: CouponSchedule): SettlementAmount {
  const { faceAmount: face, pricePer100, settlementDate } = ticket;
  const { amount: accrued } = accruedInterestAt({ schedule, face, settlementDate });
  return settlementAmount({ face, pricePer100, accrued });
}
