import { addDays } from "../calendar/addDays.ts";
import { secondsAtStartOfDay } from "../calendar/secondsAtStartOfDay.ts";
import { encodeAscii } from "../encoding/asciiBytes.ts";
import { InvalidScheduleError } from "../errors/InvalidScheduleError.ts";
import { classMask } from "../participants/classes.ts";
import { hashTermSheet } from "../terms/hashTermSheet.ts";
import type { TermSheet } from "../terms/TermSheet.ts";
import { onChainSchedule } from "./onChainSchedule.ts";
import { scheduleHash } from "./scheduleHash.ts";
import type { CouponSchedule } from "./types.ts";

/** What `onChainTerms` works on. */
export interface OnChainTermsOptions {
  readonly termSheet: TermSheet;
  /** The coupon schedule of that term sheet. */
  readonly schedule: CouponSchedule;
  /** The issuer's account. */
  readonly issuer: string;
  /** The account of the bank whose digital currency pays. */
  readonly settlementBank: string;
  /** The account that tax withheld is paid to. */
  readonly taxAccount: string;
}

/** The terms of a bond as its contract keeps them (IBondToken.Terms). */
export interface OnChainTerms {
  readonly isin: string;
  readonly name: string;
  readonly issuer: string;
  readonly currency: string;
  readonly denomination: bigint;
  readonly units: bigint;
  readonly requiredClasses: bigint;
  readonly issueDate: bigint;
  readonly maturityDate: bigint;
  readonly closedFrom: bigint;
  readonly recordCutoffs: bigint[];
  readonly termsHash: string;
  /** Of its `onChainSchedule` with the same accounts. */
  readonly scheduleHash: string;
}

/**
 * The part of a term sheet that the chain needs. Days become the seconds at which they begin in the business centre; a
 * record date becomes the first second after it. Maturity is the day on which the principal is paid. A bond without coupons
 * has no record dates.
 *
 * @throws InvalidScheduleError when a record date is the redemption date itself, on which the bond ends
 */
export function onChainTerms(options: OnChainTermsOptions): OnChainTerms {
  const { termSheet, schedule, issuer } = options;
  const startOf = (date: Parameters<typeof addDays>[0]): bigint =>
    secondsAtStartOfDay(date, termSheet.businessCentre);
  const periods = termSheet.zeroCoupon === true ? [] : schedule.periods;
  const late = periods.find(({ recordDate }) => recordDate >= schedule.redemptionDate);
  if (late !== undefined) {
    const rule = `must put every record date before the redemption date ${schedule.redemptionDate}`;
    throw new InvalidScheduleError({ field: "recordDateRule", value: late.recordDate, rule });
  }
  return {
    isin: encodeAscii(termSheet.isin, 12),
    name: termSheet.name,
    issuer,
    currency: encodeAscii(termSheet.currency, 3),
    denomination: termSheet.denomination,
    units: termSheet.totalAmount / termSheet.denomination,
    requiredClasses: classMask(termSheet.requiredInvestorClasses),
    issueDate: startOf(schedule.issueDate),
    maturityDate: startOf(schedule.redemptionDate),
    closedFrom: startOf(schedule.closedFrom),
    recordCutoffs: periods.map(({ recordDate }) => startOf(addDays(recordDate, 1))),
    termsHash: hashTermSheet(termSheet),
    scheduleHash: scheduleHash(onChainSchedule(options)),
  };
}
