import { id, Wallet, ZeroAddress } from "ethers";

import { couponSchedule } from "../../../sdk/bonds/couponSchedule.ts";
import { parseCalendarDate } from "../../../sdk/calendar/parseCalendarDate.ts";
import { secondsAtStartOfDay } from "../../../sdk/calendar/secondsAtStartOfDay.ts";
import { dealersCommitment } from "../../../sdk/trading/dealersCommitment.ts";
import type { PricedBond } from "../../../sdk/trading/quoteTerms.ts";
import type { Request } from "../../../sdk/trading/Request.ts";
import { tradingDomain } from "../../../sdk/trading/tradingDomain.ts";
import { parseTermSheet } from "../../../sdk/terms/parseTermSheet.ts";

/** What the three processes of the measurement agree on. */

export const DOMAIN = tradingDomain({ chainId: 31_337n, rfq: new Wallet(id("kessai bench rfq")).address });

/** The asker, and any of the dealers. */
export const ASKER = new Wallet(id("kessai bench asker"));
export const dealerAt = (index: number): Wallet => new Wallet(id(`kessai bench dealer ${index}`));

const termSheet = parseTermSheet({
  isin: "JP9NRIDIG157",
  name: "Bench bond",
  nameJa: "計測用社債",
  issuer: "issuer",
  fiscalAgent: "trust",
  registrar: "trust",
  currency: "JPY",
  totalAmount: 3_000_000_000n,
  denomination: 100_000_000n,
  couponRatePercent: "1.483",
  couponsPerYear: 2n,
  pricingDate: "2025-03-07",
  issueDate: "2025-03-14",
  maturityDate: "2030-03-14",
  businessDayConvention: "preceding",
  businessCentre: "Asia/Tokyo",
  recordDateRule: { businessDaysBeforePayment: 1n },
  closedPeriodRule: { businessDaysBeforeRedemption: 3n },
  requiredInvestorClasses: ["qualifiedInstitutionalInvestor"],
  underwriting: { underwriter: "dealer", issuePricePer100: "100.00" },
});

/** The bond that is asked for. */
export const BOND: PricedBond = { termSheet, schedule: couponSchedule(termSheet) };

/** Settlement of everything: a day on which the bond can be delivered, whatever the day of the measurement. */
export const SETTLE_FROM = secondsAtStartOfDay(parseCalendarDate("2029-06-20"), termSheet.businessCentre);

const SALT = id("kessai bench dealers");

/** What is asked, and whom. */
export interface Question {
  readonly request: Request;
  readonly dealers: readonly string[];
  readonly dealersSalt: string;
}

/**
 * The question of that number: ten units, to be answered within ten seconds.
 *
 * @param now in milliseconds
 */
export function questionAt(number: number, dealers: readonly string[], now: bigint): Question {
  const request: Request = {
    isin: termSheet.isin,
    currency: termSheet.currency,
    settlementBank: DOMAIN.verifyingContract,
    side: "buyer",
    quantity: 10n,
    tradeDate: (now / 86_400_000n) * 86_400n,
    settleFrom: SETTLE_FROM,
    settleBy: SETTLE_FROM + 54_000n,
    asker: ASKER.address,
    broker: ZeroAddress,
    isAnonymous: false,
    dealers: dealersCommitment(dealers, SALT),
    dealerCount: BigInt(dealers.length),
    askedAt: now,
    answerBy: now + 10_000n,
    commonReference: `BENCH-${number}`,
    salt: id(`kessai bench request ${number} ${now}`),
  };
  return { request, dealers, dealersSalt: SALT };
}
