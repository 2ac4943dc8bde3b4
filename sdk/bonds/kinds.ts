import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** A rate that is an index fixed for each coupon, and a margin (変動利付). */
export interface FloatingRate {
  /** What is fixed, as the terms name it: "TONA compounded in arrears", "6-month TIBOR". */
  readonly index: string;
  /** Added to the index, in percent; it may be negative. */
  readonly marginPercent: string;
  /** The rate is never lower. Left out: zero, since holders do not pay interest. */
  readonly floorPercent?: string | undefined;
  /** The rate is never higher. Left out: there is no limit. */
  readonly capPercent?: string | undefined;
}

/** A change of the rate that depends on a sustainability target or a rating (ステップ・アップ). */
export interface RateStep {
  /** What is measured, and what makes the step apply. */
  readonly target: string;
  /** The last day on which the fiscal agent can decide whether it applies. */
  readonly decideBy: CalendarDate;
  /** Number of the first coupon that it changes; 1 is the first coupon of the bond. */
  readonly firstPayment: number;
  /** What it adds to the rate of that coupon and all later ones, in percent; negative for a step down. */
  readonly stepPercent: string;
}

/** A part of every bond's face that is repaid with a coupon (定時償還). */
export interface Amortisation {
  /** Coupon date, not moved to a business day; either this or `payment`. */
  readonly date?: CalendarDate | undefined;
  /** Number of the coupon, 1 for the first. */
  readonly payment?: number | undefined;
  /** How much: a part of the original face, in percent; either this or `amountPerUnit`. */
  readonly percentOfFace?: string | undefined;
  /** How much of one bond, in minor units of the currency. */
  readonly amountPerUnit?: bigint | undefined;
}

/**
 * The rights to end a bond early: by the issuer for all bonds (繰上償還), for bonds that are drawn (抽選償還) or for a part
 * of every bond's face (案分), or by holders (プット). Their order is that of `IBondSchedules.OptionKind`.
 */
export const OPTION_KINDS = ["call", "callByLot", "callProRata", "put"] as const;

/** Whose right it is, and to what. */
export type OptionKind = (typeof OPTION_KINDS)[number];

/** A right to redeem before maturity, on one date. */
export interface RedemptionOption {
  readonly kind: OptionKind;
  /** The day on which is paid, a business day. */
  readonly date: CalendarDate;
  /** Calendar days from the last day of notice to `date`; either this or `noticeBusinessDays`. */
  readonly noticeDays?: number | undefined;
  /** Business days from the last day of notice to `date`. */
  readonly noticeBusinessDays?: number | undefined;
  /** Paid for 100 of the face that is left, a decimal text. Left out: 100. */
  readonly pricePer100?: string | undefined;
}

/**
 * Kinds of instrument that the tax table tells apart; the place in this list is the number on chain.
 *
 * publicBond: 特定公社債 (publicly offered, or of a listed issuer); privateBond: 一般公社債 (Act on Special Measures
 * Concerning Taxation, article 37-11(2)); discountBond: 割引債 (article 41-12-2(6)(i)).
 */
export const INSTRUMENT_CLASSES = ["publicBond", "privateBond", "discountBond"] as const;

/** A kind of instrument in the tax table. */
export type InstrumentClass = (typeof INSTRUMENT_CLASSES)[number];

/** How the bond is taxed at source. */
export interface BondTax {
  /** Left out: discountBond for a bond without coupons, otherwise publicBond. */
  readonly instrumentClass?: InstrumentClass | undefined;
  /** Party id of the one whose account the tax withheld is paid to. Left out: the fiscal agent. */
  readonly account?: string | undefined;
  /** The part of a discount bond's redemption money that is deemed gain, in percent. Left out: by its life. */
  readonly taxableRedemptionPercent?: string | undefined;
}
