import type { Amortisation, BondTax, FloatingRate, RateStep, RedemptionOption } from "../bonds/kinds.ts";
import type { BondTerms } from "../bonds/types.ts";
import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { InvestorClass } from "./Party.ts";

/** How the issue is underwritten (引受). */
export interface Underwriting {
  /** Party id of the underwriter. */
  readonly underwriter: string;
  /** What the underwriter pays the issuer for 100 of face (発行価額), a decimal text. */
  readonly issuePricePer100: string;
}

/**
 * Days of grace when a term sheet names none: 7.
 *
 * An assumption. Terms of Japanese unsecured bonds say that unpaid interest ends the benefit of time when it is not paid
 * within some days, and differ: three business days in guaranteed private placements, a week in many public issues, 30
 * days in yen bonds of foreign issuers. A real term sheet has to name its own.
 */
export const DEFAULT_GRACE_PERIOD_DAYS = 7;

/** A document that belongs to the bond, named by its content. */
export interface BondDocument {
  readonly name: string;
  readonly uri: string;
  /** SHA-256 of the document, 64 hexadecimal digits in lower case. */
  readonly sha256: string;
}

/**
 * The terms of a bond issue, checked. A floating bond has the coupon rate "0", as its interest follows from `floating`; a
 * bond without coupons has the coupon rate "0" and one coupon a year, which it never pays.
 */
export interface TermSheet extends BondTerms {
  /** ISO 6166. */
  readonly isin: string;
  readonly name: string;
  readonly nameJa: string;
  /** Party id of the issuer (発行会社). */
  readonly issuer: string;
  /** Party id of the fiscal agent (財務代理人). */
  readonly fiscalAgent: string;
  /** Party id of the bond registrar (社債原簿管理人). */
  readonly registrar: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Total face (社債総額), in minor units of the currency: yen. */
  readonly totalAmount: bigint;
  /** Face of one bond (各社債の金額), in minor units. */
  readonly denomination: bigint;
  /** The day the terms were fixed (条件決定日). */
  readonly pricingDate: CalendarDate;
  /** Every class that a holder must belong to; empty when anyone in the register may hold. */
  readonly requiredInvestorClasses: readonly InvestorClass[];
  readonly underwriting: Underwriting;
  readonly documents?: readonly BondDocument[] | undefined;
  /** Left out: the coupon rate is fixed. */
  readonly floating?: FloatingRate | undefined;
  readonly steps?: readonly RateStep[] | undefined;
  /** In order of date. */
  readonly amortisation?: readonly Amortisation[] | undefined;
  /** In order of date. */
  readonly options?: readonly RedemptionOption[] | undefined;
  /** What 100 of the face that is left at maturity is redeemed for, a decimal text. Left out: 100. */
  readonly redemptionPricePer100?: string | undefined;
  /** Calendar days by which a payment may be late before it is a default. Left out: DEFAULT_GRACE_PERIOD_DAYS. */
  readonly gracePeriodDays?: number | undefined;
  /** Whether bonds can be transferred while the issuer is in default. Left out: they cannot. */
  readonly tradesInDefault?: boolean | undefined;
  readonly tax?: BondTax | undefined;
  /** Party id of the bank whose digital currency pays. Left out: the only settlement bank of the scenario. */
  readonly settlementBank?: string | undefined;
}
