import type { CalendarDate } from "../calendar/CalendarDate.ts";
import type { InvestorClass } from "../terms/Party.ts";
import type { FailureRule, OfferingMethod, Placement } from "./OfferingTerms.ts";

/** Most firms that a syndicate may have, as IOrderBook.offer says. */
export const MAX_MEMBERS = 16;

/** Between which prices the issue is offered, for 100 of face, decimal texts. */
export interface SheetPrices {
  readonly floor: string;
  /** The same as the floor for a fixed price. */
  readonly cap: string;
}

/** A member of the syndicate, as people name it. */
export interface SheetMember {
  /** Party id. */
  readonly firm: string;
  /** Face that it answers for, in minor units of the currency. */
  readonly amount: bigint;
}

/** Investors that are served together, as people name them: see `AllocationTier`. */
export interface SheetTier {
  readonly name: string;
  /** Party ids. */
  readonly investors?: readonly string[] | undefined;
  readonly classes?: readonly InvestorClass[] | undefined;
}

/** How units are allotted when the book is fuller than the offering: see `AllocationRule`. */
export interface SheetAllocation {
  /** Face of one lot, in minor units. */
  readonly lotAmount: bigint;
  /** In order of priority; empty when all investors are served alike. */
  readonly tiers: readonly SheetTier[];
}

/**
 * An offering as its issuer and lead manager write it, checked: what is offered, by whom, when, and how it is allotted.
 * Amounts are face, in minor units of the bond's currency (yen); prices are for 100 of face, decimal texts; moments are
 * local ones of the bond's business centre.
 */
export interface OfferingSheet {
  readonly isin: string;
  readonly method: OfferingMethod;
  readonly placement: Placement;
  readonly ifPaymentFails: FailureRule;
  /** Face offered (募集総額); of a first issue all of it. */
  readonly totalAmount: bigint;
  /** Least face with which the offering closes. */
  readonly minimumAmount: bigint;
  readonly priceRange: SheetPrices;
  /** Prices within the range are so far apart. Left out: the price is fixed. */
  readonly priceTick?: string | undefined;
  /** Underwriting fee (引受手数料), kept from the proceeds. */
  readonly feePer100: string;
  /** The book is open from the first moment until just before the second: YYYY-MM-DDTHH:MM. */
  readonly bookOpens: string;
  readonly bookCloses: string;
  /** The day the price is fixed (条件決定日). */
  readonly pricingDate: CalendarDate;
  /** 払込日. */
  readonly paymentDate: CalendarDate;
  /** HH:MM on the payment date: an investor that cannot pay then counts as failed. */
  readonly failAfter: string;
  /** HH:MM on `cutOffDate`: what has not closed by then lapses. */
  readonly cutOff: string;
  readonly cutOffDate: CalendarDate;
  /** First day on which investors can pass on what they were allotted, after the cut-off. Left out: no lock-up. */
  readonly lockUpUntil?: CalendarDate | undefined;
  /** First day on which the issuer can offer more of the bond. Left out: no such undertaking. */
  readonly issuerLockUpUntil?: CalendarDate | undefined;
  /** The yield that spreads are measured from, in percent, a decimal text; left out when it is fixed with the price. */
  readonly referenceYieldPercent?: string | undefined;
  /** The first is the lead manager (主幹事). */
  readonly syndicate: readonly SheetMember[];
  readonly allocation: SheetAllocation;
}
