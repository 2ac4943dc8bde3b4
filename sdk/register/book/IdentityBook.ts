import type { CalendarDate } from "../../calendar/CalendarDate.ts";

/** The name and the version of the book's format, in the clear and within. */
export const BOOK_FORMAT = "kessai-identity-book";
export const BOOK_VERSION = 1;

/** A pledge (質権) on bonds of an account (Companies Act arts. 693, 694). */
export interface Pledge {
  readonly isin: string;
  readonly units: bigint;
  readonly pledgee: string;
  readonly pledgeeAddress?: string | undefined;
  readonly registeredOn: CalendarDate;
  /** From this day on there is no pledge. */
  readonly releasedOn?: CalendarDate | undefined;
}

/** Who an account legally belongs to. An account whose owner changed its name has several entries, each with its salt. */
export interface IdentityEntry {
  readonly account: string;
  /** 32 random bytes: opens the commitment on chain. */
  readonly salt: string;
  readonly legalName: string;
  readonly nameJa?: string | undefined;
  /** ISO 17442. */
  readonly lei: string;
  /** Where it lives or has its seat (住所), in English and in Japanese. */
  readonly address?: string | undefined;
  readonly addressJa?: string | undefined;
  /** What the registrar has noted about its tax class: the certificate seen, and until when it is good. */
  readonly taxNote?: string | undefined;
  /** That the bonds belong to a trust (Companies Act art. 695-2), and to which. */
  readonly trustNotice?: string | undefined;
  readonly pledges: readonly Pledge[];
}

/** The registrar's book of identities, which never leaves its house in the clear. */
export interface IdentityBook {
  readonly entries: readonly IdentityEntry[];
}
