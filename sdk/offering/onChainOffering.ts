import { getAddress } from "ethers";

import type { CouponSchedule } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../calendar/secondsAtTimeOfDay.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { accruedPerYen } from "./accruedPerYen.ts";
import type { OfferingSheet } from "./OfferingSheet.ts";
import type { OfferingTerms } from "./OfferingTerms.ts";
import { pricePerUnit } from "./pricePerUnit.ts";
import { secondsAtMoment } from "./secondsAtMoment.ts";
import { unitFaceOn } from "./unitFaceOn.ts";
import { unitPriceRange } from "./unitPriceRange.ts";

/** The accounts that an offering names. */
export interface OfferingAccounts {
  /** The account of a party, by its id. */
  readonly of: (party: string) => string;
  /** The account of the bank whose digital currency pays. */
  readonly settlementBank: string;
}

/** What `onChainOffering` works on. */
export interface OnChainOfferingOptions {
  /** A sheet that was checked against the term sheet. */
  readonly sheet: OfferingSheet;
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  readonly accounts: OfferingAccounts;
  /** Hash of the sheet's allocation rule (`onChainAllocationRule`). */
  readonly ruleHash: string;
  /** Whether more is issued of a bond that is outstanding (追加発行). */
  readonly isTap: boolean;
  /** Of a tap: rate of the running coupon in percent, where it does not follow from the term sheet. */
  readonly couponRatePercent?: string | undefined;
  /** Of a tap: face of a unit that is left, in minor units, where a redemption pro rata changed it. */
  readonly facePerUnit?: bigint | undefined;
}

/**
 * The terms of an offering as the chain keeps them: units instead of face, prices of a unit in minor units, moments in
 * seconds by the clock of the bond's business centre. A book that closes on the pricing date is priced from then on, any other
 * from the start of the pricing date. A tap carries the interest accrued until its payment date.
 *
 * @throws FractionalPriceError when a price or the fee does not come to whole minor units for one unit
 * @throws SettlementDateError when the bond of a tap cannot be delivered on the payment date
 * @throws OpenRateError when the interest accrued on a tap is not known
 */
export function onChainOffering(options: OnChainOfferingOptions): OfferingTerms {
  const { sheet, termSheet, schedule, accounts, ruleHash, isTap, couponRatePercent } = options;
  const { denomination } = termSheet;
  const { paymentDate } = sheet;
  const facePerUnit = isTap ? (options.facePerUnit ?? unitFaceOn(termSheet, paymentDate)) : denomination;
  const { priceFloor, priceCap } = unitPriceRange({ sheet, facePerUnit });
  return {
    isin: sheet.isin,
    method: sheet.method,
    placement: sheet.placement,
    ifPaymentFails: sheet.ifPaymentFails,
    units: sheet.totalAmount / denomination,
    minimumUnits: sheet.minimumAmount / denomination,
    priceFloor,
    priceCap,
    feePerUnit: pricePerUnit(sheet.feePer100, facePerUnit),
    facePerUnit,
    accruedPerYenE13: isTap ? accruedPerYen({ termSheet, schedule, paymentDate, couponRatePercent }) : 0n,
    ...moments(sheet, termSheet),
    settlementBank: getAddress(accounts.settlementBank),
    ruleHash,
    syndicate: sheet.syndicate.map(({ firm, amount }) => ({
      firm: getAddress(accounts.of(firm)),
      commitment: amount / denomination,
    })),
  };
}

type Moments = Pick<
  OfferingTerms,
  | "bookFrom"
  | "bookUntil"
  | "pricingFrom"
  | "paymentFrom"
  | "failFrom"
  | "closeBy"
  | "lockUpUntil"
  | "issuerLockUpUntil"
>;

function moments(sheet: OfferingSheet, { businessCentre: centre }: TermSheet): Moments {
  const { pricingDate, paymentDate, failAfter, cutOffDate, cutOff, lockUpUntil, issuerLockUpUntil } = sheet;
  const startOf = (date: CalendarDate): bigint => secondsAtStartOfDay(date, centre);
  const bookUntil = secondsAtMoment(sheet.bookCloses, centre);
  const pricingDay = startOf(pricingDate);
  return {
    bookFrom: secondsAtMoment(sheet.bookOpens, centre),
    bookUntil,
    pricingFrom: bookUntil > pricingDay ? bookUntil : pricingDay,
    paymentFrom: startOf(paymentDate),
    failFrom: secondsAtTimeOfDay({ date: paymentDate, time: failAfter, centre }),
    closeBy: secondsAtTimeOfDay({ date: cutOffDate, time: cutOff, centre }),
    lockUpUntil: lockUpUntil === undefined ? 0n : startOf(lockUpUntil),
    issuerLockUpUntil: issuerLockUpUntil === undefined ? 0n : startOf(issuerLockUpUntil),
  };
}
