import { canonicalJson } from "../../encoding/canonicalJson.ts";
import { BOOK_FORMAT, BOOK_VERSION } from "./IdentityBook.ts";
import type { IdentityBook } from "./IdentityBook.ts";

/** The text of an open book, the same for the same entries. It is never written anywhere but encrypted. */
export function formatIdentityBook({ entries }: IdentityBook): string {
  return canonicalJson({
    format: BOOK_FORMAT,
    version: BOOK_VERSION,
    entries: entries.map(({ pledges, ...entry }) => ({
      ...entry,
      pledges: pledges.map((pledge) => ({ ...pledge })),
    })),
  });
}
