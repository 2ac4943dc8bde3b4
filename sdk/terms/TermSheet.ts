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

/** A document that belongs to the bond, named by its content. */
export interface BondDocument {
  readonly name: string;
  readonly uri: string;
  /** SHA-256 of the document, 64 hexadecimal digits in lower case. */
  readonly sha256: string;
}

/** The terms of a bond issue, checked. */
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
}
