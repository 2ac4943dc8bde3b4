import type { BusinessDayConvention } from "../calendar/adjustDate.ts";
import type { BusinessCentre } from "../calendar/BusinessCentre.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** How many coupons a year a bond may pay: the divisors of twelve months. */
export const COUPONS_PER_YEAR = [1, 2, 3, 4, 6, 12] as const;

/** The number of coupons a bond pays in a year. */
export type CouponsPerYear = (typeof COUPONS_PER_YEAR)[number];

/**
 * The ways to count which part of a year a period is, each in a file of its own in `dayCount`. "japanese" is the rule
 * of Japanese straight bonds: a regular period is exactly 1 / couponsPerYear, whatever its days.
 */
export const DAY_COUNTS = [
  "japanese",
  "act365F",
  "act360",
  "actActIcma",
  "actActIsda",
  "actActAfb",
  "30/360",
  "30/360us",
  "30E/360",
  "30E/360isda",
  "nl365",
] as const;

/** How the part of a year that a period is for is counted. */
export type DayCount = (typeof DAY_COUNTS)[number];

/**
 * How the Japanese rule counts a stub: by the days of the regular period it lies in (半か年の日割), or by its actual days
 * in a year of 365 (1年を365日とする日割計算).
 */
export const STUB_RULES = ["proRata", "act365"] as const;

/** How the Japanese rule counts a stub. */
export type StubRule = (typeof STUB_RULES)[number];

/** Whether interest runs from coupon date to coupon date, or between the business days that they move to. */
export const ACCRUALS = ["unadjusted", "adjusted"] as const;

/** Which dates interest runs between. */
export type Accrual = (typeof ACCRUALS)[number];

/** Decimals allowed in a coupon rate in percent: 1.483 has three, JGB-style rates have one. */
export const RATE_DECIMALS = 6;

/** Decimals allowed in a price per 100 of face. */
export const PRICE_DECIMALS = 7;

/** Who receives a coupon: the holders registered at the end of the record date (基準日). */
export interface RecordDateRule {
  /** Business days from the record date to the payment date; 0 puts both on one day. */
  readonly businessDaysBeforePayment: number;
}

/** When the register closes before redemption (譲渡制限期間): from the start of that day nothing is delivered. */
export interface ClosedPeriodRule {
  /** Business days from the first closed day to the redemption date; 0 closes the redemption date only. */
  readonly businessDaysBeforeRedemption: number;
}

/** What a coupon schedule is made from: a fixed-rate bond redeemed in one sum at maturity. */
export interface BondTerms {
  /** Yearly rate in percent, a decimal text such as "1.483", at most RATE_DECIMALS decimals. */
  readonly couponRatePercent: string;
  readonly couponsPerYear: CouponsPerYear;
  /** Whether the bond pays no coupons (割引債): its only period runs from issue to maturity. Left out: it pays them. */
  readonly zeroCoupon?: boolean | undefined;
  /** The day the bond is paid for (払込期日); interest runs from the day after it. */
  readonly issueDate: CalendarDate;
  /** The day the bond falls due (償還期限), not moved to a business day. */
  readonly maturityDate: CalendarDate;
  /** First coupon date, not moved. Left out: the first date of the regular series after issue. */
  readonly firstCouponDate?: CalendarDate | undefined;
  /** Last coupon date before maturity, not moved, when the last period is a stub. Left out: there is none. */
  readonly lastRegularCouponDate?: CalendarDate | undefined;
  /** Day of the month of coupon dates, when the date the series counts from is a shorter month's end. */
  readonly rollDay?: number | undefined;
  /** Left out: "japanese". */
  readonly dayCount?: DayCount | undefined;
  /** For the day count "japanese" only. Left out: "proRata". */
  readonly stubRule?: StubRule | undefined;
  /** Left out: "unadjusted", so that moving a payment does not change its amount. */
  readonly accrual?: Accrual | undefined;
  readonly businessDayConvention: BusinessDayConvention;
  /** The principal centre: its banks must be open for a payment, and days begin by its clock. */
  readonly businessCentre: BusinessCentre;
  /** Further centres whose banks must be open too. Left out: none. */
  readonly jointCentres?: readonly BusinessCentre[] | undefined;
  readonly recordDateRule: RecordDateRule;
  readonly closedPeriodRule: ClosedPeriodRule;
}

/** A part of a year as an exact fraction. */
export interface YearFraction {
  readonly numerator: bigint;
  /** Never zero. */
  readonly denominator: bigint;
}

/** Whether a coupon period is as long as the others, and if not, how it differs. */
export type CouponPeriodKind = "regular" | "short" | "long";

/** One coupon of a bond. */
export interface CouponPeriod {
  /** 1 for the first coupon. */
  readonly number: number;
  readonly kind: CouponPeriodKind;
  /** Previous coupon date, moved only if accrual is adjusted, or issue date; interest runs from the day after it. */
  readonly startDate: CalendarDate;
  /** Coupon date, moved only if accrual is adjusted; interest runs up to and including it. */
  readonly endDate: CalendarDate;
  /** The dates of the regular series that enclose the period, moved as its own: two, or more for a long period. */
  readonly referenceDates: readonly CalendarDate[];
  /** The day the coupon is paid: the coupon date moved to a business day. */
  readonly paymentDate: CalendarDate;
  /** The holders registered at the end of this day receive the coupon. */
  readonly recordDate: CalendarDate;
  /** Calendar days from start to end, counting one end. */
  readonly days: number;
  /** In lowest terms; both numbers are below 2^32. */
  readonly yearFraction: YearFraction;
  /** Interest on 1 yen of face, in units of 10^-13 yen, truncated. */
  readonly interestPerYenE13: bigint;
}

/** All coupons of a bond and its redemption. */
export interface CouponSchedule {
  /** Yearly rate in percent, a decimal text. */
  readonly couponRatePercent: string;
  readonly couponsPerYear: CouponsPerYear;
  readonly dayCount: DayCount;
  readonly issueDate: CalendarDate;
  /** Not moved. */
  readonly maturityDate: CalendarDate;
  /** Maturity moved to a business day: principal and the last coupon are paid on it. */
  readonly redemptionDate: CalendarDate;
  /** From the start of this day to redemption the register is closed: nothing is delivered. */
  readonly closedFrom: CalendarDate;
  /** In order of date, never empty. */
  readonly periods: readonly CouponPeriod[];
}
