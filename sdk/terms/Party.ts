import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** What a party does. */
export const PARTY_ROLES = [
  "issuer",
  "securitiesFirm",
  "trustBank",
  "settlementBank",
  "investor",
  "registrar",
  "fiscalAgent",
] as const;

/** A duty that a party takes on. */
export type PartyRole = (typeof PARTY_ROLES)[number];

/**
 * Classes of holders: 適格機関投資家, 特定投資家 (Financial Instruments and Exchange Act art. 2(3)(i), 2(31)),
 * 居住者 (Foreign Exchange Act art. 6(1)(v)), holders whose interest is paid without withholding tax, and natural
 * persons.
 */
export const INVESTOR_CLASSES = [
  "qualifiedInstitutionalInvestor",
  "specifiedInvestor",
  "resident",
  "withholdingExempt",
  "individual",
] as const;

/** A class that a holder belongs to. */
export type InvestorClass = (typeof INVESTOR_CLASSES)[number];

/** A participant and what is known of it. */
export interface Party {
  /** Short name within the files: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly legalName: string;
  readonly nameJa?: string | undefined;
  /** ISO 17442. */
  readonly lei: string;
  readonly roles: readonly PartyRole[];
  readonly classes: readonly InvestorClass[];
  /** Last day on which the identity check is valid. */
  readonly kycExpiry: CalendarDate;
}
