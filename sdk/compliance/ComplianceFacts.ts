import type { CalendarDate } from "../calendar/CalendarDate.ts";

/** A grade that an agency gave the bond. */
export interface Rating {
  readonly agency: string;
  readonly grade: string;
}

/** What is known of the bond that is to be traded. What is left out is not known. */
export interface BondFacts {
  /** ISO 6166. */
  readonly isin: string;
  /** Party id (発行会社). */
  readonly issuer?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** Face of one bond (各社債の金額), in minor units. */
  readonly denomination?: bigint | undefined;
  /** The day the bond falls due, not moved. */
  readonly maturityDate?: CalendarDate | undefined;
  /** Face of all bonds of the issue that are outstanding, each at its denomination, in minor units. */
  readonly outstandingFace?: bigint | undefined;
  /** All of them; empty when it is not rated. */
  readonly ratings?: readonly Rating[] | undefined;
  /** All of them, such as "green"; empty when it has none. */
  readonly labels?: readonly string[] | undefined;
}

/** Bonds of one issue that a fund has. */
export interface FundPosition {
  /** ISO 6166. */
  readonly isin: string;
  /** Party id. */
  readonly issuer?: string | undefined;
  /** Face held, each bond at its denomination, in minor units of the bond's currency. */
  readonly face?: bigint | undefined;
  /** Face of them that is neither held for a trade nor locked, pledged or frozen. */
  readonly freeFace?: bigint | undefined;
  /** Market value, in minor units of the fund's currency. */
  readonly marketValue?: bigint | undefined;
}

/** Money of one bank that a fund has. */
export interface FundCash {
  /** ISO 4217. */
  readonly currency: string;
  /** Account of the bank whose digital currency it is. */
  readonly settlementBank: string;
  /** What is free to be spent, in minor units: trades that are dealt and not settled are taken off. */
  readonly free: bigint;
}

/** What is known of a fund. What is left out is not known. */
export interface FundFacts {
  readonly account: string;
  /** Id by which the guidelines name it. */
  readonly id: string;
  /** ISO 4217: the currency of its net assets and market values. */
  readonly currency?: string | undefined;
  /** Net assets (純資産総額), in minor units. */
  readonly netAssets?: bigint | undefined;
  /** All of them, with what is dealt and not settled; empty when it has none. */
  readonly positions?: readonly FundPosition[] | undefined;
  /** All of it; empty when it has none. */
  readonly cash?: readonly FundCash[] | undefined;
}

/** Whose account one is. */
export interface NamedAccount {
  readonly account: string;
  /** Party id. */
  readonly id: string;
}

/** What the rules of guidelines are held against. A rule whose facts are missing has the status "unknown". */
export interface ComplianceFacts {
  /** When they were read, in seconds since 1970-01-01T00:00:00Z. */
  readonly asOf: bigint;
  /** The bond that is to be traded. */
  readonly bond?: BondFacts | undefined;
  /** No two of the same account. */
  readonly funds: readonly FundFacts[];
  /** Who the dealers and brokers of the proposal are. No two of the same account. */
  readonly dealers: readonly NamedAccount[];
}
