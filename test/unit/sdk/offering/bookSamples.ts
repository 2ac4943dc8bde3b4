import type { BookFaultCode, BookVerification } from "../../../../sdk/offering/BookVerification.ts";
import type { BookEntry } from "../../../../sdk/offering/OfferingBook.ts";
import type { SignedOrder } from "../../../../sdk/offering/Order.ts";
import { verifyBook } from "../../../../sdk/offering/verifyBook.ts";
import type { VerifyBookOptions } from "../../../../sdk/offering/verifyBook.ts";
import { bookOf, DOMAIN, investor } from "./samples.ts";

/** Verifies a book of these entries, in the offering of the samples. */
export const verify = (
  entries: readonly BookEntry[],
  orders: readonly SignedOrder[],
  options: Partial<VerifyBookOptions> = {},
): BookVerification => verifyBook({ book: bookOf(entries), orders, domain: DOMAIN, ...options });
export const codesOf = ({ faults }: BookVerification): readonly BookFaultCode[] =>
  faults.map(({ code }) => code);
export const positionsOf = ({ orders }: BookVerification): readonly bigint[] =>
  orders.map(({ position }) => position);
export const sentencesOf = ({ faults }: BookVerification): readonly string[] =>
  faults.map(({ sentence }) => sentence);
export const nameOf = (number: number): string => investor(number).address;
